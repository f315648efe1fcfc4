"""How the database of a library is opened: made, upgraded from an older version, or only read where nobody may write."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, delete, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError

from rag.errors import LibraryError
from rag.library.lock import writer_lock
from rag.library.migrations import upgrade
from rag.library.schema import SCHEMA_VERSION, meta, metadata

DATABASE = "library.db"
"""Its name in the folder of a library."""

_WAIT = 30
"""Seconds to wait for another's transaction."""


def open_database(path: Path, *, create: bool) -> tuple[Engine, bool]:
    """Open (or, with `create`, make) the database; one of an older version is upgraded, and then the second value is true.

    Raises LibraryError where it is missing, of a newer version, or no database of Hemicycle.
    """
    if not path.exists() and not create:
        raise LibraryError(f"no library at {path.parent}; make one with: hemicycle ingest PATH --library {path.parent}")
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() and not writable(path.parent):
        raise LibraryError(f"cannot make a library in {path.parent}: it can only be read; choose another with --library")
    engine = sqlite_engine(path) if writable(path.parent) else _read_only(path)
    try:
        upgraded = _prepare(engine, path, create)
    except (DatabaseError, LibraryError) as error:
        engine.dispose()
        if isinstance(error, LibraryError):
            raise
        if getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_IOERR")):
            raise LibraryError(f"cannot open {path} ({error.orig}); mend that, then run the same command again") from error
        raise LibraryError(
            f"{path} cannot be read as a library ({error.orig}); move it away, then restore a backup"
            " (hemicycle restore) or ingest again"
        ) from error
    return engine, upgraded


def writable(folder: Path) -> bool:
    """Whether this process may write in the folder of a library: it may lie on a read-only disk, or be somebody else's."""
    return os.access(folder, os.W_OK)


def get_meta(connection: Connection, key: str) -> str | None:
    """A value of the table `meta`."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def set_meta(connection: Connection, key: str, value: str | None) -> None:
    """Set a value of the table `meta`, or take it away."""
    connection.execute(delete(meta).where(meta.c.key == key))
    if value is not None:
        connection.execute(insert(meta).values(key=key, value=value))


def sqlite_engine(path: Path) -> Engine:
    """An engine that reads and writes a database of SQLite, made where it is not. Readers never wait for a writer."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        _write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _write_ahead(connection: Any) -> None:
    """Have a log, as the database keeps from then on. Of several that make it at once SQLite turns some away without waiting,
    lest they wait for one another."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
        time.sleep(0.05)


def scrub(engine: Engine) -> bool:
    """Write the database anew, so that none of its files holds what was deleted.

    False where somebody who reads keeps the old pages from being overwritten; then it is to be done again.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


def _prepare(engine: Engine, path: Path, create: bool) -> bool:
    """Make the tables where there are none, or upgrade them: true where that was due."""
    if create and not inspect(engine).get_table_names():
        with _alone(engine) as connection:
            # Looked at again: of two processes that make the same library at once one has waited for the other.
            if not inspect(connection).get_table_names():
                metadata.create_all(connection)
                set_meta(connection, "schema", str(SCHEMA_VERSION))
    with engine.connect() as connection:
        version = int(get_meta(connection, "schema") or 0) if inspect(connection).has_table("meta") else 0
    if version == 0:
        raise LibraryError(f"{path} is not a Hemicycle library; give another folder with --library")
    if version > SCHEMA_VERSION:
        raise LibraryError(f"{path} was written by a newer Hemicycle (schema {version}); update this one")
    if version < SCHEMA_VERSION:
        _upgrade(engine, path)
    return version < SCHEMA_VERSION


def _upgrade(engine: Engine, path: Path) -> None:
    """Bring a database of an older version to this one, all of it or nothing."""
    try:
        # Somebody else may be upgrading it: that takes a moment, and then there is nothing left to do.
        with writer_lock(path.parent, wait=5), _alone(engine) as connection:
            upgrade(connection, int(get_meta(connection, "schema") or 0))
            set_meta(connection, "schema", str(SCHEMA_VERSION))
    except LibraryError as error:
        raise LibraryError(f"{path} is of an older version and must be upgraded first: {error}") from None


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction beside which nobody else writes, from its beginning: what it reads, changes of tables included, holds
    until it ends."""
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _read_only(path: Path) -> Engine:
    """An engine that writes nothing, not even the files that SQLite puts beside a database to read it.

    With a log (`-wal`) beside it somebody with more rights writes, or was killed: then SQLite reads the log, for which the
    other's `-shm` does. Without one nothing can change (https://sqlite.org/wal.html#readonly).
    """
    logged = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if logged.exists() and logged.stat().st_size else "immutable=1"
    address = f"{path.absolute().as_uri()}?{how}"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=_WAIT, check_same_thread=False),
        poolclass=QueuePool,
    )
