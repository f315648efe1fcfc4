"""An ingest run: nothing twice, nothing lost, every bad file one clear line, and the others go on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.report import FileReport, Report
from ingest.run import ingest
from rag.errors import InputError
from rag.library import ledger
from rag.library.filters import Filters
from rag.library.library import Library

MAP = (
    'parliament = "be-test"\nkind = "written-question"\nlanguage = "nl"\n[columns]\nid = "id"\nquestion = "q"\nanswer = "a"\n'
)


def dump(library: Library) -> list[str]:
    """The whole database as SQL."""
    connection = sqlite3.connect(library.catalogue.path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def entries(library: Library) -> dict[str, ledger.Entry]:
    """What the ledger says, by the names of the files."""
    with library.catalogue.engine.connect() as connection:
        return {Path(entry.path).name: entry for entry in ledger.listing(connection)}


def ids(library: Library) -> set[str]:
    return {record.id for record in library.catalogue.listing(Filters())}


def rows(*numbers: int, question: str = "Vraag") -> str:
    """A JSONL table."""
    return "".join(json.dumps({"id": f"Q{n}", "q": f"{question} {n}?", "a": f"Antwoord {n}."}) + "\n" for n in numbers)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small table with its mapping beside it."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "t.map.toml").write_text(MAP)
    (folder / "t.jsonl").write_text(rows(1, 2, 3))
    return folder / "t.jsonl"


def run(library: Library, *paths: Path, **options: Any) -> Report:
    """An ingest without embedding, for what has nothing to do with it."""
    return ingest(library, paths, embed=False, **options)


def only(report: Report) -> FileReport:
    [file] = report.files
    return file


def test_the_same_files_again_change_nothing(library: Library, sample_texts: Sequence[Path], table: Path):
    first = run(library, *sample_texts, table)
    before, words = dump(library), library.index.size()
    again = run(library, *sample_texts, table)
    assert {file.status for file in first.files} == {"added"}
    assert [(file.path, file.status, file.records) for file in again.files] == [
        (file.path, "unchanged", tuple(sorted(file.records))) for file in first.files
    ]
    assert dump(library) == before
    assert library.index.size() == words
    assert (again.records, again.passages, again.embedded) == (0, 0, 0)


def test_embedding_again_changes_nothing(library: Library, table: Path):
    assert ingest(library, [table]).embedded == 6
    before = dump(library)
    assert ingest(library, [table]).embedded == 0
    assert dump(library) == before
    assert library.index.view().number == 1


def test_without_embedding_now_it_is_done_by_the_next_run(library: Library, table: Path):
    assert run(library, table).embedded == 0
    assert (library.counts().embedded, library.index.embedded()) == (0, 0)
    again = ingest(library, [table])
    assert (only(again).status, again.embedded) == ("unchanged", 6)
    assert library.counts().embedded == library.counts().passages == 6


def test_a_changed_file_replaces_its_records_and_those_that_vanished_go(library: Library, table: Path):
    run(library, table)
    table.write_text(rows(2) + rows(3, question="Nieuwe vraag") + rows(4))
    report = run(library, table)
    assert only(report).status == "updated"
    assert ids(library) == set(only(report).records) == {f"be-test.written-question.q{n}" for n in (2, 3, 4)}
    changed = library.catalogue.record("Q3")
    assert changed is not None
    assert "Nieuwe vraag 3?" in changed.text
    assert library.index.size() == library.counts().passages == 6


def test_another_way_of_reading_is_a_change(library: Library, table: Path):
    run(library, table)
    table.with_name("t.map.toml").write_text(MAP.replace("be-test", "be-other"))
    assert only(run(library, table)).status == "updated"
    assert ids(library) == {f"be-other.written-question.q{n}" for n in (1, 2, 3)}


def test_the_same_content_elsewhere_is_skipped_and_the_ledger_names_both(
    library: Library, sample_texts: Sequence[Path], tmp_path: Path
):
    copy = tmp_path / "copy.txt"
    copy.write_bytes(sample_texts[0].read_bytes())
    run(library, sample_texts[0])
    report = run(library, copy)
    assert (only(report).status, only(report).reason) == ("skipped", f"same content as {sample_texts[0]}")
    assert not report.failed
    known = entries(library)
    assert known["copy.txt"].records == known[sample_texts[0].name].records == tuple(ids(library))
    copy.write_bytes(b"\x7fELF")
    run(library, copy)
    assert len(ids(library)) == 1


def test_a_copy_stands_in_when_the_first_file_changes(library: Library, table: Path, tmp_path: Path):
    copy = table.with_name("copy.jsonl")
    copy.write_bytes(table.read_bytes())
    copy.with_name("copy.map.toml").write_text(MAP)
    run(library, table, copy)
    table.write_text(rows(9))
    run(library, table, copy)
    assert ids(library) == {f"be-test.written-question.q{n}" for n in (1, 2, 3, 9)}
    assert run(library, table, copy).failed is False


def test_pdf_and_text_of_one_document_are_one_record_with_both_in_the_ledger(
    library: Library, sample_pdfs: Sequence[Path], sample_texts: Sequence[Path]
):
    report = run(library, *sample_pdfs[:2], *sample_texts[:2])
    assert [file.status for file in report.files] == ["added"] * 4
    assert len(ids(library)) == 2
    known = entries(library)
    for pdf, text in zip(sample_pdfs[:2], sample_texts[:2], strict=True):
        assert known[pdf.name].records == known[text.name].records
        assert len(known[pdf.name].records) == 1
    assert {file.status for file in run(library, *sample_pdfs[:2], *sample_texts[:2]).files} == {"unchanged"}
    assert library.index.size() == library.counts().passages


def test_a_zip_is_as_good_as_its_files(library: Library, sample_texts: Sequence[Path], tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for text in sample_texts[:2]:
            archive.write(text, f"inner/{text.name}")
    report = run(library, tmp_path / "all.zip")
    assert [(Path(file.path).name, file.status) for file in report.files] == [(t.name, "added") for t in sample_texts[:2]]
    assert {file.status for file in run(library, *sample_texts[:2]).files} == {"skipped"}


def pdf_without_text(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.save()


def write_bad_files(folder: Path) -> dict[str, str]:
    """Files that cannot be read, and a word that the reason must hold."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\xef\xbb\xbf\n")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x00" + bytes(range(256)) * 20)
    (folder / "truncated.txt").write_bytes("SCHRIFTELIJKE VRAAG nr. 1".encode("utf-16")[:-1])
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"garbage" * 100)
    (folder / "novel.xml").write_text("<roman>Het was een donkere en stormachtige nacht.</roman>")
    (folder / "damaged.zip").write_bytes(b"PK\x03\x04" + b"garbage" * 10)
    pdf_without_text(folder / "scan.pdf")
    (folder / "broken.jsonl").write_text(rows(1))
    (folder / "broken.map.toml").write_text("parliament = \n")
    (folder / "missing.jsonl").write_text(rows(1))
    (folder / "missing.map.toml").write_text(MAP.replace('"q"', '"vraag"'))
    (folder / "unmapped.csv").write_text("a,b\n1,2\n")
    return {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "binary.txt": "not text",
        "truncated.txt": "UTF-16",
        "damaged.pdf": "PDF",
        "novel.xml": "root element <roman>",
        "damaged.zip": "zip",
        "scan.pdf": "text",
        "broken.jsonl": "TOML",
        "missing.jsonl": "'vraag'",
        "unmapped.csv": "no mapping",
    }


def test_each_bad_file_is_one_clear_line_and_the_others_go_on(library: Library, table: Path):
    expected = write_bad_files(table.parent)
    report = run(library, table.parent)
    assert report.failed
    failed = {Path(file.path).name: file.reason or "" for file in report.files if file.status == "failed"}
    assert failed.keys() == expected.keys()
    for name, word in expected.items():
        assert word in failed[name], name
        assert "\n" not in failed[name]
        assert "Traceback" not in failed[name]
        assert str(table.parent / name) not in failed[name].split(":")[0]
    assert [Path(file.path).name for file in report.files if file.status == "added"] == ["t.jsonl"]
    assert len(ids(library)) == 3
    assert library.failed_sources() == len(expected)
    assert {name for name, entry in entries(library).items() if entry.status == "failed"} == expected.keys()


def test_a_mended_file_is_no_failure_any_more(library: Library, table: Path):
    good = table.read_bytes()
    table.write_bytes(b"")
    assert run(library, table).failed
    table.write_bytes(good)
    assert only(run(library, table)).status == "added"
    assert library.failed_sources() == 0


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x00", b'{"other": 1}\n'])
def test_a_file_that_became_unreadable_keeps_its_records(library: Library, table: Path, content: bytes):
    good = table.read_bytes()
    run(library, table)
    before = ids(library)
    table.write_bytes(content)
    assert only(run(library, table)).status == "failed"
    assert ids(library) == before
    assert set(entries(library)["t.jsonl"].records) == before
    table.write_bytes(good)
    assert only(run(library, table)).status == "updated"
    table.write_text(rows(3))
    run(library, table)
    assert len(ids(library)) == 1


def test_a_bad_row_is_told_and_the_others_are_records(library: Library, table: Path):
    table.write_text(rows(1) + "{broken\n" + '{"id": "Q2", "q": "", "a": ""}\n' + rows(3))
    report = run(library, table)
    assert (only(report).status, len(only(report).records)) == ("added", 2)
    assert (only(report).reason or "").startswith("2 rows could not be read: line 2: ")
    assert report.failed
    assert only(run(library, table)).status == "unchanged"


def test_two_rows_of_one_id_are_told(library: Library, table: Path):
    table.write_text(rows(1, 2) + rows(1, question="Heel iets anders"))
    file = only(run(library, table))
    assert len(file.records) == 2
    assert "gave way" in (file.reason or "")
    table.write_text(rows(1, 2, 1))
    assert only(run(library, table)).reason is None


def test_texts_that_are_no_utf8_do_not_stop_a_run(library: Library, table: Path):
    """JSON can spell half a character; no database takes one."""
    table.write_text('{"id": "\\ud83d", "q": "Waarom \\ud83d\\u0000 niet?", "a": "Daarom."}\n' + rows(2))
    report = run(library, table)
    assert len(ids(library)) == 2, report


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "nope"}, "no format is called 'nope'"),
        ({"mapping": "nope"}, "no mapping is called 'nope'"),
        ({"mapping": "nope.toml"}, r"nope\.toml"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_written(
    library: Library, table: Path, options: dict[str, str], message: str
):
    before = dump(library)
    with pytest.raises(InputError, match=message):
        run(library, table, **options)
    assert dump(library) == before


def test_a_path_that_does_not_exist_is_refused_before_anything_is_read(library: Library, table: Path):
    with pytest.raises(InputError, match=r"nowhere"):
        run(library, table, table.parent / "nowhere")
    assert ids(library) == set()


def test_the_tally_counts_repeats_and_what_has_no_answer(library: Library, table: Path):
    lines = [{"id": f"Q{n}", "q": "Dezelfde vraag?", "a": "Ja." if n else ""} for n in range(3)]
    table.write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = run(library, table)
    assert (report.records, report.repeats, report.unanswered) == (3, 2, 1)


def test_the_ledger_keeps_what_was_counted(library: Library, table: Path):
    table.write_text(rows(1, 2) + "{broken\n")
    first, again = run(library, table), run(library, table)
    [counted] = first.formats
    assert (counted.format, counted.files, counted.records, counted.failed_rows) == ("table", 1, 2, 1)
    assert (counted.questions, counted.answers, counted.aligned) == (2, 2, 2)
    assert (only(again).status, again.formats) == ("unchanged", first.formats)


def test_progress_is_told(library: Library, table: Path):
    told: list[tuple[str, int, int | None]] = []
    ingest(library, [table], progress=lambda phase, done, of, _note: told.append((phase, done, of)))
    assert told[0][:2] == ("reading", 3)
    assert told[-1] == ("embedding", 6, 6)


def test_a_broken_off_file_leaves_no_record_without_a_source(library: Library, table: Path, monkeypatch: pytest.MonkeyPatch):
    """A file can turn out unreadable after its first records are in."""
    from ingest import run as module
    from ingest.readers.table import TableReader
    from rag.errors import ReadError

    monkeypatch.setattr(module, "_RECORDS_AT_A_TIME", 1)
    monkeypatch.setattr("ingest.reading.each_apart", lambda read, *arguments, **_limits: read(*arguments))
    read = TableReader.read

    def broken(self: TableReader, file: Any) -> Any:
        yield from list(read(self, file))[:2]
        raise ReadError(f"{file.path}: breaks off")

    with monkeypatch.context() as patch:
        patch.setattr(TableReader, "read", broken)
        assert only(run(library, table)).reason == "breaks off"
    assert len(ids(library)) == 2
    table.write_text(rows(3))
    run(library, table)
    assert ids(library) == {"be-test.written-question.q3"}


# The command itself, but for the number of vectors in a commit: with few of them a small table has several; and with a
# cache of vectors of its own, or none would have to be computed.
SMALL_COMMITS = """
import os
from pathlib import Path
from rag.embedding import cache
from rag.library import embed
from ui.cli import main
cache.cache_folder = lambda: Path(os.environ["OWN_CACHE"])
embed._AT_A_TIME = 8
main()
"""


def test_a_killed_run_is_completed_by_the_next(make_library: Callable[..., Library], tmp_path: Path, table: Path):
    """Killed between two commits of its vectors, as a lost machine would do it."""
    table.write_text(rows(*range(40)))
    environment = os.environ | {"HEMICYCLE_LIBRARY": str(tmp_path / "library"), "OWN_CACHE": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", SMALL_COMMITS, "ingest", str(table)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_a_vector(tmp_path / "library" / "library.db", process)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    library = make_library()
    before = library.counts()
    assert 0 < before.embedded < before.passages == 80
    assert before.records == 40
    report = ingest(library, [table])
    assert (only(report).status, report.embedded) == ("unchanged", 80 - before.embedded)
    assert library.counts().embedded == library.counts().passages == library.index.size() == 80
    assert len(library.index.view().tail.keys) + len(library.index.view().generation.keys) == 80  # type: ignore[union-attr]


def _wait_for_a_vector(database: Path, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(10_000):
        assert process.poll() is None, "the run ended before it could be killed"
        if database.exists():
            connection = sqlite3.connect(database)
            try:
                if connection.execute("SELECT count(*) FROM vectors").fetchone()[0]:
                    return
            except sqlite3.OperationalError:
                pass  # the tables are not there yet
            finally:
                connection.close()
        time.sleep(0.02)
    pytest.fail("nothing was embedded")
