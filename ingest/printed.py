"""The printed lines behind a clean text: forms are laid out in lines, which cleaning joins."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text import CleanText


@dataclass(frozen=True)
class Line:
    """A printed line: its span in the clean text and whether blank lines stand before it."""

    start: int
    end: int
    after_blank: bool


class Document:
    """A clean text with the printed lines that it was made of."""

    def __init__(self, raw: str, clean: CleanText) -> None:
        self.text = clean.text
        self.origins = clean.origins
        self.lines = list(self._printed(raw))
        self._starts = [line.start for line in self.lines]

    def _printed(self, raw: str) -> Iterator[Line]:
        blank, position = True, 0
        for printed in re.split(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029\ufffe]", raw):
            start = bisect_left(self.origins, position)
            end = bisect_left(self.origins, position + len(printed))
            position += len(printed) + (2 if raw[position + len(printed) : position + len(printed) + 2] == "\r\n" else 1)
            piece = self.text[start:end]
            if not piece.strip():
                blank = True
                continue
            yield Line(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), blank)
            blank = False

    def line_at(self, offset: int) -> int:
        """The index of the line on which an offset stands."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def line_text(self, n: int) -> str:
        return self.text[self.lines[n].start : self.lines[n].end]
