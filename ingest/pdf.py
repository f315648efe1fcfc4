"""The text of a PDF, with its paragraphs and without running heads and feet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from threading import Lock
from typing import TYPE_CHECKING

from ingest.apart import still_working
from ingest.footnotes import Footnote, part_footnotes
from ingest.ocr import is_scan, scanned_lines
from ingest.pdf_lines import Line, page_lines
from ingest.text import ITEM_START
from rag.errors import ReadError

if TYPE_CHECKING:
    import pypdfium2

_PDFIUM = Lock()
"""PDFium is not thread-safe: one document at a time in the whole process."""

_MOST_PAGES = 5000
_EDGE = 0.12
"""The share of a page's height, at the top and at the bottom, in which running heads and feet stand."""
_NEAR = 10
"""Pages before and behind one among which its running head is looked for: what a text repeats now and then is none."""
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
    paragraph runs on, else a blank line. Footnotes that were taken out of the pages stand behind all of them, a blank line
    before each; `notes` has for each where it starts, its number and its page. `bold` are the spans of bold words, where they
    were asked for; `scanned` the pages (from 1) whose text was recognised in a picture; `title` is what its
    properties call it."""

    text: str
    page_starts: tuple[int, ...]
    notes: tuple[tuple[int, str, int], ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    scanned: frozenset[int] = frozenset()
    title: str | None = None


@contextmanager
def opened_pdf(data: bytes, path: str) -> Iterator["pypdfium2.PdfDocument"]:
    """A PDF to look into, the only one at that moment; `path` is what an error calls it.

    Raises ReadError where it is damaged, encrypted or beyond 5,000 pages, also while it is looked into.
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
            yield document
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{path}: a page of this PDF is damaged ({error}); save it again in a viewer") from None
        finally:
            document.close()


def read_pdf(
    data: bytes,
    path: str,
    *,
    keep: re.Pattern[str] | None = None,
    drop: re.Pattern[str] | None = None,
    alone: re.Pattern[str] | None = None,
    footnotes: bool = False,
    bold: bool = False,
    ocr: bool = False,
    first: int | None = None,
) -> PdfText:
    """The text of all pages, or of the `first` ones.

    Dropped are lines at the top or bottom edge (12 % of the height) that stand at the same height on at least half of the
    pages (two at least, three within ten pages are enough) with the same text up to digits; and, also in a document of one
    page, a line there that is a page number or ends in one (`3`, `- 3 -`, `pagina 3`, `3 / 8`) and is set off from the text
    by more than a line's distance. Never dropped: a line that `keep` matches from its start, so that a form printed once a
    page keeps its heads; always dropped: one at an edge that `drop` matches. A blank line stands where the distance of two
    baselines shows a paragraph, and around a line that `alone` matches whole. With `footnotes` they go behind the pages
    (`ingest.footnotes`), with `bold` the spans of bold words are found, and with `ocr` scanned pages are read (`ingest.ocr`).

    Raises ReadError for a PDF that is damaged, encrypted, beyond 5,000 pages, or without any text; with `ocr` also where a
    page is a scan that cannot be read.
    """
    with opened_pdf(data, path) as document:
        pages, scanned = list[list[Line]](), set[int]()
        for n in range(len(document))[:first]:
            lines = page_lines(document, n, bold=bold)
            still_working()
            if ocr and is_scan(document, n, lines):
                still_working(f"page {n + 1} of {len(document)}, a scan")
                lines = scanned_lines(document, n, path)
                scanned.add(n + 1)
            pages.append(lines)
        title = document.get_metadata_value("Title") or None
    if not any(pages) and ocr:
        raise ReadError(f"{path}: this PDF has no text, and none was recognised in its pictures")
    if not any(pages):
        raise ReadError(f"{path}: this PDF has no text (scanned pages?); run OCR first")
    distances = _Distances(pages)
    bodies, notes = _without_running_heads(pages, distances, keep, drop), list[Footnote]()
    if footnotes:
        bodies, notes = part_footnotes(bodies)
    return replace(_with_notes(_joined(bodies, distances, alone), notes), scanned=frozenset(scanned), title=title)


class _Distances:
    """The usual distance of two lines of a paragraph, in heights of a letter: for each size of type the most frequent one,
    since footnotes are set wider than the text; for a size seen rarely the document's."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
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
    def _size(line: Line) -> int:
        return round(line.height)

    @staticmethod
    def _most_frequent(ratios: Counter[float]) -> float:
        return min((-count, ratio) for ratio, count in ratios.items())[1]

    def gap(self, above: Line, below: Line) -> float:
        """The distance of two lines in usual distances; negative where the second stands higher (another column)."""
        larger = max(above, below, key=lambda line: line.height)
        usual = larger.height * self._of_size.get(self._size(larger), self._whole)
        return (above.baseline - below.baseline) / usual


def _without_running_heads(
    pages: Sequence[list[Line]], distances: _Distances, keep: re.Pattern[str] | None, drop: re.Pattern[str] | None
) -> list[list[Line]]:
    heights: dict[str, dict[int, float]] = defaultdict(dict)
    for n, lines in enumerate(pages):
        for line in lines:
            if not _EDGE < line.share < 1 - _EDGE:
                heights[line.key].setdefault(n, line.baseline)
    enough = min(max(2, (len(pages) + 1) // 2), 3)

    def running(line: Line, n: int) -> bool:
        if _EDGE < line.share < 1 - _EDGE or (keep and keep.match(line.text)):
            return False
        if drop and drop.match(line.text):
            return True
        there = heights[line.key]
        near = (there[m] for m in range(n - _NEAR, n + _NEAR + 1) if m in there)
        return sum(abs(height - line.baseline) < 4 for height in near) >= enough

    def page_number(line: Line, neighbour: Line | None) -> bool:
        if _EDGE < line.share < 1 - _EDGE or not _PAGE_NUMBER.match(line.text) or (keep and keep.match(line.text)):
            return False
        return neighbour is None or abs(distances.gap(line, neighbour)) > _PARAGRAPH

    kept = []
    for n, lines in enumerate(pages):
        order = sorted(lines, key=lambda line: -line.baseline)
        dropped: set[int] = set()
        for edge in (order, order[::-1]):
            for line, neighbour in zip_longest(edge, edge[1:]):
                if not (running(line, n) or page_number(line, neighbour)):
                    break
                dropped.add(id(line))
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _with_notes(read: PdfText, notes: Sequence[Footnote]) -> PdfText:
    """The text with its footnotes behind it."""
    text, starts = read.text, []
    for note in notes:
        text += "\n\n" if text else ""
        starts.append((len(text), note.number, note.page))
        text += "\n".join(line.text for line in note.lines)
    return PdfText(text, read.page_starts, tuple(starts), read.bold)


def _joined(pages: Sequence[Sequence[Line]], distances: _Distances, alone: re.Pattern[str] | None) -> PdfText:
    """The pages' lines as one text."""
    pieces: list[str] = []
    starts: list[int] = []
    bold: list[tuple[int, int]] = []
    length = 0

    def add(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    def apart(above: Line, below: Line) -> bool:
        return bool(alone and (alone.fullmatch(above.text) or alone.fullmatch(below.text)))

    margin = max((line.right for lines in pages for line in lines), default=0.0)
    set_apart = _items_set_apart(pages, distances)
    before: Line | None = None
    for lines in pages:
        if before and lines:
            ends = _ends_with_page(before, lines[0], margin=margin, set_apart=set_apart) or apart(before, lines[0])
            add("\n\n" if ends else "\f")
        starts.append(length)
        for n, line in enumerate(lines):
            if n:
                starts_paragraph = _starts_paragraph(lines[n - 1], line, distances) or apart(lines[n - 1], line)
                add("\n\n" if starts_paragraph else "\n")
            bold += [(length + first, length + last) for first, last in line.bold]
            add(line.text)
        before = lines[-1] if lines else before
    return PdfText("".join(pieces), tuple(starts), bold=tuple(bold))


def _starts_paragraph(above: Line, below: Line, distances: _Distances) -> bool:
    return not above.text.endswith("\ufffe") and distances.gap(above, below) > _PARAGRAPH


def _items_set_apart(pages: Sequence[Sequence[Line]], distances: _Distances) -> bool:
    """Whether numbered items are paragraphs of their own in this document."""
    gaps = [
        _starts_paragraph(above, below, distances)
        for lines in pages
        for above, below in pairwise(lines)
        if ITEM_START.match(below.text)
    ]
    return sum(gaps) * 2 > len(gaps)


def _ends_with_page(last: Line, following: Line, *, margin: float, set_apart: bool) -> bool:
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
