"""`hemicycle draft`: a table for people, the contract's keys for machines, one clear line for what is no draft."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.library.library import Library
from ui.commands.draft import LARGEST

DRAFT = "Leerlingenvervoer\n\n1. Hoeveel bussen rijden er?\n2. Hoeveel kost een raket naar de maan? [bold]\x1b[31m\n"

ROW = {"label", "text", "start", "end", "verdict", "earlier"}
EARLIER = {
    "verdict",
    "alike",
    "record",
    "external_id",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "askers",
    "addressees",
    "status",
    "question",
    "answers",
    "aligned",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path / "draft.txt"


def test_json_has_the_keys_of_the_contract(hemicycle: Callable[..., Any], sample: Library, file: Path) -> None:
    done = hemicycle("draft", file, "--library", sample.folder, "--json")
    assert done.code == 0
    checked = json.loads(done.out)
    assert checked.keys() == {"title", "records", "filters", "rows"}
    assert [row["label"] for row in checked["rows"]] == ["1", "2"]
    for row in checked["rows"]:
        assert row.keys() == ROW
        assert row["text"] == DRAFT[row["start"] : row["end"]]
        for earlier in row["earlier"]:
            assert earlier.keys() == EARLIER
            record = sample.catalogue.record(earlier["record"])
            assert record
            for cited in (earlier["question"], *earlier["answers"]):
                assert cited["quote"] == record.text[cited["start"] : cited["end"]]


def test_people_get_a_table_that_no_text_can_disguise(
    hemicycle: Callable[..., Any], sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Piped:
        buffer = io.BytesIO(DRAFT.encode())

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", Piped())
    done = hemicycle("draft", "-", "--library", sample.folder)
    assert done.code == 0
    assert "Asked before?" in done.out
    assert "[bold]" in done.out
    assert "\x1b" not in done.out
    assert "Compared with the questions of 6 records." in done.out


@pytest.mark.parametrize("content", [b"", b"1. 2. 3.", b"\xff\xfe\x00"])
def test_what_is_no_draft_is_one_clear_line(
    hemicycle: Callable[..., Any], sample: Library, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    done = hemicycle("draft", tmp_path / "x.txt", "--library", sample.folder)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert hemicycle("draft", tmp_path / "absent.txt", "--library", sample.folder).code == 2


def test_a_file_without_an_end_is_read_no_further_than_a_draft_may_be(
    hemicycle: Callable[..., Any], sample: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or -1)
            return b"x" * max(size or 0, 0)

    monkeypatch.setattr(Path, "open", lambda *_arguments, **_options: Endless())
    done = hemicycle("draft", "endless.txt", "--library", sample.folder)
    assert (done.code, asked) == (2, [LARGEST + 1])
    assert "more than 1,000,000 bytes" in done.err
