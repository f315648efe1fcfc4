"""Lists by the page and timelines: every record once, in its place, and none that the filters leave out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

import pytest

from rag.library import ledger
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.pages import SIZE, page
from rag.library.timeline import FEWEST, MOST_MONTHS, timeline
from rag.records import Record

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

FIRST = date(2021, 1, 1)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_hold_every_record_once_in_order(
    library: Library, make_record: Records, with_passages: Items, order: Literal["newest", "oldest"]
):
    days = [None, *(FIRST + timedelta(days=n) for n in range(SIZE + 4))]
    library.add(with_passages(*(make_record(str(n), asked=f"{n}?", asked_on=day) for n, day in enumerate(days))))
    pages = [page(library.catalogue, Filters(), number=n, order=order) for n in (1, 2)]
    shown = [record.asked_on for each in pages for record in each.records]
    assert shown == [*sorted(filter(None, days), reverse=order == "newest"), None]
    assert [(each.number, each.pages, each.total) for each in pages] == [(1, 2, SIZE + 5), (2, 2, SIZE + 5)]
    for asked, given in ((99, 2), (0, 1), (-5, 1)):
        assert page(library.catalogue, Filters(), number=asked).number == given


def test_a_page_keeps_to_filters_and_selection(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(*(make_record(str(n), asked=f"{n}?", language="fr" if n % 2 else "nl") for n in range(10))))
    some = library.catalogue.matching(Filters(), exclude=["be-vl.written-question.1", "be-vl.written-question.2"])
    found = page(library.catalogue, Filters(language="fr"), among=some)
    assert sorted(record.id[-1] for record in found.records) == ["3", "5", "7", "9"]
    assert page(library.catalogue, Filters(language="de")).records == ()


def test_a_timeline_has_every_month_between_the_first_and_the_last(
    library: Library, make_record: Records, with_passages: Items
):
    library.add(
        with_passages(
            make_record("1", asked="a", asked_on=date(2021, 11, 30), answered_on=date(2022, 2, 1)),
            make_record("2", asked="b", asked_on=date(2022, 2, 28), status="answered"),
            make_record("3", asked="c", asked_on=None, answered_on=date(2022, 2, 2)),
            *(make_record(f"m{n}", asked=f"{n}?", asked_on=date(2022, 1, 31)) for n in range(4 * FEWEST)),
        )
    )
    found = timeline(library.catalogue, Filters())
    months = [(2021, 11), (2021, 12), (2022, 1), (2022, 2)]
    assert [when for when, _, _ in found.points] == [date(y, m, 1) for y, m in months]
    assert [(asked, answered) for _, asked, answered in found.points] == [(1, 0), (0, 0), (4 * FEWEST, 0), (1, 2)]
    assert (found.unit, found.undated, found.undated_answers) == ("month", 1, 1)


def test_a_long_or_thin_timeline_counts_years(library: Library, make_record: Records, with_passages: Items):
    last = 2000 + MOST_MONTHS // 12 + 1
    library.add(with_passages(*(make_record(str(y), asked=f"{y}?", asked_on=date(y, 5, 1)) for y in (2000, last))))
    found = timeline(library.catalogue, Filters())
    assert found.unit == "year"
    assert [asked for _, asked, _ in found.points] == [1, *[0] * (last - 2001), 1]
    assert timeline(library.catalogue, Filters.model_validate({"to": date(2000, 12, 31)})).unit == "year"


def test_files_that_were_not_read_are_named_failures_first(library: Library):
    with library.catalogue.writing() as connection:
        for path, status in (("a.pdf", "skipped"), ("b.pdf", "failed"), ("c.pdf", "added")):
            ledger.write(connection, ledger.Entry(path, None, None, status, f"why {path}", ()))
        found = ledger.unread(connection, 10)
        assert [(one.path, one.status, one.reason) for one in found] == [
            ("b.pdf", "failed", "why b.pdf"),
            ("a.pdf", "skipped", "why a.pdf"),
        ]
        assert ledger.count_unread(connection) == {"failed": 1, "skipped": 1}
