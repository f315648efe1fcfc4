"""The text of a PDF, with its paragraphs and without running heads and feet."""

import ctypes
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

from ingest.text import ITEM_START
from rag.errors import ReadError

if TYPE_CHECKING:
    import pypdfium2

_PDFIUM = Lock()
"""PDFium is not thread-safe: one document at a time in the whole process."""

_MOST_PAGES = 5000
_EDGE = 0.12
"""The share of a page's height, at the top and at the bottom, in which running heads and feet stand."""
_PARAGRAPH = 1.25
"""A gap of more than this many times the usual line distance starts a paragraph."""

_NUMBER = r"[-–]?\s*\d{1,4}\s*[-–]?"
_PAGE_NUMBER = re.compile(
    rf"^(?:.*\s)?(?:pagina|pag\.|p\.|blz\.|bladzijde|page|seite)\s*{_NUMBER}(?:\s*(?:/|van|of|von|sur|de)\s*\d{{1,4}})?$"
    rf"|^(?:.*\s)?\d{{1,4}}\s*(?:/|van|of|von|sur)\s*\d{{1,4}}$|^{_NUMBER}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!:;][\"”’»')\]]*$")


@dataclass(frozen=True)
class PdfText:
    """`text` is raw text: a blank line between paragraphs, lines as printed, a word broken at a line end marked with
    U+FFFE, as PDFium does. Page n (from 1) starts at `page_starts[n - 1]`; between two pages stands a form feed where a
    paragraph runs on, else a blank line."""

    text: str
    page_starts: tuple[int, ...]


@dataclass(frozen=True)
class _Line:
    """One printed line: its text, the height of its baseline above the page's lower edge, its letters' height, how far it
    reaches to the right, the width of its first word (points), and its baseline as a share of the page's height."""

    text: str
    baseline: float
    height: float
    right: float
    word: float
    share: float

    @property
    def key(self) -> str:
        """What a running head has in common from page to page."""
        return re.sub(r"\d+", "#", " ".join(self.text.split()).casefold())


def read_pdf(data: bytes, path: str, *, keep: re.Pattern[str] | None = None, first: int | None = None) -> PdfText:
    """The text of all pages, or of the `first` ones.

    Dropped are lines at the top or bottom edge (12 % of the height) that stand at the same height on at least half of the
    pages (two at least, three are enough) with the same text up to digits; and, also in a document of one page, a line
    there that is a page number or ends in one (`3`, `- 3 -`, `pagina 3`, `3 / 8`) and is set off from the text by more than
    a line's distance. Never dropped: a line that `keep` matches from its start, so that a form printed once a page keeps
    its heads. A blank line stands where the distance of two baselines shows a paragraph.

    Raises ReadError for a PDF that is damaged, encrypted, beyond 5,000 pages, or without any text.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise ReadError(f"{path}: this PDF is encrypted; save a copy without a password first") from None
            raise ReadError(f"{path}: this PDF is damaged ({error}); open it in a viewer and save it again") from None
        try:
            if len(document) > _MOST_PAGES:
                raise ReadError(f"{path}: this PDF has {len(document)} pages, at most {_MOST_PAGES} are read; split it first")
            pages = [_lines(document, n) for n in range(len(document))[:first]]
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{path}: a page of this PDF is damaged ({error}); save it again in a viewer") from None
        finally:
            document.close()
    if not any(pages):
        raise ReadError(f"{path}: this PDF has no text (scanned pages?); run OCR first")
    distances = _Distances(pages)
    return _joined(_without_running_heads(pages, distances, keep), distances)


def _lines(document: "pypdfium2.PdfDocument", n: int) -> list[_Line]:
    """The printed lines of a page, in PDFium's reading order."""
    page = document[n]
    textpage = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        turned = page.get_rotation() in (90, 270)
        height = (right - left) if turned else (top - bottom)
        raw = textpage.raw
        return [
            line
            for text, first, last in _spans(raw)
            if (line := _measured(raw, text, first, last, bottom=bottom, page_height=height)) is not None
        ]
    finally:
        textpage.close()
        page.close()


def _spans(raw: ctypes.c_void_p) -> Iterator[tuple[str, int, int]]:
    """Each line's text and the indices of its first and last visible character. A word broken at its end keeps the mark."""
    import pypdfium2.raw as pdfium

    characters: list[str] = []
    first = last = -1
    for i in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        character = chr(code) if code < 0x110000 else "\ufffd"
        if pdfium.FPDFText_IsHyphen(raw, i) == 1:
            character = "\ufffe"  # a hyphen at a line end, after which PDFium leaves the line end out
        if character == "\r" or code == 0:
            continue
        if character != "\n":
            if not character.isspace() and character != "\ufffe":
                first, last = (i if first < 0 else first), i
            characters.append(character)
        if character in "\n\ufffe":
            if first >= 0:
                yield "".join(characters).strip(), first, last
            characters, first = [], -1
    if first >= 0:
        yield "".join(characters).strip(), first, last


def _measured(raw: ctypes.c_void_p, text: str, first: int, last: int, *, bottom: float, page_height: float) -> _Line | None:
    """A line with its place on the page."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    box, end = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    pdfium.FPDFText_GetCharOrigin(raw, first, x, y)
    pdfium.FPDFText_GetLooseCharBox(raw, first, box)
    pdfium.FPDFText_GetLooseCharBox(raw, last, end)
    baseline = y.value - bottom
    share = baseline / page_height if page_height else 0.5
    height = max(box.top - box.bottom, 1.0)
    return _Line(text, baseline, height, end.right, _first_word(raw, first, last) - box.left, share)


def _first_word(raw: ctypes.c_void_p, first: int, last: int) -> float:
    """How far the first word of a line reaches to the right."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    final = first
    while final < last and not chr(pdfium.FPDFText_GetUnicode(raw, final + 1)).isspace():
        final += 1
    pdfium.FPDFText_GetLooseCharBox(raw, final, box)
    return float(box.right)


class _Distances:
    """The usual distance of two lines of a paragraph, in heights of a letter: for each size of type the most frequent one,
    since footnotes are set wider than the text; for a size seen rarely the document's."""

    def __init__(self, pages: Sequence[Sequence[_Line]]) -> None:
        by_size: dict[int, Counter[float]] = defaultdict(Counter)
        for lines in pages:
            for above, below in pairwise(lines):
                ratio = (above.baseline - below.baseline) / above.height
                if 0.5 < ratio < 3 and self._size(above) == self._size(below):
                    by_size[self._size(above)][round(ratio, 1)] += 1
        every = sum(by_size.values(), Counter[float]())
        self._whole = self._most_frequent(every) if every else 1.2
        self._of_size = {size: self._most_frequent(ratios) for size, ratios in by_size.items() if ratios.total() >= 5}

    @staticmethod
    def _size(line: _Line) -> int:
        return round(line.height)

    @staticmethod
    def _most_frequent(ratios: Counter[float]) -> float:
        return min((-count, ratio) for ratio, count in ratios.items())[1]

    def gap(self, above: _Line, below: _Line) -> float:
        """The distance of two lines in usual distances; negative where the second stands higher (another column)."""
        larger = max(above, below, key=lambda line: line.height)
        usual = larger.height * self._of_size.get(self._size(larger), self._whole)
        return (above.baseline - below.baseline) / usual


def _without_running_heads(
    pages: Sequence[list[_Line]], distances: _Distances, keep: re.Pattern[str] | None
) -> list[list[_Line]]:
    heights: dict[str, dict[int, float]] = defaultdict(dict)
    for n, lines in enumerate(pages):
        for line in lines:
            if not _EDGE < line.share < 1 - _EDGE:
                heights[line.key].setdefault(n, line.baseline)
    enough = min(max(2, (len(pages) + 1) // 2), 3)

    def running(line: _Line) -> bool:
        if _EDGE < line.share < 1 - _EDGE or (keep and keep.match(line.text)):
            return False
        return sum(abs(height - line.baseline) < 4 for height in heights[line.key].values()) >= enough

    def page_number(line: _Line, neighbour: _Line | None) -> bool:
        if _EDGE < line.share < 1 - _EDGE or not _PAGE_NUMBER.match(line.text) or (keep and keep.match(line.text)):
            return False
        return neighbour is None or abs(distances.gap(line, neighbour)) > _PARAGRAPH

    kept = []
    for lines in pages:
        order = sorted(lines, key=lambda line: -line.baseline)
        dropped: set[int] = set()
        for edge in (order, order[::-1]):
            for line, neighbour in zip(edge, [*edge[1:], None], strict=True):
                if not (running(line) or page_number(line, neighbour)):
                    break
                dropped.add(id(line))
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _joined(pages: Sequence[Sequence[_Line]], distances: _Distances) -> PdfText:
    """The pages' lines as one text."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0

    def add(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    margin = max(line.right for lines in pages for line in lines)
    set_apart = _items_set_apart(pages, distances)
    before: _Line | None = None
    for lines in pages:
        if before and lines:
            add("\n\n" if _ends_with_page(before, lines[0], margin=margin, set_apart=set_apart) else "\f")
        starts.append(length)
        for n, line in enumerate(lines):
            if n:
                add("\n\n" if _starts_paragraph(lines[n - 1], line, distances) else "\n")
            add(line.text)
        before = lines[-1] if lines else before
    return PdfText("".join(pieces), tuple(starts))


def _starts_paragraph(above: _Line, below: _Line, distances: _Distances) -> bool:
    return not above.text.endswith("\ufffe") and distances.gap(above, below) > _PARAGRAPH


def _items_set_apart(pages: Sequence[Sequence[_Line]], distances: _Distances) -> bool:
    """Whether numbered items are paragraphs of their own in this document."""
    gaps = [
        _starts_paragraph(above, below, distances)
        for lines in pages
        for above, below in pairwise(lines)
        if ITEM_START.match(below.text)
    ]
    return sum(gaps) * 2 > len(gaps)


def _ends_with_page(last: _Line, following: _Line, *, margin: float, set_apart: bool) -> bool:
    """Whether a paragraph ends with a page, where no distance shows it: capitals begin or end there; a numbered item begins,
    where items are set apart; or a sentence ends though the next word would still have fitted on its line."""
    if last.text.endswith("\ufffe"):
        return False
    if last.text.isupper() != following.text.isupper():
        return True
    if ITEM_START.match(following.text):
        return set_apart
    fitted = last.right + last.height / 4 + following.word < margin
    return fitted and (bool(_SENTENCE_END.search(last.text)) or not following.text[0].islower())
