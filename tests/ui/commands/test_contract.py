"""The JSON contract of the command line: exactly these keys, and nothing but JSON on stdout."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.library.library import Library
from rag.library.references import linked
from rag.records import Record

Hemicycle = Callable[..., Any]

PERSON = {"name", "role", "party"}
PART = {"role", "labels", "speaker", "function", "government"}
EXCERPT = {"passage", "part", "text", "start", "end", "page"}
HIT = EXCERPT | {
    "rank",
    "score",
    "record",
    "external_id",
    "kind",
    "parliament",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "askers",
    "addressees",
    "language",
    "url",
    "counterpart",
    "family",
}
CITATION = {
    "record",
    "external_id",
    "passage",
    "quote",
    "start",
    "end",
    "page",
    "number",
    "title",
    "asked_on",
    "speaker",
    "role",
    "url",
    "family",
    "translation",
    "government",
}
SEARCH = {"query", "language", "mode", "filters", "took_ms", "hits"}
ASK = {
    "question",
    "language",
    "filters",
    "abstained",
    "confidence",
    "summary",
    "statements",
    "searched",
    "closest",
    "written_by",
    "dropped",
    "note",
    "took_ms",
}
RECORD = {
    "id",
    "external_id",
    "parliament",
    "kind",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "askers",
    "addressees",
    "language",
    "themes",
    "url",
    "licence",
    "source",
    "text",
    "parts",
    "pages",
    "references",
    "referred_by",
    "aliases",
    "status",
}


def read(done: Any, code: int = 0) -> Any:
    """The one JSON value on stdout."""
    assert done.code == code, done.err
    assert done.out.count("\n") == 1
    return json.loads(done.out)


def check_hit(hit: dict[str, Any], record: Record) -> None:
    assert hit.keys() == HIT
    assert hit["part"].keys() == PART
    assert all(person.keys() == PERSON for person in hit["askers"] + hit["addressees"])
    assert hit["text"] == record.text[hit["start"] : hit["end"]]
    assert isinstance(hit["page"], int)
    if hit["counterpart"]:
        assert hit["counterpart"].keys() == EXCERPT
        other = hit["counterpart"]
        assert other["text"] == record.text[other["start"] : other["end"]]
    for member in hit["family"]:
        assert member.keys() == {"record", "external_id", "number", "addressees"}


def record_of(library: Library, wanted: str) -> Record:
    record = library.catalogue.record(wanted)
    assert record is not None
    return record


@pytest.mark.parametrize("mode", ["hybrid", "dense", "words"])
def test_search(hemicycle: Hemicycle, sample: Library, mode: str):
    arguments = ["--library", sample.folder, "--json", "-k", "3", "--from", "2020-01-01", "--mode", mode]
    result = read(hemicycle("search", "artificiële intelligentie Wit-Rusland", *arguments))
    assert result.keys() == SEARCH
    assert result["mode"] == mode
    assert result["filters"] == [{"field": "from", "value": "2020-01-01", "origin": "given"}]
    assert len(result["hits"]) == 3
    assert any(hit["family"] for hit in result["hits"])
    for hit in result["hits"]:
        check_hit(hit, record_of(sample, hit["record"]))


def test_a_search_that_finds_nothing_is_done(hemicycle: Hemicycle, sample: Library):
    done = hemicycle("search", "xyzzy", "--mode", "words", "--library", sample.folder, "--json")
    assert read(done)["hits"] == []
    assert hemicycle("search", "xyzzy", "--mode", "words", "--library", sample.folder).code == 0


@pytest.mark.parametrize("question", ["wat zei de regering over Wit-Rusland?", "hoeveel kost een raket naar de maan?"])
def test_ask(hemicycle: Hemicycle, sample: Library, question: str):
    result = read(hemicycle("ask", question, "--library", sample.folder, "--json"))
    assert result.keys() == ASK
    assert result["searched"].keys() == {"records", "from", "to"}
    assert result["abstained"] == (not result["statements"])
    for statement in result["statements"]:
        assert statement.keys() == {"kind", "heading", "text", "citations"}
        assert statement["citations"]
        for citation in statement["citations"]:
            assert citation.keys() >= CITATION
            record = record_of(sample, citation["record"])
            assert citation["quote"] == record.text[citation["start"] : citation["end"]]
            part = record.part_at(citation["start"])
            assert part is not None
            assert citation["role"] == part.role
            assert citation["government"] == record.by_government(part) == (statement["kind"] == "answered")
            assert citation["end"] <= part.end
    for hit in result["closest"]:
        check_hit(hit, record_of(sample, hit["record"]))


def test_status(hemicycle: Hemicycle, sample: Library):
    facts = read(hemicycle("status", "--library", sample.folder, "--json"))
    assert facts.keys() >= {"records", "passages", "embedded", "failed_sources", "encoder", "llm"}
    assert facts["encoder"].keys() == {"name", "folder", "fingerprint", "runtime"}
    assert (facts["records"], facts["failed_sources"]) == (6, 0)
    assert facts["embedded"] == facts["passages"] > 50


def test_show(hemicycle: Hemicycle, sample: Library):
    records = [record_of(sample, hit["record"]) for hit in read(_search(hemicycle, sample))["hits"]]
    shown = read(hemicycle("show", records[0].id, "--library", sample.folder, "--json"))
    assert shown.keys() == RECORD
    with sample.catalogue.engine.connect() as connection:
        records = [linked(connection, record) for record in records]
    assert Record.model_validate(shown) == records[0]
    both = read(hemicycle("show", *(record.id for record in records[:2]), "--library", sample.folder, "--json"))
    assert [Record.model_validate(each) for each in both] == records[:2]
    passage = read(hemicycle("show", f"{records[0].id}/3", "--library", sample.folder, "--json"))
    assert passage == shown


def _search(hemicycle: Hemicycle, sample: Library) -> Any:
    return hemicycle("search", "Wit-Rusland regering", "--mode", "words", "--library", sample.folder, "--json")


def test_list(hemicycle: Hemicycle, sample: Library):
    records = read(hemicycle("list", "--library", sample.folder, "--json"))
    assert len(records) == 6
    assert all(record.keys() == RECORD for record in records)
    assert [record["asked_on"] for record in records] == sorted((r["asked_on"] for r in records), reverse=True)
    assert len(read(hemicycle("list", "-n", "2", "--library", sample.folder, "--json"))) == 2
    assert read(hemicycle("list", "--asker", "niemand", "--library", sample.folder, "--json")) == []


def test_ingest(hemicycle: Hemicycle, sample_texts: list[Path], tmp_path: Path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    report = read(
        hemicycle("ingest", sample_texts[0], bad, "--no-embed", "--library", tmp_path / "library", "--json"), code=1
    )
    assert report.keys() >= {"files", "records", "passages", "embedded", "took_s"}
    assert all(file.keys() == {"path", "status", "records", "reason"} for file in report["files"])
    assert [(file["status"], len(file["records"])) for file in report["files"]] == [("added", 1), ("failed", 0)]
    assert [(one["format"], one["files"], one["records"], one["failed"]) for one in report["formats"]] == [
        ("flemish", 1, 1, 0),
        (None, 1, 0, 1),
    ]
    again = read(hemicycle("ingest", sample_texts[0], "--no-embed", "--library", tmp_path / "library", "--json"))
    assert [file["status"] for file in again["files"]] == ["unchanged"]


def test_a_real_process_prints_json_and_nothing_else(hemicycle_process: Callable[..., Any], sample: Library):
    done = hemicycle_process("search", "Wit-Rusland", "-k", "1", "--library", sample.folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert result.keys() == SEARCH
    assert result["took_ms"] < 60_000


def test_an_argument_that_is_no_text_is_still_json(hemicycle: Hemicycle, sample: Library):
    result = read(hemicycle("search", "Wit-Rusland \udcff", "--mode", "words", "--library", sample.folder, "--json"))
    assert result["query"] == "Wit-Rusland \udcff"
    assert result["hits"]
