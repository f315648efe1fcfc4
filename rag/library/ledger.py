"""The ledger: what became of every source file ever seen, which records it gave, and what was forgotten on request."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update

from rag.library.schema import forgotten, records, source_contents, source_records, sources

_READ = ("added", "updated")
_KEPT = (*_READ, "skipped")
_UNREAD = ("failed", "skipped")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file: `revision` names its content and the way it was read; `records` are the ids it gave, `forgotten`
    those of them that were forgotten since. `format` and `contents` say what was read and what those records hold, as an
    ingest counts it.

    `status` is what the report of an ingest says, or `reading` while its records go in (and after that was interrupted),
    or `forgotten`.
    """

    path: str
    sha256: str | None
    revision: str | None
    status: str
    reason: str | None
    records: tuple[str, ...]
    forgotten: tuple[str, ...] = ()
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
    _give(connection, seq, [*new.records, *new.forgotten])
    if new.contents:
        connection.execute(insert(source_contents).values(source=seq, format=new.format, counts=dict(new.contents)))


def reading(connection: Connection, path: str, sha256: str, ids: Sequence[str]) -> None:
    """Say that a source file is being read and has given these records by now, besides those that it gave before."""
    values = {"sha256": sha256, "revision": None, "status": "reading", "reason": None, "seen_at": datetime.now(UTC)}
    found = update(sources).where(sources.c.path == path).values(values).returning(sources.c.seq)
    seq = connection.execute(found).scalar()
    if seq is None:
        seq = connection.execute(insert(sources).values(path=path, **values).returning(sources.c.seq)).scalar_one()
    known = select(source_records.c.record).where(source_records.c.source == seq, source_records.c.record.in_(ids))
    there = set(connection.execute(known).scalars())
    _give(connection, seq, [record for record in ids if record not in there])


def _give(connection: Connection, source: int, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(insert(source_records), [{"source": source, "record": record} for record in dict.fromkeys(ids)])


def among_forgotten(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these records that were forgotten."""
    return set(connection.execute(select(forgotten.c.record).where(forgotten.c.record.in_(ids))).scalars())


def forget(connection: Connection, ids: Collection[str], paths: Collection[str]) -> None:
    """Put tombstones for records and for source files."""
    now = datetime.now(UTC)
    remember(connection, ids)
    if ids:
        connection.execute(insert(forgotten), [{"record": record, "at": now} for record in ids])
    buried = select(sources.c.seq).where(sources.c.path.in_(paths))
    for table in (source_records, source_contents):
        connection.execute(delete(table).where(table.c.source.in_(buried)))
    values = {"revision": None, "status": "forgotten", "reason": f"forgotten on request, {now:%Y-%m-%d}", "seen_at": now}
    connection.execute(update(sources).where(sources.c.path.in_(paths)).values(values))


def remember(connection: Connection, ids: Collection[str]) -> None:
    """Take the tombstones of these records away."""
    connection.execute(delete(forgotten).where(forgotten.c.record.in_(ids)))


def forgotten_source(connection: Connection, path: str, sha256: str) -> Entry | None:
    """The entry of a source file that was forgotten: this path, or where it is not known another of the same content."""
    if known := entry(connection, path):
        return known if known.status == "forgotten" else None
    row = connection.execute(_ENTRIES.where(sources.c.sha256 == sha256, sources.c.status == "forgotten")).first()
    return None if row is None else _entry(connection, row)


def orphans(connection: Connection, ids: Sequence[str], *paths: str) -> list[str]:
    """Of these records those that no source but those at `paths` gives."""
    others = (
        select(source_records.c.record)
        .join(sources, sources.c.seq == source_records.c.source)
        .where(sources.c.path.not_in(paths))
    )
    query = select(records.c.id).where(records.c.id.in_(ids), records.c.id.not_in(others))
    return list(connection.execute(query).scalars())


def paths_ending(connection: Connection, name: str) -> list[str]:
    """The paths that are `name`, or end with it as the name of a file or a folder and a file."""
    exact = sources.c.path == name
    ending = or_(*(sources.c.path.endswith(f"{slash}{name}", autoescape=True) for slash in "/\\"))
    found = connection.execute(select(sources.c.path).where(or_(exact, ending)).order_by(sources.c.path)).scalars().all()
    return [name] if name in found else list(found)


def paths_under(connection: Connection, path: str) -> list[str]:
    """A path, and those that lie in it where it is a folder or an archive; forgotten ones left out."""
    inside = or_(*(sources.c.path.startswith(f"{path}{slash}", autoescape=True) for slash in "/\\"))
    query = select(sources.c.path).where(or_(sources.c.path == path, inside), sources.c.status != "forgotten")
    return list(connection.execute(query.order_by(sources.c.path)).scalars())


def failed(connection: Connection) -> int:
    """How many source files could not be read at their last ingest."""
    return connection.execute(select(func.count()).where(sources.c.status == "failed")).scalar_one()


@dataclass(frozen=True, slots=True)
class Unread:
    """A source file that gave no records, why, and when that was found (UTC)."""

    path: str
    status: str
    reason: str | None
    seen_at: datetime


def unread(connection: Connection, limit: int) -> list[Unread]:
    """The source files that could not be read or were passed over at their last ingest; failures first, the latest first."""
    failed_first = (sources.c.status != "failed").asc()
    query = (
        select(sources.c.path, sources.c.status, sources.c.reason, sources.c.seen_at)
        .where(sources.c.status.in_(_UNREAD))
        .order_by(failed_first, sources.c.seen_at.desc(), sources.c.seq)
    )
    return [Unread(*row) for row in connection.execute(query.limit(limit))]


def count_unread(connection: Connection) -> dict[str, int]:
    """How many source files have each status under which no records come in."""
    query = select(sources.c.status, func.count()).where(sources.c.status.in_(_UNREAD)).group_by(sources.c.status)
    return dict(connection.execute(query).all())


def count(connection: Connection) -> int:
    """How many source files there are."""
    return connection.execute(select(func.count()).select_from(sources)).scalar_one()


def last_seen(connection: Connection) -> date | None:
    """The day on which a source was last read; null where none was."""
    seen = connection.execute(select(func.max(sources.c.seen_at))).scalar_one()
    return seen.date() if seen else None


def with_status(connection: Connection, status: str) -> list[str]:
    """The paths of the source files that have a status."""
    return list(
        connection.execute(select(sources.c.path).where(sources.c.status == status).order_by(sources.c.seq)).scalars()
    )


def listing(connection: Connection) -> list[Entry]:
    """Every source file, in the order in which they came."""
    return [_entry(connection, row) for row in connection.execute(_ENTRIES.order_by(sources.c.seq)).all()]


def paths(connection: Connection) -> list[str]:
    """The path of every source file."""
    return list(connection.execute(select(sources.c.path).order_by(sources.c.path)).scalars())


def sources_of(connection: Connection, ids: Collection[str]) -> list[Entry]:
    """The source files that give any of these records."""
    giving = select(source_records.c.source).where(source_records.c.record.in_(ids))
    return [_entry(connection, row) for row in connection.execute(_ENTRIES.where(sources.c.seq.in_(giving))).all()]


def originals(connection: Connection) -> set[str]:
    """The sha256 of the files whose bytes must be among the originals: those that gave records, none of which was
    forgotten since."""
    gave = select(source_records.c.source)
    query = select(sources.c.sha256).where(
        sources.c.status.in_(_KEPT), sources.c.seq.in_(gave), sources.c.seq.not_in(_with_forgotten())
    )
    return set(connection.execute(query).scalars())


def touched_by_forgetting(connection: Connection) -> tuple[set[str], set[str]]:
    """The ids of records from source files that gave a forgotten one too, and the paths of files that were forgotten."""
    ids = select(source_records.c.record).where(source_records.c.source.in_(_with_forgotten()))
    buried = select(sources.c.path).where(sources.c.status == "forgotten")
    return set(connection.execute(ids).scalars()), set(connection.execute(buried).scalars())


def _with_forgotten() -> Select[tuple[int]]:
    """The sources that gave a record which was forgotten since."""
    return select(source_records.c.source).join(forgotten, forgotten.c.record == source_records.c.record)


def _entry(connection: Connection, row: Row[Any]) -> Entry:
    given = (
        select(source_records.c.record, forgotten.c.at)
        .outerjoin(forgotten, forgotten.c.record == source_records.c.record)
        .where(source_records.c.source == row.seq)
        .order_by(source_records.c.record)
    )
    ids = connection.execute(given).all()
    return Entry(
        path=row.path,
        sha256=row.sha256,
        revision=row.revision,
        status=row.status,
        reason=row.reason,
        records=tuple(each.record for each in ids if each.at is None),
        forgotten=tuple(each.record for each in ids if each.at is not None),
        format=row.format,
        contents=row.counts or {},
    )
