"""Where the values lie that records have several of, and how the records write what the tables hold in folded words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import JSON, ColumnElement, Connection, select, type_coerce

from rag.library.filters import fold
from rag.library.schema import people, records, themes

Several = Literal["minister", "department", "asker", "party", "theme"]
"""What a record can have several of. A minister is the name of who was asked, a department their functions."""

SEVERAL: tuple[Several, ...] = get_args(Several)

_PEOPLE: Mapping[str, tuple[str, str]] = {
    "minister": ("addressee", "name"),
    "department": ("addressee", "role"),
    "asker": ("asker", "name"),
    "party": ("asker", "party"),
}
"""In which capacity people have it, and what of them it is."""

_WRITTEN = {"asker": "askers", "addressee": "addressees"}
"""Where a record's document names the people of each capacity."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Columns of one table: a folded `value` and the key of the `owner`, in the rows that `own` leaves."""

    value: ColumnElement[str]
    owner: ColumnElement[int]
    own: ColumnElement[bool]


def holding(what: Several) -> Holding:
    """Where the values lie; empty ones are left out."""
    if what == "theme":
        return Holding(themes.c.theme, themes.c.record, themes.c.theme != fold(""))
    capacity, attribute = _PEOPLE[what]
    value = people.c[attribute]
    return Holding(value, people.c.record, (people.c.capacity == capacity) & (value != fold("")))


def as_written(connection: Connection, what: Several, where: Mapping[str, int]) -> dict[str, str]:
    """Each folded value as the record with this key writes it."""
    capacity, attribute = _PEOPLE.get(what, ("", ""))
    named = type_coerce(records.c.document, JSON)[_WRITTEN.get(capacity, "themes")]
    query = select(records.c.seq, named).where(records.c.seq.in_(set(where.values())))
    documents: dict[int, Any] = dict(connection.execute(query).all())
    written = {}
    for folded, seq in where.items():
        values = (each if what == "theme" else each[attribute] for each in documents[seq])
        written[folded] = next((value for value in values if value and fold(value) == folded), folded.strip())
    return written
