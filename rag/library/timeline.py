"""Questions and answers over time: how many each month, or each year where there are many months."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Column, Connection, Date, extract, func, select

from rag.library.catalogue import Catalogue
from rag.library.filters import Filters
from rag.library.schema import records
from rag.library.selections import condition

MOST_MONTHS = 120
"""Beyond so many months a timeline counts years: no line can be read that has more points on a phone."""

MOST_YEARS = 150
"""Beyond so many years only those are counted in which something happened."""

FEWEST = 3
"""Records a month, on average, below which it counts years as well: ones and noughts make no line."""

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The first day of each `month` or `year`, in a row, with the questions asked and the answers given in it;
    `undated` records have no day of asking, `undated_answers` are answered without a day of the answer."""

    unit: Literal["month", "year"]
    points: tuple[tuple[date, int, int], ...]
    undated: int
    undated_answers: int


def timeline(catalogue: Catalogue, filters: Filters) -> Timeline:
    """The records that filters leave over time; a debate asks nothing."""
    with catalogue.engine.connect() as connection:
        asked, undated = _by_month(connection, records.c.asked_on, filters)
        answered, unknown = _by_month(connection, records.c.answered_on, filters, only="answered")
    months = sorted({*asked, *answered})
    if not months:
        return Timeline("month", (), undated, unknown)
    row = _months(months[0], months[-1])
    if len(row) <= MOST_MONTHS and sum(asked.values()) + sum(answered.values()) >= FEWEST * len(row):
        points = [(date(y, m, 1), asked.get((y, m), 0), answered.get((y, m), 0)) for y, m in row]
        return Timeline("month", tuple(points), undated, unknown)

    def total(each: dict[Month, int], year: int) -> int:
        return sum(count for (own, _), count in each.items() if own == year)

    years = list(range(months[0][0], months[-1][0] + 1))
    if len(years) > MOST_YEARS:
        # One wrong date must not draw centuries.
        years = sorted({year for year, _ in months})
    return Timeline(
        "year", tuple((date(year, 1, 1), total(asked, year), total(answered, year)) for year in years), undated, unknown
    )


def _by_month(
    connection: Connection, day: Column[Date], filters: Filters, only: str | None = None
) -> tuple[dict[Month, int], int]:
    """How many records each month has, and how many (of a status, with `only`) have no day."""
    year, month = extract("year", day), extract("month", day)
    asks = records.c.kind != "debate"
    query = select(year, month, func.count()).where(day.is_not(None), asks).group_by(year, month)
    lacking = select(func.count()).select_from(records).where(day.is_(None), asks)
    if only:
        lacking = lacking.where(records.c.status == only)
    if (kept := condition(filters)) is not None:
        query, lacking = query.where(kept), lacking.where(kept)
    found = {(y, m): count for y, m, count in connection.execute(query)}
    return found, connection.execute(lacking).scalar_one()


def _months(first: Month, last: Month) -> list[Month]:
    start, end = (year * 12 + month - 1 for year, month in (first, last))
    return [(n // 12, n % 12 + 1) for n in range(start, end + 1)]
