"""Who asked, who answered: with the words that go with it, an answer's with an answer alone."""

from collections.abc import Callable
from typing import Any

from rag.answer.answer import Statement
from rag.conversation.followup import follow_up
from rag.library.library import Library
from rag.records import Record

SUBJECT = "Wat zei de regering over Wit-Rusland?"


def said(library: Library, turn: Any, question: str) -> tuple[Statement, ...]:
    found = follow_up(library, [turn], question, "nl")
    return found.direct if found else ()


def test_who_answered_is_said_with_the_answer_though_a_question_was_cited(
    talks: Library, turn_on: Callable[..., Any]
) -> None:
    turn = turn_on(talks, SUBJECT, "be-vl.written-question.1", language="nl", answered=False)
    [found] = said(talks, turn, "wie antwoordde daarop?")
    assert found.kind == "answered"
    assert {c.role for c in found.citations} == {"answer"}
    assert "Marijke Oosterlinck" in found.text


def test_who_asked_is_not_said_with_an_answer(
    library: Library,
    turn_on: Callable[..., Any],
    make_record: Callable[..., Record],
    with_passages: Callable[..., Any],
    person: Callable[..., Any],
) -> None:
    only = make_record("9", "Wit-Rusland", "", "De gevangenis gaat open.", number="9", askers=(person("Els Groen"),))
    library.add(with_passages(only))
    assert said(library, turn_on(library, SUBJECT, only.id, language="nl"), "wie vroeg dat?") == ()
