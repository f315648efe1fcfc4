"""Lists and commitments as files, and what is late."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document

from rag.library.library import Library
from rag.records import Person


@pytest.fixture
def held(library: Library, make_record: Callable[..., Any], with_passages: Callable[..., Any]) -> Library:
    """Four answers on time or late, one open question; one answer promises something."""
    minister = [Person(name="Bo Claes", role="minister van Mobiliteit")]
    asked = {"asked_on": date(2021, 3, 1), "addressees": minister, "status": "answered", "url": "https://stukken.example/1"}
    rows = [
        make_record("1", "Scholen", "Komt er een lijst?", "Ik zal u de lijst tegen eind 2021 bezorgen.", **asked).model_copy(
            update={"answered_on": date(2021, 3, 11)}
        ),
        make_record("2", "=1+1 Bruggen", "Hoeveel?", "Negen.", **asked).model_copy(update={"answered_on": date(2021, 4, 30)}),
        make_record("3", "Wegen", "Waarom?", "Daarom.", **asked).model_copy(update={"answered_on": date(2021, 3, 31)}),
        make_record("4", "Treinen", "Wanneer?", None, **{**asked, "status": "unanswered"}),
        make_record("5", "Bussen", "Waar?", "Hier.", **asked).model_copy(update={"answered_on": date(2021, 6, 1)}),
    ]
    with library.writing():
        library.add(with_passages(*rows))
    return library


@pytest.fixture
def run(hemicycle: Callable[..., Any], held: Library) -> Callable[..., Any]:
    return lambda command, *arguments: hemicycle(command, "--library", held.folder, *arguments)


def _ids(done: Any) -> list[tuple[str, int, bool]]:
    return [(each["id"][-1], each["days"], each["open"]) for each in json.loads(done.out)]


def test_late_lists_what_took_longer_than_the_term_or_still_waits_the_longest_first(run: Callable[..., Any]) -> None:
    assert _ids(run("list", "--late", "--json")) == [("4", 92, True), ("5", 92, False), ("2", 60, False)]
    assert _ids(run("list", "--late", "--term", 70, "--json", "-n", 1)) == [("4", 92, True)]
    done = run("list", "--late", "-n", 2)
    assert "open for 92 days" in done.out
    assert "answered after 92 days" in done.out
    assert "3 records beyond the term, 2 shown" in done.out


def test_a_term_without_late_is_refused(run: Callable[..., Any]) -> None:
    done = run("list", "--term", 10)
    assert (done.code, done.out) == (2, "")
    assert "--late" in done.err


def test_a_list_is_written_as_rows_without_formulas(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("list", "-o", tmp_path / "lijst.csv", "-o", tmp_path / "lijst.xlsx", "--in", "nl")
    assert (done.code, done.out) == (0, "")
    assert [line for line in done.err.splitlines() if line.startswith("written: ")] == [
        f"written: {tmp_path / name}" for name in ("lijst.csv", "lijst.xlsx")
    ]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "lijst.csv").read_text("utf-8-sig"))))
    assert {row["Onderwerp"] for row in rows} == {"Scholen", "'=1+1 Bruggen", "Wegen", "Treinen", "Bussen"}
    page = openpyxl.load_workbook(tmp_path / "lijst.xlsx").active
    cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row}
    assert cells["=1+1 Bruggen"] == "s"


def test_a_report_of_answer_times_names_the_minister(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "termijnen.pdf"
    assert run("list", "--late", "-o", path, "-o", tmp_path / "te-laat.csv", "--in", "nl").code == 0
    assert len((tmp_path / "te-laat.csv").read_text("utf-8-sig").splitlines()) == 4
    with pypdfium2.PdfDocument(path) as document:
        shown = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    assert "Te laat beantwoord: 2 van 4. Open en over de termijn: 1 van 1." in shown
    assert "Bo Claes 4 45 82 2 1" in shown


def test_commitments_are_written_with_their_words_and_source(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "toezeggingen.docx"
    done = run("commitments", "-o", path, "-o", tmp_path / "rijen.xlsx", "--in", "nl")
    assert (done.code, done.out) == (0, "")
    shown = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert "Ik zal u de lijst tegen eind 2021 bezorgen.1" in shown
    assert "Geen later document gevonden dat erop terugkomt." in shown
    assert any("https://stukken.example/1" in text for text in shown)
    assert any("hemicycle commitments -n 20 -o toezeggingen.docx --in nl" in text for text in shown)
    page = openpyxl.load_workbook(tmp_path / "rijen.xlsx").active
    assert [cell.value for cell in page[2]][3] == "Ik zal u de lijst tegen eind 2021 bezorgen."


def test_an_ending_that_there_is_not_is_refused_before_any_work(run: Callable[..., Any], tmp_path: Path) -> None:
    for command, name in (("list", "lijst.pdf"), ("list", "lijst"), ("commitments", "t.odt")):
        done = run(command, "-o", tmp_path / name)
        assert (done.code, done.out) == (2, "")
        assert ".xlsx" in done.err
        assert done.err.count("\n") == 1
    assert list(tmp_path.glob("*.*")) == []


def test_a_place_where_nothing_can_be_written_is_refused_before_any_work(
    hemicycle: Callable[..., Any], tmp_path: Path
) -> None:
    """Before the library is even looked for."""
    for command in (["list"], ["commitments"], ["brief", "scholen"]):
        for place in (tmp_path / "none" / "a.csv", Path(__file__) / "a.csv"):
            done = hemicycle(*command, "--library", tmp_path / "no-library", "-o", tmp_path / "fine.csv", "-o", place)
            assert (done.code, done.out) == (2, "")
            assert done.err == f"hemicycle: cannot write {str(place)!r}: there is no folder {str(place.parent)!r}\n"
    assert list(tmp_path.iterdir()) == []
