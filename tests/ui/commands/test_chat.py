"""`hemicycle chat`: questions on standard input, each going on from the one before."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

import ui.commands.chat
from rag.errors import LlmError
from rag.library.library import Library

FIRST = "wat zei de regering over Wit-Rusland?"


@pytest.fixture
def talk(hemicycle: Callable[..., Any], sample: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Types lines into `hemicycle chat`: `talk(["..."], "--json")`."""

    def run(lines: list[str], *arguments: object) -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return hemicycle("chat", "--library", sample.folder, *arguments)

    return run


def test_a_question_goes_on_from_the_one_before_and_says_so(talk: Callable[..., Any]) -> None:
    done = talk([FIRST, "toon de andere ministers", "wie vroeg dat?"])
    assert done.code == 0
    assert "searching: Wit-Rusland · not answered by " in done.out
    assert "vroeg dit in vraag nr." in done.out


def test_what_was_taken_over_can_be_left_out(talk: Callable[..., Any]) -> None:
    done = talk([FIRST, "en sindsdien?", "/filters", "/drop 2", "/filters", "/drop 9", "/drop x"])
    assert "  2. asked on or after " in done.out
    assert "searching: Wit-Rusland  [" in done.out
    assert "(left out)" in done.out
    assert "There is no condition '9'" in done.out
    assert done.code == 0


def test_a_new_conversation_forgets_and_quit_ends(talk: Callable[..., Any]) -> None:
    done = talk(["/drop 1", "/filters", FIRST, "/new", "alleen De Strooper", "/help", "/quit", FIRST])
    assert "searching:" not in done.out
    assert "/drop N" in done.out
    assert done.out.startswith("There is nothing to leave out.\nNothing restricts the search.")
    assert done.out.count("antwoordde op vraag nr. 31") <= 1


def test_json_is_one_object_a_line(talk: Callable[..., Any], sample: Library) -> None:
    done = talk(["", FIRST, "en sindsdien?"], "--json")
    first, second = map(json.loads, done.out.splitlines())
    assert first.keys() == second.keys() == {"asked", "conditions", "answer"}
    assert first["conditions"] == []
    assert [each["field"] for each in second["conditions"]] == ["subject", "from"]
    assert {each["origin"] for each in second["conditions"]} == {"carried", "understood"}
    for statement in second["answer"]["statements"]:
        for citation in statement["citations"]:
            record = sample.catalogue.record(citation["record"])
            assert record
            assert citation["quote"] == record.text[citation["start"] : citation["end"]]


def test_stopping_an_answer_leaves_the_conversation_open(talk: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def stopped(self: Any, line: str) -> bool:
        asked.append(line)
        raise KeyboardInterrupt

    monkeypatch.setattr(ui.commands.chat._Talk, "hear", stopped)
    done = talk(["one", "two"])
    assert (done.code, asked) == (0, ["one", "two"])
    assert done.err.count("stopped") == 2


def test_a_condition_that_could_not_be_left_out_loses_no_turn(
    talk: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.conversation import reply

    asked, real = list[int](), reply.replies

    def replies(*arguments: Any, **options: Any) -> Any:
        asked.append(len(asked))
        if len(asked) in (3, 4):
            raise KeyboardInterrupt if len(asked) == 3 else LlmError("gone")
        return real(*arguments, **options)

    monkeypatch.setattr(reply, "replies", replies)
    done = talk([FIRST, "toon de andere ministers", "/drop 1", "/drop 1", "/drop 1", "wie vroeg dat?"])
    assert asked == list(range(6))
    assert "stopped" in done.err
    assert "gone" in done.err
    assert "vroeg dit in vraag nr." in done.out


def test_with_json_nothing_but_answers_is_on_stdout(talk: Callable[..., Any]) -> None:
    done = talk(["/help", FIRST, "/filters", "/drop 7"], "--json")
    assert json.loads(done.out)["asked"] == FIRST
    assert "/drop N" in done.err
    assert "Nothing restricts the search." in done.err
    assert "There is nothing to leave out." in done.err


def test_a_greeting_and_the_prompt_are_no_json(talk: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(io, "StringIO", Terminal)
    done = talk([FIRST], "--json")
    assert json.loads(done.out)["asked"] == FIRST
    assert ui.commands.chat.PROMPT in done.err
    assert "/drop N" in done.err


def test_a_byte_that_is_no_utf_8_ends_nothing(
    hemicycle: Callable[..., Any], sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.BytesIO(b"caf\xe9?\n" + FIRST.encode() + b"\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped, encoding="utf-8"))
    done = hemicycle("chat", "--library", sample.folder, "--json")
    assert [json.loads(line)["asked"] for line in done.out.splitlines()] == ["caf\ufffd?", FIRST]
    assert done.code == 0


def test_a_piped_line_that_failed_is_told_by_the_exit_code(talk: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    real = ui.commands.chat._Talk.hear

    def hear(self: Any, line: str) -> bool:
        if line == "broken":
            raise LlmError("gone")
        return real(self, line)

    monkeypatch.setattr(ui.commands.chat._Talk, "hear", hear)
    done = talk(["broken", FIRST], "--json")
    assert done.code == 1
    assert json.loads(done.out)["asked"] == FIRST


def test_nothing_typed_is_done(talk: Callable[..., Any]) -> None:
    assert talk([]).code == 0
