"""The Hansard of the Canadian House of Commons, in the XML that the House publishes for each sitting and language."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.markup import line_text, spaced_text
from ingest.readers.canadian_people import People
from ingest.readers.canadian_written import written_question
from ingest.sitting import Ids, Item, Sitting, Speaker, Turn, debate, oral_question, rounds
from ingest.xml import root_name, root_of
from rag.errors import ReadError
from rag.records import Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_APART = {"QuotePara": "\n\n", "Line": "\n", "Verse": "\n\n", "row": "\n", "entry": " | ", "ParaText": "\n\n"}
_LEFT_OUT = frozenset(
    (
        *("Timestamp", "CatchLine", "SubjectOfBusinessTitle", "SubjectOfBusinessQualifier", "OrderOfBusinessTitle"),
        *("PersonSpeaking", "Questioner", "Responder", "QuestionID"),
    )
)
"""Times, headings that are read where they open an item, and names that are read where somebody begins to speak."""
_NOTES = frozenset(["ProceduralText", "FloorLanguage", "Prayer", "Division", "EditorsNotes"])
_PARAGRAPHS = frozenset(["ParaText", "ThroneSpeechPara", "Poetry", "table", *_NOTES])
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""A paragraph in brackets is the report's own: `(The House adjourned at 5 p.m.)`."""
_LABEL = re.compile(r"\s*:")


class CanadianHansardReader:
    """Reads a sitting: a debate for each subject of business, an oral question for each member's round of question period, a
    written question for each one that is answered on the order paper."""

    name = "canadian-hansard"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the root element is `Hansard`."""
        return root_name(file) == "Hansard"

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a sitting. Raises ReadError where it holds none."""
        root = root_of(file)
        told = {item.get("Name", ""): line_text(item) for item in root.iter("ExtractedItem")}
        reading = _Reading(root, _sitting(root, told, file), told)
        found = False
        for record in reading.records():
            found = True
            yield record
        if not found:
            raise ReadError(f"{file.path}: no words in its <HansardBody>: is it the whole report of a sitting?")


def _sitting(root: "_Element", told: dict[str, str], file: SourceFile) -> Sitting:
    language = (root.get(_LANGUAGE) or "").lower()[:2] or None
    try:
        on = date(*(int(told[f"MetaDateNum{unit}"]) for unit in ("Year", "Month", "Day")))
    except (KeyError, ValueError):
        on = None
    committee = told.get("MetaDocumentCategory", "").lower() == "committee"
    return Sitting(
        parliament="ca-commons",
        language=language,
        on=on,
        source=Source(path=file.path, sha256=file.sha256),
        url=None if committee else _address(told, language),
    )


def _address(told: dict[str, str], language: str | None) -> str | None:
    """The page of a sitting on ourcommons.ca, whose address is made of parliament, session and number."""
    session = [told.get(name, "") for name in ("ParliamentNumber", "SessionNumber")]
    number = told.get("MetaNumberNumber", "").lstrip("0")
    places = {"en": "en/{}/house/sitting-{}/hansard", "fr": "fr/{}/chambre/seance-{}/debats"}
    if language not in places or not all(part.isdigit() for part in (*session, number)):
        return None
    return "https://www.ourcommons.ca/DocumentViewer/" + places[language].format("-".join(session), number)


class _Reading:
    """The walk through a report, which holds what is open: the heading, the item, who speaks."""

    def __init__(self, root: "_Element", sitting: Sitting, told: dict[str, str]) -> None:
        self._root = root
        self._sitting = sitting
        self._report = told.get("InstitutionDebate") or told.get("HeaderTitle") or "Hansard"
        self._people = People(root)
        self._ids = Ids()

    def records(self) -> Iterator[Record]:
        for body in self._root.iterfind("HansardBody"):
            for order in body:
                yield from self._order(order)

    def _order(self, order: "_Element") -> Iterator[Record]:
        """The records of an order of business, or of the introduction."""
        heading = line_text(order.find("OrderOfBusinessTitle")) or self._report
        questions = order.get("Rubric") == "OralQuestionPeriod"
        own = Item(heading, self._id(order.get("id") or self._root.get("id")))
        title = heading
        for child in order if order.tag in ("OrderOfBusiness", "Intro") else [order]:
            if child.tag != "SubjectOfBusiness":
                self._walk(child, None, own.turns)
                continue
            title = line_text(child.find("SubjectOfBusinessTitle")) or title
            qualifier = line_text(child.find("SubjectOfBusinessQualifier"))
            item = Item(f"{title}: {qualifier}" if qualifier else title, self._id(child.get("id")))
            self._walk(child, None, item.turns)
            plain = qualifier == "" and child.find("CatchLine") is None
            yield from self._of_questions(item) if questions and plain else self._of(item)
            for asked in child.iter("WrittenQuestionResponse"):
                yield written_question(self._sitting, asked, self._people, title, _APART)
        yield from self._of(own)

    def _id(self, given: str | None) -> str:
        """The id of an item: both languages of a sitting have the same, so that it says which one it is."""
        return self._ids.distinct("-".join(filter(None, [given or "item", self._sitting.language])))

    def _of(self, item: Item) -> Iterator[Record]:
        if item.turns:
            yield debate(self._sitting, item)

    def _of_questions(self, item: Item) -> Iterator[Record]:
        """The questions under a subject of question period; words without any question stay a debate."""
        for turns in rounds(item.turns):
            first = next((turn for turn in turns if turn.speaker and turn.speaker.standing == "member"), None)
            part = Item(item.title, self._id(first.id) if first else item.external_id, turns)
            yield oral_question(self._sitting, part) if first else debate(self._sitting, part)

    def _walk(
        self, element: "_Element", speaker: Speaker | None, turns: list[Turn], spoken: str | None = None
    ) -> Speaker | None:
        """Add what an element holds; who speaks at its end. `spoken` is the id of the intervention."""
        if element.tag in _LEFT_OUT or element.tag == "WrittenQuestionResponse":
            return speaker
        if element.tag in _PARAGRAPHS or not len(element):
            return self._paragraph(element, speaker, turns, spoken)
        if element.tag == "Intervention":
            person = element.find("PersonSpeaking")
            speaker, spoken = (None if person is None else self._people.named(person)), element.get("id")
            if speaker is None and person is not None and line_text(person):
                turns.append(Turn(line_text(person), role="note"))
        for child in element:
            speaker = self._walk(child, speaker, turns, spoken)
        return None if element.tag == "Intervention" else speaker

    def _paragraph(
        self, element: "_Element", speaker: Speaker | None, turns: list[Turn], spoken: str | None
    ) -> Speaker | None:
        text = spaced_text(element, _APART)
        if not text:
            return speaker
        if element.tag in _NOTES or _BRACKETED.fullmatch(text):
            turns.append(Turn(text, role="note"))
            return speaker
        label = _label(element)
        if label is not None:
            called, kind = label
            other = self._people.speaker(called, kind)
            if other is None:
                turns.append(Turn(text, role="note"))
                return speaker
            speaker, text = other, text[len(called) :].lstrip(" :")
        if text:
            turns.append(Turn(text, speaker, None, "speech" if speaker else "text", spoken))
        return speaker


def _label(element: "_Element") -> tuple[str, str | None] | None:
    """The name at the start of a paragraph in which somebody else speaks, `<B>Some hon. members:</B> Agreed.`, and the type
    of the affiliation."""
    if (element.text or "").strip() or not len(element) or element[0].tag not in ("B", "Affiliation"):
        return None
    called = line_text(element[0])
    if not called or not (called.endswith(":") or _LABEL.match(element[0].tail or "")):
        return None
    return called, element[0].get("Type")
