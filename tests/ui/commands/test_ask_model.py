"""`hemicycle ask` with a language model: checked statements, and never a question sent elsewhere unannounced."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from eval.bad_model import claim, offered_passages
from rag.library.library import Library

KEY = "sk-geheim-1234567890"
QUESTION = "wat zei de regering over de presidentsverkiezingen in Wit-Rusland?"


def honest(messages: list[dict[str, str]]) -> str:
    lines = []
    for passage in offered_passages(messages)[:2]:
        words = max(passage["text"].replace("\n", ". ").split(". "), key=len)
        lines += [claim(words, (passage["passage"], words)), claim(f"{words} (7313131)", (passage["passage"], words))]
    return "\n".join(lines)


@pytest.fixture
def with_model(hemicycle: Callable[..., Any], llm_server: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The command, with a model that writes two statements that hold and two that do not."""
    llm_server.text = honest
    monkeypatch.setenv("HEMICYCLE_LLM_URL", llm_server.url)
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "tiny")
    monkeypatch.setenv("HEMICYCLE_LLM_KEY", KEY)
    return hemicycle


def test_an_answer_is_written_where_a_model_is_set(with_model: Any, sample: Library) -> None:
    done = with_model("ask", QUESTION, "--library", sample.folder, "--json")
    answer = json.loads(done.out)
    assert (answer["written_by"], answer["dropped"], len(answer["statements"])) == ("tiny", 2, 2)
    assert {citation["translation"] for s in answer["statements"] for citation in s["citations"]} == {None}
    assert done.err == ""


def test_people_see_who_wrote_and_what_was_left_out(with_model: Any, sample: Library) -> None:
    done = with_model("ask", QUESTION, "--library", sample.folder)
    assert "2 beweringen van het model zijn weggelaten" in done.out
    assert done.out.count("    “") == 2
    assert "tiny" in done.err
    assert "7313131" not in done.out


def test_a_terminal_sees_the_same(with_model: Any, sample: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = with_model("ask", QUESTION, "--library", sample.folder).out
    monkeypatch.setattr("ui.commands.answers._live", lambda: True)
    assert with_model("ask", QUESTION, "--library", sample.folder).out == quiet


def test_no_llm_asks_no_model(with_model: Any, sample: Library, llm_server: Any) -> None:
    done = with_model("ask", QUESTION, "--library", sample.folder, "--no-llm", "--json")
    assert json.loads(done.out)["written_by"] == "quotation"
    assert not llm_server.asked


def test_a_model_that_is_gone_leaves_the_quoted_answer_and_one_line(
    with_model: Any, sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "http://127.0.0.1:9/v1")
    done = with_model("ask", QUESTION, "--library", sample.folder, "--json")
    answer = json.loads(done.out)
    assert done.code == 0
    assert answer["written_by"] == "quotation"
    assert answer["statements"]
    assert "127.0.0.1:9" in answer["note"]


def test_a_model_elsewhere_is_announced_before_it_is_asked(
    with_model: Any, sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, asked = list[str](), list[list[str]]()
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "https://llm.example.invalid/v1")
    monkeypatch.setattr("ui.commands.answers.note", said.append)

    def stream(_self: object, _messages: object, **_options: object) -> list[str]:
        asked.append(list(said))
        return []

    monkeypatch.setattr("rag.answer.llm_server.ServedModel.stream", stream)
    assert with_model("ask", QUESTION, "--library", sample.folder, "--json").code == 0
    assert len(said) == 1
    assert "https://llm.example.invalid" in asked[0][0]
    assert "not on this machine" in asked[0][0]


def test_chat_says_that_earlier_turns_go_along(with_model: Any, sample: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "https://llm.example.invalid/v1")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    done = with_model("chat", "--library", sample.folder)
    assert "https://llm.example.invalid" in done.err
    assert "up to 4 earlier ones" in done.err


def test_llm_without_a_model_is_wrong_use(hemicycle: Any, sample: Library) -> None:
    done = hemicycle("ask", QUESTION, "--library", sample.folder, "--llm")
    assert done.code == 2
    assert "HEMICYCLE_LLM_URL" in done.err


@pytest.mark.parametrize("arguments", [("status",), ("status", "--json"), ("ask", QUESTION), ("ask", QUESTION, "--json")])
def test_the_key_is_shown_nowhere(with_model: Any, sample: Library, llm_server: Any, arguments: tuple[str, ...]) -> None:
    llm_server.status, llm_server.body = 401, json.dumps({"error": {"message": f"Incorrect key {KEY}"}})
    done = with_model(*arguments, "--library", sample.folder)
    assert done.code == 0
    assert "tiny" in done.out or "401" in done.out
    assert KEY not in done.out + done.err


def test_status_names_the_model_and_where_it_is(with_model: Any, sample: Library) -> None:
    facts = json.loads(with_model("status", "--library", sample.folder, "--json").out)
    assert facts["llm"] == {"name": "tiny", "place": None}


def test_a_batch_is_written_too(with_model: Any, sample: Library, tmp_path: Any) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(json.dumps({"id": 1, "query": QUESTION}) + "\n", encoding="utf-8")
    done = with_model("ask", "--batch", file, "--library", sample.folder)
    assert json.loads(done.out)["written_by"] == "tiny"
