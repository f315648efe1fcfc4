"""Word documents (Office Open XML, ECMA-376) as sections of text: headings, lists, tables and notes."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.markup import local_name
from ingest.paper import Paper, Sections
from ingest.sources.archive import inner_files
from ingest.xml import root_of
from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_FILES = (_MAIN, "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml")
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"]
)
"""Struck out by a tracked change, the same once more for old programs, codes of fields, properties."""

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_HEADING = re.compile(r"(?:heading|kop|titre|überschrift) \d|title|subtitle")


def read_docx(file: SourceFile) -> Paper:
    """The text of a Word document, with tracked changes taken as accepted; headers, footers and comments stay out.

    A row of a table is a line with ` | ` between its cells; an item of a list stands behind `- `, since its number is not
    in the file. Raises ReadError where the file is damaged or unpacks beyond the limits of archives.
    """
    files = inner_files(file.data, file.path, _FILES)
    if _MAIN not in files:
        raise ReadError(f"{file.path}: no {_MAIN} in it: is it a Word document? Save it again as .docx or PDF")
    roots = {name: root_of(SourceFile(f"{file.path}/{name}", data)) for name, data in files.items()}
    headings = dict(_headings(roots.get("word/styles.xml")))
    sections, title = Sections(), None
    for paragraph, text in _blocks(roots[_MAIN]):
        style = _style(paragraph)
        heading = style in headings or _own_level(paragraph)
        title = text if title is None and heading and text.strip() else title
        sections.add(f"- {text}" if _is_item(paragraph) and not heading and text.strip() else text, heading=heading)
    notes = [note for name in ("word/footnotes.xml", "word/endnotes.xml") for note in _notes(roots.get(name))]
    named = next((e.text for e in _under(roots.get("docProps/core.xml"), "title")), None)
    return Paper(sections.texts, notes, title=title, named=named)


def _blocks(root: "_Element") -> Iterator[tuple["_Element", str]]:
    """The paragraphs below an element in order with their text, a table as one; of the text boxes in one, behind it."""
    boxes: list[_Element] = []
    for element in root:
        name = local_name(element)
        if name in _LEFT_OUT:
            continue
        if name == "p":
            boxes.clear()
            yield element, _text(element, boxes)
            for box in boxes:
                yield from _blocks(box)
        elif name == "tbl":
            rows = (
                " | ".join(_cell(cell) for cell in _under(row, "tc", deep=False)) for row in _under(element, "tr", deep=False)
            )
            yield element, "\n".join(rows)
        else:
            yield from _blocks(element)


def _cell(cell: "_Element") -> str:
    return " ".join(" ".join(text for _, text in _blocks(cell)).split())


def _text(element: "_Element", boxes: list["_Element"]) -> str:
    """The text of a paragraph; text boxes anchored in it are put aside."""
    pieces = []
    for child in element:
        name = local_name(child)
        if name == "txbxContent":
            boxes.append(child)
        elif name == "t":
            pieces.append(child.text or "")
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name not in _LEFT_OUT:
            pieces.append(_text(child, boxes))
    return "".join(pieces)


def _under(root: "_Element | None", name: str, *, deep: bool = True) -> Iterator["_Element"]:
    """The elements of a name; unless `deep` none that stands inside another table."""
    if root is None:
        return
    for element in root.iter() if deep else root:
        if local_name(element) == name and element is not root:
            yield element
        elif not deep and local_name(element) in ("sdt", "sdtContent", "ins", "smartTag", "customXml"):
            yield from _under(element, name, deep=False)


def _notes(root: "_Element | None") -> Iterator[tuple[str, str]]:
    """The notes in order, numbered from 1; those of a type are lines that divide."""
    notes = (note for kind in ("footnote", "endnote") for note in _under(root, kind) if not _attribute(note, "type"))
    texts = (" ".join(" ".join(text for _, text in _blocks(note)).split()) for note in notes)
    yield from ((str(number), text) for number, text in enumerate(filter(None, texts), start=1))


def _headings(styles: "_Element | None") -> Iterator[tuple[str, bool]]:
    """The ids of the styles that are headings by their name, their level, or what they are based on."""
    known: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in _under(styles, "style"):
        identity, name, level = _attribute(style, "styleId") or "", "", False
        for child in style.iter():
            tag = local_name(child)
            name = (_attribute(child, "val") or "").lower() if tag == "name" else name
            level = level or (tag == "outlineLvl" and (_attribute(child, "val") or "9") < "9")
            if tag == "basedOn":
                based[identity] = _attribute(child, "val") or ""
        known[identity] = level or _HEADING.match(name) is not None
    for identity in known:
        seen, at = set[str](), identity
        while at in based and at not in seen and not known.get(at):
            seen.add(at)
            at = based[at]
        if known.get(at):
            yield identity, True


def _style(paragraph: "_Element") -> str | None:
    return next(
        (_attribute(e, "val") for p in paragraph if local_name(p) == "pPr" for e in p if local_name(e) == "pStyle"), None
    )


def _own_level(paragraph: "_Element") -> bool:
    levels = (e for p in paragraph if local_name(p) == "pPr" for e in p if local_name(e) == "outlineLvl")
    return any((_attribute(level, "val") or "9") < "9" for level in levels)


def _is_item(paragraph: "_Element") -> bool:
    return any(local_name(e) == "numPr" for p in paragraph if local_name(p) == "pPr" for e in p)


def _attribute(element: "_Element", name: str) -> str | None:
    attributes: Mapping[str, str] = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    return attributes.get(name)
