"""Debates in the TEI of Parla-CLARIN, of which ParlaMint is the best known corpus (https://clarin-eric.github.io/ParlaMint)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.ids import slug
from ingest.markup import line_text, local_name, taken_out
from ingest.readers.parla_clarin_people import ID, LANGUAGE, People, Register
from ingest.sitting import Ids, Item, Sitting, Turn, debate, joined_title
from ingest.xml import root_name, root_of
from rag.errors import PassedOver, ReadError
from rag.records import Record, Source
from rag.vocabulary import PartRole

if TYPE_CHECKING:
    from lxml.etree import _Element

_METADATA = frozenset(["listPerson", "listOrg", "taxonomy", "particDesc"])
_ASIDE = frozenset(["note", "gap", "incident", "kinesic", "vocal"])
_SILENT = frozenset(["head", "pb", "listEvent", "linkGrp", "milestone", "anchor"])
"""Headings, which are read where they open an item, and what has no words of the report."""
_TOKENS = frozenset(["w", "pc"])
_SLUGS = {
    ("nl", "lower"): "tweede-kamer",
    ("nl", "upper"): "eerste-kamer",
    ("be", ""): "be-chamber",
    ("be", "lower"): "be-chamber",
    ("gb", "lower"): "uk-commons",
    ("gb", "upper"): "uk-lords",
}
"""Parliaments that other formats name as well, by country and chamber."""
_TRANSLATED = "ParlaMint-en: translated by machine"
_CC = re.compile(r"creativecommons\.org/(?:licenses/(?P<terms>[a-z-]+)|publicdomain/(?P<zero>zero))/(?P<version>[\d.]+)")


class ParlaClarinReader:
    """Reads a file of a corpus, or a corpus in one file: a debate for each division in which people speak."""

    name = "parla-clarin"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the root element is that of TEI with utterances in it, of a corpus, or of a corpus's lists."""
        name = root_name(file)
        if name in ("teiCorpus", *_METADATA):
            return "http://www.tei-c.org/ns/1.0" in file.decoded()
        return name == "TEI" and re.search(r"<(?:\w+:)?u[\s>]", file.decoded()) is not None

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a file, in order. Raises PassedOver for the root of a corpus that names its debates and for lists of
        people, ReadError where nobody speaks."""
        root = root_of(file)
        if local_name(root) in _METADATA or not any(local_name(one) == "u" for one in root.iter()):
            if local_name(root) != "TEI":
                raise PassedOver("holds the description of a corpus and no debates: they stand in its other files")
            raise ReadError(f"{file.path}: nobody speaks in it (TEI without <u>): is it a corpus of debates?")
        register, ids = Register(root), Ids()
        for document in root.iter():
            if local_name(document) == "TEI":
                sitting = _sitting(document, root, file)
                people = People(register, document, sitting.on)
                for item in _items(document, people, sitting.language):
                    item.external_id = ids.distinct(item.external_id)
                    yield debate(sitting, item)


def _items(document: "_Element", people: People, language: str | None) -> list[Item]:
    """The items of a document that have words; one alone has the document's id."""
    reading = _Reading(document, people, language)
    items = [item for item in reading.items() if item.turns]
    if len(items) == 1 and document.get(ID):
        items[0].external_id = document.get(ID, "").removesuffix(".ana")  # the same debate, annotated
    return items


class _Reading:
    """The walk through the text of one document."""

    def __init__(self, document: "_Element", people: People, language: str | None) -> None:
        self._document = document
        self._people = people
        self._language = language
        self._items: list[Item] = []
        self._label = ""

    def items(self) -> list[Item]:
        title = _document_title(self._document, self._language)
        for body in (one for one in self._document.iter() if local_name(one) in ("front", "body", "back")):
            self._walk(body, [title])
        return self._items

    def _open(self, headings: Sequence[str], identifier: str | None) -> Item:
        number = len(self._items) + 1
        item = Item(joined_title(headings), identifier or f"{self._document.get(ID) or 'item'}-{number}")
        self._items.append(item)
        return item

    def _walk(self, division: "_Element", above: Sequence[str]) -> None:
        """Add a division: an item of its own, and one for each division and each note of the agenda in it."""
        heads = [one for one in division if local_name(one) == "head"]
        headings = [*above, *filter(None, [": ".join(line_text(one) for one in heads)])]
        said = (one for one in division if local_name(one) == "u")
        first = next((one.get(ID) for one in (division, *heads, *said) if one.get(ID)), None)
        item = self._open(headings, first)
        for child in division:
            name = local_name(child)
            if name == "div":
                self._walk(child, headings)
            elif name == "u":
                self._utterance(child, item)
            elif name == "note" and child.get("type") == "speaker":
                self._label = line_text(child)
            elif name == "note" and child.get("type") == "agenda" and line_text(child):
                item = self._open([*headings, line_text(child)], child.get(ID))
            elif name not in _SILENT:
                self._add(item, child, "note" if name in _ASIDE else "text")

    def _utterance(self, utterance: "_Element", item: Item) -> None:
        """Add what somebody says, paragraph by paragraph, stage directions in it behind their paragraph."""
        speaker = self._people.speaker(utterance, self._label)
        self._label = ""
        segments = [one for one in utterance if local_name(one) not in (*_SILENT, *_ASIDE)]
        for segment in utterance if segments else [utterance]:
            if local_name(segment) in _ASIDE:
                self._add(item, segment, "note")
                continue
            aside = taken_out(segment, _ASIDE)
            if text := _spoken(segment):
                item.turns.append(Turn(text, speaker, self._other(segment), "speech" if speaker else "text"))
            for one in aside:
                self._add(item, one, "note")

    def _add(self, item: Item, element: "_Element", role: PartRole) -> None:
        if text := _spoken(element):
            item.turns.append(Turn(text, None, self._other(element), role))

    def _other(self, element: "_Element") -> str | None:
        """The language of an element where it is not the document's."""
        code = next((found for one in (element, *element.iterancestors()) if (found := one.get(LANGUAGE))), "")[:2].lower()
        return code if code and code != self._language else None


def _spoken(element: "_Element") -> str:
    """The words of an element: of an annotated one those of its tokens, which say where no space follows them."""
    tokens = [one for one in element.iter() if local_name(one) in _TOKENS and local_name(_parent(one)) not in _TOKENS]
    if not tokens:
        return line_text(element)
    return "".join(line_text(one) + ("" if one.get("join") in ("right", "both") else " ") for one in tokens).strip()


def _sitting(document: "_Element", root: "_Element", file: SourceFile) -> Sitting:
    language = (document.get(LANGUAGE) or root.get(LANGUAGE) or "")[:2].lower() or None
    return Sitting(
        parliament=_parliament(document),
        language=language,
        on=_day(document),
        source=Source(path=file.path, sha256=file.sha256),
        licence=_licence(document) or _licence(root),
        url=_address(document),
        edition=_TRANSLATED if re.match(r"ParlaMint-(?!GB)[A-Z-]+-en_", document.get(ID) or "") else None,
    )


def _parliament(document: "_Element") -> str:
    """A short name made of the country and the chamber that the header names."""
    country = next((one.get("key", "") for one in _path(document, "setting", "name") if one.get("type") == "country"), "")
    meetings = " ".join(one.get("ana") or "" for one in _path(document, "titleStmt", "meeting"))
    chamber = next((name for name in ("lower", "upper") if f"#parla.{name}" in meetings), "")
    key = country.lower()
    return _SLUGS.get((key, chamber)) or "-".join(filter(None, [slug(key), chamber or "parliament"]))


def _day(document: "_Element") -> date | None:
    for path in (("setting", "date"), ("bibl", "date")):
        for found in _path(document, *path):
            try:
                return date.fromisoformat((found.get("when") or found.get("from") or "")[:10])
            except ValueError:
                continue
    return None


def _licence(element: "_Element") -> str | None:
    """The licence, a Creative Commons one by its short name."""
    for found in _path(element, "availability", "licence"):
        said = found.get("target") or line_text(found)
        named = _CC.search(said)
        if named:
            return f"CC0-{named['version']}" if named["zero"] else f"CC-{named['terms'].upper()}-{named['version']}"
        if said:
            return said
    return None


def _address(document: "_Element") -> str | None:
    """The address of the report itself; that of a parliament's front page is none."""
    given = (line_text(one) for one in _path(document, "bibl", "idno") if (one.get("type") or "").upper() in ("URI", "URL"))
    return next((address for address in given if re.match(r"https?://[^/]+/\S*[^/\s]", address)), None)


def _document_title(document: "_Element", language: str | None) -> str:
    """The title of the source in the document's language, else that of the document, the more particular one first."""
    sources, titles = ([one for one in _path(document, above, "title") if line_text(one)] for above in ("bibl", "titleStmt"))
    own = [one for one in [*sources, *titles] if (one.get(LANGUAGE) or "")[:2] == language]
    if own and own[0] in titles:
        own.sort(key=lambda one: one.get("type") != "sub")
    return line_text([*own, *titles][0]) if own or titles else document.get(ID) or ""


def _path(element: "_Element", above: str, name: str) -> Iterator["_Element"]:
    """The elements of a name in the header whose parent has a name too; not those of the documents of a corpus."""
    header = next((one for one in element if local_name(one) == "teiHeader"), None)
    for one in () if header is None else header.iter():
        if local_name(one) == name and local_name(_parent(one)) == above:
            yield one


def _parent(element: "_Element") -> "_Element":
    parent = element.getparent()
    return element if parent is None else parent
