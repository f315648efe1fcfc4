"""Any other text is a document; what is none, or damaged, says so."""

import io
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.files import SourceFile
from ingest.passages import passages
from ingest.readers import reader_for
from ingest.readers.document import DocumentReader, reason_against
from rag.errors import ReadError
from rag.records import Record


def read(data: bytes | str, name: str = "nota over veren.txt") -> Record:
    file = SourceFile(f"map/{name}", data.encode() if isinstance(data, str) else data)
    reader = reader_for(file)
    assert reader.name == "document"
    (record,) = reader.read(file)
    assert isinstance(record, Record)
    assert (record.kind, record.parliament) == ("document", "documents")
    assert passages(record)
    return record


def quotes(record: Record) -> list[str]:
    return [record.quote(part) for part in record.parts]


def test_plain_text_is_one_part_named_after_its_file() -> None:
    record = read("Geachte heer Peeters,\n\nDank u voor uw brief over de veren, die wij\nmet belangstelling lazen.\n")
    assert quotes(record) == [
        "Geachte heer Peeters,\n\nDank u voor uw brief over de veren, die wij met belangstelling lazen."
    ]
    assert (record.title, record.language, record.asked_on) == ("nota over veren", "nl", None)


def test_markdown_has_a_part_for_each_heading() -> None:
    table = "| jaar | prijs |\n|---|---|\n| 2020 | 1 |"
    record = read(f"# De veren\nZij varen\nelke dag.\n\n## Prijzen ##\n{table}\n\nTitel\n=====\nTekst.\n")
    assert [quote.split("\n\n")[0] for quote in quotes(record)] == ["# De veren", "## Prijzen ##", "Titel"]
    assert "Zij varen elke dag." in record.text
    assert "| 2020 | 1 |" in record.text.split("\n\n")
    assert record.title == "De veren"


def test_a_page_of_the_web_may_leave_out_its_root() -> None:
    assert quotes(read("<!doctype html><title>Les bacs</title><p>Ils naviguent.</p>", "a.html")) == ["Ils naviguent."]


@pytest.mark.parametrize("line", ["x" * 200_000, "# " + "#" * 200_000 + "x", "# " + "# " * 100_000 + "x"])
def test_one_very_long_line_takes_no_longer_than_many_short_ones(line: str) -> None:
    assert read(f"Een nota.\n\n{line}\n\nEinde.").text.endswith("Einde.")


def test_a_page_of_the_web_is_its_main_text() -> None:
    record = read(
        "<!DOCTYPE html><html lang=fr><body><nav>Menu</nav><main><h1>Les bacs</h1><p>Ils naviguent.</p></main></body></html>",
        "a.html",
    )
    assert quotes(record) == ["Les bacs\n\nIls naviguent."]
    assert (record.title, record.language) == ("Les bacs", "fr")


def test_a_word_document_has_its_title_and_language() -> None:
    document = Document()
    out = io.BytesIO()
    document.add_heading("The ferries of the polder", 0)
    document.add_paragraph("They sail every day, and what they cost is what the province pays for them.")
    document.save(out)
    record = read(out.getvalue(), "x.docx")
    assert (record.title, record.language) == ("The ferries of the polder", "en")


@pytest.mark.parametrize(("named", "title"), [("De veren in 2020", "De veren in 2020"), ("Microsoft Word - x.doc", "nota")])
def test_a_pdf_is_cited_by_page_and_its_own_title_believed_where_it_stands_in_it(named: str, title: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setTitle(named)
    for text in ("De veren in 2020 voeren elke dag.", "De prijzen bleven gelijk."):
        canvas.drawString(70, 700, text)
        canvas.showPage()
    canvas.save()
    record = read(out.getvalue(), "nota.pdf")
    assert record.title == title
    assert [(page.page, page.ocr, record.quote(page).strip()) for page in record.pages] == [
        (1, False, "De veren in 2020 voeren elke dag."),
        (2, False, "De prijzen bleven gelijk."),
    ]


@pytest.mark.parametrize("text", ["Een tekst, met een komma.", "Een regel, en meer\n\nNog een, en meer"])
def test_a_sentence_with_a_comma_is_no_table(text: str) -> None:
    assert "komma" in read(text).text or "Nog een" in read(text).text


def test_the_same_text_has_the_same_id_under_another_name() -> None:
    assert read("Een tekst over veren.", "a.txt").id == read("Een tekst over veren.", "b.md").id


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "a picture: put it into a PDF"),
        (b"\xd0\xcf\x11\xe0\x00", r"an old Office program \(\.doc"),
        (b"{\\rtf1 tekst}", "Rich Text"),
        (b"PK\x03\x04 and no zip behind it", "damaged, or packed in an unknown way"),
        (b"\x00\x01\x02", "these bytes are not text"),
        (b"\x01\x02tekst\x03\x04", "these bytes are not text"),
        (b"\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (b"[1, 2, 3]", "JSON without a list of records"),
        (b'"tekst"', "JSON without a list of records"),
        (b"<?xml version='1.0'?><bericht><p>Tekst</p></bericht>", "root element <bericht>, which no reader knows"),
        (b"<!DOCTYPE akte [<!ENTITY a '" + b"x" * 100_000 + b"'>]><akte>&a;</akte>", "which no reader knows"),
        (b"<x:akte xmlns:x='u'>Tekst</x:akte>\n", "root element <akte>, which no reader knows"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=rf"brief\.txt: .*{reason}"):
        reader_for(SourceFile("brief.txt", data))
    with pytest.raises(ReadError, match=reason):
        list(DocumentReader().read(SourceFile("brief.txt", data)))


@pytest.mark.parametrize("data", [b"\xff", b"12 - 13", b"<html><body><nav>Menu</nav></body></html>"])
def test_a_file_without_words_says_so(data: bytes) -> None:
    with pytest.raises(ReadError, match="there is no text in it"):
        list(DocumentReader().read(SourceFile("a.txt", data)))


@pytest.mark.parametrize(
    "text", ["<details>\nInleiding op de veren.\n</details>\n\n# De veren\n\nZij varen.", "<!-- x -->\nDe veren varen."]
)
def test_a_text_that_begins_with_an_element_is_a_text(text: str) -> None:
    assert "varen." in read(text, "a.md").text


def test_a_damaged_pdf_has_its_own_reason() -> None:
    with pytest.raises(ReadError, match="this PDF is damaged"):
        list(reader_for(SourceFile("a.pdf", b"%PDF-1.4 afgebroken")).read(SourceFile("a.pdf", b"%PDF-1.4 afgebroken")))


@given(st.binary(max_size=300))
def test_no_bytes_make_the_question_fail(data: bytes) -> None:
    assert reason_against(SourceFile("x", data)) is None or reason_against(SourceFile("x", data))


@given(st.text(max_size=400))
def test_whatever_the_text_its_parts_hold_it(text: str) -> None:
    file = SourceFile("x", text.encode("utf-8", "ignore"))
    if file.data.startswith((b"\xff\xfe", b"%PDF", b"<")) or reason_against(file):
        return
    try:
        (record,) = DocumentReader().read(file)
    except ReadError:
        return
    letters = "".join(filter(str.isalpha, record.text))
    assert "".join(filter(str.isalpha, "".join(quotes(record)))) == letters


def test_a_real_file_of_a_known_format_is_no_document(data_folder: Path) -> None:
    for path in sorted((data_folder / "flemish").glob("*.txt")):
        assert reader_for(SourceFile(path.name, path.read_bytes())).name == "flemish"
