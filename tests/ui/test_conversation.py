"""A visitor's conversation: what each question takes over, what can be unticked, and that no answer changes afterwards."""

import re
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.library.filters import Filters
from rag.library.library import Library
from ui.choices import Choices
from ui.conversation import Conversation
from ui.desk import Desk
from ui.texts import ENGLISH

ANY = Choices(Filters(), None, "relevance")


@pytest.fixture
def desk(sample: Library, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    return Desk(Path(sample.folder))


def test_each_turn_keeps_its_own_citations(desk: Desk) -> None:
    talk = Conversation()
    for question in ("wat zei de regering over Wit-Rusland?", "en sindsdien?", "toon de andere ministers", "wie vroeg dat?"):
        before = talk
        talk = before.asked(question).answered(desk, ANY, ENGLISH)
        assert talk.messages[: len(before.messages)] == before.messages
        assert talk.panels[: len(before.panels)] == before.panels
        assert f"#src-{talk.turns}-1" in talk.messages[-1]["content"] or "Niets in" in talk.messages[-1]["content"]
    again = talk.again([]).answered(desk, ANY, ENGLISH)
    assert again.messages[: len(talk.messages)] == talk.messages
    assert again.panels[: len(talk.panels)] == talk.panels


def test_what_is_carried_over_is_shown_and_can_be_unticked_and_ticked_again(desk: Desk) -> None:
    talk = Conversation().asked("wat zei de regering over Wit-Rusland?").answered(desk, ANY, ENGLISH)
    assert talk.understood == ()
    talk = talk.asked("en sindsdien?").answered(desk, ANY, ENGLISH)
    assert [each.field for each in talk.understood] == ["subject", "from"]
    assert talk.messages[-1]["content"].startswith("*Searching: Wit-Rusland · asked on or after ")
    without = talk.again(["subject"]).answered(desk, ANY, ENGLISH)
    assert without.messages[-1]["content"].startswith("*Searching: Wit-Rusland*")
    assert (without.understood, without.ignoring) == (talk.understood, frozenset({"from"}))
    assert without.history == talk.history
    both = without.again(["subject", "from"]).answered(desk, ANY, ENGLISH)
    assert both.messages[-1]["content"].startswith("*Searching: Wit-Rusland · asked on or after ")


def test_a_question_that_stands_alone_takes_nothing_over(desk: Desk) -> None:
    talk = Conversation().asked("wat zei de regering over Wit-Rusland?").answered(desk, ANY, ENGLISH)
    talk = talk.asked("Wat zei de regering over leerlingenvervoer?").answered(desk, ANY, ENGLISH)
    assert (talk.understood, talk.resolved) == ((), None)
    assert len(talk.history) == 1


def test_given_dates_go_before_carried_ones(desk: Desk) -> None:
    talk = Conversation().asked("wat zei de regering over Wit-Rusland?").answered(desk, ANY, ENGLISH)
    given = Choices(Filters.model_validate({"to": "2020-12-31"}), None, "relevance")
    talk = talk.asked("en sindsdien?").answered(desk, given, ENGLISH)
    assert [each.field for each in talk.understood] == ["subject"]


DRAFT = "Wit-Rusland - Sancties\n\n1. Welke sancties zijn er tegen Wit-Rusland?\n2. Hoeveel | kost <b>een raket</b>?"


def test_a_pasted_draft_is_a_table_with_numbered_sources(desk: Desk) -> None:
    talk = Conversation().asked(DRAFT).answered(desk, ANY, ENGLISH)
    shown = talk.messages[-1]["content"]
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert "<b>" not in shown.replace("<br>", "")
    for number in re.findall(r"#(src-1-\d+)", shown):
        assert f'id="{number}"' in talk.panels[-1][1]
    assert "not found in 6 records" in shown or "something close" in shown
    after = talk.asked("en sindsdien?").answered(desk, ANY, ENGLISH)
    assert after.resolved is None or after.resolved.subject == "Wit-Rusland - Sancties"
    assert after.messages[: len(talk.messages)] == talk.messages
