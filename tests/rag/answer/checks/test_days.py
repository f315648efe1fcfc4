"""Dates count by value, and what says less of a date is a part of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.checks.days import Day, day_of, days
from rag.answer.phrases import long_date


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["nl", "en", "fr", "de"]))
def test_a_date_is_the_same_in_every_language_and_writing(day: date, language: str) -> None:
    for text in (long_date(day, language), day.isoformat(), f"{day:%d/%m/%Y}"):
        (found,) = days(f"x {text} y")
        assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
        assert found.within(day_of(day))


@pytest.mark.parametrize("text", ["in februari 2021", "on 19 February", "février", "2021-02-19"])
def test_a_part_of_a_date_lies_within_it(text: str) -> None:
    (found,) = days(text)
    assert found.within(Day(2021, 2, 19))
    assert not found.within(Day(2021, 3, 20))


def test_a_date_without_a_year_gets_that_of_the_record() -> None:
    (found,) = days("op 25 augustus", on=date(2021, 2, 19))
    assert found.year == 2020


def test_words_that_may_be_a_month_are_none_without_a_year() -> None:
    assert not days("They may march")
    assert days("in May 2020")
