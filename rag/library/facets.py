"""What is in a library, counted: how many records each year, minister, party, theme and so on has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import JSON, ColumnElement, Connection, distinct, extract, func, select, true, type_coerce
from sqlalchemy.sql.elements import True_

from rag.library.catalogue import Catalogue
from rag.library.filters import PERIOD, Filters, fold
from rag.library.index import Selection
from rag.library.schema import people, records, themes

Facet = Literal["year", "minister", "department", "asker", "party", "theme", "status", "kind", "parliament", "language"]
"""What records are counted by. A minister is the name of who was asked, a department their functions."""

FACETS: tuple[Facet, ...] = get_args(Facet)

MOST = 300
"""Values of one facet that are given, the commonest: more than a list shows, few enough to look up how they are written."""

_KEPT = 200
"""Counts that are kept until the catalogue moves on: every visitor opens the page with the same ones."""

_PEOPLE: Mapping[str, tuple[str, str]] = {
    "minister": ("addressee", "name"),
    "department": ("addressee", "role"),
    "asker": ("asker", "name"),
    "party": ("asker", "party"),
}
"""Facets of people: in which capacity, and what of them."""

_WRITTEN = {"asker": "askers", "addressee": "addressees"}
"""Where a record's document names the people of each capacity."""


class Count(NamedTuple):
    """A value as the newest of its records writes it, and how many records have it."""

    value: str
    records: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of a facet, commonest first (years: in order), and how many rarer ones were left out."""

    values: tuple[Count, ...]
    rarer: int = 0


class Facets:
    """Counts over the records of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept = lru_cache(maxsize=_KEPT)(self._counted)

    def counted(self, facet: Facet, filters: Filters, among: Selection | None = None) -> Counted:
        """The records of each value, of those that all other filters (and `among`) leave: what is chosen of this facet
        itself does not count, so that its other values stay in sight."""
        rest = others(filters, facet)
        if among is not None:
            return self._counted(None, facet, rest, among)
        return self._kept(self._catalogue.meta("revision"), facet, rest)

    def _counted(self, _revision: str | None, facet: Facet, filters: Filters, among: Selection | None = None) -> Counted:
        kept = matching(filters, among)
        with self._catalogue.engine.connect() as connection:
            if facet in _PEOPLE or facet == "theme":
                return _of_many(connection, facet, kept)
            column: ColumnElement[int] | ColumnElement[str]
            column = extract("year", records.c.asked_on) if facet == "year" else records.c[facet]
            query = select(column, func.count()).where(kept, column.is_not(None)).group_by(column)
            found = [Count(str(value), count) for value, count in connection.execute(query)]
        return Counted(tuple(sorted(found, key=lambda one: one.value if facet == "year" else (-one.records, one.value))))


def others(filters: Filters, facet: Facet) -> Filters:
    """The filters but for the one on this facet; a year is part of the period."""
    own = PERIOD if facet == "year" else {facet}
    return Filters.model_validate({field: value for field, value in filters.values().items() if field not in own})


def matching(filters: Filters, among: Selection | None = None) -> ColumnElement[bool]:
    """The condition on the table `records` that filters and a selection make; `true` where nothing restricts."""
    clause = filters.clause()
    if among is None:
        return true() if clause is None else clause
    # As one value: there may be more records than a statement can have parameters.
    keys = func.json_each(type_coerce(among.records.tolist(), JSON)).table_valued("value")
    inside = records.c.seq.in_(select(keys.c.value))
    return inside if clause is None else inside & clause


def _of_many(connection: Connection, facet: Facet, kept: ColumnElement[bool]) -> Counted:
    """Of what stands in a table of its own, since a record can have several."""
    own: ColumnElement[bool] = true()
    if facet == "theme":
        value, owner = themes.c.theme, themes.c.record
    else:
        capacity, attribute = _PEOPLE[facet]
        value, owner, own = people.c[attribute], people.c.record, people.c.capacity == capacity
    held = func.count(distinct(owner))
    query = select(value, held, func.max(owner)).where(own, value != fold("")).group_by(value).order_by(held.desc(), value)
    if not isinstance(kept, True_):
        query = query.where(owner.in_(select(records.c.seq).where(kept)))
    rows = connection.execute(query).all()
    shown = _as_written(connection, facet, {folded: newest for folded, _, newest in rows[:MOST]})
    values = tuple(Count(shown.get(folded, folded.strip()), count) for folded, count, _ in rows[:MOST])
    return Counted(values, max(len(rows) - MOST, 0))


def _as_written(connection: Connection, facet: Facet, where: Mapping[str, int]) -> dict[str, str]:
    """Folded words as the record with this key writes them."""
    capacity, attribute = _PEOPLE.get(facet, ("", ""))
    named = type_coerce(records.c.document, JSON)[_WRITTEN.get(capacity, "themes")]
    query = select(records.c.seq, named).where(records.c.seq.in_(set(where.values())))
    documents: dict[int, Any] = dict(connection.execute(query).all())
    written = {}
    for folded, seq in where.items():
        values = (each if facet == "theme" else each[attribute] for each in documents[seq])
        if match := next((value for value in values if value and fold(value) == folded), None):
            written[folded] = match
    return written
