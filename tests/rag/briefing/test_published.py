"""The briefings of the documentation, opened as Word and PDF: every quotation stands in the record that its note names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from eval.briefings import FOLDER, TOPICS
from ingest.run import ingest as run_ingest
from rag.library.filters import Filters
from rag.library.library import Library

NAMES = [f"{name}.{language}" for _, language, name in TOPICS]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> dict[str, str]:
    """The texts of all records that the briefings name, read from the collection itself, by id."""
    wanted = {record.rsplit(".", 1)[1] for name in NAMES for record in notes(paragraphs(name)).values()}
    folder = tmp_path_factory.mktemp("published")
    rows = (data_folder / "dekamer-2017" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    file = folder / "questions.jsonl"
    file.write_text("\n".join(row for row in rows if str(json.loads(row)["doc_id"]) in wanted), encoding="utf-8")
    library = Library(folder / "library", create=True)
    run_ingest(library, [file], mapping="dekamer-2017", embed=False)
    found = {record.id: record.text for record in library.catalogue.listing(Filters())}
    library.close()
    return found


def paragraphs(name: str) -> list[Paragraph]:
    return list(Document(str(FOLDER / f"{name}.docx")).paragraphs)


def notes(document: list[Paragraph]) -> dict[int, str]:
    """The record of each note, by its number."""
    named = [each.text.rsplit(" · ", 1)[1].strip() for each in document if each.style and each.style.name == "Note"]
    return dict(enumerate(named, start=1))


def quotations(document: list[Paragraph]) -> Iterator[tuple[str, list[int]]]:
    """What is quoted, with the numbers of its notes."""
    for each in document:
        style = each.style.name if each.style else ""
        pieces = [(piece.text, piece.fragment) for piece in each.iter_inner_content() if hasattr(piece, "fragment")]
        numbers = [int(text) for text, fragment in pieces if fragment]
        words = "".join(run.text for run in each.runs)
        if style == "Quote":
            yield words, numbers
        elif style == "List Bullet" and numbers:  # one without names a related record by its reference
            for quote in re.findall(r"“([^“”]+(?:“[^“”]*”[^“”]*)*)”", words):
                yield quote, numbers


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_in_word_stands_in_the_record_of_its_note(name: str, texts: dict[str, str]) -> None:
    document = paragraphs(name)
    named = notes(document)
    quoted = list(quotations(document))
    assert len(quoted) > 10
    for quote, numbers in quoted:
        assert numbers, quote
        assert any(squeezed(quote) in squeezed(texts[named[n]]) for n in numbers), quote


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_is_in_the_pdf_as_well(name: str) -> None:
    pdf = pypdfium2.PdfDocument(FOLDER / f"{name}.pdf")
    pages = [page.get_textpage().get_text_range().splitlines() for page in pdf]
    pdf.close()
    # The first line of a page is its head, but for the first page; the last one has its number.
    said = squeezed("".join("".join(lines[bool(n) : -1]) for n, lines in enumerate(pages)))
    for quote, _ in quotations(paragraphs(name)):
        assert squeezed(quote) in said, quote
