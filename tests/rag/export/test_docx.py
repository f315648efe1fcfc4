"""Reports as DOCX, opened again."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from lxml import etree

from rag.display import plain
from rag.export.document import Report
from rag.export.formats import exported

from .hostile import HOSTILE, flat, report_of


def _opened(report: Report) -> Word:
    return Document(io.BytesIO(exported(report, "docx")))


@pytest.fixture(scope="module")
def document(report: Report) -> Word:
    return _opened(report)


def _in_style(document: Word, name: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == name]


def test_words_stand_in_styles_that_word_knows(document: Word, report: Report) -> None:
    assert _in_style(document, "Title") == [report.title]
    assert _in_style(document, "Heading 1")[-1] == "Notes"
    assert _in_style(document, "Heading 2") == ["The ferry", "Complaints, stops and money"]
    assert len(_in_style(document, "List Bullet")) == 3
    assert len(_in_style(document, "Caption")) == 1


def test_each_quotation_is_there_word_for_word_with_its_language(document: Word, report: Report) -> None:
    shown = flat(" ".join(_in_style(document, "Quote")))
    for quotation in report.quotations():
        assert flat(quotation.quote) in shown
    languages = {element.get(qn("w:val")) for element in document.element.body.iter(qn("w:lang"))}
    assert languages == {"nl", "en"}
    assert document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["en"]


def test_numbers_lead_to_bookmarks_of_notes(document: Word, report: Report) -> None:
    body = document.element.body
    places = [element.get(qn("w:name")) for element in body.iter(qn("w:bookmarkStart"))]
    assert places == [f"note_{n}" for n in range(1, 31)]
    anchors = {element.get(qn("w:anchor")) for element in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors <= set(places)
    assert len(anchors) > 20


def test_every_page_bears_the_mark_and_its_number(document: Word, report: Report) -> None:
    section = document.sections[0]
    for head in (section.first_page_header, section.header):
        assert "sample, fictional" in head.paragraphs[0].text
    for foot in (section.first_page_footer, section.footer):
        fields = [element.get(qn("w:instr")) for element in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_heads_of_a_table_come_again_and_the_picture_has_words(document: Word, report: Report) -> None:
    (table,) = document.tables
    assert len(table.rows) == 26
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert document.element.body.xpath("//wp:docPr/@descr")[0].startswith("Columns by month")


def test_the_properties_name_title_day_and_language(document: Word, report: Report) -> None:
    about = document.core_properties
    assert (about.title, about.author, about.language) == (report.title, "Hemicycle", "en")
    assert about.created is not None
    assert about.created.date() == report.made_on


def test_the_same_report_gives_the_same_file(report: Report) -> None:
    assert exported(report, "docx") == exported(report, "docx")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_record_is_text(text: str) -> None:
    content = exported(report_of(text), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
                assert b"evil.example" not in parts.read(name) or not name.endswith(".rels")
    document = _opened(report_of(text))
    assert flat(" ".join(_in_style(document, "Quote"))) == flat(f"{plain(text)}1")
    codes = {element.get(qn("w:instr")) for element in document.element.body.iter(qn("w:fldSimple"))}
    assert not codes
