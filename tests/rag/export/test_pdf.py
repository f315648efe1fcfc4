"""Reports as PDF, read again by another library."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from rag.display import plain
from rag.export import pdf
from rag.export.document import Cell, Column, Quotation, Report, Run, Table
from rag.export.formats import exported

from .hostile import HOSTILE, flat, report_of


@pytest.fixture(scope="module")
def printed(report: Report) -> bytes:
    return exported(report, "pdf")


def _pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def _quoting(report: Report, quote: str) -> Report:
    quotation = Quotation(before=(Run(text="Wie"),), quote=quote, notes=(), language="nl")
    return report.model_copy(update={"blocks": (quotation,), "notes": (), "foot": (), "facts": ()})


def test_each_quotation_comes_out_word_for_word(printed: bytes, report: Report) -> None:
    shown = flat(" ".join(_pages(printed)))
    for quotation in report.quotations():
        assert flat(quotation.quote) in shown


def test_no_line_of_a_quotation_ends_in_a_hyphen_and_no_letters_are_joined(report: Report) -> None:
    words = "officiële efficiënte affiche fluit viceminister-president Noord-Zuid-verbinding https://a.example/b?c=d "
    shown = flat(" ".join(_pages(exported(_quoting(report, words * 12), "pdf"))))
    assert flat(words * 12) in shown


def test_a_word_longer_than_a_line_ends_within_the_page(report: Report) -> None:
    content = exported(_quoting(report, "a" * 400), "pdf")
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].get_textpage()
        assert "a" * 400 in "".join(page.get_text_bounded().split())
        assert max(page.get_rect(n)[2] for n in range(page.count_rects())) < document[0].get_width() - 70


def test_every_page_bears_the_mark_and_its_number(printed: bytes) -> None:
    pages = _pages(printed)
    assert len(pages) == 6
    for n, page in enumerate(pages, start=1):
        assert "sample, fictional" in page
        assert f"page {n} of 6" in page


def test_it_names_title_author_language_and_day_and_is_tagged(printed: bytes, report: Report) -> None:
    reader = PdfReader(io.BytesIO(printed))
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (report.title, "Hemicycle")
    assert about.creation_date is not None
    assert about.creation_date.date() == report.made_on
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    with pypdfium2.PdfDocument(printed) as document:
        outline = [mark.get_title() for mark in document.get_toc()]
    assert outline == [
        "What was asked, and when",
        "What ministers answered",
        "The ferry",
        "Complaints, stops and money",
        "What was promised",
        "The records",
        "Notes",
    ]


def test_the_only_addresses_are_those_of_runs_and_notes(printed: bytes, report: Report) -> None:
    found = set()
    for page in PdfReader(io.BytesIO(printed)).pages:
        for annotation in page.get("/Annots", []):
            if address := annotation.get_object().get("/A", {}).get("/URI"):
                found.add(str(address))
    assert found == {"https://stukken.polderland.example/dossier/12", *(note.link for note in report.notes if note.link)}


def test_the_same_report_gives_the_same_file(printed: bytes, report: Report) -> None:
    assert exported(report, "pdf") == printed


def test_no_font_of_the_machine_is_used(printed: bytes) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in PdfReader(io.BytesIO(printed)).pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined]
    }
    assert fonts
    assert all(name.startswith("LibertinusSerif") for name in fonts), fonts


def test_commands_of_the_typesetter_in_a_text_are_printed_and_not_run() -> None:
    text = '#import "@preview/cetz:0.3.0" #image("/etc/passwd") #read("report.typ")'
    assert flat(text) in flat(" ".join(_pages(exported(report_of(text), "pdf"))))


def test_the_template_reads_and_imports_nothing() -> None:
    template = Path(pdf.__file__).with_name("report.typ").read_text()
    assert "#let report = json(bytes(sys.inputs.report))" in template
    assert not re.findall(r"\b(?:import|include|read|plugin|eval)\b", template)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_record_is_text(text: str, report: Report) -> None:
    content = exported(_quoting(report, text), "pdf")
    # Lines may end where they like here: some of these words are longer than a line.
    assert "".join(plain(text).split()) in "".join("".join(_pages(content)).split())
    reader = PdfReader(io.BytesIO(exported(report_of(text), "pdf")))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert not [link for link in links if "/URI" in link.get("/A", {})]


def test_no_word_of_a_table_runs_over_its_column(report: Report) -> None:
    columns = (Column(title="Onderwerp", share=9), Column(title="Antwoord", share=0.2), Column(title="Nr.", share=0.2))
    row = tuple(Cell(runs=(Run(text=text),)) for text in ("Treinen naar zee " * 20, "doorverwezen", "1234"))
    content = exported(report.model_copy(update={"blocks": (Table(columns=columns, rows=(row,)),), "notes": ()}), "pdf")
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].get_textpage()
        rectangles = [page.get_rect(n) for n in range(page.count_rects())]
        shown = {page.get_text_bounded(*rectangle).strip(): rectangle for rectangle in rectangles}
        assert shown["Antwoord"][2] < shown["Nr."][0]
        assert shown["doorverwezen"][2] < shown["1234"][0]
        assert shown["1234"][2] < document[0].get_width() - 70
