"""OpenDocument texts (ISO/IEC 26300) as sections of text: headings, lists, tables and notes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.markup import local_name
from ingest.paper import Paper, Sections
from ingest.sources.archive import inner_files
from ingest.xml import root_of
from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT = "content.xml"
_LEFT_OUT = frozenset(
    ["tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "desc", "title", "ruby-text"]
)


def read_odt(file: SourceFile) -> Paper:
    """The text of an OpenDocument text; deleted text that it keeps for its history, comments, headers and footers stay out.

    Raises ReadError where the file is damaged, is another kind of OpenDocument, or unpacks beyond the limits of archives.
    """
    files = inner_files(file.data, file.path, (_CONTENT, "meta.xml"))
    roots = {name: root_of(SourceFile(f"{file.path}/{name}", data)) for name, data in files.items()}
    body = (
        next((e for e in roots[_CONTENT].iter() if local_name(e) == "text" and "office" in str(e.tag)), None)
        if files
        else None
    )
    if body is None:
        raise ReadError(f"{file.path}: no text document in it (a table, slides?): save it as PDF")
    sections, notes, title = Sections(), list[tuple[str, str]](), None
    for text, heading in _blocks(body, notes):
        title = text if title is None and heading and text.strip() else title
        sections.add(text, heading=heading)
    meta = roots.get("meta.xml")
    named = next((e.text for e in meta.iter() if local_name(e) == "title"), None) if meta is not None else None
    return Paper(sections.texts, notes, title=title, named=named)


def _blocks(root: "_Element", notes: list[tuple[str, str]], item: str = "") -> Iterator[tuple[str, bool]]:
    """The paragraphs below an element in order, and whether each is a heading; the first one of an item begins with `- `."""
    for element in root:
        name = local_name(element)
        if name in _LEFT_OUT:
            continue
        if name in ("p", "h"):
            text = _text(element, notes)
            yield (item + text if text.strip() else ""), name == "h"
            item = "" if text.strip() else item
        elif name == "table":
            rows = (row for row in element.iter() if local_name(row) == "table-row")
            yield (
                "\n".join(" | ".join(_cell(cell, notes) for cell in row if local_name(cell) == "table-cell") for row in rows),
                False,
            )
        else:
            yield from _blocks(element, notes, "- " if name == "list-item" else item)


def _cell(cell: "_Element", notes: list[tuple[str, str]]) -> str:
    return " ".join(" ".join(text for text, _ in _blocks(cell, notes)).split())


def _text(element: "_Element", notes: list[tuple[str, str]]) -> str:
    """The text of a paragraph; its notes are put aside."""
    pieces = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "note":
            body = next((e for e in child if local_name(e) == "note-body"), None)
            text = "" if body is None else " ".join(text for text, _ in _blocks(body, notes))
            if text.strip():
                notes.append((str(len(notes) + 1), text))
        elif name in ("tab", "line-break", "s"):
            pieces.append("\n" if name == "line-break" else " ")
        elif name not in _LEFT_OUT:
            pieces.append(_text(child, notes))
        pieces.append(child.tail or "")
    return "".join(pieces)
