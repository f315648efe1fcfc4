"""The order of what was found: by date on request, and never anything lost."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag.search.order import in_order

DAYS = st.lists(st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9)))


@given(DAYS)
def test_by_date_and_of_one_day_the_better_first(days: list[date | None]):
    found = list(enumerate(days))
    newest, oldest = (in_order(found, sort, lambda one: one[1]) for sort in ("newest", "oldest"))
    dated = [(day, n) for n, day in found if day]
    undated = [pair for pair in found if not pair[1]]
    assert [(day, n) for n, day in oldest] == [*sorted(dated), *((None, n) for n, _ in undated)]
    assert newest[len(dated) :] == undated
    assert [day for _, day in newest[: len(dated)]] == sorted((day for day, _ in dated), reverse=True)
    assert sorted(newest, key=lambda one: one[0]) == in_order(found, "relevance", lambda one: one[1]) == found
    assert all(a[0] < b[0] for a, b in pairwise(newest) if a[1] == b[1])
