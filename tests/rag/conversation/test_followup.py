"""What a question that goes on from a conversation takes from it; and that one that stands alone takes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.conversation.followup import follow_up
from rag.conversation.turns import Resolved
from rag.library.filters import Filters
from rag.library.library import Library

BEFORE = {
    "nl": "Wat zei de regering over Wit-Rusland?",
    "en": "What did the government say about Belarus?",
    "fr": "Qu'a dit le gouvernement sur la Biélorussie ?",
    "de": "Was sagte die Regierung zu Belarus?",
}
SUBJECT = {"nl": "Wit-Rusland", "en": "Belarus", "fr": "la Biélorussie", "de": "Belarus"}
OOSTERLINCK = "Marijke Oosterlinck"

Turns = Callable[..., Any]


def conditions(resolved: Resolved | None) -> dict[str, str]:
    assert resolved is not None
    return {each.field: each.value for each in resolved.conditions}


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "and what did he say a year later?", {"minister": OOSTERLINCK, "from": "2021-08-20", "to": "2022-08-20"}),
        ("en", "what did she say the year after?", {"minister": OOSTERLINCK, "from": "2022-01-01", "to": "2022-12-31"}),
        ("en", "And since then?", {"from": "2021-02-20"}),
        ("en", "a year later, what did he say?", {"minister": OOSTERLINCK, "from": "2021-08-20", "to": "2022-08-20"}),
        ("en", "only De Strooper", {"minister": "De Strooper"}),
        ("en", "just de strooper please", {"minister": "De Strooper"}),
        ("en", "only Groen", {"party": "groen"}),
        ("en", "only the minister of education", {"department": "minister van onderwijs"}),
        ("en", "only 2022", {"from": "2022-01-01", "to": "2022-12-31"}),
        ("en", "and in 2022?", {"from": "2022-01-01", "to": "2022-12-31"}),
        ("en", "since 2022?", {"from": "2022-01-01"}),
        ("en", "show the other ministers", {"without": OOSTERLINCK}),
        ("en", "what did other ministers say?", {"without": OOSTERLINCK}),
        ("en", "anything else?", {"exclude": "1"}),
        ("en", "show more", {"exclude": "1"}),
        ("en", "show newer ones", {"from": "2021-02-19"}),
        ("en", "any older ones?", {"to": "2021-02-19"}),
        ("en", "why?", {}),
        ("en", "how much did that cost?", {}),
        ("en", "what did De Strooper say about it?", {"minister": "De Strooper"}),
        ("nl", "en wat zei hij een jaar later?", {"minister": OOSTERLINCK, "from": "2021-08-20", "to": "2022-08-20"}),
        ("nl", "wat zei ze het jaar daarop?", {"minister": OOSTERLINCK, "from": "2022-01-01", "to": "2022-12-31"}),
        ("nl", "en sindsdien?", {"from": "2021-02-20"}),
        ("nl", "Wat heeft de minister daarover nadien gezegd?", {"from": "2021-02-20"}),
        ("nl", "alleen De Strooper", {"minister": "De Strooper"}),
        ("nl", "enkel vragen van Groen", {"party": "groen"}),
        ("nl", "en de minister van Onderwijs?", {"department": "minister van Onderwijs"}),
        ("nl", "toon de andere ministers", {"without": OOSTERLINCK}),
        ("nl", "en in maart 2022?", {"from": "2022-03-01", "to": "2022-03-31"}),
        ("nl", "nog meer?", {"exclude": "1"}),
        ("nl", "gaf ze antwoord?", {"minister": OOSTERLINCK}),
        ("nl", "en wat met haar collega's?", {"without": OOSTERLINCK}),
        ("nl", "iets ouder?", {"to": "2021-02-19"}),
        ("nl", "en wat vroeg hij nog?", {"asker": "Jonas Roelandt"}),
        ("fr", "et qu'a-t-il dit un an plus tard ?", {"minister": OOSTERLINCK, "from": "2021-08-20", "to": "2022-08-20"}),
        ("fr", "Et l'année suivante ?", {"from": "2022-01-01", "to": "2022-12-31"}),
        ("fr", "seulement De Strooper", {"minister": "De Strooper"}),
        ("fr", "montrez les autres ministres", {"without": OOSTERLINCK}),
        ("fr", "et depuis ?", {"from": "2021-02-20"}),
        ("fr", "qu'a dit la ministre à ce sujet ?", {}),
        ("de", "und was sagte er ein Jahr später?", {"minister": OOSTERLINCK, "from": "2021-08-20", "to": "2022-08-20"}),
        ("de", "nur De Strooper", {"minister": "De Strooper"}),
        ("de", "zeig die anderen Minister", {"without": OOSTERLINCK}),
        ("de", "und seitdem?", {"from": "2021-02-20"}),
    ],
)
def test_what_a_question_leaves_out_comes_from_the_conversation(
    talks: Library, turn: Turns, language: str, question: str, expected: dict[str, str]
) -> None:
    found = follow_up(talks, [turn(BEFORE[language], "1", language=language)], question)
    assert conditions(found) == {"subject": SUBJECT[language], **expected}
    assert found
    assert found.language == language


@pytest.mark.parametrize(
    ("question", "searched", "carried"),
    [
        ("and what about Russia?", "Russia", {}),
        ("and Russia?", "Russia", {}),
        ("what did she say about nuclear energy?", "nuclear energy", {"minister"}),
        ("and about the costs?", "Belarus, costs", {"subject"}),
        ("how much did that cost?", "Belarus, cost", {"subject"}),
    ],
)
def test_new_words_replace_the_subject_or_go_with_it(
    talks: Library, turn: Turns, question: str, searched: str, carried: set[str]
) -> None:
    found = follow_up(talks, [turn(BEFORE["en"], "1")], question)
    if not carried:
        assert found is None or found.question == searched
        return
    assert found
    assert found.question == searched
    assert {each.field for each in found.conditions if each.origin == "carried"} == carried


def test_a_country_takes_the_place_of_another_and_the_rest_stays(talks: Library, turn: Turns) -> None:
    before = turn("What did Oosterlinck say about human rights in Belarus since 2021?", "1")
    before = type(before)(before.question, before.answer, Filters.model_validate({"minister": "Oosterlinck"}))
    found = follow_up(talks, [before], "and Russia?")
    assert found
    assert (found.question, conditions(found)) == ("human rights in Russia", {"minister": "Oosterlinck"})


def test_conditions_stay_until_they_are_replaced_or_left_out(talks: Library, turn: Turns) -> None:
    first = turn(BEFORE["en"], "1")
    second = follow_up(talks, [first], "only De Strooper")
    assert second
    turns = [first, type(first)(second.question, turn(second.question, "3").answer, second.filters)]
    third = follow_up(talks, turns, "and in 2021?")
    expected = {"subject": "Belarus", "minister": "De Strooper", "from": "2021-01-01", "to": "2021-12-31"}
    assert conditions(third) == expected
    assert third
    left = third.meant({"from"})
    assert conditions(left) == {"subject": "Belarus", "minister": "De Strooper"}
    assert left.filters == Filters.model_validate({"minister": "De Strooper"})
    assert third.meant({"subject"}).question == "and in 2021?"
    others = follow_up(talks, turns, "show the other ministers")
    assert conditions(others) == {"subject": "Belarus", "without": "Lieven De Strooper"}


def test_a_period_without_records_opens_up(talks: Library, turn: Turns) -> None:
    found = follow_up(talks, [turn(BEFORE["en"], "3")], "what did he say ten years later?")
    assert conditions(found) == {"subject": "Belarus", "minister": "Lieven De Strooper", "from": "2021-03-13"}


def test_what_is_given_beside_the_question_goes_before_what_is_carried(talks: Library, turn: Turns) -> None:
    given = Filters.model_validate({"from": "2023-01-01"})
    found = follow_up(talks, [turn(BEFORE["en"], "1")], "and a year later?", given=given)
    assert conditions(found) == {"subject": "Belarus"}


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("en", "who was the author of that question?", "Jonas Roelandt asked this"),
        ("fr", "qui est l'auteur de cette question ?", "Jonas Roelandt l’a demandé"),
        ("en", "who asked that?", "Jonas Roelandt asked this in question no. 201 of 19 February 2021 to Marijke Oosterlinck"),
        ("en", "Who put that question?", "Jonas Roelandt asked this"),
        ("nl", "wie vroeg dat?", "Jonas Roelandt vroeg dit in vraag nr. 201 van 19 februari 2021"),
        ("nl", "wie heeft die vraag gesteld?", "Jonas Roelandt vroeg dit"),
        ("fr", "qui a posé cette question ?", "Jonas Roelandt l’a demandé"),
        ("de", "wer hat das gefragt?", "Jonas Roelandt fragte das"),
        ("en", "when was that?", "was asked on 19 February 2021"),
        ("nl", "wanneer was dat?", "werd gesteld op 19 februari 2021"),
        ("en", "who said that?", "Marijke Oosterlinck answered question no. 201"),
        ("nl", "welke minister antwoordde?", "Marijke Oosterlinck antwoordde"),
        ("en", "which party asked that?", "Jonas Roelandt (Groen) asked this"),
    ],
)
def test_who_and_when_are_said_from_the_records_cited(
    talks: Library, turn: Turns, language: str, question: str, said: str
) -> None:
    before = turn(BEFORE[language], "1", language=language)
    found = follow_up(talks, [before], question)
    assert found
    [statement] = found.direct
    assert said in statement.text
    [citation] = statement.citations
    record = talks.catalogue.record(citation.record)
    assert record
    assert citation.quote == record.text[citation.start : citation.end]
    assert citation.quote in statement.text


def test_who_asked_is_said_not_to_be_named_where_no_record_names_it(talks: Library, turn: Turns) -> None:
    found = follow_up(talks, [turn(BEFORE["en"], "4")], "who asked that?")
    assert found
    assert found.direct[0].text.startswith("The record does not name who asked question no. 204")


def test_several_speakers_are_not_one_they(talks: Library, turn: Turns) -> None:
    found = follow_up(talks, [turn(BEFORE["en"], "1", "3")], "what did they say later?")
    assert conditions(found) == {"subject": "Belarus", "from": "2021-03-13"}


@pytest.mark.parametrize(
    "question",
    [
        "What did the government say about trains?",
        "How many trains were late in 2017 and how many a year later?",
        "Is it true that the trains are late?",
        "Did the minister say that he would close the station?",
        "Only 5% of the schools have a nurse: what will the government do?",
        "And how many refugees from Syria were settled in the province of Antwerp?",
        "Klopt het dat de treinen te laat zijn?",
        "Is het waar dat de minister daarvoor geen geld heeft vrijgemaakt voor scholen?",
        "Hoeveel leerlingen waren er het jaar voor de verkiezingen?",
        "Combien y a-t-il de prisons en Belgique ?",
        "Est-il vrai que les trains ont du retard ?",
        "Faut-il un permis pour les drones ?",
        "Die Bahn: wie viele Züge waren zu spät?",
        "Belarus",
        "Marijke Oosterlinck en Wit-Rusland",
        "hello",
        "",
        "?!",
    ],
)
def test_what_stands_alone_is_no_follow_up(talks: Library, turn: Turns, question: str) -> None:
    for language, before in BEFORE.items():
        assert follow_up(talks, [turn(before, "1", language=language)], question) is None


def test_nothing_goes_on_from_nothing(talks: Library) -> None:
    assert follow_up(talks, [], "and what did he say a year later?") is None


def test_no_real_need_is_taken_for_a_follow_up(talks: Library, turn: Turns, data_folder: Path) -> None:
    lines = (data_folder / "dekamer-2017" / "topics.jsonl").read_text(encoding="utf-8").splitlines()
    turns = {language: turn(before, "1", language=language) for language, before in BEFORE.items()}
    taken = [
        (topic["topic"], language)
        for topic in map(json.loads, lines)
        for language in ("nl", "en", "fr")
        if any(follow_up(talks, [before], topic[language]) for before in turns.values())
    ]
    assert len(lines) >= 50
    assert taken == []
