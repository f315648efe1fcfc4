"""Footnotes of a PDF, taken out of the pages' text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.parts import trimmed
from ingest.pdf_lines import Line
from rag.records import Page, Part

_SMALL = 0.9
"""Footnotes are set in type of at most this share of the text's."""


@dataclass
class Footnote:
    """The number that marks it in the text, the page on which it stands (from 1), and its lines, the number included."""

    number: str
    page: int
    lines: list[Line] = field(default_factory=list)


def note_parts(
    text: str, origins: Sequence[int], notes: Sequence[tuple[int, str, int]]
) -> tuple[int, list[Part], list[Page]]:
    """Where the footnotes behind a PDF's clean text begin, their parts, and the page of each. `notes` are those of the raw
    text (`ingest.pdf.PdfText`), to which `origins` lead back."""
    starts = [bisect_left(origins, start) for start, _, _ in notes]
    parts, pages = list[Part](), list[Page]()
    for start, end, (_, number, page) in zip(starts, [*starts[1:], len(text)], notes, strict=False):
        parts += trimmed(text, start, end, "note", labels=(number,))
        pages.append(Page(page=page, start=start, end=end))
    return starts[0] if starts else len(text), parts, pages


def part_footnotes(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Footnote]]:
    """The pages without their footnotes, and the footnotes in order.

    Footnotes are what stands at the bottom of a page in smaller type, from a raised number on, or where a footnote goes on
    from the page before. In the text the raised numbers that mark them go; other raised numbers (`km2`) stay.
    """
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.height, 1)] += len(line.text)
    largest = _SMALL * sizes.most_common(1)[0][0] if sizes else 0.0
    bodies: list[list[Line]] = []
    notes: list[Footnote] = []
    for page, lines in enumerate(pages, start=1):
        first = len(lines)
        while first and lines[first - 1].height <= largest:
            first -= 1
        if not notes:
            first = next((n for n in range(first, len(lines)) if _number(lines[n])), len(lines))
        for line in lines[first:]:
            if number := _number(line):
                notes.append(Footnote(number, page))
            notes[-1].lines.append(line)
        bodies.append(list(lines[:first]))
    numbers = {note.number for note in notes}
    return [[_unmarked(line, numbers) for line in lines] for lines in bodies], notes


def _number(line: Line) -> str | None:
    """The raised number that a line starts with."""
    return line.text[: line.marks[0][1]] if line.marks and line.marks[0][0] == 0 else None


def _unmarked(line: Line, numbers: set[str]) -> Line:
    """A line without the marks of footnotes."""
    text = line.text
    for start, end in reversed(line.marks):
        if start and set(re.findall(r"\d+", text[start:end])) <= numbers:
            before, after = text[:start].rstrip(), text[end:]
            text = before + (" " if after[:1].isalnum() else "") + after
    return replace(line, text=text, marks=()) if text != line.text else line
