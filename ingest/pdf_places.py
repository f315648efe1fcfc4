"""Where words of a record stand on the pages of its PDF."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.letters import Letters, aligned
from ingest.pdf import opened_pdf
from rag.errors import ReadError
from rag.records import Record, Span

if TYPE_CHECKING:
    import pypdfium2

_GRID = 1_000_000
"""Units to a page's side when PDFium, which counts in whole ones, is asked for a place."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A stretch of a printed line: its edges as shares of the width and height of the page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page (from 1) that holds words of a span, with the rectangles of these words; none where their place is not sure."""

    page: int
    rectangles: tuple[Rectangle, ...]


def places(data: bytes, record: Record, spans: Sequence[Span]) -> list[tuple[PagePlace, ...]]:
    """For each span of a record the pages that it stands on, and where on them.

    The letters and digits of a record's page are aligned with the printed ones (`ingest.letters`). Where one of a span's
    is not placed for sure, the span has no rectangles on any page. Raises ReadError where the PDF cannot be opened, or lacks
    a page of the record.
    """
    pages = [pages_of_span(record, span) for span in spans]
    with opened_pdf(data, record.id) as document:
        found = {number: _on_page(document, record, number, spans) for number in sorted({n for own in pages for n in own})}
    return [
        tuple(PagePlace(number, found[number][n] or () if all(found[k][n] for k in own) else ()) for number in own)
        for n, own in enumerate(pages)
    ]


def pages_of_span(record: Record, span: Span) -> list[int]:
    """The pages of the original, in order, on which words of a span stand."""
    shared = ((page.page, record.text[max(page.start, span.start) : min(page.end, span.end)]) for page in record.pages)
    return sorted({number for number, text in shared if any(map(str.isalnum, text))})


def _on_page(
    document: "pypdfium2.PdfDocument", record: Record, number: int, spans: Sequence[Span]
) -> list[tuple[Rectangle, ...]]:
    """For each span the rectangles of its words on one page, none where there are no words or not all of them are placed."""
    if number > len(document):
        raise ReadError(f"{record.id}: the original has {len(document)} pages, and no page {number}")
    page = document[number - 1]
    textpage = page.get_textpage()
    try:
        characters = _characters(textpage.raw)
        printed, own = Letters.of(enumerate(characters)), _own_letters(record, number)
        where = aligned(own.folded, printed.folded)
        found = []
        for span in spans:
            placed = [where[n] for n, offset in enumerate(own.offsets) if span.start <= offset < span.end]
            runs = _runs(placed)
            stretches = [(printed.offsets[first], printed.offsets[last]) for first, last in runs]
            if stretches:
                stretches[-1] = (stretches[-1][0], _closed(characters, stretches[-1][1], record.quote(span)))
            found.append(tuple(box for stretch in stretches for box in _rectangles(page, textpage, *stretch)))
        return found
    finally:
        textpage.close()
        page.close()


def _characters(raw: ctypes.c_void_p) -> str:
    """The characters of a page by PDFium's index."""
    import pypdfium2.raw as pdfium

    codes = (pdfium.FPDFText_GetUnicode(raw, i) for i in range(pdfium.FPDFText_CountChars(raw)))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _own_letters(record: Record, number: int) -> Letters:
    """The letters that a record has of a page: those of its text, then those of its footnotes."""
    pieces = [range(page.start, page.end) for page in record.pages if page.page == number]
    return Letters.of((offset, record.text[offset]) for piece in pieces for offset in piece)


def _runs(placed: Sequence[int | None]) -> list[tuple[int, int]]:
    """Places that follow each other, as first and last ones; no runs at all where a place is missing or they go back."""
    runs: list[tuple[int, int]] = []
    for place in placed:
        if place is None or (runs and place <= runs[-1][1]):
            return []
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _closed(characters: str, last: int, quote: str) -> int:
    """The index of a quote's last character on the page: of what closes its sentence, where that stands there as well."""
    closing = quote[max((n for n, c in enumerate(quote) if c.isalnum()), default=-1) + 1 :].split()
    for character in "".join(closing):
        if characters[last + 1 : last + 2] != character:
            break
        last += 1
    return last


def _rectangles(page: "pypdfium2.PdfPage", textpage: "pypdfium2.PdfTextPage", first: int, last: int) -> Iterator[Rectangle]:
    """The rectangles of characters by their indices, turned and cut as the page is shown."""
    import pypdfium2.raw as pdfium

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return across.value / _GRID, down.value / _GRID

    for n in range(textpage.count_rects(first, last - first + 1)):
        left, bottom, right, top = textpage.get_rect(n)
        corners = [shown(left, top), shown(right, bottom)]
        (x1, x2), (y1, y2) = (sorted(values) for values in zip(*corners, strict=True))
        yield Rectangle(x1, y1, x2, y2)
