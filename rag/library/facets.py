"""What is in a library, counted: how many records each year, minister, party, theme and so on has."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, distinct, extract, func, select

from rag.library.catalogue import Catalogue
from rag.library.filters import PERIOD, Filters
from rag.library.index import Selection
from rag.library.schema import records
from rag.library.selections import condition
from rag.library.values import SEVERAL, Several, as_written, holding

Single = Literal["year", "status", "kind", "parliament", "language"]
"""What a record has one of at most."""

Facet = Single | Several
"""What records are counted by."""

FACETS: tuple[Facet, ...] = (*get_args(Single), *SEVERAL)

MOST = 300
"""Values of one facet that are given, the commonest: more than a list shows, few enough to look up how they are written."""

_KEPT = 200
"""Counts that are kept until the catalogue moves on: every visitor opens the page with the same ones."""


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
        kept = condition(filters, among)
        with self._catalogue.engine.connect() as connection:
            if facet in SEVERAL:
                return _several(connection, facet, kept)
            return _single(connection, facet, kept)


def others(filters: Filters, facet: Facet) -> Filters:
    """The filters but for the one on this facet; a year is part of the period."""
    own = PERIOD if facet == "year" else {facet}
    return Filters.model_validate({field: value for field, value in filters.values().items() if field not in own})


def _single(connection: Connection, facet: Facet, kept: ColumnElement[bool] | None) -> Counted:
    column: ColumnElement[int] | ColumnElement[str]
    column = extract("year", records.c.asked_on) if facet == "year" else records.c[facet]
    query = select(column, func.count()).where(column.is_not(None)).group_by(column)
    found = [Count(str(value), count) for value, count in connection.execute(query if kept is None else query.where(kept))]
    return Counted(tuple(sorted(found, key=lambda one: one.value if facet == "year" else (-one.records, one.value))))


def _several(connection: Connection, facet: Several, kept: ColumnElement[bool] | None) -> Counted:
    held = holding(facet)
    count = func.count(distinct(held.owner))
    query = select(held.value, count, func.max(held.owner)).where(held.own).group_by(held.value)
    if kept is not None:
        query = query.where(held.owner.in_(select(records.c.seq).where(kept)))
    rows = connection.execute(query.order_by(count.desc(), held.value)).all()
    written = as_written(connection, facet, {folded: newest for folded, _, newest in rows[:MOST]})
    return Counted(tuple(Count(written[folded], n) for folded, n, _ in rows[:MOST]), max(len(rows) - MOST, 0))
