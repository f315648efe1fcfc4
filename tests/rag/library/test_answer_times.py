"""How long answers take: against plain Python, with each parliament's own term, and what cannot be counted is said."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest

from rag.library.answer_times import answer_times
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.terms import DEFAULT, Term, term_of
from rag.library.timeline import timeline
from rag.records import Person, Record

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

MONDAY = date(2021, 3, 1)


def asked(make_record: Records, n: int, days: int | None, **fields: Any) -> Record:
    answered = None if days is None else MONDAY + timedelta(days=days)
    return make_record(str(n), asked=f"{n}?", asked_on=MONDAY, answered_on=answered, **{"status": "answered", **fields})


def test_the_figures_are_those_of_plain_python(library: Library, make_record: Records, with_passages: Items):
    chance = random.Random(0)
    ministers = [Person(name=f"Minister {letter}") for letter in "ABC"]
    took: dict[str, list[int]] = {str(minister.name): [] for minister in ministers}
    rows = []
    for n in range(60):
        days, own = chance.randrange(0, 90), chance.sample(ministers, chance.choice([1, 2]))
        rows.append(asked(make_record, n, days, addressees=[*own, own[0]]))
        for minister in own:
            took[str(minister.name)].append(days)
    library.add(with_passages(*rows))
    found = answer_times(library.catalogue, "minister", Filters())
    assert len(found.all.days) == 60
    assert {name: times.days.tolist() for name, times in found.each} == {name: sorted(days) for name, days in took.items()}
    for name, times in found.each:
        assert times.median == median(took[name])
        assert times.late == sum(days > DEFAULT.days for days in took[name])
    only = answer_times(library.catalogue, "minister", Filters(minister="Minister B"), term=10)
    assert len(only.all.days) == len(took["Minister B"])
    assert only.all.late == sum(days > 10 for days in took["Minister B"])


@pytest.mark.parametrize(
    ("parliament", "days", "late"),
    [
        ("be-chamber", 28, 0),  # twenty working days after a Monday are four weeks
        ("be-chamber", 29, 1),
        ("tweede-kamer", 21, 0),
        ("tweede-kamer", 22, 1),
        ("elsewhere", 30, 0),
        ("elsewhere", 31, 1),
    ],
)
def test_late_is_what_a_parliament_calls_late(
    library: Library, make_record: Records, with_passages: Items, parliament: str, days: int, late: int
):
    library.add(with_passages(asked(make_record, 1, days, parliament=parliament)))
    assert answer_times(library.catalogue, "theme", Filters()).all.late == late


def test_a_chosen_term_stands_for_every_parliament():
    assert term_of("be-chamber") == Term(20, working=True)
    assert term_of("be-chamber", 12) == Term(12)


def test_open_questions_wait_until_the_last_day_of_the_library(library: Library, make_record: Records, with_passages: Items):
    library.add(
        with_passages(
            asked(make_record, 1, 40, themes=["Spoor"]),
            asked(make_record, 2, None, status="unanswered", themes=["Spoor", "Lucht"]),
            asked(make_record, 3, None),
            asked(make_record, 4, -3),
            asked(make_record, 5, None, status=None),
        )
    )
    found = answer_times(library.catalogue, "theme", Filters())
    assert found.until == MONDAY + timedelta(days=40)
    assert (found.all.waiting.tolist(), found.all.overdue) == ([40], 1)
    assert (found.undated, found.reversed) == (2, 1)
    assert [(name, len(times.days), len(times.waiting)) for name, times in found.each] == [("Spoor", 1, 1), ("Lucht", 0, 1)]


def test_only_what_waits_for_an_answer_has_times(library: Library, make_record: Records, with_passages: Items):
    days = {"asked_on": date(2021, 1, 4), "answered_on": date(2021, 1, 9)}
    library.add(
        with_passages(
            make_record("1", **days),
            make_record("2", "Bus", "Waarom?", kind="oral-question", **days),
            make_record("3", "Tram", "Wie?", kind="oral-question", asked_on=date(2021, 1, 4), status="answered"),
            make_record("4", "Boot", "Hoe?", kind="debate", asked_on=date(2021, 1, 4)),
            make_record("5", "Dijk", "Wat?", kind="document", asked_on=date(2021, 1, 4)),
        )
    )
    times = answer_times(library.catalogue, "minister", Filters())
    assert (times.all.days.tolist(), times.undated) == ([5, 5], 0)
    assert sum(asked for _, asked, _ in timeline(library.catalogue, Filters()).points) == 4


def test_an_empty_library_has_no_times(library: Library):
    found = answer_times(library.catalogue, "minister", Filters())
    assert (found.all.median, found.all.ninetieth, found.each, found.until) == (None, None, (), None)
