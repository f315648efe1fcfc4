"""Reading apart: what a file holds, and files that would take the program with them."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import apart, reading
from ingest.files import SourceFile
from ingest.passages import passages
from ingest.readers import reader_for
from ingest.reading import batches
from ingest.references import with_references
from ingest.run import ingest
from rag.errors import InputError, ReadError
from rag.library.library import Library

SPOILT = """
import ctypes, time
from ingest.reading import _batches

def batches(source, *rest):
    if b"HANG" in source.data:
        time.sleep(60)
    if b"CRASH" in source.data:
        ctypes.string_at(1)
    if b"EAT" in source.data:
        bytearray(4 << 30)
    if b"FAIL" in source.data:
        raise KeyError("Contents")
    yield from _batches(source, *rest)
"""
"""Readers that do what a damaged file can make of a parser."""


def test_what_comes_is_what_the_reader_gives_here(sample_pdfs: list[Path]) -> None:
    for path in sample_pdfs:
        file = SourceFile(str(path), path.read_bytes())
        first, *others = batches(file, None, None, 200)
        records = [with_references(record) for record in reader_for(file).read(file)]  # type: ignore[arg-type]
        assert (first.format, first.records) == ("flemish", ())
        assert [each for batch in others for each in batch.records] == [(record, passages(record)) for record in records]


def test_what_is_wrong_is_told_as_it_is_without_a_process_apart(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^x\.pdf: this PDF is damaged"):
        list(batches(SourceFile("x.pdf", b"%PDF-1.4 and nothing else"), None, None, 200))
    with pytest.raises(InputError, match="nothing"):
        list(batches(SourceFile("x.csv", b"a,b\n1,2\n"), None, "nothing", 200))


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory that can be relied on")
def test_a_file_that_hangs_crashes_or_eats_memory_is_a_failed_row_and_the_others_are_read(
    make_library: Callable[..., Library], tmp_path: Path, sample_texts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spoilt.py").write_text(SPOILT)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(apart, "_idle", [])
    monkeypatch.setattr(reading, "_batches", importlib.import_module("spoilt").batches)
    monkeypatch.setattr(reading, "_SECONDS", 2)
    files = [sample_texts[0]]
    for word in ("HANG", "CRASH", "EAT", "FAIL"):
        files.append(tmp_path / f"{word}.txt")
        files[-1].write_text(word)
    report = ingest(make_library(), [*files, sample_texts[1]], embed=False)
    reasons = {Path(file.path).stem: file.reason for file in report.files if file.status == "failed"}
    assert [file.status for file in report.files] == ["added", "failed", "failed", "failed", "failed", "added"]
    for word, said in (
        ("HANG", "longer than 2 s and was stopped"),
        ("CRASH", "crashed (SIGSEGV)"),
        ("EAT", "more than 1.0 GiB of memory"),
        ("FAIL", "failed (KeyError: 'Contents')"),
    ):
        assert said in (reasons[word] or "")
        assert "\n" not in (reasons[word] or "")
