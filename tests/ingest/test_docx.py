"""Word documents: the words as a reader of them sees them, headings, tables and notes."""

import io
import zipfile

import pytest
from docx import Document

from ingest.docx import read_docx
from ingest.files import SourceFile
from ingest.paper import Paper
from rag.errors import ReadError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def packed(body: str, **others: str) -> bytes:
    """A Word document of raw WordprocessingML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in others.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def read(data: bytes) -> Paper:
    return read_docx(SourceFile("brief.docx", data))


def test_a_heading_begins_a_section_and_is_in_its_text() -> None:
    document = Document()
    document.add_heading("Nota over de veren", 0)
    document.add_heading("Inleiding", 1)
    document.add_paragraph("De veren varen.")
    document.add_heading("Besluit", 1)
    document.add_paragraph("Zij varen voort.")
    document.core_properties.title = "Nota over de veren"
    paper = read(made(document))
    assert paper.sections == ["Nota over de veren\n\nInleiding\n\nDe veren varen.", "Besluit\n\nZij varen voort."]
    assert (paper.title, paper.named) == ("Nota over de veren", "Nota over de veren")


def test_a_table_is_lines_and_a_list_has_bullets() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Jaar", "Veren", "2020", "4"], strict=True):
        cell.text = text
    assert read(made(document)).sections == ["Jaar | Veren\n2020 | 4"]
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Een veer</w:t></w:r></w:p>'
    assert read(packed(item)).sections == ["- Een veer"]


def test_notes_stand_behind_the_text_with_their_numbers() -> None:
    body = '<w:p><w:r><w:t>Zie de noot</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Een noot.</w:t></w:r></w:p></w:footnote>'
    paper = read(packed(body, footnotes=f"<w:footnotes {W}>{line}{note}</w:footnotes>"))
    assert (paper.sections, paper.notes) == (["Zie de noot"], [("1", "Een noot.")])


def test_tracked_changes_count_as_accepted_and_codes_of_fields_are_no_text() -> None:
    def run(tag: str, text: str) -> str:
        return f"<w:{tag}><w:r><w:t>{text}</w:t></w:r></w:{tag}>"

    field = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    deleted = "<w:del><w:r><w:delText>oud</w:delText></w:r></w:del>"
    link = run("hyperlink", " hier")
    paper = read(packed(f"<w:p>{run('ins', 'nieuw')}{deleted}{field}{link}</w:p>"))
    assert paper.sections == ["nieuw hier"]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    runs = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert read(packed(f"<w:p><w:r>{runs}</w:r></w:p>")).sections == ["a\tb\nc\u2011d"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In een kader.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    paper = read(packed(f"<w:p><w:r><w:t>Ervoor.</w:t>{both}</w:r></w:p>"))
    assert paper.sections == ["Ervoor.\n\nIn een kader."]


def test_a_style_based_on_a_heading_is_one() -> None:
    styles = (
        '<w:style w:styleId="K1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Eigen"><w:name w:val="Eigen"/><w:basedOn w:val="K1"/></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="Eigen"/></w:pPr><w:r><w:t>Kop</w:t></w:r></w:p>'
    assert read(packed(body, styles=f"<w:styles {W}>{styles}</w:styles>")).title == "Kop"


def test_a_bomb_a_damaged_and_another_file_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (30 << 20))
    with pytest.raises(ReadError, match=r"brief\.docx: the archive grows \d+ times when unpacked"):
        read(out.getvalue())
    with pytest.raises(ReadError, match=r"brief\.docx: damaged, or packed in an unknown way"):
        read(packed("<w:p/>")[:-30])
    with pytest.raises(ReadError, match=r"not well-formed XML"):
        read(packed("<w:p>"))
