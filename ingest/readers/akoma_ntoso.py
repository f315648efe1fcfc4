"""Debates, question papers and other documents in Akoma Ntoso (LegalDocML), versions 2 and 3 in any of its namespaces."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.markup import element_text, line_text, local_name, taken_out
from ingest.readers.akoma_ntoso_meta import Meta
from ingest.sitting import Ids, Item, Sitting, Speaker, Turn, debate, joined_title, oral_question, rounds
from ingest.xml import root_name, root_of
from rag.errors import PassedOver, ReadError
from rag.records import Record
from rag.vocabulary import PartRole

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENTS = ("debate", "debateReport", "statement", "doc")
_BODIES = ("debateBody", "mainBody", "body")
_SAID: dict[str, PartRole] = {"speech": "speech", "question": "question", "answer": "answer"}
_NOTES = frozenset(["scene", "narrative", "summary", "recordedTime"])
_ASIDE = frozenset(["authorialNote", "noteRef", *_NOTES])
_TITLES = ("docTitle", "docType", "session")
"""Of a document as a whole, the best first."""
_HEADINGS = ("heading", "subheading")
_SECTIONS = frozenset(
    (
        *("debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements", "writtenStatements", "questions"),
        *("personalStatements", "ministerialStatements", "resolutions", "nationalInterest", "declarationOfVote", "petitions"),
        *("communication", "papers", "noticesOfMotion", "address", "proceduralMotions", "pointOfOrder", "adjournment"),
        *("speechGroup", "hcontainer", "container", "component", "components"),
    )
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class AkomaNtosoReader:
    """Reads a document: a debate for each heading under which people speak, a question with its answer as one."""

    name = "akoma-ntoso"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the root element is `akomaNtoso`."""
        return root_name(file) == "akomaNtoso"

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a file, in order. Raises PassedOver for an act, a bill or a judgment, ReadError where there is
        nothing in it."""
        root = root_of(file)
        documents = [one for one in root.iter() if local_name(one) in _DOCUMENTS and _body(one) is not None]
        if not documents:
            kinds = ", ".join(local_name(child) for child in root) or "nothing"
            raise PassedOver(f"holds {kinds}, which is no debate, report, statement or question paper")
        found = False
        ids = Ids()
        for document in documents:
            for record in _Reading(document, file, ids).records():
                found = True
                yield record
        if not found:
            raise ReadError(
                f"{file.path}: no words in the body of its <{local_name(documents[0])}>: is it the whole document?"
            )


@dataclass
class _Section(Item):
    """An item under construction; `asked` are those to whom its questions are put, by the id of the turn."""

    written: bool = False
    asked: dict[str, Speaker] = field(default_factory=dict)


class _Reading:
    """The walk through one document."""

    def __init__(self, document: "_Element", file: SourceFile, ids: Ids) -> None:
        self._document = document
        self._meta = Meta(document)
        self._sitting: Sitting = self._meta.sitting(file)
        self._sections: list[_Section] = []
        self._ids = ids
        self._turns = 0

    def records(self) -> Iterator[Record]:
        front = [one for one in self._document if local_name(one) in ("coverPage", "preface")]
        named = [(local_name(one), line_text(one)) for page in front for one in page.iter() if local_name(one) in _TITLES]
        pages = [words for wanted in _TITLES for name, words in named if name == wanted and words]
        titles = pages or [self._document.get("name") or local_name(self._document)]
        written = "written" in " ".join([*pages, self._document.get("name") or ""]).lower()
        body = _body(self._document)
        if body is not None:
            self._walk(body, self._opened(body, titles[:1], written), titles[:1])
        numbers = Counter(section.number for section in self._sections)
        for section in self._sections:
            if numbers[section.number] > 1:
                section.number = None  # a number that stands twice names no question
            if any(turn.role == "question" for turn in section.turns):
                yield from self._questions(section)
            elif section.turns:
                yield debate(self._sitting, section)

    def _opened(self, element: "_Element", headings: Sequence[str], written: bool) -> _Section:
        own = element.get("eId") or element.get("id") or ""
        identifier = f"{self._meta.work}#{own}" if own else self._meta.work or self._sitting.source.sha256[:12]
        section = _Section(joined_title(headings), self._ids.distinct(identifier), written=written)
        self._sections.append(section)
        return section

    def _walk(self, element: "_Element", section: _Section, headings: Sequence[str]) -> None:
        """Add what an element holds to the section, and to those below it that have a heading or a number of their own."""
        for child in element:
            name = local_name(child)
            if name in _SAID:
                self._said(child, section, _SAID[name])
            elif name in _NOTES:
                section.turns += _turns(_text(child), "note")
            elif name in ("num", *_HEADINGS):
                continue
            elif name in _SECTIONS or any(local_name(one) in _SAID or local_name(one) in _SECTIONS for one in child):
                self._section(child, section, headings)
            else:
                section.turns += [*_turns(_text(child), "text"), *self._notes_of(child)]

    def _section(self, child: "_Element", section: _Section, headings: Sequence[str]) -> None:
        own = ": ".join(filter(None, (line_text(one) for one in child if local_name(one) in _HEADINGS)))
        number = next((line_text(one) for one in child if local_name(one) == "num"), "")
        asks = any(local_name(one) == "question" for one in child)
        below = [*headings, own] if own else headings
        if own or (number and asks):
            names = f"{local_name(child)} {child.get('name') or ''}".lower()
            section = self._opened(child, below, section.written or "written" in names)
            section.number = number.strip(" *.:()") or None if asks else None
        self._walk(child, section, below)

    def _said(self, element: "_Element", section: _Section, role: PartRole) -> None:
        """Add a speech, question or answer, and the notes in it behind it."""
        notes = self._notes_of(element, out=True)
        words = "\n\n".join(
            filter(None, (_text(one) for one in element if local_name(one) not in ("from", "num", *_HEADINGS)))
        )
        speaker, text = self._meta.said(element, words)
        if role == "answer" or (role == "question" and speaker.standing == "government"):
            speaker = Speaker(speaker.name, speaker.role, None, "government" if role == "answer" else "member")
        self._turns += 1
        identifier = f"turn-{self._turns}"
        if text:
            code = element.get(_LANGUAGE)
            section.turns.append(Turn(text, speaker if speaker.shown else None, code[:2] if code else None, role, identifier))
        if to := self._meta.role(element.get("to")):
            section.asked[identifier] = Speaker(role=to, standing="government")
        section.turns += notes

    def _notes_of(self, element: "_Element", *, out: bool = False) -> list[Turn]:
        """The notes to an element's words: footnotes and stage directions in it (taken `out`), and what it refers to."""
        found = taken_out(element, _ASIDE) if out else [one for one in element.iter() if local_name(one) == "noteRef"]
        texts = (self._meta.note(one.get("href") or "") if local_name(one) == "noteRef" else _text(one) for one in found)
        return [Turn(text, role="note") for text in texts if text]

    def _questions(self, section: _Section) -> Iterator[Record]:
        """The questions of a section, each with its reply."""
        for n, turns in enumerate(rounds(section.turns)):
            identifier = f"{section.external_id}/{n + 1}" if n else section.external_id
            item = Item(section.title, identifier, turns, None if n else section.number)
            replying = {turn.speaker.role for turn in turns if turn.speaker and turn.role == "answer"}
            asked = [section.asked[turn.id] for turn in turns if turn.id in section.asked]
            others = [speaker for speaker in asked if speaker.role not in replying]
            kind = "written-question" if section.written else "oral-question"
            yield oral_question(self._sitting, item, asked=others, kind=kind)  # type: ignore[arg-type]


def _body(document: "_Element") -> "_Element | None":
    return next((one for one in document if local_name(one) in _BODIES), None)


def _turns(text: str, role: PartRole) -> list[Turn]:
    """One turn of the report's own words; none for a rule (`_____`)."""
    return [Turn(text, role=role)] if any(map(str.isalnum, text)) else []


def _text(element: "_Element") -> str:
    """The text of an element, paragraphs apart."""
    return element_text(element).strip()
