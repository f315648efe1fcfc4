"""What the writers of several formats say and cut alike."""

import re

from rag.export.document import Note

WHOLE = 700
"""Characters of a quotation that stays on one page."""


def stated(note: Note) -> list[str]:
    """What a note says before it leads anywhere: reference, page, licence."""
    return [note.reference.strip().removesuffix("."), *(each for each in (note.page, note.licence) if each)]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with its lines."""
    return re.split(r"\n\s*\n", text.strip("\n"))


def one_line(text: str, longest: int | None = None) -> str:
    """A text in one line, cut after a word where it is longer than so many characters."""
    line = " ".join(text.split())
    if longest is None or len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0].rstrip(' ,;:–-')} …"


def page_label(pattern: str) -> tuple[str, str, str, str, str]:
    """`page {page} of {pages}` as its words and the two names, in their order. Raises ValueError for one without these."""
    pieces = re.split(r"\{(pages?)\}", pattern)
    if sorted(pieces[1::2]) != ["page", "pages"]:
        raise ValueError(f"page_label {pattern!r}: it needs {{page}} and {{pages}}, each once")
    before, first, between, second, after = pieces
    return before, first, between, second, after
