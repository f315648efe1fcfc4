"""The words of a record are found on the pages of its PDF, and nothing else is ever taken for them."""

import ctypes
import io
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

import ingest.sample
from ingest.files import SourceFile
from ingest.letters import Letters
from ingest.passages import passages
from ingest.pdf import read_pdf
from ingest.pdf_places import PagePlace, Rectangle, places
from ingest.readers import reader_for
from ingest.text import clean
from rag.errors import ReadError
from rag.records import Page, Record, Span

SAMPLE = Path(ingest.sample.__file__).parent / "files" / "pdf"
_SENTENCE = re.compile(r"\S.{10,}?(?:[.?!](?=\s)|$)")


def letters(text: str) -> str:
    return Letters.of(enumerate(text)).folded


def letters_under(data: bytes, found: Sequence[PagePlace]) -> str:
    """The letters and digits whose middle lies under one of the rectangles, as PDFium sees the page."""
    return "".join(
        letter
        for place in found
        for x, y, letter in printed_letters(data, place.page)
        if any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in place.rectangles)
    )


@cache
def printed_letters(data: bytes, number: int) -> list[tuple[float, float, str]]:
    """The letters and digits of a page with the place of their middle."""
    document = pypdfium2.PdfDocument(data)
    page = document[number - 1]
    textpage = page.get_textpage()
    found = []
    for n in range(textpage.count_chars()):
        if letter := letters(chr(pdfium.FPDFText_GetUnicode(textpage.raw, n))):
            left, bottom, right, top = textpage.get_charbox(n)
            found.append((*shown(page, (left + right) / 2, (bottom + top) / 2), letter))
    textpage.close()
    page.close()
    document.close()
    return found


def shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, 100_000, 100_000, 0, x, y, across, down)
    return across.value / 100_000, down.value / 100_000


def spans_of(record: Record) -> list[Span]:
    """Its passages, and their sentences."""
    whole = [Span(start=passage.start, end=passage.end) for passage in passages(record)]
    inside = [
        Span(start=span.start + m.start(), end=span.start + m.end())
        for span in whole
        for m in _SENTENCE.finditer(record.quote(span))
    ]
    return whole + inside


def measured(paths: Sequence[Path]) -> tuple[int, int]:
    """How many passages and sentences these PDFs hold, and how many of them are placed: every one of these on its words."""
    asked = placed = 0
    for path in paths:
        file = SourceFile(path.name, path.read_bytes())
        for record in reader_for(file).read(file):
            assert isinstance(record, Record)
            assert record.pages
            spans = spans_of(record)
            for span, found in zip(spans, places(file.data, record, spans), strict=True):
                asked += 1
                if any(place.rectangles for place in found):
                    placed += 1
                    assert letters_under(file.data, found) == letters(record.quote(span))
    return asked, placed


def test_every_passage_and_sentence_of_the_sample_is_found_on_its_words() -> None:
    asked, placed = measured(sorted(SAMPLE.glob("*.pdf"))[::3])
    assert asked == placed > 300


def test_nearly_all_of_real_pdfs_is_found_and_only_on_its_words(data_folder: Path) -> None:
    paths = sorted((data_folder / "kamervragen-pdf").glob("*.pdf"))
    if not paths:
        pytest.skip("no kamervragen-pdf")
    asked, placed = measured(paths)
    assert placed > 0.99 * asked > 900


def printed(*pages: Sequence[str], turn: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A PDF of lines, the first of each page 100 points below its upper edge and each next one 20 below."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    for lines in pages:
        canvas.setPageRotation(turn)
        if crop:
            canvas.setCropBox(crop)
        for n, line in enumerate(lines):
            canvas.drawString(80, 700 - 20 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def as_read() -> Callable[[bytes], Record]:
    """The record of a whole PDF."""

    def read(data: bytes) -> Record:
        pdf = read_pdf(data, "a")
        cleaned = clean(pdf.text)
        starts = [next(n for n, origin in enumerate(cleaned.origins) if origin >= start) for start in pdf.page_starts]
        ends = [*starts[1:], len(cleaned.text)]
        pages = [Page(page=n, start=s, end=e) for n, (s, e) in enumerate(zip(starts, ends, strict=True), start=1)]
        return Record(id="a", parliament="a", kind="document", text=cleaned.text, pages=tuple(pages))

    return read


def span_of(record: Record, quote: str, *, last: bool = False) -> Span:
    start = record.text.rindex(quote) if last else record.text.index(quote)
    return Span(start=start, end=start + len(quote))


def middle(box: Rectangle) -> float:
    return (box.top + box.bottom) / 2


TWICE = ("Hoeveel kost het vervoer?", "Dat weten wij nog niet.", "Wie betaalt de scholen?", "Dat weten wij nog niet.")


def test_a_sentence_that_stands_twice_is_marked_where_it_was_quoted(as_read: Callable[[bytes], Record]) -> None:
    data = printed(TWICE)
    record = as_read(data)
    for last, line in ((False, 1), (True, 3)):
        ((place,),) = places(data, record, [span_of(record, TWICE[1], last=last)])
        assert [round(800 * middle(box)) // 20 for box in place.rectangles] == [(100 + 20 * line - 4) // 20]


def test_a_sentence_whose_place_is_not_decided_is_not_marked(as_read: Callable[[bytes], Record]) -> None:
    data = printed(TWICE)
    alone = as_read(printed([TWICE[1]]))
    assert places(data, alone, [span_of(alone, TWICE[1])]) == [(PagePlace(1, ()),)]


def test_other_words_than_those_of_the_page_are_not_marked(as_read: Callable[[bytes], Record]) -> None:
    data = printed(TWICE)
    record = as_read(data)
    changed = record.model_copy(update={"text": record.text.replace("betaalt", "betaald")})
    span = span_of(changed, "Wie betaald de scholen?")
    assert places(data, changed, [span]) == [(PagePlace(1, ()),)]


def test_a_quotation_over_a_page_border_is_marked_on_both_pages(as_read: Callable[[bytes], Record]) -> None:
    lines = ("Een regel die over de hele breedte van de bladzijde gaat en hier niet", "op de tweede bladzijde eindigt.")
    data = printed(["Wat zegt de minister daarover?", lines[0]], [lines[1], "Een tweede zin."])
    record = as_read(data)
    (found,) = places(data, record, [span_of(record, f"gaat en hier niet {lines[1]}")])
    assert [place.page for place in found] == [1, 2]
    assert [letters_under(data, [place]) for place in found] == ["gaatenhierniet", letters(lines[1])]
    assert places(data, record, [span_of(record, "Een tweede zin.")])[0][0].page == 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 560, 780)])
def test_turned_and_cropped_pages_are_marked_as_they_are_shown(
    as_read: Callable[[bytes], Record], turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = printed(TWICE, turn=turn, crop=crop)
    record = as_read(data) if turn == 0 else as_read(printed(TWICE))
    (found,) = places(data, record, [span_of(record, TWICE[2])])
    assert letters_under(data, found) == letters(TWICE[2])
    ((box,),) = (place.rectangles for place in found)
    assert (box.bottom - box.top > box.right - box.left) == (turn in (90, 270))


def test_a_pdf_that_cannot_be_opened_or_lacks_the_page_says_so(as_read: Callable[[bytes], Record]) -> None:
    record = as_read(printed(TWICE, TWICE))
    span = Span(start=0, end=len(record.text))
    with pytest.raises(ReadError, match="damaged"):
        places(b"%PDF-1.7\nrubbish", record, [span])
    with pytest.raises(ReadError, match="has 1 pages, and no page 2"):
        places(printed(TWICE), record, [span])
