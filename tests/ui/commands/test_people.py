"""What people see: plain lines that a record cannot disguise, the sample marked as such, one real file end to end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.sample.library import BADGE
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person, Record

Hemicycle = Callable[..., Any]


def test_search_prints_question_and_answer_and_the_whole_family(hemicycle: Hemicycle, sample: Library):
    done = hemicycle("search", "artificiële intelligentie", "-k", "2", "--library", sample.folder)
    assert done.code == 0
    assert "  1. Artificiële intelligentie" in done.out
    assert "question" in done.out
    assert "answer" in done.out
    assert "also: " in done.out


def test_list_and_show_print_what_a_record_says_about_itself(hemicycle: Hemicycle, sample: Library):
    listed = hemicycle("list", "--library", sample.folder)
    assert listed.out.endswith("6 records\n")
    for record in sample.catalogue.listing(Filters()):
        assert record.id in listed.out
    shown = hemicycle("show", listed.out.split("\n", 1)[0], "--library", sample.folder).out
    for heading in ("id:", "number:", "asked:", "addressed to:", "source:", "[question 1"):
        assert heading in shown


def test_status_prints_counts(hemicycle: Hemicycle, sample: Library):
    out = hemicycle("status", "--library", sample.folder).out
    assert "6 records, 2020-" in out
    assert "0 source files failed" in out
    assert "multilingual-e5-small" in out


def test_a_record_cannot_steer_the_terminal(
    hemicycle: Hemicycle, library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]
):
    evil = make_record("1", "Titel\x1b[2J\x07", "Vraag\u202e \x9b31m\r?", "Ja.", askers=[Person(name="A\x1bB")])
    library.add(with_passages(evil))
    for arguments in (["list"], ["show", evil.id], ["search", "vraag", "--mode", "words"]):
        out = hemicycle(*arguments, "--library", library.folder).out
        assert "Titel?[2J?" in out
        assert not set(out) & set("\x1b\x07\u202e\x9b\r")


def test_the_sample_is_read_where_there_is_no_library_and_never_written(
    hemicycle: Hemicycle, sample: Library, tmp_path: Path, sample_texts: list[Path], monkeypatch: pytest.MonkeyPatch
):
    from rag.settings import sample_library

    with monkeypatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        marked = Library(sample_library(), create=True)
    marked.catalogue.set_meta("badge", BADGE)
    marked.close()
    refused = hemicycle("ingest", sample_texts[0], "--library", tmp_path / "data" / "hemicycle" / "sample-library")
    assert refused.code == 2
    assert "sample, fictional" in refused.err
    done = hemicycle("ingest", sample_texts[0], "--no-embed")
    assert done.code == 0
    own = tmp_path / "data" / "hemicycle" / "library"
    assert str(own) in done.out
    facts = json.loads(hemicycle("status", "--json").out)
    assert (facts["library"], facts["badge"], facts["records"]) == (str(own), None, 1)


def test_the_real_file_is_record_204_end_to_end(hemicycle_process: Callable[..., Any], data_folder: Path, tmp_path: Path):
    """Ingest, show and ask as a user does; every quotation is in the record, and the record says what the file says."""
    library = tmp_path / "library"
    file = data_folder / "flemish" / "000_f33766fda5ac4728.txt"
    if not file.exists():
        pytest.skip(f"no {file.name} in the data")
    done = hemicycle_process("ingest", file, "--library", library, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    [wanted] = report["files"][0]["records"]
    assert report["embedded"] == report["passages"]
    record = Record.model_validate_json(hemicycle_process("show", wanted, "--library", library, "--json").stdout)
    assert (record.number, str(record.asked_on)) == ("204", "2021-02-19")
    assert [person.name for person in record.askers] == ["Joris Nachtergaele"]
    assert [person.name for person in record.addressees] == ["Jan Jambon"]
    assert record.addressees[0].role
    questions = [part for part in record.parts if part.role == "question"]
    answers = [part for part in record.parts if part.role == "answer"]
    assert [part.labels for part in questions] == [("1",), ("2",), ("3",)]
    assert [part.answers for part in answers] == [("1",), ("2",), ("3",)]
    asked = hemicycle_process("ask", "did the government fund anyone in Belarus?", "--library", library, "--json")
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["searched"]["records"] == 1
    for statement in answer["statements"]:
        for citation in statement["citations"]:
            assert citation["record"] == record.id
            assert citation["quote"] == record.text[citation["start"] : citation["end"]]
            assert citation["role"] == "answer"
            assert citation["badge"] is None
