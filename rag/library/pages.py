"""The records of a library a page at a time: what a list shows, however many there are."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import false, func, select

from rag.library.catalogue import Catalogue
from rag.library.filters import Filters
from rag.library.index import Selection
from rag.library.schema import records
from rag.library.selections import condition
from rag.records import Record

Order = Literal["newest", "oldest"]

SIZE = 50
"""Records on a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of `total` records; `number` counts from 1 and is that of the last page where a later one was asked for. `unseen`
    of them all are new, and stand first; `fresh` are the ids of those on this page."""

    records: tuple[Record, ...]
    number: int
    total: int
    unseen: int = 0
    fresh: frozenset[str] = frozenset()

    @property
    def pages(self) -> int:
        return max(-(-self.total // SIZE), 1)


def page(
    catalogue: Catalogue,
    filters: Filters,
    *,
    among: Selection | None = None,
    number: int = 1,
    order: Order = "newest",
    seen: int | None = None,
) -> Page:
    """One page of the records that filters (and `among`) leave, by the day they were asked, those without a date last.

    With `seen`, what `newest` gave before, the records that came or changed after it stand first.
    """
    kept = condition(filters, among)
    day = records.c.asked_on
    by_day = (day.desc() if order == "newest" else day.asc()).nulls_last()
    unseen = [(records.c.seq > seen)] if seen is not None else []
    keys = select(records.c.seq).order_by(*(each.desc() for each in unseen), by_day, records.c.id)
    count = select(func.count(), func.count().filter(*unseen or [false()])).select_from(records)
    if kept is not None:
        keys, count = keys.where(kept), count.where(kept)
    with catalogue.engine.connect() as connection:
        total, new = connection.execute(count).one()
        number = min(max(number, 1), max(-(-total // SIZE), 1))
        # The keys first: to sort whole documents takes many times longer.
        shown = connection.execute(keys.limit(SIZE).offset((number - 1) * SIZE)).scalars().all()
    found = catalogue.records_by_seq(shown)
    fresh = frozenset(found[seq].id for seq in shown if seen is not None and seq > seen)
    return Page(tuple(found[seq] for seq in shown), number, total, new, fresh)


def newest(catalogue: Catalogue) -> int:
    """A number that grows with every record that comes or changes; 0 where there is none."""
    with catalogue.engine.connect() as connection:
        return int(connection.execute(select(func.coalesce(func.max(records.c.seq), 0))).scalar_one())
