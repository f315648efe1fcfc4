"""Dates as people type them, and how a filter is said."""

from datetime import date

import pytest

from rag.errors import InputError
from ui.periods import filter_line, period, typed_date, typed_filters
from ui.texts import ENGLISH


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021-02-19", date(2021, 2, 19), date(2021, 2, 19)),
        (" 19/2/2021 ", date(2021, 2, 19), date(2021, 2, 19)),
        ("19.02.2021", date(2021, 2, 19), date(2021, 2, 19)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_date_a_month_or_a_year_can_be_typed(typed: str | None, first: date | None, last: date | None) -> None:
    assert typed_date(typed, ENGLISH) == first
    assert typed_date(typed, ENGLISH, last=True) == last


@pytest.mark.parametrize("typed", ["vorige week", "2021-13", "2021-02-30", "31/4/2021", "0000", "2021-2-3-4", "٢٠٢١"[:2]])
def test_what_is_no_date_is_named(typed: str) -> None:
    with pytest.raises(InputError, match="is not a date"):
        typed_date(typed, ENGLISH)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError, match="lies after"):
        typed_filters("2022", "2021", ENGLISH)


@pytest.mark.parametrize(
    ("first", "last", "line"),
    [
        ("2021", "2021", "Only questions asked from 1 January 2021 to 31 December 2021"),
        ("2021", "", "Only questions asked on or after 1 January 2021"),
        ("", "2021-03", "Only questions asked on or before 31 March 2021"),
        ("", "", None),
    ],
)
def test_a_filter_is_said_in_words(first: str, last: str, line: str | None) -> None:
    assert filter_line(typed_filters(first, last, ENGLISH).applied(), ENGLISH) == line


def test_a_period_of_one_day_is_one_date() -> None:
    assert period(date(2021, 2, 19), date(2021, 2, 19), ENGLISH) == "19 February 2021"
    assert period(None, None, ENGLISH) is None
