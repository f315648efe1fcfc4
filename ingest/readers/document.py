"""Anything else that is text: PDF, Word, OpenDocument, web pages, Markdown and plain text, each file one document."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from ingest.docx import read_docx
from ingest.draft import Draft
from ingest.files import SourceFile
from ingest.footnotes import note_parts
from ingest.odt import read_odt
from ingest.paper import Paper, believed
from ingest.parts import pages_of, trimmed
from ingest.pdf import read_pdf
from ingest.sources.archive import inner_files
from ingest.text import clean
from ingest.webpage import read_webpage
from ingest.xml import root_name
from rag.errors import ReadError
from rag.language import LANGUAGES, detect
from rag.records import Record, Source

PARLIAMENT = "documents"
"""Stands where other records name their parliament: of a document nobody said which one it is of."""

_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "a file of an old Office program (.doc, .xls, .ppt): save it as .docx or PDF",
    b"{\\rtf": "Rich Text (.rtf): save it as .docx or PDF",
    b"\x89PNG": "a picture: put it into a PDF, whose scanned pages are read",
    b"\xff\xd8\xff": "a picture: put it into a PDF, whose scanned pages are read",
    b"II*\x00": "a picture: put it into a PDF, whose scanned pages are read",
    b"MM\x00*": "a picture: put it into a PDF, whose scanned pages are read",
}
"""What kinds of files begin with, and what to do with them."""

_HTML = frozenset(["html", "body", "head", "main", "article", "section", "div", "p", "h1", "h2", "h3", "table", "ul", "ol"])
_HTML_TYPE = re.compile(r"\s*<!doctype\s+html\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml\b|!DOCTYPE\b)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_HEADING = re.compile(r"(?m)^(?:#{1,6}[ \t]+(?P<marked>[^\n]*)|(?P<underlined>[^\n]+)\n\n={3,}[ \t]*)$")
_KEPT_LINES = re.compile(r"(?m)^(?:#{1,6}[ \t].*|[ \t]*\|.*|={3,}[ \t]*|-{3,}[ \t]*|```.*|> .*)$")
_LEAST = 3
_SAYS_LANGUAGE = 40
"""Letters below which a text is none, and below which it says too little of its language."""


class DocumentReader:
    """Reads what no other reader knows, as one record of kind `document`; the last one that is asked."""

    name = "document"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the file is of a kind that is read, damaged or not."""
        return reason_against(file) is None

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The document. Raises ReadError where the file is of another kind, damaged, or has no text."""
        if reason := reason_against(file):
            raise ReadError(f"{file.path}: {reason}")
        yield _pdf(file) if file.is_pdf else _written(file, _paper(file))


def reason_against(file: SourceFile) -> str | None:
    """Why a file cannot be read as a document, and what to do; None where it can. Never raises."""
    if file.is_pdf:
        return None
    if reason := next((reason for start, reason in _OTHERS.items() if file.data.startswith(start)), None):
        return reason
    try:
        if file.data.startswith(_ZIP):
            return None if _office_kind(file) else "a document of another kind than .docx and .odt: save it as PDF"
        text = file.decoded()
    except (ReadError, UnicodeError) as error:
        return str(error).removeprefix(f"{file.path}: ")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        return "these bytes are not text; is it another kind of file under a wrong name?"
    if _is_json(text):
        return "JSON without a list of records with columns: a mapping says where the records stand (`records`)"
    root = root_name(file)
    if not _is_html(file) and (_XML.match(text) or (root and _is_markup(text, root))):
        return _unknown_xml(root)
    return None


def _is_html(file: SourceFile) -> bool:
    return root_name(file) in _HTML or _HTML_TYPE.match(file.decoded()) is not None


def _office_kind(file: SourceFile) -> str | None:
    """What a document that is a zip says that it is: `docx`, `odt`."""
    there = inner_files(file.data, file.path, ("word/document.xml", "mimetype", "content.xml"))
    if "word/document.xml" in there:
        return "docx"
    return "odt" if b"opendocument.text" in there.get("mimetype", b"") and "content.xml" in there else None


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[", '"')):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_markup(text: str, root: str) -> bool:
    """Whether a text that begins with `<` is XML as a whole, and not a text with an element at its start."""
    return re.search(rf"</(?:[\w.-]+:)?{re.escape(root)}\s*>\s*\Z|<[^<>]*/>\s*\Z", text) is not None


def _unknown_xml(root: str | None) -> str:
    named = f"with the root element <{root}>" if root else "without an element"
    return f"XML {named}, which no reader knows: turn it into HTML or plain text, or into a table with a mapping"


def _paper(file: SourceFile) -> Paper:
    """A file that is no PDF as sections of text."""
    if file.data.startswith(_ZIP):
        return read_docx(file) if _office_kind(file) == "docx" else read_odt(file)
    text = file.decoded()
    if _is_html(file):
        return read_webpage(text) or Paper()
    # A heading, a row of a table and the like are paragraphs of their own, whose lines are not joined.
    text = clean(_KEPT_LINES.sub(lambda line: f"\n{line[0]}\n", text.replace("\r\n", "\n"))).text
    headings = list(_HEADING.finditer(text))
    starts = [0, *(found.start() for found in headings), len(text)]
    title = next((found["underlined"] or found["marked"].rstrip(" \t#") for found in headings), None)
    return Paper([text[start:end] for start, end in pairwise(starts)], title=title)


def _written(file: SourceFile, paper: Paper) -> Record:
    draft = Draft()
    for section in paper.sections:
        draft.add_part("text", section)
    for number, note in paper.notes:
        draft.add_part("note", note, one_line=True, labels=(number,))
    _check(draft.text, file)
    return draft.record(
        parliament=PARLIAMENT,
        kind="document",
        asked_on=paper.published,
        title=believed(paper.named, draft.text) or " ".join((paper.title or "").split()) or _file_title(file),
        language=paper.language if paper.language in LANGUAGES else _language(draft.text),
        source=Source(path=file.path, sha256=file.sha256),
    )


def _pdf(file: SourceFile) -> Record:
    pdf = read_pdf(file.data, file.path, footnotes=True, ocr=True)
    cleaned = clean(pdf.text)
    text = cleaned.text
    _check(text, file)
    end, notes, noted = note_parts(text, cleaned.origins, pdf.notes)
    draft = Draft()
    draft.add(text, [*trimmed(text, 0, end, "text"), *notes])
    starts = [bisect_left(cleaned.origins, start) for start in pdf.page_starts]
    pages = [page.model_copy(update={"ocr": page.page in pdf.scanned}) for page in (*pages_of(starts, 0, end), *noted)]
    return draft.record(
        parliament=PARLIAMENT,
        kind="document",
        title=believed(pdf.title, text) or _file_title(file),
        language=_language(text),
        source=Source(path=file.path, sha256=file.sha256),
        pages=tuple(pages),
    )


def _check(text: str, file: SourceFile) -> None:
    if sum(map(str.isalpha, text[:10_000])) < _LEAST:
        raise ReadError(f"{file.path}: there is no text in it")


def _language(text: str) -> str | None:
    return detect(text[:20_000]) if sum(map(str.isalpha, text[:1000])) >= _SAYS_LANGUAGE else None


def _file_title(file: SourceFile) -> str:
    return PurePosixPath(file.name).stem or file.name
