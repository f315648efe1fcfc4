"""What the writers of several formats say and cut alike."""

import re
from collections.abc import Sequence

from rag.export.document import Block, Heading, Note, Paragraph, Table

WHOLE = 700
"""Characters of a quotation that stays on one page."""

_LETTERS, _GAP = 96, 0.023
"""Letters of a table that fit beside each other on a page of A4, and the part of it between columns."""


def stated(note: Note) -> list[str]:
    """What a note says before it leads anywhere: reference, page, licence."""
    return [note.reference.strip().removesuffix("."), *(each for each in (note.page, note.licence) if each)]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with its lines."""
    return re.split(r"\n\s*\n", text.strip("\n"))


def widths(table: Table) -> list[float]:
    """The widths of the columns as parts of one: their shares, but none too narrow for its longest word."""
    total = sum(column.share for column in table.columns) or 1
    wanted = [column.share / total for column in table.columns]
    words = [
        max(
            map(len, " ".join([column.title, *("".join(run.text for run in row[n].runs) for row in table.rows)]).split()),
            default=0,
        )
        for n, column in enumerate(table.columns)
    ]
    # Where there are more long words than a page is wide, the longest run over before others do.
    for longest in range(max(words, default=0), 0, -1):
        least = [min(word, longest) / _LETTERS + _GAP for word in words]
        if sum(least) < 1:
            break
    else:
        return wanted
    given = [max(want, need) for want, need in zip(wanted, least, strict=True)]
    # What the narrow ones gain the others give, each by what it has to spare.
    over, spare = sum(given) - 1, sum(given) - sum(least)
    return [width - over * (width - need) / spare for width, need in zip(given, least, strict=True)] if spare else given


def introduces(blocks: Sequence[Block], n: int) -> bool:
    """Whether a block is a hint under a heading, which goes with what follows."""
    block = blocks[n]
    return isinstance(block, Paragraph) and block.kind == "hint" and n > 0 and isinstance(blocks[n - 1], Heading)


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
