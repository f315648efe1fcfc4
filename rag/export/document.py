"""A report as every format of export can write it: headings, sentences with numbered notes, quotations, tables, a chart.

What stands here is plain text, some of it out of records: a writer escapes all of it as its format wants.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from rag.records import Frozen

Emphasis = Literal["plain", "strong", "quiet"]


class Run(Frozen):
    """Words of one kind, then the numbers of the notes that carry them (from 1, as they stand in `Report.notes`); `language`
    is theirs where it is not the report's."""

    text: str
    emphasis: Emphasis = "plain"
    link: str | None = None
    notes: tuple[int, ...] = ()
    language: str | None = None


class Heading(Frozen):
    """`level` 1 is a section, 2 a part of one."""

    text: str
    level: Literal[1, 2] = 1


class Paragraph(Frozen):
    """`lead` is what comes first and is read first; `hint` tells how to take what follows."""

    runs: tuple[Run, ...]
    kind: Literal["plain", "lead", "hint"] = "plain"


class Quotation(Frozen):
    """Words of a record, whole, in the record's language (a code as `nl`, null where unknown). `before` says whose they are,
    and `asked` what they reply to, where that is known; `translation` is a machine's, labelled by `translation_label`."""

    before: tuple[Run, ...]
    quote: str
    notes: tuple[int, ...]
    language: str | None = None
    asked: str | None = None
    translation: str | None = None
    translation_label: str | None = None


class Bullets(Frozen):
    items: tuple[tuple[Run, ...], ...]


class Cell(Frozen):
    runs: tuple[Run, ...]


class Column(Frozen):
    """`share` is its part of the width; numbers stand to the right."""

    title: str
    share: float = 1.0
    numbers: bool = False


class Table(Frozen):
    """Rows as long as `columns`; the heads come again on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Series(Frozen):
    name: str
    counts: tuple[int, ...]


class Chart(Frozen):
    """Counts over time: one of each series for each of `labels` (a month as `2017-03`, or a year), drawn beside each other.

    `alternative` says in a sentence what a reader sees in it."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    alternative: str


Block = Heading | Paragraph | Quotation | Bullets | Table | Chart


class Note(Frozen):
    """What a number leads to: the formal reference, the page of the original, the record's official address and licence.

    `page` and `licence` are worded (`p. 3`), null where unknown; `mark` is the library's (`sample, fictional`)."""

    reference: str
    record: str
    page: str | None = None
    link: str | None = None
    licence: str | None = None
    mark: str | None = None


class Report(Frozen):
    """A whole report, in `language` (`nl`, `en`, `fr`).

    `facts` are lines under the title (who or what it is about, when it was made), `foot` lines that let a colleague repeat
    it; `mark` is the mark that no page may lack, such as that of a sample library. `notes_title` and `foot_title` head these
    parts, `page_label` is the word for a page with its number and the pages in all (`page {page} of {pages}`).
    """

    title: str
    kind: str
    language: str
    made_on: date
    mark: str | None
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes_title: str
    notes: tuple[Note, ...]
    foot_title: str
    foot: tuple[str, ...]
    page_label: str

    def quotations(self) -> Iterator[Quotation]:
        """The quotations, in their order."""
        yield from (block for block in self.blocks if isinstance(block, Quotation))
