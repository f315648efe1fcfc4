"""A report as a document of Word, in real styles, so that who takes it over can change its look in one place.

Notes are numbered paragraphs with bookmarks that numbers in the text lead to. Word's own endnotes are numbered by where they
are cited and can be cited once: the numbers would differ from those of the other formats.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, assert_never

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from rag.export.chart import png
from rag.export.document import Block, Bullets, Chart, Heading, Note, Paragraph, Quotation, Report, Run, Table
from rag.export.docx_styles import LINK, NOTE_NUMBER, QUIET, SIDES, WIDTH, put_styles
from rag.export.shared import WHOLE, introduces, one_line, page_label, paragraphs, stated, widths

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Words

_KINDS = {"plain": "Normal", "lead": "Lead", "hint": "Hint"}
_CHARACTERS = {"plain": None, "strong": "Strong", "quiet": QUIET}


def as_docx(report: Report) -> bytes:
    """A clean report as DOCX: the same report gives the same bytes."""
    document = Document()
    put_styles(document, report.language)
    _properties(document, report)
    _page(document, report)
    writer = _Writer(document)
    document.add_paragraph(report.kind, style="Subtitle")
    document.add_paragraph(report.title, style="Title")
    for n, fact in enumerate(report.facts):
        document.add_paragraph(fact, style="Last fact" if n == len(report.facts) - 1 else "Fact")
    for n, block in enumerate(report.blocks):
        writer.block(block)
        if introduces(report.blocks, n):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    if report.notes:
        document.add_heading(report.notes_title, 1)
        for n, note in enumerate(report.notes, start=1):
            writer.note(n, note)
    if report.foot:
        document.add_paragraph(report.foot_title, style="Foot title")
        for line in report.foot:
            document.add_paragraph(line, style="Foot")
    content = io.BytesIO()
    document.save(content)
    return _undated(content)


class _Writer:
    """Writes blocks at the end of a document."""

    def __init__(self, document: Word) -> None:
        self.document = document

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.document.add_heading(block.text, block.level)
            case Paragraph():
                self.runs(self.document.add_paragraph(style=_KINDS[block.kind]), block.runs)
            case Quotation():
                self.quotation(block)
            case Bullets():
                for item in block.items:
                    self.runs(self.document.add_paragraph(style="List Bullet"), item)
            case Table():
                self.table(block)
            case Chart():
                self.chart(block)
            case _:
                assert_never(block)

    def quotation(self, block: Quotation) -> None:
        self.runs(self.document.add_paragraph(style="Attribution"), block.before)
        if block.asked:
            _speak(self.document.add_paragraph(block.asked, style="Asked").runs[0], block.language)
        for n, text in enumerate(several := paragraphs(block.quote)):
            words = self.document.add_paragraph(text, style="Quote")
            for run in words.runs:
                _speak(run, block.language)
            words.paragraph_format.keep_together = len(text) < WHOLE
            if n == len(several) - 1:
                self.numbers(words, block.notes)
        if block.translation:
            if block.translation_label:
                self.document.add_paragraph(block.translation_label, style="Translation").runs[0].italic = True
            for text in paragraphs(block.translation):
                self.document.add_paragraph(text, style="Translation")

    def table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.columns))
        table.style = "Records"
        table.autofit = False
        shares = [Emu(int(WIDTH * width)) for width in widths(block)]
        for column, width in zip(table.columns, shares, strict=True):
            column.width = width
        head = table.rows[0]
        _mark(head._tr.get_or_add_trPr(), "w:cantSplit")
        _mark(head._tr.get_or_add_trPr(), "w:tblHeader")
        for cell, column, width in zip(head.cells, block.columns, shares, strict=True):
            self.cell(cell, (Run(text=column.title),), width, right=column.numbers)
        for row in block.rows:
            added = table.add_row()
            _mark(added._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, held, column, width in zip(added.cells, row, block.columns, shares, strict=True):
                self.cell(cell, held.runs, width, right=column.numbers)
        self.document.add_paragraph(style="After table")

    def cell(self, cell: "_Cell", runs: Sequence[Run], width: Emu, *, right: bool) -> None:
        cell.width = width
        words = cell.paragraphs[0]
        words.style = "Cell"
        if right:
            words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.runs(words, runs)

    def chart(self, block: Chart) -> None:
        words = self.document.add_paragraph(style="Picture")
        picture = words.add_run().add_picture(io.BytesIO(png(block)), width=WIDTH)
        picture._inline.docPr.set("descr", block.alternative)
        picture._inline.docPr.set("name", block.caption)
        for side in ("distT", "distB", "distL", "distR"):
            picture._inline.set(side, "0")  # else some programs set it off from the margin
        self.document.add_paragraph(block.caption, style="Caption")

    def note(self, n: int, note: Note) -> None:
        words = self.document.add_paragraph(style="Note")
        _bookmark(words, n)
        words.add_run(f"{n}.\t{' · '.join(stated(note))} · ")
        if note.link:
            self.link(words, note.link, words.add_run(note.link, style=LINK))
        else:
            words.add_run(note.record, style=QUIET)
        if note.mark:
            words.add_run(f" · {note.mark}", style="Mark")

    def runs(self, words: "Words", runs: Sequence[Run]) -> None:
        for run in runs:
            if run.text:
                added = words.add_run(run.text, style=LINK if run.link else _CHARACTERS[run.emphasis])
                if run.language:
                    _speak(added, run.language)
                if run.link:
                    self.link(words, run.link, added)
            self.numbers(words, run.notes)

    def numbers(self, words: "Words", notes: Sequence[int]) -> None:
        for n, number in enumerate(notes):
            if n:
                words.add_run(", ", style=NOTE_NUMBER)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _place(number))
            link.set(qn("w:history"), "1")
            _move(words, link, words.add_run(str(number), style=NOTE_NUMBER))

    def link(self, words: "Words", address: str, run: Any) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), words.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        _move(words, link, run)


def _properties(document: Word, report: Report) -> None:
    about = document.core_properties
    about.title, about.subject, about.author, about.language = (
        report.title[:255],
        report.kind[:255],
        "Hemicycle",
        report.language,
    )
    about.comments, about.keywords, about.last_modified_by = report.mark or "", report.mark or "", "Hemicycle"
    about.created = about.modified = datetime.combine(report.made_on, time(), tzinfo=UTC).replace(tzinfo=None)


def _page(document: Word, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDES
    section.top_margin, section.bottom_margin = Mm(29), Mm(27)
    section.header_distance = section.footer_distance = Mm(13)
    section.different_first_page_header_footer = True
    _head(section.first_page_header.paragraphs[0], "", report.mark)
    _head(section.header.paragraphs[0], one_line(report.title, 80), report.mark)
    for foot in (section.first_page_footer, section.footer):
        _foot(foot.paragraphs[0], report.page_label)


def _head(words: "Words", title: str, mark: str | None) -> None:
    words.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    words.add_run(title)
    if mark:
        words.add_run("\t")
        words.add_run(mark, style="Mark")


def _foot(words: "Words", label: str) -> None:
    words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, first, between, second, after = page_label(label)
    for said, name in ((before, first), (between, second), (after, None)):
        if said:
            words.add_run(said)
        if name:
            _field(words, {"page": "PAGE", "pages": "NUMPAGES"}[name])


def _field(words: "Words", code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    _move(words, field, words.add_run("1"))


def _move(words: "Words", into: Any, run: Any) -> None:
    """Put a run that stands at the end of a paragraph into an element there."""
    into.append(run._r)
    words._p.append(into)


def _bookmark(words: "Words", n: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(n))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), _place(n))
        words._p.append(element)


def _place(n: int) -> str:
    return f"note_{n}"


def _speak(run: Any, language: str | None) -> None:
    """Say in which language words are, so that no spelling checker of another one reads them."""
    element = OxmlElement("w:lang" if language else "w:noProof")
    if language:
        element.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(element)


def _mark(properties: Any, tag: str) -> None:
    properties.append(OxmlElement(tag))


def _undated(content: io.BytesIO) -> bytes:
    """The same file with no time of day in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
