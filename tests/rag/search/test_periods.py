"""Periods in questions: the days that they mean, in four languages, and no period where only a year is named."""

from datetime import date
from itertools import pairwise

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from rag.search.periods import periods


@pytest.mark.parametrize(
    ("language", "question", "first", "last"),
    [
        ("nl", "vragen in februari 2017 over", "2017-02-01", "2017-02-28"),
        ("nl", "in het eerste kwartaal van 2017", "2017-01-01", "2017-03-31"),
        ("nl", "tussen 2015 en maart 2016", "2015-01-01", "2016-03-31"),
        ("nl", "na 2016", "2017-01-01", None),
        ("nl", "vóór 2016", None, "2015-12-31"),
        ("nl", "t/m juni 2019", None, "2019-06-30"),
        ("en", "from May 2017 on about Riyadh", "2017-05-01", None),
        ("en", "since 2016", "2016-01-01", None),
        ("en", "in the second half of 2019", "2019-07-01", "2019-12-31"),
        ("en", "on 29 February 2020", "2020-02-29", "2020-02-29"),
        ("en", "before 2018-03-01", None, "2018-02-28"),
        ("fr", "au premier trimestre 2017", "2017-01-01", "2017-03-31"),
        ("fr", "depuis mai 2017", "2017-05-01", None),
        ("fr", "avant le 1er mars 2017", None, "2017-02-28"),
        ("fr", "jusqu’en 2018", None, "2018-12-31"),
        ("de", "seit März 2016", "2016-03-01", None),
        ("de", "im zweiten Quartal 2017", "2017-04-01", "2017-06-30"),
        ("de", "zwischen 2015 und 2017", "2015-01-01", "2017-12-31"),
    ],
)
def test_a_period_means_these_days(language: str, question: str, first: str | None, last: str | None):
    [found] = periods(question, language)
    assert (found.first, found.last) == tuple(day and date.fromisoformat(day) for day in (first, last))
    assert found.open == (first is None or last is None)


@pytest.mark.parametrize(
    "question",
    [
        "Agenda 2030",
        "the 2016 budget",
        "on 31 February 2017",
        "in 20160 cases",
        "between 2018 and 2016",
        "in the fifth quarter",
    ],
)
def test_what_only_looks_like_a_period_is_none(question: str):
    assert not list(periods(question, "en"))


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from([("nl", "op"), ("en", "on"), ("fr", "le"), ("de", "am")])
)
def test_a_day_as_each_language_writes_it_is_that_day(day: date, spoken: tuple[str, str]):
    language, word = spoken
    question = f"… {word} {format_date(day, 'long', locale=language)}, …"
    [found] = periods(question, language)
    assert (found.first, found.last) == (day, day)
    assert question[found.start : found.end].startswith(word)


@given(st.text(max_size=60), st.sampled_from(["nl", "en", "fr", "de", "it"]))
def test_periods_lie_in_the_question_in_order(question: str, language: str):
    found = list(periods(f"{question} in 2016 {question} 2017 {question}", language))
    assert all(each.start < each.end for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
