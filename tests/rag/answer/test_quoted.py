"""What stands around quotations: who answered, to what, what got no reply, what is referred to, what may have changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag.answer.assistant import answer
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person, Record

JAN, AN = Person(name="Jan Jansens", role="minister van Mobiliteit"), Person(name="An Peeters", role="minister van Sport")


def library_of(library: Library, with_passages: Callable[..., Any], *records: Record) -> Library:
    library.add(with_passages(*records))
    library.embed()
    return library


def record(name: str, day: date, who: Person, title: str, parts: list[dict[str, Any]], **more: Any) -> Record:
    """A record whose parts say their own words."""
    text, made = "", []
    for part in parts:
        text += "\n\n" if text else ""
        words = part.pop("words")
        made.append({**part, "start": len(text), "end": len(text) + len(words)})
        text += words
    facts = {
        "parliament": "be-vl",
        "kind": "written-question",
        "language": "nl",
        "asked_on": day,
        "addressees": [who],
        **more,
    }
    return Record.model_validate(
        {"id": f"be-vl.written-question.{name}", "title": title, "text": text, "parts": made, **facts}
    )


FERRY = "Veerdienst over de Wemel"


@pytest.fixture
def ferries(library: Library, with_passages: Callable[..., Any]) -> Library:
    """Three answers on a ferry: two of one minister that contradict each other, of which one refers to the third."""
    earlier = record(
        "1",
        date(2021, 2, 1),
        JAN,
        FERRY,
        [
            {"role": "question", "labels": ["1"], "words": "1. Blijft de veerdienst over de Wemel bestaan?"},
            {"role": "question", "labels": ["2"], "words": "2. Hoeveel kost de boot?", "status": "unanswered"},
            {
                "role": "answer",
                "answers": ["1"],
                "words": "1. De veerdienst over de Wemel wordt voortgezet.",
                "confidence": 1.0,
            },
        ],
        status="answered",
    )
    reply = "1. De veerdienst over de Wemel wordt niet voortgezet. Ik verwijs naar vraag nr. 77 van 1 maart 2022."
    later = record(
        "2",
        date(2023, 2, 1),
        JAN,
        FERRY,
        [
            {"role": "question", "labels": ["1"], "words": "1. Wordt de veerdienst over de Wemel nog voortgezet?"},
            {"role": "answer", "answers": ["1"], "words": reply, "confidence": 1.0},
        ],
        status="answered",
    )
    start = later.text.index("vraag nr. 77")
    named = {"start": start, "end": start + 12, "number": "77", "on": date(2022, 3, 1)}
    later = Record.model_validate({**later.model_dump(), "references": [named]})
    other = record(
        "3",
        date(2022, 3, 1),
        AN,
        "Begroting van het departement",
        [
            {"role": "question", "words": "Wat zijn de grote posten?"},
            {"role": "answer", "words": "Het departement geeft het meeste geld uit aan zwembaden."},
        ],
        number="77",
        status="answered",
    )
    return library_of(library, with_passages, earlier, later, other)


QUESTION = "wordt de veerdienst over de Wemel voortgezet?"


def test_answers_stand_under_who_gave_them_the_newest_first(ferries: Library) -> None:
    said = [s for s in answer(ferries, QUESTION).statements if s.kind == "answered" and "Wemel" in s.text]
    assert [s.heading for s in said] == ["Jan Jansens (minister van Mobiliteit)"] * 2
    assert [s.citations[0].asked_on for s in said] == [date(2023, 2, 1), date(2021, 2, 1)]


def test_a_quotation_carries_the_sub_question_that_it_answers(ferries: Library) -> None:
    for statement in answer(ferries, QUESTION).statements:
        for citation in statement.citations:
            held = ferries.catalogue.record(citation.record)
            assert held
            if citation.asked:
                assert held.text[citation.asked.start : citation.asked.end] == citation.asked.text
                assert citation.asked.labels == ("1",)
    asked = [c.asked for s in answer(ferries, QUESTION).statements for c in s.citations if s.kind == "answered"]
    assert any(asked)


def test_a_sub_question_without_a_reply_is_named_as_that(ferries: Library) -> None:
    lacking = [s for s in answer(ferries, QUESTION).statements if s.kind == "unreplied"]
    assert [c.quote for s in lacking for c in s.citations] == ["2. Hoeveel kost de boot?"]
    assert {c.role for s in lacking for c in s.citations} == {"question"}


def test_answers_of_one_minister_that_deny_and_affirm_are_put_side_by_side(ferries: Library) -> None:
    found = [s for s in answer(ferries, QUESTION).statements if s.kind == "changed"]
    assert len(found) == 1
    assert [c.asked_on for c in found[0].citations] == [date(2021, 2, 1), date(2023, 2, 1)]
    assert "lijkt te verschillen" in found[0].text


def test_an_answer_that_is_referred_to_comes_along(ferries: Library) -> None:
    brought = [s for s in answer(ferries, QUESTION).statements if s.heading == "Waarnaar deze antwoorden verwijzen"]
    assert [c.quote for s in brought for c in s.citations] == ["Het departement geeft het meeste geld uit aan zwembaden."]


def test_who_was_asked_and_who_answered_is_counted(library: Library, with_passages: Callable[..., Any]) -> None:
    asked = "Hoeveel fietsen telt het wagenpark van uw kabinet?"
    records = [
        record(
            str(n),
            date(2022, 5, 1),
            Person(name=name),
            "Fietsen van kabinetten",
            [{"role": "question", "words": asked}, *([{"role": "answer", "words": said}] if said else [])],
            status="answered" if said else "unanswered",
        )
        for n, (name, said) in enumerate(
            [("An Peeters", "Er zijn er twaalf."), ("Jan Jansens", "Zeven fietsen."), ("Piet Dirks", None)]
        )
    ]
    result = answer(library_of(library, with_passages, *records), "hoeveel fietsen telt het wagenpark van de kabinetten?")
    assert result.summary == "2 van de 3 bevraagde ministers hebben geantwoord."


def test_what_is_excluded_or_filtered_out_does_not_come_along_by_a_reference(ferries: Library) -> None:
    third = "be-vl.written-question.3"
    excluded = answer(ferries, QUESTION, exclude=[third])
    filtered = answer(ferries, QUESTION, filters=Filters.model_validate({"from": "2023-01-01"}))
    assert not excluded.abstained
    assert third not in {c.record for result in (excluded, filtered) for s in result.statements for c in s.citations}


def test_answers_of_nobody_that_is_named_are_not_one_position(library: Library, with_passages: Callable[..., Any]) -> None:
    replies = [
        ("1", date(2021, 2, 1), "De veerdienst over de Wemel wordt voortgezet."),
        ("2", date(2023, 2, 1), "De veerdienst over de Wemel wordt niet voortgezet."),
    ]
    records = [
        record(
            name,
            day,
            Person(),
            FERRY,
            [
                {"role": "question", "words": f"Blijft de veerdienst over de Wemel? ({name})"},
                {"role": "answer", "words": said},
            ],
            status="answered",
        )
        for name, day, said in replies
    ]
    result = answer(library_of(library, with_passages, *records), QUESTION)
    assert {"changed"} & {statement.kind for statement in result.statements} == set()


def test_text_that_is_neither_question_nor_answer_is_nobody_s_question(
    library: Library, with_passages: Callable[..., Any]
) -> None:
    words = "De minister verklaarde dat de veerdienst over de Wemel blijft."
    only = record("1", date(2021, 2, 1), JAN, FERRY, [{"role": "text", "words": words}], askers=[Person(name="Els Groen")])
    result = answer(library_of(library, with_passages, only), QUESTION)
    assert [(s.kind, s.heading) for s in result.statements] == [("recorded", "Wat documenten zeggen")]
    assert "Els Groen" not in result.statements[0].text


def test_a_library_with_some_passages_not_embedded_yet_answers(library: Library, with_passages: Callable[..., Any]) -> None:
    first = record("1", date(2021, 2, 1), JAN, FERRY, [{"role": "answer", "words": "De veerdienst over de Wemel blijft."}])
    later = record(
        "2", date(2022, 2, 1), JAN, FERRY, [{"role": "answer", "words": "De veerdienst over de Wemel vaart vaker."}]
    )
    library_of(library, with_passages, first)
    library.add(with_passages(later))
    assert not answer(library, "veerdienst over de Wemel").abstained


def test_who_asks_has_no_function_of_who_was_asked(collection: Library) -> None:
    result = answer(collection, "Wie vroeg naar de presidentsverkiezingen in Wit-Rusland?")
    asked = [c for s in result.statements if s.kind == "asked" for c in s.citations]
    assert asked
    assert {c.function for c in asked} == {None}


def test_answers_of_several_parliaments_are_grouped_by_parliament(
    library: Library, with_passages: Callable[..., Any]
) -> None:
    told = [
        ("1", "be-vl", date(2021, 2, 1), JAN, "De veerdienst over de Wemel wordt voortgezet tot in de zomer."),
        (
            "2",
            "flemish-parliament",
            date(2022, 2, 1),
            AN,
            "De veerdienst over de Wemel wordt voortgezet met een nieuwe boot.",
        ),
        ("3", "be-vl", date(2023, 2, 1), AN, "De veerdienst over de Wemel wordt voortgezet zolang er reizigers zijn."),
    ]
    records = [
        record(
            name,
            day,
            who,
            f"{FERRY} ({name})",
            [
                {"role": "question", "words": f"Blijft de veerdienst over de Wemel? ({name})"},
                {"role": "answer", "words": said},
            ],
            status="answered",
            parliament=parliament,
        )
        for name, parliament, day, who, said in told
    ]
    found = answer(library_of(library, with_passages, *records), QUESTION).statements
    asked = [statement.parliament for statement in found]
    assert {"be-vl", "flemish-parliament"} == set(asked)
    assert len(asked) > len(set(asked))
    assert sorted(asked, key=asked.index) == asked
