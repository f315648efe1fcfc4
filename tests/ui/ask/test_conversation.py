"""A visitor's conversation: what a question takes over, that no answer changes afterwards, how a language model's grows."""

import json
import re
from typing import Any

import pytest

from eval.bad_model import claim, offered_passages
from rag.embedding.encoder import Encoder
from rag.library.filters import Filters
from rag.library.library import Library
from ui.ask.choices import Choices
from ui.ask.conversation import Conversation
from ui.banner import banner
from ui.desk import Desk
from ui.texts import ENGLISH

ANY = Choices(Filters(), None, "relevance")


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
def writing_desk(sample: Library, encoder: Encoder, llm_server: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The sample's, with a model that writes two statements that hold and two that do not."""
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    monkeypatch.setenv("HEMICYCLE_LLM_URL", llm_server.url)
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "tiny_model")
    llm_server.text = reply
    return Desk(sample.folder)


def test_statements_appear_one_by_one_with_their_sources(writing_desk: Desk) -> None:
    asked = Conversation().asked("wat zei de regering over Wit-Rusland")
    steps = list(asked.answering(writing_desk, ANY, ENGLISH))
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


def test_without_a_model_there_is_one_step(writing_desk: Desk) -> None:
    writing_desk.model = None
    steps = list(Conversation().asked("Wit-Rusland").answering(writing_desk, ANY, ENGLISH))
    assert len(steps) == 1


def test_a_translation_is_labelled_as_a_machine_s_and_is_text(
    writing_desk: Desk, llm_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.answer.translate.faithful", lambda *_: True)
    *_, done = Conversation().asked("what did the government say about Belarus").answering(writing_desk, ANY, ENGLISH)
    assert "*Machine translation*" in done.messages[-1]["content"]
    panel = done.panel(ENGLISH)
    assert "Machine translation" in panel
    assert "&lt;b&gt;Translated" in panel
    assert "<b>Translated" not in panel + done.messages[-1]["content"]


def test_a_model_elsewhere_is_announced_on_the_page(writing_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not on this machine" not in banner(writing_desk.library(), ENGLISH, writing_desk.model)
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "https://llm.example.org/v1")
    away = Desk(writing_desk.library().folder)
    assert "https://llm.example.org" in banner(away.library(), ENGLISH, away.model)
    assert "not on this machine" in banner(away.library(), ENGLISH, away.model)
    assert "up to 4 earlier ones" in banner(away.library(), ENGLISH, away.model)
    away.library().close()


def answered(talk: Conversation, desk: Desk, choices: Choices = ANY) -> Conversation:
    *_, last = talk.answering(desk, choices, ENGLISH)
    return last


@pytest.fixture
def desk(sample: Library, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    return Desk(sample.folder)


def test_each_turn_keeps_its_own_citations(desk: Desk) -> None:
    talk = Conversation()
    for question in ("wat zei de regering over Wit-Rusland?", "en sindsdien?", "toon de andere ministers", "wie vroeg dat?"):
        before = talk
        talk = answered(before.asked(question), desk)
        assert talk.messages[: len(before.messages)] == before.messages
        assert talk.panels[: len(before.panels)] == before.panels
        assert f"#src-{len(talk.exchanges)}-1" in talk.messages[-1]["content"] or "Niets in" in talk.messages[-1]["content"]
    again = answered(talk.again([]), desk)
    assert again.messages[: len(talk.messages)] == talk.messages
    assert again.panels[: len(talk.panels)] == talk.panels


def test_what_is_carried_over_is_shown_and_can_be_unticked_and_ticked_again(desk: Desk) -> None:
    talk = answered(Conversation().asked("wat zei de regering over Wit-Rusland?"), desk)
    assert talk.understood == ()
    talk = answered(talk.asked("en sindsdien?"), desk)
    assert [each.field for each in talk.understood] == ["subject", "from"]
    assert talk.messages[-1]["content"].startswith("*Searching: Wit-Rusland · asked on or after ")
    without = answered(talk.again(["subject"]), desk)
    assert without.messages[-1]["content"].startswith("*Searching: Wit-Rusland*")
    assert (without.understood, without.ignoring) == (talk.understood, frozenset({"from"}))
    assert without.history[:-1] == talk.history[:-1]
    both = answered(without.again(["subject", "from"]), desk)
    assert both.messages[-1]["content"].startswith("*Searching: Wit-Rusland · asked on or after ")


def test_a_question_that_stands_alone_takes_nothing_over(desk: Desk) -> None:
    talk = answered(Conversation().asked("wat zei de regering over Wit-Rusland?"), desk)
    talk = answered(talk.asked("Wat zei de regering over leerlingenvervoer?"), desk)
    assert (talk.understood, talk.resolved) == ((), None)
    assert len(talk.history) == 2


def test_given_dates_go_before_carried_ones(desk: Desk) -> None:
    talk = answered(Conversation().asked("wat zei de regering over Wit-Rusland?"), desk)
    given = Choices(Filters.model_validate({"to": "2020-12-31"}), None, "relevance")
    talk = answered(talk.asked("en sindsdien?"), desk, given)
    assert [each.field for each in talk.understood] == ["subject"]


DRAFT = "Wit-Rusland - Sancties\n\n1. Welke sancties zijn er tegen Wit-Rusland?\n2. Hoeveel | kost <b>een raket</b>?"


def test_a_pasted_draft_is_a_table_with_numbered_sources(desk: Desk) -> None:
    talk = answered(Conversation().asked(DRAFT), desk)
    shown = talk.messages[-1]["content"]
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert "<b>" not in shown.replace("<br>", "")
    for number in re.findall(r"#(src-1-\d+)", shown):
        assert f'id="{number}"' in talk.panels[-1]
    assert "not found in 6 records" in shown or "something close" in shown
    after = answered(talk.asked("en sindsdien?"), desk)
    assert after.resolved is None or after.resolved.subject == "Wit-Rusland - Sancties"
    assert after.messages[: len(talk.messages)] == talk.messages
