"""The other numbers and ids of a record: questions put together are printed as one, and a source may give a record several
ids."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from rag.library.schema import aliases, records
from rag.records import Record


def other_names(record: Record) -> list[str]:
    """What a record is called besides its number and its external id: its aliases, and each number of a list of several."""
    listed = (record.number or "").split(", ")
    names = dict.fromkeys([*(listed if len(listed) > 1 else []), *record.aliases])
    return [name for name in names if name not in (record.number, record.external_id)]


def alias_rows(seq: int, record: Record) -> list[dict[str, Any]]:
    """The rows by which a record is found by its other names."""
    return [{"record": seq, "name": name} for name in other_names(record)]


def called(names: Collection[str]) -> ColumnElement[bool]:
    """Whether a record has one of these numbers or external ids, as its own or as one of several."""
    also = select(aliases.c.record).where(aliases.c.name.in_(names))
    return or_(records.c.number.in_(names), records.c.external_id.in_(names), records.c.seq.in_(also))


def aliases_of(connection: Connection, seqs: Sequence[int]) -> dict[int, set[str]]:
    """The other names of each of these records."""
    found: dict[int, set[str]] = {seq: set() for seq in seqs}
    for seq, name in connection.execute(select(aliases.c.record, aliases.c.name).where(aliases.c.record.in_(seqs))):
        found[seq].add(name)
    return found
