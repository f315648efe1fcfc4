"""The debates of Dáil Éireann as PDF: oral and written questions with their answers, and debates."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ingest.excerpt import Excerpt
from ingest.files import SourceFile
from ingest.pdf import read_pdf
from ingest.printed import Document
from ingest.readers.dail_form import Mark, Proceedings, Question, Turn, in_clean, marks
from ingest.readers.dail_items import REFERENCE, Item, items_of
from ingest.readers.dail_names import Side, Speaker, known_office, members, offices_of
from ingest.sitting import Ids
from ingest.status import record_status, with_spoken_status
from ingest.text import clean
from rag.errors import ReadError
from rag.language import detect
from rag.records import Person, Record, Source
from rag.vocabulary import Kind, PartRole

PARLIAMENT = "dail"
_TITLE = re.compile(r"D[ÁA]IL\s+[ÉE]IREANN", re.IGNORECASE)
_KIND = re.compile(
    r"Parliamentary\s+Debates|Díospóireachtaí\s+Parlaiminte|Written\s+Answers|Freagraí\s+Scríofa", re.IGNORECASE
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(
    rf"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<rest>(?:{_MONTHS}),?\s+\d{{4}})"
)
_RUNNING = re.compile(
    rf"\[[^\[\]]{{2,60}}\.\]\Z|(?=.{{10,70}}\Z)[A-Z(][^.]*\s\d{{1,2}}\s(?:{_MONTHS})\s\d{{4}}\.\s[A-Z(].*\Z"
)
"""What stands at the head of a page and is too rare there to be known for that: who goes on speaking, an item of a page."""

_REFERENCE_LAST = re.compile(r".*\[\d{3,6}/\d{2}\]\s*\Z")
_ROLES: dict[Side, PartRole] = {"member": "question", "chair": "speech", "nobody": "note"}
"""What somebody's words are at question time who is not of the government."""

_SHORT = 40
"""Characters below which a text says too little of its language."""


class DailReader:
    """Reads a day's report: each written question with its answer, each oral question with what follows it, each debate."""

    name = "dail"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the first pages of a PDF have the report's title."""
        if not file.is_pdf:
            return False
        try:
            head = " ".join(read_pdf(file.data, file.path, first=3).text[:8000].split())
        except ReadError:
            return False
        return _TITLE.search(head) is not None and _KIND.search(head) is not None

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a file, in its order; what no record holds is a last one, a document. Raises ReadError where the
        PDF cannot be read, or does not say on which day the Dáil sat."""
        pdf = read_pdf(file.data, file.path, keep=_REFERENCE_LAST, drop=_RUNNING, bold=True)
        cleaned = clean(pdf.text)
        document = Document(pdf.text, cleaned)
        starts = [bisect_left(cleaned.origins, start) for start in pdf.page_starts]
        found = list(marks(document, in_clean(pdf.bold, document)))
        sat_on = _sitting(cleaned.text)
        if sat_on is None:
            raise ReadError(f"{file.path}: no day like 'Wednesday, 6 June 2012' on which the Dáil sat; try --format document")
        report = _Report(document.text, starts, sat_on, Source(path=file.path, sha256=file.sha256), found)
        yield from report.records()


class _Report:
    """One day's report on the way to its records."""

    def __init__(self, text: str, starts: Sequence[int], sat_on: date, source: Source, found: Sequence[Mark]) -> None:
        self.text, self.starts, self.sat_on, self.source, self.found = text, starts, sat_on, source, found
        speakers = {mark.speaker for mark in found if isinstance(mark, Turn)}
        self.offices = offices_of(speakers)
        self._ids = Ids()
        self.government = {s.name: s for s in speakers if s.side == "government" and s.name}

    def records(self) -> Iterator[Record]:
        items = [item for item in items_of(self.text, self.found) if item.questions or item.turns]
        for item in items:
            if not item.questions:
                yield self._debate(item)
            elif item.written:
                yield from (self._written(item, question, stop) for question, stop in item.questions)
            else:
                yield self._oral(item)
        rest = self._draft(None)
        for start, end in zip([0, *(i.end for i in items)], [*(i.start for i in items), len(self.text)], strict=True):
            rest.take(start, end, "text")
        if rest.text:
            title = f"Dáil Éireann, {self.sat_on.day} {self.sat_on:%B %Y}"
            yield rest.record(
                parliament=PARLIAMENT,
                kind="document",
                asked_on=self.sat_on,
                external_id=self._id(title),
                title=title,
                language="en",
                source=self.source,
                pages=tuple(rest.pages),
            )

    def _written(self, item: Item, question: Question, stop: int) -> Record:
        draft, language = self._draft(item), self._language(question.end, stop, "ga" if question.match["irish"] else "en")
        addressee, words = self._asked(question)
        self._ask(draft, words, stop, language=language)
        alone = 1.0 if len(item.questions) == 1 else 0.9
        repliers = list[Person]()
        for turn, end in item.turns:
            speaker = self._named(turn.speaker)
            spoken = self._language(turn.end, end, language)
            draft.take(turn.end, end, "answer", speaker=speaker.shown, language=spoken, answers=(), confidence=alone)
            repliers += [speaker.person] if speaker.shown else []
        asked = [person for person in repliers if person.role == addressee] or [Person(role=addressee)]
        others = [person for person in repliers if person.role != addressee]
        return self._question(draft, "written-question", [(question, stop)], [*asked, *others], language)

    def _oral(self, item: Item) -> Record:
        draft, asked, repliers = self._draft(item), list[Person](), list[Person]()
        first = item.questions[0][0]
        language = self._language(first.end, item.questions[0][1], "ga" if first.match["irish"] else "en")
        joined = 1.0 if len(item.questions) == 1 else 0.9
        for mark, stop in item.content:
            if isinstance(mark, Question):
                addressee, words = self._asked(mark)
                asked.append(Person(role=addressee))
                name = " and ".join(p.name for p in members(mark.match["askers"] or mark.match["irish"]) if p.name)
                self._ask(draft, words, stop, language=self._language(words, stop, language), speaker=name)
            elif isinstance(mark, Proceedings):
                draft.take(mark.start, stop, "note")
            else:
                speaker, spoken = self._named(mark.speaker), self._language(mark.end, stop, language)
                if speaker.side == "government":
                    repliers.append(speaker.person)
                    draft.take(mark.end, stop, "answer", speaker=speaker.shown, language=spoken, confidence=joined)
                else:
                    draft.take(mark.end, stop, _ROLES[speaker.side], speaker=speaker.shown, language=spoken)
        named = {person.role for person in repliers}
        people = [person for person in asked if person.role not in named]
        return self._question(draft, "oral-question", item.questions, [*repliers, *people], language)

    def _question(
        self, draft: Excerpt, kind: Kind, questions: Sequence[tuple[Question, int]], people: Sequence[Person], language: str
    ) -> Record:
        first, stop = questions[0]
        reference = REFERENCE.search(self.text, first.end, stop)
        draft.parts = with_spoken_status(draft.text, draft.parts, language)
        status = record_status(draft.text, draft.parts, language)
        askers = [person for q, _ in questions for person in members(q.match["askers"] or q.match["irish"])]
        return draft.record(
            parliament=PARLIAMENT,
            kind=kind,
            number=first.match["number"],
            asked_on=self.sat_on,
            answered_on=self.sat_on if status not in ("unanswered", "postponed") else None,
            external_id=reference["reference"] if reference else None,
            addressee=self._asked(first)[0],
            title=_title(draft),
            askers=tuple(dict.fromkeys(askers)),
            addressees=tuple(dict.fromkeys(people)),
            language=language,
            source=self.source,
            pages=tuple(draft.pages),
            status=status,
        )

    def _debate(self, item: Item) -> Record:
        draft, askers, government = self._draft(item), list[Person](), list[Person]()
        for mark, stop in item.content:
            if not isinstance(mark, Turn) or mark.speaker.side == "nobody":
                draft.take(mark.start, stop, "note")
                continue
            speaker = self._named(mark.speaker)
            draft.take(mark.end, stop, "speech", speaker=speaker.shown, language=self._language(mark.end, stop, "en"))
            if speaker.side != "chair":
                (government if speaker.side == "government" else askers).append(speaker.person)
        title = _title(draft)
        return draft.record(
            parliament=PARLIAMENT,
            kind="debate",
            asked_on=self.sat_on,
            external_id=self._id(title),
            title=title,
            askers=tuple(dict.fromkeys(askers)),
            addressees=tuple(dict.fromkeys(government)),
            language="en",
            source=self.source,
            pages=tuple(draft.pages),
        )

    def _id(self, title: str | None) -> str:
        """What tells an item without a number from the others: the day and its heading."""
        return self._ids.distinct("-".join(filter(None, [self.sat_on.isoformat(), title])))

    def _draft(self, item: Item | None) -> Excerpt:
        draft = Excerpt(document=self.text, page_starts=self.starts)
        if item and item.title:
            if item.start < item.title[0]:
                draft.take(item.start, item.title[0], "note")
            draft.take(*item.title, "title")
        return draft

    def _ask(self, draft: Excerpt, start: int, stop: int, **more: str) -> None:
        """Add a question up to its reference; what follows that before any name in bold is text that nobody claims."""
        reference = REFERENCE.search(self.text, start, stop)
        end = reference.end() if reference else stop
        draft.take(start, end, "question", **more)
        draft.take(end, stop, "text")

    def _asked(self, question: Question) -> tuple[str, int]:
        """The office that is asked, and where the question's own words begin."""
        start = question.match.start("office")
        office = known_office(self.text, start, question.match["office"], self.offices)
        end = start + len(office) if self.text.startswith(office, start) else question.end
        while self.text[end : end + 1] in (",", " "):
            end += 1
        return office, end

    def _named(self, speaker: Speaker) -> Speaker:
        """The speaker with the office that the same report gives him elsewhere."""
        return self.government.get(speaker.name, speaker) if speaker.side == "member" and speaker.name else speaker

    def _language(self, start: int, end: int, otherwise: str) -> str:
        words = self.text[start:end]
        return detect(words[:2000], among=("en", "ga")) if len(words) >= _SHORT else otherwise


def _title(draft: Excerpt) -> str | None:
    part = next((part for part in draft.parts if part.role == "title"), None)
    return " ".join(draft.text[part.start : part.end].split()) if part else None


def _sitting(text: str) -> date | None:
    """The first day whose weekday is right: covers are printed with the wrong one."""
    for found in _DAY.finditer(text[:20_000]):
        try:
            day = datetime.strptime(f"{found['day']} {' '.join(found['rest'].replace(',', ' ').split())}", "%d %B %Y").date()
        except ValueError:
            continue
        if f"{day:%A}" == found["weekday"]:
            return day
    return None
