"""The truth of a library: records, their parts and passages, and the vectors, in one SQL database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, exists, func, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from rag.errors import LibraryError
from rag.library.filters import Filters, fold
from rag.library.index import Selection
from rag.library.lock import writer_lock
from rag.library.migrations import upgrade
from rag.library.rows import RECORD_COLUMNS, embedded_sha, family_key, passage_row, person_row, same_content
from rag.library.schema import SCHEMA_VERSION, meta, metadata, passages, people, records, themes, vectors
from rag.records import Passage, Record

_BLOCK = 10_000

Column = Literal["language", "parliament"]
"""What the values of all records are asked for."""

_HAS_VECTOR = exists().where(vectors.c.embedded_sha == passages.c.embedded_sha)


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the search sees it: `seq` is its key in the indexes, `record` the key of its record."""

    seq: int
    record: int
    n: int
    part: int
    role: str
    start: int
    end: int


class Unembedded(NamedTuple):
    """A text that waits for its vector."""

    sha: str
    text: str
    seq: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a library; `embedded` of the `passages` have their vector."""

    records: int
    passages: int
    embedded: int
    first: Any
    last: Any


@dataclass(frozen=True, slots=True)
class Block:
    """Passages with their vectors: `keys` and `records` (n,) int64, `matrix` (n, d) float16."""

    keys: np.ndarray
    records: np.ndarray
    matrix: np.ndarray


@dataclass(frozen=True, slots=True)
class Written:
    """The ids of records that were new or changed, and the keys of the records that they replaced."""

    ids: list[str]
    replaced: list[int]


DATABASE = "library.db"
"""The name of the database in the folder of a library."""


class Catalogue:
    """The SQL side of a library. Every writing method is one transaction: all of it is there, or nothing."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open (or, with `create`, make) the database; one of an older version is upgraded.

        Raises LibraryError where it is missing, of a newer version, or no database at all.
        """
        if not path.exists() and not create:
            raise LibraryError(f"no library at {path.parent}; make one with: hemicycle ingest PATH --library {path.parent}")
        self.path = path
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(path)
        try:
            self._prepare(create)
        except DatabaseError as error:
            raise LibraryError(
                f"{path} cannot be read as a library ({error.orig}); restore a copy or move it away"
            ) from error

    def _prepare(self, create: bool) -> None:
        if create and not inspect(self.engine).get_table_names():
            with self._alone() as connection:
                # Looked at again: of two processes that make the same library at once one has waited for the other.
                if not inspect(connection).get_table_names():
                    metadata.create_all(connection)
                    _set(connection, "schema", str(SCHEMA_VERSION))
        version = self._version()
        if version == 0:
            raise LibraryError(f"{self.path} is not a Hemicycle library; give another folder with --library")
        if version > SCHEMA_VERSION:
            raise LibraryError(f"{self.path} was written by a newer Hemicycle (schema {version}); update this one")
        if version < SCHEMA_VERSION:
            self._upgrade()

    def _version(self) -> int:
        """The schema version of the database; 0 where it is none of ours."""
        return int(self.meta("schema") or 0) if inspect(self.engine).has_table("meta") else 0

    def _upgrade(self) -> None:
        """Bring a database of an older version to this one, all of it or nothing.

        Raises LibraryError where it cannot be written, or somebody writes just now.
        """
        try:
            # Somebody else may be upgrading it: that takes a moment, and then there is nothing left to do.
            with writer_lock(self.path.parent, wait=5), self._alone() as connection:
                upgrade(connection, int(_get(connection, "schema") or 0))
                _set(connection, "schema", str(SCHEMA_VERSION))
        except LibraryError as error:
            raise LibraryError(f"{self.path} is of an older version and must be upgraded first: {error}") from None

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction beside which nobody else writes, from its beginning: what it reads, changes of tables included,
        holds until it ends."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; it moves the library's revision on, by which readers see that something changed.

        Raises LibraryError where the disk is full or the folder read-only.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
                _set(connection, "revision", str(int(_get(connection, "revision") or 0) + 1))
        except OperationalError as error:
            raise LibraryError(f"cannot write to {self.path}: {error.orig}") from error

    def meta(self, key: str) -> str | None:
        with self.engine.connect() as connection:
            return _get(connection, key)

    def set_meta(self, key: str, value: str) -> None:
        with self.writing() as connection:
            _set(connection, key, value)

    def put(self, items: Iterable[tuple[Record, Sequence[Passage]]], connection: Connection) -> Written:
        """Write records with their passages inside a transaction of the caller; a record of the same id is replaced."""
        written = Written([], [])
        for record, its_passages in items:
            document = record.model_dump_json()
            old = connection.execute(select(records.c.seq, records.c.document).where(records.c.id == record.id)).first()
            if old and same_content(old.document, document) and self._same_passages(old.seq, its_passages, connection):
                continue
            if old:
                connection.execute(delete(records).where(records.c.seq == old.seq))
                written.replaced.append(old.seq)
            self._insert(record, document, its_passages, connection)
            written.ids.append(record.id)
        return written

    def _same_passages(self, seq: int, its_passages: Sequence[Passage], connection: Connection) -> bool:
        """Whether a record's passages would be embedded as they are: a new recipe makes them anew."""
        known = select(passages.c.embedded_sha).where(passages.c.record == seq).order_by(passages.c.n)
        return list(connection.execute(known).scalars()) == [embedded_sha(passage) for passage in its_passages]

    def _insert(self, record: Record, document: str, its_passages: Sequence[Passage], connection: Connection) -> None:
        row = connection.execute(
            insert(records)
            .values(
                **record.model_dump(include=RECORD_COLUMNS),
                family=family_key(record),
                document=document,
            )
            .returning(records.c.seq)
        )
        seq = row.scalar_one()
        rows: list[tuple[Any, list[dict[str, Any]]]] = [
            (people, [person_row(seq, "asker", p) for p in record.askers]),
            (people, [person_row(seq, "addressee", p) for p in record.addressees]),
            (themes, [{"record": seq, "theme": fold(theme)} for theme in record.themes]),
            (passages, [passage_row(seq, record, passage) for passage in its_passages]),
        ]
        for table, values in rows:
            if values:
                connection.execute(insert(table), values)

    def remove(self, ids: Sequence[str], connection: Connection) -> list[int]:
        """Delete records with everything that hangs on them; returns their keys."""
        query = delete(records).where(records.c.id.in_(ids)).returning(records.c.seq)
        return list(connection.execute(query).scalars())

    def record(self, wanted: str) -> Record | None:
        """A record by its id, or by the id its source gave it where that names exactly one."""
        with self.engine.connect() as connection:
            found = connection.execute(select(records.c.document).where(records.c.id == wanted)).scalars().all()
            if not found:
                found = connection.execute(select(records.c.document).where(records.c.external_id == wanted)).scalars().all()
        return Record.model_validate_json(found[0]) if len(found) == 1 else None

    def records_by_seq(self, seqs: Sequence[int]) -> dict[int, Record]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(records.c.seq, records.c.document).where(records.c.seq.in_(seqs)))
            return {row.seq: Record.model_validate_json(row.document) for row in rows}

    def listing(self, filters: Filters, *, limit: int | None = None) -> list[Record]:
        """Records newest first, those without a date last."""
        query = select(records.c.document).order_by(records.c.asked_on.desc().nulls_last(), records.c.id).limit(limit)
        if (clause := filters.clause()) is not None:
            query = query.where(clause)
        with self.engine.connect() as connection:
            return [Record.model_validate_json(document) for document in connection.execute(query).scalars()]

    def matching(self, filters: Filters, exclude: Iterable[str] = ()) -> Selection | None:
        """The records that filters allow, less the excluded ids; null where nothing restricts."""
        clause, out = filters.clause(), list(exclude)
        if clause is None and not out:
            return None
        query = select(records.c.seq)
        if clause is not None:
            query = query.where(clause)
        if out:
            query = query.where(records.c.id.not_in(out), func.coalesce(records.c.external_id, "").not_in(out))
        with self.engine.connect() as connection:
            return Selection(connection.execute(query).scalars())

    def families(self, seqs: Sequence[int]) -> dict[int, list[int]]:
        """For each record the keys of the other records with the same question, newest first."""
        same = records.alias()
        query = (
            select(records.c.seq, same.c.seq)
            .join(same, (same.c.family == records.c.family) & (same.c.seq != records.c.seq))
            .where(records.c.seq.in_(seqs))
            .order_by(same.c.asked_on.desc().nulls_last(), same.c.id)
        )
        found: dict[int, list[int]] = {}
        with self.engine.connect() as connection:
            for seq, other in connection.execute(query):
                found.setdefault(seq, []).append(other)
        return found

    def distinct(self, column: Column) -> tuple[str, ...]:
        """The different values of a column, in order."""
        with self.engine.connect() as connection:
            found = connection.execute(select(records.c[column]).distinct()).scalars()
            return tuple(sorted(value for value in found if value))

    def passage_rows(
        self, *, seqs: Sequence[int] | None = None, of: Sequence[int] | None = None, after: int = -1, limit: int | None = None
    ) -> list[PassageRow]:
        """Passages by their own keys, by their records' keys, or all after a key; in the order of their keys."""
        columns = passages.c
        query = select(columns.seq, columns.record, columns.n, columns.part, columns.role, columns.first, columns.last).where(
            columns.seq > after
        )
        if seqs is not None:
            query = query.where(columns.seq.in_(seqs))
        if of is not None:
            query = query.where(columns.record.in_(of))
        with self.engine.connect() as connection:
            return [PassageRow(*row) for row in connection.execute(query.order_by(columns.seq).limit(limit))]

    def owners(self) -> tuple[np.ndarray, np.ndarray]:
        """Every passage's key (n,) int64, ascending, and the key of its record (n,) int64."""
        # Without a condition or an order SQLite reads the index alone, not the texts.
        query = select(passages.c.record, passages.c.seq)
        with self.engine.connect() as connection:
            pairs = np.array(connection.execute(query).all(), dtype=np.int64).reshape(-1, 2)
        order = np.argsort(pairs[:, 1])
        return pairs[order, 1], pairs[order, 0]

    def passages_through(self, key: int) -> int:
        """How many passages there are up to a key."""
        everything = select(func.count()).select_from(passages)
        with self.engine.connect() as connection:
            total: int = connection.execute(everything).scalar_one()
            return total - int(connection.execute(everything.where(passages.c.seq > key)).scalar_one())

    def counts(self, filters: Filters | None = None) -> Counts:
        query = select(func.count(), func.min(records.c.asked_on), func.max(records.c.asked_on)).select_from(records)
        if filters is not None and (clause := filters.clause()) is not None:
            query = query.where(clause)
        embedded = select(func.count()).select_from(passages.join(vectors, passages.c.embedded_sha == vectors.c.embedded_sha))
        with self.engine.connect() as connection:
            total, first, last = connection.execute(query).one()
            return Counts(
                records=total,
                passages=connection.execute(select(func.count()).select_from(passages)).scalar_one(),
                embedded=connection.execute(embedded).scalar_one(),
                first=first,
                last=last,
            )

    def unembedded(self, *, after: int = -1, limit: int | None = None) -> list[Unembedded]:
        """The texts of the passages after a key that have no vector yet, in the order of ingest, each text once.

        `limit` counts passages. The key of a text is that of the last passage here that has it.
        """
        query = select(passages.c.embedded_sha, passages.c.embedded, passages.c.seq).where(
            passages.c.seq > after, ~_HAS_VECTOR
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(passages.c.seq).limit(limit))
            return list({row.embedded_sha: Unembedded(*row) for row in rows}.values())

    def count_unembedded(self) -> int:
        """How many different texts have no vector yet."""
        query = select(func.count(passages.c.embedded_sha.distinct())).where(~_HAS_VECTOR)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def put_vectors(self, shas: Sequence[str], matrix: np.ndarray) -> None:
        """Store one unit vector (row of `matrix`, float) for each embedded text, as float16."""
        rows = [{"embedded_sha": sha, "vector": row.tobytes()} for sha, row in zip(shas, matrix.astype("<f2"), strict=True)]
        if rows:
            with self.writing() as connection:
                connection.execute(insert(vectors), rows)

    def first_unembedded(self, *, after: int = -1) -> int | None:
        """The lowest key of a passage without a vector, of those after a key."""
        query = select(passages.c.seq).where(passages.c.seq > after, ~_HAS_VECTOR).order_by(passages.c.seq).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def stored_vectors(self, *, after: int = -1, before: int | None = None) -> Iterator[Block]:
        """The passages that have a vector, in the order of their keys, some thousands at a time."""
        query = select(passages.c.seq, passages.c.record, vectors.c.vector).join(
            vectors, passages.c.embedded_sha == vectors.c.embedded_sha
        )
        query = query.where(passages.c.seq > after).order_by(passages.c.seq)
        if before is not None:
            query = query.where(passages.c.seq < before)
        with self.engine.connect() as connection:
            for rows in connection.execution_options(yield_per=_BLOCK).execute(query).partitions():
                keys, owners, stored = zip(*rows, strict=True)
                matrix = np.frombuffer(b"".join(stored), dtype="<f2").reshape(len(rows), -1)
                yield Block(np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64), matrix)

    def integrity(self) -> str:
        """What SQLite's own check says: `ok`, or the first damage."""
        with self.engine.connect() as connection:
            return str(connection.execute(text("PRAGMA quick_check(1)")).scalar_one())


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _get(connection: Connection, key: str) -> str | None:
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))
