"""Records and files whose texts and names try to steer the terminal, and secrets that nothing may show."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STEERING = "\x1b[2J\x1b]0;title\x07\x9b31m\x7f\x08\u202e\u2066"
"""Clears the screen, names the window, turns red in eight bits, deletes, and turns the direction of writing."""

_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

MAP = """parliament = "be-test"
kind = "written-question"
language = "nl"
[columns]
id = "id"
title = "title"
question = "q"
answer = "a"
asker = "who"
minister = "whom"
themes = "theme"
url = "url"
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A table of one record all of whose cells steer, under a name that does as well."""
    cells = {
        "id": "Q1",
        "title": f"Fiets{STEERING}paden",
        "q": f"Hoeveel fietspaden{STEERING} zijn er in Gent?",
        "a": f"Er zijn twintig fietspaden{STEERING} in Gent. De minister bezorgt{STEERING} de lijst in mei 2026.",
        "who": f"An{STEERING} Peeters",
        "whom": f"Jan{STEERING} Modaal",
        "theme": f"Verkeer{STEERING}",
        "url": f"https://example.org/{STEERING}",
    }
    table = tmp_path / "tables" / "kwaad\x1b[31m\nadded: goed.jsonl"
    table.parent.mkdir()
    table.write_text(json.dumps(cells))
    table.with_name("kwaad\x1b[31m\nadded: goed.map.toml").write_text(MAP)
    (table.parent / "leeg\x1b[31m\nadded: goed.txt").write_text("")
    return table.parent


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("show", "be-test.written-question.q1"),
    ("search", "fietspaden in Gent"),
    ("ask", "hoeveel fietspaden zijn er in Gent?"),
    ("commitments",),
    ("status",),
    ("draft", "DRAFT"),
)


def test_nothing_of_a_record_or_a_file_name_steers_the_terminal(
    hemicycle: Callable[..., Any], hostile: Path, tmp_path: Path
) -> None:
    library = ("--library", tmp_path / "library")
    first = hemicycle("ingest", hostile, *library)
    again = hemicycle("ingest", hostile, *library, "--json")
    assert first.code == again.code == 1
    assert len(re.findall(r"^added", first.out, re.MULTILINE)) == 0
    draft = tmp_path / "draft.txt"
    draft.write_text(f"Fietspaden\n\n1. Hoeveel fietspaden{STEERING} zijn er in Gent?\n")
    done = [first, again, hemicycle("search", "x", "--library", tmp_path / "no\x1b[31m\nlibrary")]
    for command in COMMANDS:
        arguments = [draft if each == "DRAFT" else each for each in command]
        done.append(hemicycle(*arguments, *library))
        done.append(hemicycle(*arguments, *library, "--json"))
        json.loads(done[-1].out)
    done.append(hemicycle("forget", "be-test.written-question.q1", "--yes", *library))
    assert sum("fietspaden" in each.out.lower() for each in done) >= 9
    for each in done:
        assert not _STEERS.search(each.out + each.err), each
    assert done[2].err.count("\n") == 1


def test_json_says_exactly_what_the_record_says(hemicycle: Callable[..., Any], hostile: Path, tmp_path: Path) -> None:
    hemicycle("ingest", hostile, "--library", tmp_path / "library", "--no-embed")
    shown = hemicycle("show", "be-test.written-question.q1", "--json", "--library", tmp_path / "library")
    text = json.loads(shown.out)["text"]
    assert "\\u" in shown.out
    assert "fietspaden" in text
    assert "\u202e" in text or "\u202e" not in shown.out


def test_secrets_are_in_no_output(
    hemicycle: Callable[..., Any], sample: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    key, password, token = "sk-geheime-sleutel", "geheim wachtwoord 1", "geheime-token-0123456789"
    monkeypatch.setenv("HEMICYCLE_LLM_URL", f"http://127.0.0.1:9/v1?key={key}")
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "m")
    monkeypatch.setenv("HEMICYCLE_LLM_KEY", key)
    monkeypatch.setenv("HEMICYCLE_PASSWORD", password)
    monkeypatch.setenv("HEMICYCLE_TOKEN", token)
    library = ("--library", sample.folder)
    done = [
        hemicycle("status", *library),
        hemicycle("status", *library, "--json"),
        hemicycle("doctor", *library, "--json"),
        hemicycle("ask", "wat zei de regering over Wit-Rusland", *library),
    ]
    for url in (f"http://jan:{key}@127.0.0.1:9/v1", f"ftp://x/?key={key}"):
        monkeypatch.setenv("HEMICYCLE_LLM_URL", url)
        done.append(hemicycle("status", *library))
    assert [each.code for each in done] == [0, 0, 0, 0, 2, 2]
    monkeypatch.setenv("HEMICYCLE_PASSWORD", key[:11])
    done.append(hemicycle("status", *library))
    assert "HEMICYCLE_PASSWORD" in done[-1].err
    said = "".join([*(each.out + each.err for each in done), caplog.text])
    for secret in (key, key[:11], password, token):
        assert secret not in said
