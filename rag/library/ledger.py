"""The ledger: what became of every source file ever seen, and which records it gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from rag.library.schema import records, source_contents, source_records, sources

_READ = ("added", "updated")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file: `revision` names its content and the way it was read; `records` are the ids it gave, `format` and
    `contents` say what was read and what those records hold, as an ingest counts it."""

    path: str
    sha256: str | None
    revision: str | None
    status: str
    reason: str | None
    records: tuple[str, ...]
    format: str | None = None
    contents: Mapping[str, Any] = field(default_factory=dict)


_ENTRIES = select(sources, source_contents.c.format, source_contents.c.counts).outerjoin(
    source_contents, source_contents.c.source == sources.c.seq
)


def entry(connection: Connection, path: str) -> Entry | None:
    """What the ledger knows of a path."""
    row = connection.execute(_ENTRIES.where(sources.c.path == path)).first()
    return None if row is None else _entry(connection, row)


def entry_by_revision(connection: Connection, revision: str) -> Entry | None:
    """Another file of the same content, read the same way without failure."""
    query = _ENTRIES.where(sources.c.revision == revision, sources.c.status.in_(_READ))
    row = connection.execute(query.order_by(sources.c.seq)).first()
    return None if row is None else _entry(connection, row)


def write(connection: Connection, new: Entry) -> None:
    """Replace what the ledger says of a path."""
    connection.execute(delete(sources).where(sources.c.path == new.path))
    seq = connection.execute(
        insert(sources)
        .values(
            path=new.path,
            sha256=new.sha256,
            revision=new.revision,
            status=new.status,
            reason=new.reason,
            seen_at=datetime.now(UTC),
        )
        .returning(sources.c.seq)
    ).scalar_one()
    rows = [{"source": seq, "record": record} for record in dict.fromkeys(new.records)]
    if rows:
        connection.execute(insert(source_records), rows)
    if new.contents:
        connection.execute(insert(source_contents).values(source=seq, format=new.format, counts=dict(new.contents)))


def orphans(connection: Connection, ids: Sequence[str], path: str) -> list[str]:
    """Of these records those that no source but `path` gives."""
    others = (
        select(source_records.c.record).join(sources, sources.c.seq == source_records.c.source).where(sources.c.path != path)
    )
    query = select(records.c.id).where(records.c.id.in_(ids), records.c.id.not_in(others))
    return list(connection.execute(query).scalars())


def failed(connection: Connection) -> int:
    """How many source files could not be read at their last ingest."""
    return connection.execute(select(func.count()).where(sources.c.status == "failed")).scalar_one()


def listing(connection: Connection) -> list[Entry]:
    """Every source file, in the order in which they came."""
    return [_entry(connection, row) for row in connection.execute(_ENTRIES.order_by(sources.c.seq)).all()]


def originals(connection: Connection) -> set[str]:
    """The sha256 of the files whose bytes must be among the originals: those that were read."""
    query = select(sources.c.sha256).where(sources.c.status.in_(_READ), sources.c.sha256.is_not(None))
    return set(connection.execute(query).scalars())


def _entry(connection: Connection, row: Row[Any]) -> Entry:
    given = select(source_records.c.record).where(source_records.c.source == row.seq)
    return Entry(
        path=row.path,
        sha256=row.sha256,
        revision=row.revision,
        status=row.status,
        reason=row.reason,
        records=tuple(connection.execute(given).scalars()),
        format=row.format,
        contents=row.counts or {},
    )
