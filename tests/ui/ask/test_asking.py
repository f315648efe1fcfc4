"""The events of the Ask tab, as functions: ask, ask again, edit, stop, open what was kept, judge."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.embedding.encoder import Encoder
from rag.library.library import Library
from ui.ask.asking import Asking, Shown
from ui.ask.conversation import Conversation
from ui.ask.shared_address import read_address
from ui.desk import Desk
from ui.kept import Kept
from ui.shown import markdown
from ui.texts import DUTCH, ENGLISH
from ui.visitors import Visit

NO_FIELDS = ("",) * 11 + ("", "relevance")
"""The fields beside the question as they stand at first."""

BELARUS = "wat zei de regering over Wit-Rusland?"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    opened = Kept(tmp_path / "kept.db")
    yield opened
    opened.close()


@pytest.fixture
def asking(sample: Library, encoder: Encoder, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    return Asking(Desk(sample.folder), kept, ENGLISH)


@pytest.fixture
def here(asking: Asking) -> Visit:
    return Visit("an", asking.desk.shelf.names()[0])


def last(steps: Iterator[Shown]) -> dict[str, Any]:
    """What is on the page after all steps."""
    shown: dict[str, Any] = {}
    for step in steps:
        shown |= {name: value for name, value in step._asdict().items() if not (isinstance(value, dict) and len(value) == 1)}
    return shown


def asked(asking: Asking, here: Visit, *questions: str) -> Conversation:
    talk = Conversation(library=here.library)
    for question in questions:
        talk = last(asking.ask(question, talk, here, *NO_FIELDS))["talk"]
    return talk


def test_a_question_shows_at_once_and_the_button_rests_until_its_answer_is_there(asking: Asking, here: Visit) -> None:
    first, *_, final = asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS)
    assert [message["role"] for message in first.chat] == ["user", "assistant"]
    assert first.box == ""
    assert (first.send["interactive"], first.stop["visible"]) == (False, True)
    assert (final.send["interactive"], final.stop["visible"]) == (True, False)


def test_no_words_and_no_sense_in_a_filter_leave_everything_as_it_is(asking: Asking, here: Visit) -> None:
    talk = Conversation(library=here.library)
    for question in ("", "  \n", None):
        assert "Type a question first" in last(asking.ask(question, talk, here, *NO_FIELDS))["problem"]
    wrong = ("vorige week", *NO_FIELDS[1:])
    shown = last(asking.ask(BELARUS, talk, here, *wrong))
    assert "is not a date" in shown["problem"]
    assert "talk" not in shown
    assert asking.kept.conversations("an") == []


def test_a_kept_conversation_opens_as_it_was_and_goes_on(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS, "en sindsdien?")
    (listed,) = asking.kept.conversations("an")
    assert listed.name == BELARUS
    shown, there = asking.open(listed.id, here)
    assert there == here
    assert shown.chat == talk.messages
    assert shown.sources == talk.panel(ENGLISH)
    assert shown.talk.history == talk.history
    on = last(asking.ask("toon de andere ministers", shown.talk, there, *NO_FIELDS))["talk"]
    assert len(on.exchanges) == 3
    assert on.resolved is not None
    assert len(asking.kept.conversations("an")) == 1


def test_somebody_else_s_conversation_does_not_open(asking: Asking, here: Visit) -> None:
    asked(asking, here, BELARUS)
    (listed,) = asking.kept.conversations("an")
    shown, _ = asking.open(listed.id, Visit("bert", here.library))
    assert "talk" not in last(iter([shown]))
    assert shown.problem


def test_what_another_version_kept_is_one_line(asking: Asking, here: Visit) -> None:
    asking.kept.keep(
        "an", "old", 0, library="", title="Oud", words="", document={"library": here.library, "exchanges": [{"a": 1}]}
    )
    shown, _ = asking.open("old", here)
    assert "another version" in shown.problem


def test_the_sources_of_what_was_kept_speak_the_page_s_language(asking: Asking, here: Visit) -> None:
    asked(asking, here, BELARUS)
    (listed,) = asking.kept.conversations("an")
    shown, _ = Asking(asking.desk, asking.kept, DUTCH).open(listed.id, here)
    assert "Bronnen bij" in shown.sources
    assert "Sources for" not in shown.sources


def test_asking_again_takes_the_place_of_the_answer(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS, "en sindsdien?")
    again = last(asking.retry(talk, here, *NO_FIELDS))["talk"]
    assert [each.question for each in again.exchanges] == [BELARUS, "en sindsdien?"]
    assert again.exchanges[-1].turn
    assert (again.exchanges[-1].reply, again.panels) == (talk.exchanges[-1].reply, talk.panels)


def test_an_edited_question_takes_the_place_of_itself_and_of_what_came_after(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS, "en sindsdien?", "wie vroeg dat?")
    edited = last(asking.edit(2, markdown("Wat kost *leerlingenvervoer*?"), talk, here, *NO_FIELDS))["talk"]
    assert [each.question for each in edited.exchanges] == [BELARUS, "Wat kost *leerlingenvervoer*?"]
    assert talk.exchanges[0] == edited.exchanges[0]
    nothing = last(asking.edit(2, "  ", talk, here, *NO_FIELDS))
    assert nothing["chat"] == talk.messages


def test_a_question_is_edited_as_it_was_typed(asking: Asking, here: Visit) -> None:
    typed = "1. # *Wat* <b>zei</b> `de` [regering](javascript:alert(1)) & $co$ over www.x.be en a@b.be ~~NL~~?"
    shown = last(asking.edit(0, markdown(typed), Conversation(library=here.library), here, *NO_FIELDS))
    assert shown["talk"].exchanges[0].question == typed


def test_a_stopped_answer_says_so_and_the_conversation_goes_on(asking: Asking, here: Visit) -> None:
    begun = asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS)
    stopped = asking.stop(next(begun).talk, here)
    assert stopped.chat[-1] == {"role": "assistant", "content": "*Stopped.*"}
    assert stopped.send["interactive"]
    assert asking.stop(stopped.talk, here).chat == stopped.chat
    on = last(asking.ask(BELARUS, stopped.talk, here, *NO_FIELDS))["talk"]
    assert [bool(each.turn) for each in on.exchanges] == [False, True]
    assert list(begun) == [Shown()]
    assert len(asking.kept.conversations("an")) == 1


def test_a_question_waits_in_its_box_while_its_page_waits_for_an_answer(asking: Asking, here: Visit) -> None:
    begun = asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS)
    talk = next(begun).talk
    assert list(asking.ask("en sindsdien?", talk, here, *NO_FIELDS)) == [Shown()]
    elsewhere = replace(here, page="another")
    assert last(asking.ask(BELARUS, Conversation(library=here.library), elsewhere, *NO_FIELDS))["talk"].exchanges
    assert last(begun)["talk"].exchanges[0].turn
    begun = asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS)
    next(begun)
    begun.close()
    assert last(asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS))["talk"].exchanges


@pytest.mark.parametrize("leaves", ["begin", "open", "retry", "again", "edit"])
def test_an_answer_that_is_left_shows_nothing_more_and_is_not_kept(asking: Asking, here: Visit, leaves: str) -> None:
    before = asked(asking, here, BELARUS)
    begun = asking.ask("en sindsdien?", before, here, *NO_FIELDS)
    talk = next(begun).talk
    match leaves:
        case "begin":
            asking.begin(here)
        case "open":
            asking.open(before.id, here)
        case "retry":
            shown = last(asking.retry(talk, here, *NO_FIELDS))
            assert [each.question for each in shown["talk"].exchanges] == [BELARUS, "en sindsdien?"]
        case "again":
            shown = last(asking.again([], talk, here, *NO_FIELDS))
            assert [each.superseded for each in shown["talk"].exchanges] == [False, False]
        case "edit":
            shown = last(asking.edit(0, "Wat kost leerlingenvervoer?", talk, here, *NO_FIELDS))
            assert [each.question for each in shown["talk"].exchanges] == ["Wat kost leerlingenvervoer?"]
    assert list(begun) == [Shown()]
    assert len(asking.kept.conversations("an")) == 1


def test_an_answer_that_was_stopped_while_a_model_wrote_says_so_and_not_that_it_is_being_written(
    asking: Asking, here: Visit
) -> None:
    talk = asked(asking, here, BELARUS)
    growing = replace(talk, writing="tiny is writing")
    assert growing.messages[-1]["content"].endswith("*tiny is writing*")
    stopped = asking.stop(growing, here).talk
    assert stopped.messages[-1]["content"].endswith("*Stopped.*")
    assert "is writing" not in stopped.words


def test_two_tabs_on_one_conversation_keep_both(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS)
    one = last(asking.ask("en sindsdien?", talk, here, *NO_FIELDS))["talk"]
    other = last(asking.ask("wie vroeg dat?", talk, here, *NO_FIELDS))["talk"]
    assert one.id != other.id
    assert len(asking.kept.conversations("an")) == 2


def test_feedback_holds_what_was_judged_and_can_be_taken_back(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS, "wie vroeg dat?")
    assert asking.judge(1, True, talk, here) == ENGLISH.feedback_kept
    asking.judge(3, False, talk, here)
    first, second = asking.kept.judged("an")
    assert (first["verdict"], first["question"], second["verdict"]) == ("good", BELARUS, "bad")
    assert first["answer"]["statements"][0]["citations"][0]["quote"]
    assert asking.judge(1, None, talk, here) == ENGLISH.feedback_gone
    assert [line["verdict"] for line in asking.kept.judged("an")] == ["bad"]
    assert asking.judge(9, True, talk, here) == ""


def test_the_address_asks_the_same_without_the_conversation(asking: Asking, here: Visit) -> None:
    talk = asked(asking, here, BELARUS)
    shown = last(asking.ask("en sindsdien?", talk, here, *NO_FIELDS))
    pairs = [pair.split("=") for pair in shown["address"].removeprefix("?").split("&")]
    address = read_address(dict(pairs))
    assert address.question == "Wit-Rusland"
    assert address.filters == shown["talk"].history[-1].filters
    direct = last(asking.ask("wie vroeg dat?", shown["talk"], here, *NO_FIELDS))
    assert direct.get("address") is None


def test_a_full_disk_does_not_take_the_answer_away(asking: Asking, here: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.kept.close()
    Path(asking.kept._path).chmod(0o400)
    Path(asking.kept._path).unlink()
    Path(asking.kept._path).mkdir()
    shown = last(asking.ask(BELARUS, Conversation(library=here.library), here, *NO_FIELDS))
    assert shown["talk"].exchanges[0].turn
    assert "kept.db" in shown["problem"]
