"""Scanned pages: read where Tesseract is there, marked as such, and one clear line where it is not."""

import io
import shutil
import subprocess
from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import ocr
from ingest.files import SourceFile
from ingest.ocr import LANGUAGES
from ingest.pdf import read_pdf
from ingest.pdf_places import places
from ingest.readers import reader_for
from ingest.reading import batches
from rag.errors import ReadError
from rag.records import Record

FERRY = [
    "De veerboot van Ooievaarsdam",
    "",
    "Bent u bekend met de plannen voor de veerboot, die",
    "elke dag vaart, en met de brief van de schippers",
    "waarin staat dat zij ook des nachts willen varen,",
    "wanneer het water hoog genoeg is?",
    "",
    "Ja.",
]
PRICES = ["De prijzen van de overtocht bleven het hele jaar gelijk,", "en daarom voeren meer mensen mee."]


def page_of_text(lines: Sequence[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    draw(canvas, lines)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, lines: Sequence[str]) -> None:
    canvas.setFont("Helvetica", 14)
    for n, line in enumerate(lines):
        canvas.drawString(60, 700 - 18 * n, line)


def picture(lines: Sequence[str]) -> Image.Image:
    with pypdfium2.PdfDocument(page_of_text(lines)) as document:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil()


def pdf(*pages: tuple[str, Sequence[str]]) -> bytes:
    """A PDF of pages of `text`, of a `scan` of such a page, of a `stamped` scan, or a `blank` one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for kind, lines in pages:
        if kind in ("scan", "stamped"):
            canvas.drawImage(ImageReader(picture(lines)), 0, 0, 595, 842)
        if kind == "stamped":
            canvas.setFont("Helvetica", 8)
            canvas.drawString(500, 20, "Archief 12")
        if kind == "text":
            draw(canvas, lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def tesseract() -> None:
    """Tesseract with the languages that are read."""
    program = shutil.which("tesseract")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False).stdout if program else b""
    if not set(LANGUAGES) <= set(listed.decode().split()):
        pytest.skip(f"no Tesseract with {', '.join(LANGUAGES)} here (Debian: tesseract-ocr and its languages)")


def read(data: bytes) -> Record:
    file = SourceFile("scan.pdf", data)
    (record,) = reader_for(file).read(file)
    assert isinstance(record, Record)
    return record


@pytest.mark.usefixtures("tesseract")
def test_scanned_pages_are_read_and_marked_and_the_others_are_not() -> None:
    record = read(pdf(("scan", FERRY), ("text", PRICES), ("blank", [])))
    assert record.text.split("\n\n")[:3] == [FERRY[0], " ".join(FERRY[2:6]), "Ja."]
    assert [(page.page, page.ocr) for page in record.pages] == [(1, True), (2, False)]
    assert record.language == "nl"
    assert record.is_ocr(record.pages[0])
    assert not record.is_ocr(record.pages[1])


@pytest.mark.usefixtures("tesseract")
def test_words_of_a_scan_are_marked_nowhere_and_its_page_is_known() -> None:
    data = pdf(("scan", FERRY), ("text", PRICES))
    record = read(data)
    scan, text = places(data, record, record.pages)
    assert [(place.page, place.rectangles) for place in scan] == [(1, ())]
    assert [place.page for place in text] == [2]
    assert text[0].rectangles


@pytest.mark.usefixtures("tesseract")
def test_a_scan_with_a_stamp_is_a_scan() -> None:
    found = read_pdf(pdf(("stamped", FERRY)), "a.pdf", ocr=True)
    assert "veerboot" in found.text
    assert found.scanned == {1}


@pytest.mark.usefixtures("tesseract")
def test_a_picture_without_words_gives_none() -> None:
    out = io.BytesIO()
    Image.effect_noise((600, 800), 90).save(out, "PDF")
    with pytest.raises(ReadError, match=r"a\.pdf: this PDF has no text, and none was recognised in its pictures"):
        read_pdf(out.getvalue(), "a.pdf", ocr=True)


@pytest.mark.usefixtures("tesseract")
def test_reading_says_how_far_it_has_come() -> None:
    said = list(batches(SourceFile("scan.pdf", pdf(("scan", FERRY), ("text", PRICES))), None, None, 10))
    assert [(batch.format, batch.said, len(batch.records)) for batch in said] == [
        ("document", "", 0),
        ("", "page 1 of 2, a scan", 0),
        ("document", "", 1),
    ]


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_takes_too_long_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr._tesseract()
    monkeypatch.setattr(ocr, "SECONDS_A_PAGE", 0.01)
    with pytest.raises(ReadError, match=r"^a\.pdf: page 1 took Tesseract longer than 0 s"):
        read_pdf(pdf(("scan", FERRY)), "a.pdf", ocr=True)


def test_without_tesseract_a_scan_fails_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr._tesseract.cache_clear()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match=r"^a\.pdf: .*apt-get install tesseract-ocr tesseract-ocr-nld") as error:
        read_pdf(pdf(("text", PRICES), ("scan", FERRY)), "a.pdf", ocr=True)
    assert "\n" not in str(error.value)


def test_without_tesseract_text_is_read_and_blank_pages_are_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr._tesseract.cache_clear()
    monkeypatch.setenv("PATH", "/nowhere")
    found = read_pdf(pdf(("text", PRICES), ("blank", []), ("text", ["Slot."])), "a.pdf", ocr=True)
    assert found.scanned == frozenset()
    assert found.text.endswith("Slot.")


@pytest.mark.usefixtures("tesseract")
def test_without_a_language_its_package_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ocr._tesseract.cache_clear()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path_factory.mktemp("tessdata")))
    with pytest.raises(ReadError, match=r"lacks languages .*tesseract-ocr-deu"):
        read_pdf(pdf(("scan", FERRY)), "a.pdf", ocr=True)
