"""A document of no known form, as the readers of file types give it: sections of text, notes, and what it says of itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paper:
    """`sections` are raw texts, each with its heading as its first paragraph; `notes` have their number. `title` is what the
    document itself is headed with, `named` what its properties call it."""

    sections: Sequence[str] = ()
    notes: Sequence[tuple[str, str]] = ()
    title: str | None = None
    named: str | None = None
    published: date | None = None
    language: str | None = None


class Sections:
    """Sections under construction: a heading begins one, and headings right below each other begin one together."""

    def __init__(self) -> None:
        self._done: list[list[str]] = [[]]
        self._headings_alone = False

    def add(self, text: str, *, heading: bool = False) -> None:
        """Add a paragraph, nothing where it is empty."""
        if not text.strip():
            return
        if heading and self._done[-1] and not self._headings_alone:
            self._done.append([])
        self._headings_alone = heading and (self._headings_alone or not self._done[-1])
        self._done[-1].append(text)

    @property
    def texts(self) -> list[str]:
        return ["\n\n".join(section) for section in self._done if section]


def believed(named: str | None, text: str) -> str | None:
    """The title that a document's properties give it, where its text begins with it: programs write what they like there."""
    words = " ".join((named or "").split())
    return words if re.search(r"\w\w", words) and words.casefold() in " ".join(text[:4000].split()).casefold() else None
