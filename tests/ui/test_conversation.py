"""A conversation with a language model: what is checked appears as it comes, with its sources, its author, its gaps."""

import json
from typing import Any

import pytest

from eval.bad_model import claim, offered_passages
from rag.embedding.encoder import Encoder
from rag.library.filters import Filters
from rag.library.library import Library
from ui.banner import banner
from ui.choices import Choices
from ui.conversation import Conversation
from ui.desk import Desk
from ui.texts import ENGLISH

CHOICES = Choices(Filters(), None, "relevance")


def reply(messages: list[dict[str, str]]) -> str:
    passages = offered_passages(messages)
    if not passages:
        text = json.loads(messages[-1]["content"].rsplit("as JSON: ", 1)[1])
        return f"<b>Translated</b> {text}"
    lines = []
    for passage in passages[:2]:
        words = max(passage["text"].replace("\n", ". ").split(". "), key=len)
        lines += [claim(f"*{words}*", (passage["passage"], words)), claim(f"{words} (7313131)", (passage["passage"], words))]
    return "\n".join(lines)


@pytest.fixture
def desk(sample: Library, encoder: Encoder, llm_server: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The sample's, with a model that writes two statements that hold and two that do not."""
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    monkeypatch.setenv("HEMICYCLE_LLM_URL", llm_server.url)
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "tiny_model")
    llm_server.text = reply
    return Desk(sample.folder)


def test_statements_appear_one_by_one_with_their_sources(desk: Desk) -> None:
    asked = Conversation().asked("wat zei de regering over de presidentsverkiezingen in Wit-Rusland?")
    steps = list(asked.answering(desk, CHOICES, ENGLISH))
    messages = [step.messages[-1]["content"] for step in steps]
    assert [len(step.messages) for step in steps] == [2] * len(steps)
    assert "(#src-1-1)" in messages[0]
    assert "(#src-1-2)" not in messages[0]
    assert "(#src-1-2)" in messages[-1]
    assert "is writing" in messages[0]
    assert "is writing" not in messages[-1]
    assert not any("7313131" in message for message in messages)
    assert "2 beweringen van het model zijn weggelaten" in messages[-1]
    assert r"tiny\_model" in messages[-1]
    assert [len(step.panels) for step in steps] == [1] * len(steps)
    assert "<mark>" in steps[-1].panel(ENGLISH)


def test_without_a_model_there_is_one_step(desk: Desk) -> None:
    desk.model = None
    steps = list(Conversation().asked("Wit-Rusland").answering(desk, CHOICES, ENGLISH))
    assert len(steps) == 1


def test_a_translation_is_labelled_as_a_machine_s_and_is_text(
    desk: Desk, llm_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.answer.translate.faithful", lambda *_: True)
    *_, done = (
        Conversation()
        .asked("what did the government say about the presidential elections in Belarus?")
        .answering(desk, CHOICES, ENGLISH)
    )
    assert "*Machine translation*" in done.messages[-1]["content"]
    panel = done.panel(ENGLISH)
    assert "Machine translation" in panel
    assert "&lt;b&gt;Translated" in panel
    assert "<b>Translated" not in panel + done.messages[-1]["content"]


def test_a_model_elsewhere_is_announced_on_the_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not on this machine" not in banner(desk.library, ENGLISH, desk.model)
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "https://llm.example.org/v1")
    away = Desk(desk.library.folder)
    assert "https://llm.example.org" in banner(away.library, ENGLISH, away.model)
    assert "not on this machine" in banner(away.library, ENGLISH, away.model)
    away.library.close()
