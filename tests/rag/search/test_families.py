"""Families: the same question put again is one hit, a template about something else is not, and an answer leads."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person, Record, Reference
from rag.search.alike import ALIKE, Question, nearly_same
from rag.search.families import best_first
from rag.search.search import search

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

LAMPS = (
    "De straatlampen langs de oude vaart branden dag en nacht. Omwonenden klagen over het licht en over de rekening. "
    "1. Hoeveel lampen branden er overdag? 2. Wat kostte dat in 2019? 3. Wanneer worden de schakelaars vervangen?"
)
FERRIES = Person(name="Lotte Verbeke", role="Minister van Veerdiensten")
BRIDGES = Person(name="Piet Gijsels", role="Staatssecretaris voor Bruggen en Sluizen")
MAY, JUNE = date(2021, 5, 3), date(2021, 6, 8)


@pytest.fixture
def asks(make_record: Records) -> Callable[..., Question]:
    def make(text: str, **fields: Any) -> Question:
        return Question(make_record("1", fields.pop("title", "Lampen"), text, None, **fields))

    return make


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"text": LAMPS.replace("2019", "2020"), "asked_on": JUNE}),
        ({}, {"text": f"{LAMPS} 4. Wie houdt er toezicht op?", "addressees": (BRIDGES,)}),
        ({}, {"text": LAMPS.replace("langs", "minister van bruggen, langs"), "addressees": (BRIDGES,)}),
        # To several ministers, on one day, by one member, with a piece for each.
        (
            {"text": f"{LAMPS} 4. Hoe vaak varen de veren?"},
            {"text": f"{LAMPS} 4. Welke sluizen draaien?", "addressees": (BRIDGES,)},
        ),
    ],
)
def test_asked_again_or_of_another_is_nearly_the_same(asks: Callable[..., Question], one: Any, other: Any):
    whole = {"text": LAMPS, "asked_on": MAY, "addressees": (FERRIES,)}
    assert nearly_same(asks(**whole | one), asks(**whole | other))


@pytest.mark.parametrize(
    "other",
    [
        {"text": LAMPS.replace("oude vaart", "nieuwe vaart"), "asked_on": JUNE},
        {"text": LAMPS.replace("straatlampen", "schijnwerpers"), "asked_on": JUNE, "addressees": (BRIDGES,)},
        {"text": LAMPS.replace("2019", "2020")},  # on the same day to the same minister: the year is what is asked about
        {"text": LAMPS + " Hoeveel veerboten varen er elke dag? Wat kost een overtocht? " * 3, "asked_on": JUNE},
        {"asked_on": JUNE, "language": "de"},
        {"text": "Hoeveel?", "asked_on": JUNE},
    ],
)
def test_about_something_else_is_not(asks: Callable[..., Question], other: Any):
    whole = {"text": LAMPS, "asked_on": MAY, "addressees": (FERRIES,)}
    assert not nearly_same(asks(**whole), asks(**whole | other))


WORDS = st.lists(
    st.sampled_from(["lamp", "brug", "veer", "sluis", "haven", "kade", "boot", "touw", "anker", "mast", "2019", "a"])
)


@given(st.lists(st.sampled_from(sorted(set(LAMPS.split()))), max_size=40), WORDS, WORDS)
def test_likeness_goes_both_ways_and_needs_most_of_the_words(
    make_record: Records, shared: list[str], mine: list[str], theirs: list[str]
):
    one, other = (Question(make_record("1", "", " ".join(["Is", *shared, *own]), None)) for own in (mine, theirs))
    assert nearly_same(one, other) == nearly_same(other, one)
    if nearly_same(one, other):
        assert (one.words & other.words).total() >= ALIKE * max(one.words.total(), other.words.total())
        assert not one.words - other.words or not other.words - one.words


def filled(library: Library, items: list[Any]) -> Library:
    library.add(items)
    library.embed()
    return library


def test_one_hit_and_the_answer_leads(library: Library, make_record: Records, with_passages: Items):
    asked = {"asked_on": MAY, "addressees": (FERRIES,)}
    again = {"asked_on": JUNE, "addressees": (BRIDGES,)}
    filled(
        library,
        with_passages(
            make_record("1", "Lampen", LAMPS, "Ik verwijs naar een ander antwoord.", status="referred", **asked),
            make_record("2", "Lampen", f"{LAMPS} 4. Sinds wanneer?", "Er branden er negen.", status="answered", **again),
            make_record("3", "Lampen", LAMPS.replace("2019", "2018"), None, status="unanswered", asked_on=date(2020, 5, 3)),
            make_record("4", "Lampen", LAMPS.replace("oude", "nieuwe"), "Daar branden er geen.", status="answered", **asked),
        ),
    )
    hits = search(library, "lampen langs de oude vaart", k=10).hits
    assert [(hit.record[-1], [member.record[-1] for member in hit.family]) for hit in hits] in (
        [("2", ["1", "3"]), ("4", [])],
        [("4", []), ("2", ["1", "3"])],
    )
    assert len(search(library, "lampen langs de oude vaart", k=1).hits) == 1
    assert hits[0].score >= hits[1].score
    only = search(library, "lampen", filters=Filters(minister="Verbeke")).hits
    assert {(hit.record[-1], hit.family) for hit in only} == {("1", ()), ("4", ())}
    without = search(library, "lampen", exclude=["be-vl.written-question.2"]).hits
    assert {hit.record[-1] for hit in without} == {"1", "4"}


def test_what_only_refers_to_another_record_found_stands_behind_it(
    library: Library, make_record: Records, with_passages: Items
):
    refers = make_record(
        "1",
        "Veren",
        "Varen de veren op zondag?",
        "Zie vraag nr. 7 van 3 mei 2021.",
        status="referred",
        references=(Reference(start=0, end=5, number="7", on=MAY),),
        asked_on=JUNE,
    )
    answers = make_record(
        "2",
        "Zondagsdienst",
        "Welke diensten werken dan?",
        "De veren varen zondag.",
        number="7",
        asked_on=MAY,
        status="answered",
    )
    other = make_record("3", "Veren", "Varen de veren op maandag?", "Ja.", status="answered", asked_on=JUNE)
    filled(library, with_passages(refers, answers, other))
    hits = search(library, "varen de veren op zondag").hits
    [found] = [hit for hit in hits if hit.record == answers.id]
    assert [member.record for member in found.family] == [refers.id]
    assert {hit.record for hit in hits} == {answers.id, other.id}


def test_an_equally_good_hit_that_answers_goes_first(library: Library, make_record: Records, with_passages: Items):
    same = {"asked": "Hoeveel veren varen er?", "replied": "Dat staat op de website."}
    filled(
        library,
        with_passages(
            make_record("1", "Veren in het noorden", **same, status="referred", addressees=(FERRIES,)),
            make_record("2", "Veren in het noorden ", **same, status="answered", themes=("veren",)),
        ),
    )
    first, *_ = search(library, "veren in het noorden").hits
    assert first.record[-1] == "2"


def test_members_are_shown_best_first(make_record: Records):
    short, long, refers, silent = (
        make_record("1", replied="Ja.", status="answered"),
        make_record("2", replied="Ja, en dat blijft zo.", status="answered"),
        make_record("3", replied="Ik verwijs naar een ander antwoord.", status="referred"),
        make_record("4", replied=None, status="unanswered"),
    )
    assert best_first({4: (silent, 9.0), 3: (refers, 5.0), 1: (short, 1.0), 2: (long, 1.0)}) == [2, 1, 3, 4]
    assert best_first({1: (short, 2.0), 2: (long, 1.0)}) == [1, 2]
