"""Counting what is in a list of records, whatever it is."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rag.briefing.tallies import askers, listed, timeline
from rag.records import Person, Record

DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))
PEOPLE = st.lists(st.sampled_from(["An Peeters", "Bo De Wit", "AN PEETERS", "Zoë Ünal"]), max_size=3)
RECORDS = st.lists(st.tuples(DAYS, DAYS, PEOPLE), max_size=25)


def records(facts: list[tuple[date | None, date | None, list[str]]]) -> list[Record]:
    return [
        Record(
            id=f"p.written-question.{n}",
            parliament="p",
            kind="written-question",
            asked_on=asked,
            answered_on=answered,
            askers=tuple(Person(name=name) for name in names),
            text="?",
        )
        for n, (asked, answered, names) in enumerate(facts)
    ]


@given(RECORDS)
def test_a_timeline_counts_every_day_once_and_leaves_no_period_out(facts):
    entries = listed(records(facts), "en")
    periods = timeline(entries)
    assert sum(one.asked for one in periods) == sum(asked is not None for asked, _, _ in facts)
    assert sum(one.answered for one in periods) == sum(answered is not None for _, answered, _ in facts)
    names = [one.period for one in periods]
    assert names == sorted(set(names))
    if names and len(names[0]) == 4:
        assert [int(name) for name in names] == list(range(int(names[0]), int(names[-1]) + 1))
    else:
        assert len(names) <= 36


@given(RECORDS)
def test_each_asker_has_the_numbers_of_their_own_records(facts):
    entries = listed(records(facts), "en")
    for asker in askers(entries):
        own = [one.number_in_list for one in entries if asker.name.lower() in {f"{who.name}".lower() for who in one.askers}]
        assert list(asker.records) == own
