"""Debates in a search: who speaks is found and shown, a turn has no counterpart, and equal headings are no family."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.rows import family_key
from rag.records import Person
from rag.search.debated import on_it, speakers_meant
from rag.search.search import find, search
from tests.debates import (
    DAELE,
    DEBATE,
    DREDGED,
    DUMPED,
    GIJSELS,
    KINGFISHERS,
    LATER,
    NIGHTS,
    ORAL,
    SITTING,
    TALSMA,
    VERBEKE,
    order_of_business,
)

FERRIES = "veerboten op de Wemel"


def first(library: Library, query: str, **options: Any) -> Any:
    return search(library, query, k=1, **options).hits[0]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "words"])
def test_a_turn_is_shown_with_who_speaks_and_without_a_counterpart(sittings: Library, mode: str) -> None:
    hit = first(sittings, "ijsvogels aan de oever", mode=mode)
    assert (hit.record, hit.kind, hit.counterpart) == (DEBATE.id, "debate", None)
    assert (hit.part.speaker, hit.part.function, hit.part.government) == (TALSMA.name, TALSMA.party, False)
    assert KINGFISHERS in hit.text
    hit = first(sittings, "nachtveer elk uur", mode=mode)
    assert (hit.part.speaker, hit.part.function, hit.part.government) == (VERBEKE.name, VERBEKE.role, True)
    assert NIGHTS in hit.text


@pytest.mark.parametrize(
    ("query", "asked", "replied"),
    [
        ("slib gebaggerd uit de vaargeul", "Hoeveel slib", DREDGED),
        ("slib naartoe gebracht", "Waar wordt dat slib", DUMPED),
        ("prijs van het depot per ton", "Wat kost het depot", "14 euro per ton"),
    ],
)
@pytest.mark.parametrize("mode", ["hybrid", "words"])
def test_a_turn_of_an_oral_question_comes_with_the_reply_that_follows(
    sittings: Library, query: str, asked: str, replied: str, mode: str
) -> None:
    hit = first(sittings, query, mode=mode, filters=Filters(kind="oral-question"))
    assert hit.record == ORAL.id
    both = (hit.text, hit.counterpart.text)
    assert asked in " ".join(both)
    assert replied in " ".join(both)
    assert {hit.part.role, hit.counterpart.part.role} == {"question", "answer"}
    assert {hit.part.government, hit.counterpart.part.government} == {False, True}


@pytest.mark.parametrize(
    ("wanted", "speakers"),
    [
        ({"asker": "talsma bram"}, {TALSMA.name}),
        ({"party": "waterpartij"}, {DAELE.name}),
        ({"minister": "verbeke"}, {VERBEKE.name}),
        ({"minister": "oevers"}, {GIJSELS.name}),
        ({"department": "Sluizen"}, {GIJSELS.name}),
        ({"asker": "Talsma", "minister": "Verbeke"}, {TALSMA.name, VERBEKE.name}),
    ],
)
def test_a_filter_finds_the_debates_in_which_somebody_speaks_and_shows_what_they_say(
    sittings: Library, wanted: dict[str, str], speakers: set[str]
) -> None:
    filters = Filters(kind="debate", **wanted)  # type: ignore[arg-type]
    for mode in ("hybrid", "dense", "words"):
        hit = first(sittings, FERRIES, mode=mode, filters=filters)
        assert hit.record == DEBATE.id
        assert hit.part.speaker in speakers
    assert speakers_meant(DEBATE, filters) == speakers


def test_who_only_presides_is_found_by_no_filter(sittings: Library) -> None:
    assert search(sittings, FERRIES, filters=Filters(asker="Oudkerk")).hits == ()


def test_without_such_a_filter_or_a_debate_nobody_is_meant() -> None:
    assert speakers_meant(DEBATE, Filters(kind="debate")) == frozenset()
    assert speakers_meant(ORAL, Filters(asker="Daele")) == frozenset()


_VALUES = [
    "Daele",
    "daele",
    "Hanne Daele",
    '"Hanne Daele"',
    '"Daele"',
    "Groen",
    "Dijkpartij",
    "Minister van",
    "sluizen",
    "Sluiz",
]


@given(st.sampled_from(["asker", "party", "minister", "department"]), st.sampled_from(_VALUES))
def test_a_filter_means_the_same_people_in_a_record_as_in_the_catalogue(sittings: Library, field: str, value: str) -> None:
    filters = Filters.model_validate({"kind": "debate", field: value})
    found = {record.id for record in sittings.catalogue.listing(filters)}
    assert (DEBATE.id in found) == bool(speakers_meant(DEBATE, filters))


def test_of_a_debate_only_what_is_on_the_query_counts(sittings: Library) -> None:
    findings = find(sittings, "Wat is er gezegd over ijsvogels?", k=5)
    debate = next(one for one in findings.found if one.record.id == DEBATE.id)
    near = on_it(sittings, debate.record, debate.passages, findings.meaning, Filters())
    assert 0 < len(near) < len(debate.passages) / 2
    assert not any(DEBATE.by_government(DEBATE.parts[row.part]) for row, _ in near)
    assert on_it(sittings, debate.record, debate.passages, findings.meaning, Filters(party="Rive Libre")) == []
    question = next(one for one in findings.found if one.record.kind == "written-question")
    assert on_it(sittings, question.record, question.passages, findings.meaning, Filters()) == question.passages


@pytest.mark.parametrize("query", ["ijsvogels", "veerdiensten op de Wemel ijsvogels", "Veerdiensten: ijsvogels?"])
def test_one_word_and_words_of_the_title_do_not_make_all_of_a_debate_count(sittings: Library, query: str) -> None:
    findings = find(sittings, query, k=5, filters=Filters(kind="debate"))
    debate = next(one for one in findings.found if one.record.id == DEBATE.id)
    near = on_it(sittings, debate.record, debate.passages, findings.meaning, findings.filters)
    assert any(KINGFISHERS in DEBATE.text[row.start : row.end] for row, _ in near)
    assert len(near) < len(debate.passages) / 2


def test_the_same_heading_on_two_days_is_no_family(sittings: Library) -> None:
    one, other = order_of_business(SITTING), order_of_business(LATER)
    assert one.text == other.text
    assert family_key(one) != family_key(other)
    hits = search(sittings, "regeling van werkzaamheden", k=5).hits
    assert {one.id, other.id} <= {hit.record for hit in hits}
    assert all(hit.family == () for hit in hits if hit.kind == "debate")
    assert sittings.catalogue.same_question(one) == []


def test_a_party_is_understood_to_speak_where_there_are_debates(sittings: Library, sample: Library) -> None:
    for library, understood in ((sittings, [("party", "dijkpartij")]), (sample, [])):
        applied = find(library, "Wat zei de Dijkpartij over de oevers?", k=1).applied
        assert [(each.field, each.value) for each in applied] == understood


def test_somebody_without_a_name_is_meant_by_the_function() -> None:
    nameless = DEBATE.model_copy(update={"addressees": (Person(role="Minister van Dijken"),)})
    assert speakers_meant(nameless, Filters(minister="dijken")) == {"Minister van Dijken"}
