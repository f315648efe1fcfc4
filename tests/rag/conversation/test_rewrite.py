"""A model's rewriting of a question is used where it says nothing that the conversation does not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from rag.answer.answer import Answer
from rag.conversation.reply import replies, resolve
from rag.conversation.rewrite import messages
from rag.errors import LlmError
from rag.library.library import Library


class Model:
    """Says what it was told to say, in pieces."""

    name, place = "model", None

    def __init__(self, says: str) -> None:
        self.says, self.seen = says, list[Mapping[str, str]]()

    def stream(self, messages: Sequence[Mapping[str, str]], *, most: int = 0) -> Iterator[str]:
        self.seen = list(messages)
        yield from (self.says[n : n + 5] for n in range(0, len(self.says), 5))


@pytest.fixture
def turns(turn: Callable[..., Any]) -> list[Any]:
    return [turn("What did the government say about Belarus?", "1")]


def test_its_words_are_searched_and_shown_and_the_filters_of_the_rules_hold(talks: Library, turns: list[Any]) -> None:
    model = Model("What did Marijke Oosterlinck say about the elections in Belarus?\n")
    found = resolve(talks, turns, "and what did she say about the vote?", model=model)
    assert found
    assert found.question == "the elections in Belarus"
    assert found.conditions[0].value == "What did Marijke Oosterlinck say about the elections in Belarus?"
    assert found.filters.minister == "Marijke Oosterlinck"
    assert model.seen[0]["role"] == "system"
    assert "and what did she say about the vote?" in model.seen[-1]["content"]


@pytest.mark.parametrize(
    "says",
    [
        "",
        "What did Jan Peeters say about Belarus?",
        "What was said about Belarus in 1999?",
        "NATO and Belarus?",
        "Here it is:\nWhat about Belarus?",
        "Belarus " * 100,
    ],
)
def test_what_the_conversation_does_not_hold_is_not_used(talks: Library, turns: list[Any], says: str) -> None:
    by_rules = resolve(talks, turns, "and a year later?")
    assert resolve(talks, turns, "and a year later?", model=Model(says)) == by_rules
    assert by_rules


def test_a_question_that_stands_alone_is_not_rewritten(talks: Library, turns: list[Any]) -> None:
    model = Model("Belarus?")
    assert resolve(talks, turns, "What did the government say about trains?", model=model) is None
    assert not model.seen


def test_a_long_conversation_is_shown_by_its_end(turn: Callable[..., Any]) -> None:
    shown = messages([turn(f"question {n}", "1") for n in range(20)], "and then?")
    assert "question 16" in shown[-1]["content"]
    assert "question 15" not in shown[-1]["content"]


def test_of_each_answer_only_the_beginning_is_shown(turn: Callable[..., Any]) -> None:
    one = turn("What was said?", "1", "2", "3")
    long = one.answer.statements[0].model_copy(update={"text": "abcdefghi " * 40})
    answer = one.answer.model_copy(update={"statements": (long,) * 3})
    (shown,) = {m["content"].count("abcdefghi") for m in messages([replace(one, answer=answer)], "and then?")[1:]}
    assert shown == 30


def test_where_the_model_fails_the_rules_stand(talks: Library, turns: list[Any]) -> None:
    class Broken(Model):
        def stream(self, messages: Sequence[Mapping[str, str]], *, most: int = 0) -> Iterator[str]:
            raise LlmError("gone")

    assert resolve(talks, turns, "and a year later?", model=Broken("")) == resolve(talks, turns, "and a year later?")


def reply(*arguments: Any, **more: Any) -> Answer:
    *_, last = replies(*arguments, **more)
    return last


def test_an_answer_says_where_each_condition_comes_from(talks: Library, turns: list[Any]) -> None:
    found = resolve(talks, turns, "and what did she say in 2022?")
    answered = reply(talks, "and what did she say in 2022?", found)
    assert {(each.field, each.origin) for each in answered.filters} == {
        ("minister", "carried"),
        ("from", "understood"),
        ("to", "understood"),
    }
    assert {c.record for s in answered.statements for c in s.citations} <= {"be-vl.written-question.2"}
    without = reply(talks, "and what did she say in 2022?", found, ignoring={"minister", "from"})
    assert without.filters == ()


def test_who_asked_is_answered_without_a_search(talks: Library, turns: list[Any]) -> None:
    answered = reply(talks, "who asked that?", resolve(talks, turns, "who asked that?"))
    assert not answered.abstained
    assert "Jonas Roelandt" in answered.statements[0].text
