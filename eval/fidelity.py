"""`python -m eval.fidelity [PATH...]`: whether the parts of every record say what their source says, in its order.

The source is read a second time by other means: JSON with `json`, XML with `xml.etree`, HTML with `html.parser`, PDF with
pypdf. Of XML, reports in HTML and answers of an interface each line of a part is looked for by itself: a turn leaves out who
speaks, a title joins headings, and an answer to several questions stands in each of their records. Both sides are
compared without white space and invisible characters, in Unicode NFKC, which spells ligatures out and lowers raised figures;
without hyphens and bullets where lines were joined (the two PDF libraries read bullets differently), and without the marks
that stand for lists and tables where there was HTML.
"""

import argparse
import html
import json
import logging
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from eval.collection import collections
from ingest.files import SourceFile
from ingest.mapping import Mapping, choose_mapping
from ingest.readers import reader_for
from ingest.sources.folder import source_files
from rag.errors import PassedOver
from rag.records import Record

_INVISIBLE = frozenset(["Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"])
COLLECTIONS = (
    *("flemish", "kamervragen-pdf", "dekamer-2017", "dekamer-2020-nl-fr", "uk-questions", "niedersachsen", "parlparse"),
    *("chamber-html", "vlos", "canada", "parlamint", "akoma-ntoso", "brussels"),
)
"""Folders of real collections."""

_BY_LINE = frozenset(
    ["parlparse", "parla-clarin", "akoma-ntoso", "vlos", "canadian-hansard", "chamber-report", "uk-questions-api"]
)

_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
_SHOWN = {**_WINDOWS, 0x2010: "-", 0x2011: "-", 0xF0B7: "•", 0xF0A7: "•"}
_JOINED = dict.fromkeys(map(ord, "-\u2010\u2011\ufffe•\uf0b7\uf0a7"))
_MARKS = dict.fromkeys(map(ord, "-|\u2212"))
_FOOTNOTE = re.compile(r"\d{1,3}")
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PAGE_END = "\f"
_PAGE_HEAD = re.compile(r"(?m)^.*Drucksache \d+/\d+ *$")
_FURTHEST = 6_000
"""Characters that may stand between two pages of a sentence: footnotes, foot and head."""


@dataclass(frozen=True)
class Mismatch:
    """A part that its source does not say, and where the two begin to differ; `part` is null where the record leaves out
    what its source says."""

    record: str
    part: int | None
    expected: str
    found: str


def mismatches(record: Record, source: str, *, whole: bool, joined: bool, markup: bool = False) -> Iterator[Mismatch]:
    """What a record's parts and its source do not have in common.

    `whole` asks that nothing of the source is left out; `joined` says that its lines were joined and that pages, divided by
    form feeds, have heads, feet and footnotes; `markup` that it was HTML.
    """
    dropped = _JOINED if joined else _MARKS if markup else {}
    said = _bare(source, dropped, keep=_PAGE_END if joined else "")
    reached = 0
    for n, part in enumerate(record.parts):
        words = _bare(record.quote(part), dropped)
        start = 0 if part.role == "note" and joined else reached
        end, differs = _followed(words, said, start, skips=joined)
        if differs is not None:
            yield Mismatch(record.id, n, words[differs : differs + 40], said[end : end + 40])
            continue
        if whole and (lost := said[reached : end - len(words)]):
            yield Mismatch(record.id, None, lost[:40], "")
        reached = end
    if whole and said[reached:]:
        yield Mismatch(record.id, None, said[reached : reached + 40], "")


def _bare(text: str, dropped: dict[int, None], *, keep: str = "") -> str:
    """The characters of a text that are compared."""
    shown = unicodedata.normalize("NFKC", text.translate(_SHOWN)).translate(dropped)
    return "".join(c for c in shown if c in keep or unicodedata.category(c) not in _INVISIBLE)


def _followed(words: str, said: str, start: int, *, skips: bool) -> tuple[int, int | None]:
    """Where `words` end in `said`, and None; or how far they go in both.

    The first place where they begin is tried before one further on, where they may be repeated.
    """
    whole = said.find(words, start)
    begin = max(said.find(words[:20], start), start)
    at, done = begin, 0
    while skips and whole != begin and done < len(words):
        if at < len(said) and said[at] == words[done]:
            at, done = at + 1, done + 1
            continue
        ahead = said.find(words[done : done + 25], at, at + _FURTHEST)
        number = _FOOTNOTE.match(said, at)
        if number and said.startswith(words[done : done + 5], number.end()):
            at = number.end()
        elif ahead >= 0 and _PAGE_END in said[at:ahead]:
            at = ahead
        else:
            break
    if skips and done == len(words) and whole != begin:
        return at, None
    return (whole + len(words), None) if whole >= 0 else (at, done)


class _Shown(HTMLParser):
    """The text of HTML, the items of numbered lists with their numbers."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._lists: list[int | None] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self.pieces.append(f"{number}.")
            self._lists[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


@cache
def _rows(path: str) -> tuple[Mapping, dict[str, dict[str, Any]]]:
    """The mapping of a table in JSON, and its rows by their id."""
    file = SourceFile(path, Path(path).read_bytes())
    text = file.data.decode("utf-8-sig")
    found = (
        json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.split("\n") if line.strip()]
    )
    mapping = choose_mapping(file, lambda _records: list(dict.fromkeys(key for row in found for key in row)))
    return mapping, {str(row[mapping.columns.id[0]]): row for row in found}


def _table_mismatches(record: Record, path: str) -> Iterator[Mismatch]:
    mapping, rows = _rows(path)
    row = rows[record.external_id or ""]
    blocks = [mapping.columns, *([mapping.other_language] if mapping.other_language else [])]
    order = ("title", "question", "text", "answer")
    cells = [row.get(name) for block in blocks for key in order for name in getattr(block, key)]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip() and cell != "NaN"]
    if mapping.reader:
        texts = [_PAGE_HEAD.sub(rf"{_PAGE_END}\g<0>", row[mapping.columns.text[0]])]
    markup = any(_TAG.search(text) for text in texts)
    source = "\n".join("".join(_Shown(text).pieces) if _TAG.search(text) else html.unescape(text) for text in texts)
    yield from mismatches(record, source, whole=mapping.reader is None, joined=mapping.reader is not None, markup=markup)


@cache
def _document(path: str) -> str:
    """The text of a document, its pages divided by form feeds."""
    data = Path(path).read_bytes()
    if not data.startswith(b"%PDF-"):
        return data.decode("utf-8-sig")
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    return _PAGE_END.join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


@cache
def _is_tree(path: str) -> bool:
    """Whether a table is one object of JSON, its rows somewhere below."""
    try:
        return isinstance(json.loads(Path(path).read_text(encoding="utf-8-sig")), dict)
    except ValueError:
        return False


@cache
def _said(path: str) -> str:
    """All that a file of XML, HTML or JSON says, as it is compared."""
    text = SourceFile(path, Path(path).read_bytes()).decoded().lstrip("\ufeff")
    if text.lstrip().startswith(("{", "[")):
        pieces = [piece for leaf in _leaves(json.loads(text)) for piece in [*_Shown(leaf).pieces, "\n"]]
    elif re.search(r"<html", text[:5000], re.IGNORECASE):
        pieces = _Shown(text).pieces
    else:
        root = ElementTree.fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
        attributes = (value for element in root.iter() for value in ["\n", *element.attrib.values()])
        pieces = [*root.itertext(), *attributes]
    return _bare("".join(pieces), _MARKS)


def _leaves(value: object) -> Iterator[str]:
    """The texts in a tree of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _lines_missing(record: Record, said: str) -> Iterator[Mismatch]:
    """The lines of a record's parts that its source does not say; of notes, which are never quoted, a reader words some."""
    for n, part in enumerate(record.parts):
        if part.role == "note":
            continue
        for line in re.split(": |\n" if part.role == "title" else "\n", record.quote(part)):
            words = _bare(line, _MARKS)
            if words not in said:
                end, differs = _followed(words, said, 0, skips=False)
                yield Mismatch(record.id, n, words[differs or 0 :][:40], said[end : end + 40])


def check(record: Record, format_name: str) -> list[Mismatch]:
    """What a record and the file that it was read from do not have in common."""
    assert record.source is not None
    if format_name == "table" and not _is_tree(record.source.path):
        return list(_table_mismatches(record, record.source.path))
    if format_name in {"table", *_BY_LINE}:
        return list(_lines_missing(record, _said(record.source.path)))
    return list(mismatches(record, _document(record.source.path), whole=False, joined=True))


def records_of(paths: Sequence[Path], *, at_most: int | None = None) -> Iterator[tuple[str, Record]]:
    """The records of files and folders with the name of their format, of each file the first `at_most`."""
    for file in source_files(paths):
        if isinstance(file, SourceFile):
            reader = reader_for(file)
            records = (item for item in reader.read(file) if isinstance(item, Record))
            with suppress(PassedOver):
                yield from ((reader.name, record) for record in islice(records, at_most))


def main() -> int:
    """Check every part of every record at the paths given, or of the collections. Exit code 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    there = [path for name in COLLECTIONS if (path := collections() / name).exists()]
    counts: Counter[str] = Counter()
    for name, record in records_of(parser.parse_args().paths or there):
        found = check(record, name)
        counts.update({"records": 1, "parts": len(record.parts), "differ": len(found)})
        for mismatch in found:
            print(f"{mismatch.record} part {mismatch.part}: {mismatch.expected!r} is {mismatch.found!r}")
    print(f"fidelity: {counts['records']} records, {counts['parts']} parts, {counts['differ']} differ from their source")
    return int(counts["differ"] > 0)


if __name__ == "__main__":
    sys.exit(main())
