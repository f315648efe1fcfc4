"""`--batch`: a line out for every line in, bad lines told, filters and exclusions line by line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.library.library import Library

Hemicycle = Callable[..., Any]


@pytest.fixture
def batch(hemicycle: Hemicycle, sample: Library, tmp_path: Path) -> Callable[..., tuple[int, list[Any]]]:
    """Runs lines through a command: `batch([{"id": 1, "query": "x"}], "--mode", "words")`."""

    def run(lines: list[Any], *options: str, command: str = "search", code: int = 0) -> list[Any]:
        file = tmp_path / "batch.jsonl"
        file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
        done = hemicycle(command, "--batch", file, "--library", sample.folder, *options)
        assert done.code == code, done.err
        return [json.loads(line) for line in done.out.split("\n") if line]

    return run  # type: ignore[return-value]


def test_each_line_is_answered_as_if_it_were_alone(batch: Callable[..., Any], hemicycle: Hemicycle, sample: Library):
    queries = ["Wit-Rusland", "leerlingenvervoer", "Wit-Rusland"]
    answers = batch([{"id": n, "query": query} for n, query in enumerate(queries)], "-k", "2")
    assert [answer["id"] for answer in answers] == [0, 1, 2]
    for query, answer in zip(queries, answers, strict=True):
        alone = json.loads(hemicycle("search", query, "-k", "2", "--library", sample.folder, "--json").out)
        assert {key: answer[key] for key in alone if key != "took_ms"} == {
            key: value for key, value in alone.items() if key != "took_ms"
        }
        assert answer.keys() - alone.keys() == {"id"}


def test_order_and_language_hold_for_every_line(batch: Callable[..., Any]):
    lines = [{"id": n, "query": query} for n, query in enumerate(["Wit-Rusland", "the schools in this country"])]
    for answer in batch(lines, "--sort", "oldest", "--query-language", "fr"):
        days = [hit["asked_on"] for hit in answer["hits"]]
        assert days == sorted(days)
        assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(days) + 1))
        assert answer["language"] == "fr"
    for answer in batch(lines, "--query-language", "de", command="ask"):
        assert answer["language"] == "de"


def test_bad_lines_are_told_and_the_others_go_on(batch: Callable[..., Any]):
    lines: list[Any] = [
        {"id": "good", "query": "trein"},
        "{broken",
        "[]",
        "7",
        {"query": "no id"},
        {"id": "q"},
        {"id": "n", "query": 7},
        {"id": "e", "query": " "},
        {"id": "u", "query": "x", "k": 3},
        {"id": "f", "query": "x", "filters": {"colour": "red"}},
        {"id": "d", "query": "x", "filters": {"from": "yesterday"}},
        {"id": "l", "query": "x", "filters": ["from"]},
        {"id": "x", "query": "x", "exclude": "one"},
        "",
        {"id": "last", "query": "trein"},
    ]
    answers = batch(lines, "--mode", "words", code=1)
    assert len(answers) == len(lines) - 1
    bad = answers[1:-1]
    assert all(answer.keys() == {"id", "error"} for answer in bad)
    assert [answer["id"] for answer in bad] == [None, None, None, None, "q", "n", "e", "u", "f", "d", "l", "x"]
    assert [int(answer["error"].split()[1].rstrip(":")) for answer in bad] == list(range(2, 14))
    told = {answer["id"]: answer["error"] for answer in bad}
    assert "no filter 'colour'; there are asker, department, from" in told["f"]
    assert "'yesterday': give a date" in told["d"]
    assert "unknown key 'k'" in told["u"]
    assert answers[0]["hits"] == answers[-1]["hits"]


def test_filters_and_exclusions_hold_for_their_line(batch: Callable[..., Any]):
    first, filtered, excluded = batch(
        [
            {"id": 1, "query": "Wit-Rusland"},
            {"id": 2, "query": "Wit-Rusland", "filters": {"to": "2020-12-31", "minister": None}, "exclude": None},
            {"id": 3, "query": "Wit-Rusland", "exclude": ["parlement-van-polderland.written-question.2020-08-25.31.x"]},
        ],
        "--mode",
        "words",
    )
    assert [(f["field"], f["value"]) for f in filtered["filters"]] == [("to", "2020-12-31")]
    assert {hit["asked_on"][:4] for hit in filtered["hits"]} == {"2020"}
    assert excluded["hits"] == first["hits"]
    best = first["hits"][0]["record"]
    [without] = batch([{"id": 4, "query": "Wit-Rusland", "exclude": [best]}], "--mode", "words")
    assert best not in [hit["record"] for hit in without["hits"]]


def test_filters_of_the_command_hold_for_every_line_that_says_nothing_else(batch: Callable[..., Any]):
    plain, own = batch(
        [{"id": 1, "query": "Wit-Rusland"}, {"id": 2, "query": "Wit-Rusland", "filters": {"from": "2021-01-01"}}],
        "--mode",
        "words",
        "--from",
        "2020-01-01",
    )
    assert [f["value"] for f in plain["filters"]] == ["2020-01-01"]
    assert [f["value"] for f in own["filters"]] == ["2021-01-01"]


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0b", "\x1c"])
def test_a_line_ends_at_a_line_feed_only(batch: Callable[..., Any], separator: str):
    line = json.dumps({"id": 1, "query": f"Wit-Rusland{separator}sancties"}, ensure_ascii=False)
    if separator in ("\u2028", "\u0085"):  # the others JSON does not allow as they are
        assert [answer["query"] for answer in batch([line], "--mode", "words")] == [f"Wit-Rusland{separator}sancties"]
    else:
        [answer] = batch([line], "--mode", "words")
        assert answer["query"] == f"Wit-Rusland{separator}sancties"


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(batch: Callable[..., Any]):
    [first, second] = batch(['\ufeff{"id": 1, "query": "trein"}\r', '{"id": 2, "query": "bus"}\r'], "--mode", "words")
    assert (first["id"], second["id"]) == (1, 2)


def test_an_empty_file_gives_nothing(batch: Callable[..., Any]):
    assert batch([]) == []


def test_ask_takes_a_batch_as_well(batch: Callable[..., Any], sample: Library):
    answers = batch(
        [{"id": "a", "query": "wat zei de regering over Wit-Rusland?"}, {"id": "b", "query": "x", "filters": {"status": 7}}],
        command="ask",
        code=1,
    )
    assert answers[0]["question"] == "wat zei de regering over Wit-Rusland?"
    assert answers[1].keys() == {"id", "error"}
    for statement in answers[0]["statements"]:
        for citation in statement["citations"]:
            record = sample.catalogue.record(citation["record"])
            assert record is not None
            assert citation["quote"] == record.text[citation["start"] : citation["end"]]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_refused(hemicycle: Hemicycle, sample: Library, tmp_path: Path, content: bytes | None):
    file = tmp_path / "batch.jsonl"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    done = hemicycle("search", "--batch", file, "--library", sample.folder, "--mode", "words")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
