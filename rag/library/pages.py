"""The records of a library a page at a time: what a list shows, however many there are."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

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
    """Some of `total` records; `number` counts from 1 and is that of the last page where a later one was asked for."""

    records: tuple[Record, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // SIZE), 1)


def page(
    catalogue: Catalogue, filters: Filters, *, among: Selection | None = None, number: int = 1, order: Order = "newest"
) -> Page:
    """One page of the records that filters (and `among`) leave, by the day they were asked, those without a date last."""
    kept = condition(filters, among)
    day = records.c.asked_on
    keys = select(records.c.seq).order_by((day.desc() if order == "newest" else day.asc()).nulls_last(), records.c.id)
    count = select(func.count()).select_from(records)
    if kept is not None:
        keys, count = keys.where(kept), count.where(kept)
    with catalogue.engine.connect() as connection:
        total: int = connection.execute(count).scalar_one()
        number = min(max(number, 1), max(-(-total // SIZE), 1))
        # The keys first: to sort whole documents takes many times longer.
        shown = connection.execute(keys.limit(SIZE).offset((number - 1) * SIZE)).scalars().all()
    found = catalogue.records_by_seq(shown)
    return Page(tuple(found[seq] for seq in shown), number, total)
