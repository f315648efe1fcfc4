"""PDF text comes in paragraphs, without running heads, and unreadable PDFs say what to do."""

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.pdf import read_pdf
from ingest.text import clean
from rag.errors import ReadError

SAMPLE = Path(__file__).resolve().parents[2] / "ingest" / "sample" / "files"


def pdf(pages: Sequence[Sequence[tuple[float, str]]], **options: object) -> bytes:
    """A PDF of pages of (height above the lower edge, line)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, **options)
    for lines in pages:
        canvas.setFont("Helvetica", 10)
        for height, line in lines:
            canvas.drawString(70, height, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def body(*lines: str, top: float = 700) -> list[tuple[float, str]]:
    """Lines 12 points apart; an empty one leaves its place blank."""
    return [(top - 12 * n, line) for n, line in enumerate(lines) if line]


def test_a_larger_gap_is_a_paragraph() -> None:
    read = read_pdf(
        pdf([body("Een eerste regel van een", "alinea van drie regels, want", "zo is het.", "", "En nog een.")]), "a"
    )
    assert read.text == "Een eerste regel van een\nalinea van drie regels, want\nzo is het.\n\nEn nog een."
    assert read.page_starts == (0,)


def test_running_heads_and_feet_are_dropped_up_to_digits() -> None:
    pages = [
        [
            (800, "Parlement - zitting 2021"),
            *body(f"Bladzijde {n} begint hier en gaat", "verder"),
            (30, f"document {n} van 3"),
        ]
        for n in (1, 2, 3)
    ]
    read = read_pdf(pdf(pages), "a")
    assert clean(read.text).text == "\n\n".join(f"Bladzijde {n} begint hier en gaat verder" for n in (1, 2, 3))
    assert [read.text[start:].startswith(f"Bladzijde {n}") for n, start in enumerate(read.page_starts, 1)] == [True] * 3


@pytest.mark.parametrize("foot", ["3", "- 3 -", "pagina 3", "3 / 8", "Parlement 3 van 8", "blz. 3"])
def test_a_single_page_loses_its_page_number(foot: str) -> None:
    assert read_pdf(pdf([[*body("Eerste regel.", "Tweede regel."), (30, foot)]]), "a").text == "Eerste regel.\nTweede regel."


def test_what_is_no_page_number_stays() -> None:
    lines = [*body("Eerste regel.", "Tweede regel.", top=60), (36, "2021")]
    assert read_pdf(pdf([lines]), "a").text.endswith("2021")
    assert read_pdf(pdf([[*body("Eerste regel."), (30, "Brussel, de minister")]]), "a").text.endswith("de minister")


def test_lines_that_the_reader_knows_are_kept() -> None:
    pages = [[(800, "SCHRIFTELIJKE VRAAG"), *body("Tekst.")]] * 3
    assert read_pdf(pdf(pages), "a").text.count("SCHRIFTELIJKE") == 0
    assert read_pdf(pdf(pages), "a", keep=re.compile("SCHRIFT")).text.count("SCHRIFTELIJKE") == 3


def test_a_sentence_runs_on_over_the_page_and_a_finished_paragraph_does_not() -> None:
    wide = "Een lange regel die over de volle breedte van de bladzijde staat en"
    read = read_pdf(pdf([body(wide, wide), body("dan verder gaat.")]), "a")
    assert clean(read.text).text == f"{wide} {wide} dan verder gaat."
    read = read_pdf(pdf([body(wide, "dan stopt."), body("Nieuwe alinea.")]), "a")
    assert clean(read.text).text == f"{wide} dan stopt.\n\nNieuwe alinea."


def test_a_block_in_capitals_or_a_numbered_item_on_the_next_page_is_a_paragraph_of_its_own() -> None:
    wide = "Een lange regel die over de volle breedte van de bladzijde staat en eindigt."
    read = read_pdf(pdf([body(wide), body("JAN JAMBON", "MINISTER VAN SPORT")]), "a")
    assert clean(read.text).text == f"{wide}\n\nJAN JAMBON MINISTER VAN SPORT"
    read = read_pdf(pdf([body("1. Hoe", "dan?", "", f"2. {wide}"), body("3. Waarom?")]), "a")
    assert clean(read.text).text == f"1. Hoe dan?\n\n2. {wide}\n\n3. Waarom?"


def test_a_word_broken_at_a_line_end_is_rejoined() -> None:
    text = clean(read_pdf(pdf([body("De volks-", "vertegenwoordiger vraagt naar Wit-", "Rusland.")]), "a").text).text
    assert text == "De volksvertegenwoordiger vraagt naar Wit-Rusland."


def test_a_page_without_text_among_others_is_no_more_than_that() -> None:
    read = read_pdf(pdf([body("Voor de lege bladzijde."), [], body("Erna.")]), "a")
    assert read.text.split() == ["Voor", "de", "lege", "bladzijde.", "Erna."]
    assert len(read.page_starts) == 3


def test_only_the_first_pages() -> None:
    pages = pdf([body("een"), body("twee"), body("drie")])
    assert read_pdf(pages, "a", first=2).text.split() == ["een", "twee"]


def test_pdfs_that_cannot_be_read_say_what_to_do() -> None:
    with pytest.raises(ReadError, match=r"^scan\.pdf: this PDF has no text .* run OCR first$"):
        read_pdf(pdf([[]]), "scan.pdf")
    with pytest.raises(ReadError, match=r"^half\.pdf: this PDF is damaged"):
        read_pdf(b"%PDF-1.7\nrubbish", "half.pdf")
    locked = pdf([body("Geheim.")], encrypt=StandardEncryption("open", ownerPassword="own"))
    with pytest.raises(ReadError, match=r"^locked\.pdf: this PDF is encrypted"):
        read_pdf(locked, "locked.pdf")


def test_several_threads_at_once() -> None:
    files = [pdf([body(f"Bestand {n}", "met tekst")] * 3) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda data: read_pdf(data, "a").text, files))
    assert [f"Bestand {n}" in text for n, text in enumerate(texts)] == [True] * 8


def test_the_samples_pdf_and_text_are_one() -> None:
    pairs = [(path, SAMPLE / "text" / f"{path.stem}.txt") for path in sorted((SAMPLE / "pdf").glob("*.pdf"))]
    if not pairs:
        pytest.skip("the sample's PDFs are not there")
    same = 0
    for path, twin in pairs:
        read, text = clean(read_pdf(path.read_bytes(), path.name).text).text, clean(twin.read_text(encoding="utf-8")).text
        assert read.split() == text.split()
        same += read == text
    # A paragraph that ends with a page and one that only breaks its line there look the same.
    assert same / len(pairs) > 0.9


def test_real_pdfs_have_no_broken_words(data_folder: Path) -> None:
    """In 14 official Dutch PDFs: no broken word is left, and no line of a running foot."""
    paths = sorted((data_folder / "kamervragen-pdf").glob("*.pdf"))
    if not paths:
        pytest.skip("no kamervragen-pdf")
    for path in paths:
        text = clean(read_pdf(path.read_bytes(), path.name).text).text
        assert "\ufffe" not in text
        assert not re.search(r"[a-z]-\n", text)
        assert "Vragen" in text
