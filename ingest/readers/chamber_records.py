"""The records of a report of the Belgian Chamber."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.draft import Draft
from ingest.readers.chamber_heads import Asked
from ingest.readers.chamber_meeting import Meeting
from ingest.readers.chamber_sections import Said, Section
from ingest.readers.chamber_turns import Turn
from ingest.status import record_status, with_spoken_status
from rag.records import Person, Record, Source
from rag.vocabulary import PartRole

PARLIAMENT = "be-chamber"


@dataclass
class Records:
    """Makes the records of one meeting. Parties and functions are those that the report prints anywhere."""

    meeting: Meeting
    source: Source
    _parties: dict[str, str] = field(default_factory=dict)
    _functions: dict[str, str] = field(default_factory=dict)
    _numbered: Counter[str] = field(default_factory=Counter)

    def of(self, sections: Sequence[Section]) -> Iterator[Record]:
        """A record a section; the meeting's own stands first."""
        for section in sections:
            for asked in section.asked:
                self._functions |= {_key(p.name): p.role for p in asked.addressees if p.name and p.role}
            for turn in _turns(section):
                if turn.party:
                    self._parties.setdefault(_key(turn.name), turn.party)
        for section in sections:
            yield self._record(section)

    def _record(self, section: Section) -> Record:
        asked = section.asked
        asked_of = _distinct(person for question in asked for person in question.addressees)
        government = {_key(person.name) for person in asked_of if person.name}
        government |= {_key(turn.name) for turn in _turns(section) if turn.office}
        titles = section.titles if section.path else {language: [name] for language, name in self.meeting.names.items()}
        language = _language(section.said) or next(iter(titles), None)
        draft = Draft()
        for spoken in sorted(titles, key=lambda each: each != language):
            draft.add_part("title", "\n".join(titles[spoken]), language=spoken, translation_of=0 if draft.parts else None)
        if len(asked) > 1:
            for spoken, lines in section.path[-1].lines.items():
                draft.add_part("note", "\n".join(lines), language=spoken)
        certain = 1.0 if len(asked) == 1 else 0.9
        for said in section.said:
            role = _role(said, government, is_question=bool(asked))
            speaker = said.turn.name if said.turn else None
            confidence = certain if role == "answer" else None
            draft.add_part(role, "\n\n".join(said.words), speaker=speaker, language=said.language, confidence=confidence)
        answering = [turn for turn in _turns(section) if _key(turn.name) in government]
        facts: dict[str, Any] = {
            "addressees": _distinct((*asked_of, *(self._member_of_government(turn) for turn in answering))),
            "title": "; ".join(titles.get(language or "", ())) or None,
            "language": language,
            "themes": self.meeting.themes,
            "url": self.meeting.url,
            "source": self.source,
        }
        return self._question(draft, asked, facts) if asked else self._debate(draft, section, government, facts)

    def _question(self, draft: Draft, asked: Sequence[Asked], facts: dict[str, Any]) -> Record:
        answers = {part.language for part in draft.parts if part.role == "answer"}
        spoken = next(iter(answers)) if len(answers) == 1 else None
        draft.parts = with_spoken_status(draft.text, draft.parts, spoken)
        numbers = list(dict.fromkeys(question.number for question in asked))
        self._numbered[numbers[0]] += 1
        again = f" {n}" if (n := self._numbered[numbers[0]]) > 1 else ""
        first = next((p.name or p.role for p in facts["addressees"]), None)
        askers = _distinct(Person(name=q.asker, party=self._parties.get(_key(q.asker))) for q in asked if q.asker)
        record = draft.record(
            parliament=PARLIAMENT,
            kind="oral-question",
            number=numbers[0],
            asked_on=self.meeting.on,
            external_id=numbers[0],
            addressee=f"{first or ''}{again}",
            answered_on=self.meeting.on if answers else None,
            askers=askers,
            status=record_status(draft.text, draft.parts, spoken),
            **facts,
        )
        return record.model_copy(update={"number": ", ".join(numbers)})

    def _debate(self, draft: Draft, section: Section, government: set[str], facts: dict[str, Any]) -> Record:
        number = section.number or "00"
        self._numbered[number] += 1
        again = f"-{n}" if (n := self._numbered[number]) > 1 else ""
        members = (turn for turn in _turns(section) if not turn.chair and _key(turn.name) not in government)
        return draft.record(
            parliament=PARLIAMENT,
            kind="debate" if section.is_spoken else "document",
            asked_on=self.meeting.on,
            external_id=f"{self.meeting.key}-{number}{again}",
            askers=_distinct(Person(name=turn.name, party=self._parties.get(_key(turn.name))) for turn in members),
            **facts,
        )

    def _member_of_government(self, turn: Turn) -> Person:
        return Person(name=turn.name, role=self._functions.get(_key(turn.name), turn.office))


def _role(said: Said, government: set[str], *, is_question: bool) -> PartRole:
    if said.kind != "turn" or said.turn is None:
        return "note" if said.kind == "note" else "text"
    if not is_question or said.turn.chair:
        return "speech"
    return "answer" if _key(said.turn.name) in government else "question"


def _turns(section: Section) -> Iterator[Turn]:
    return (said.turn for said in section.said if said.turn)


def _language(said: Iterable[Said]) -> str | None:
    """The language in which most is said."""
    letters: Counter[str] = Counter()
    for each in said:
        if each.language and each.kind != "note":
            letters[each.language] += sum(map(len, each.words))
    return letters.most_common(1)[0][0] if letters else None


def _distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each once by name and, where there is no name, by function; the first stands."""
    found: dict[str, Person] = {}
    for person in people:
        found.setdefault(_key(person.name or person.role or ""), person)
    return tuple(found.values())


def _key(name: str | None) -> str:
    """A name as it is compared: reports print it with either apostrophe."""
    return " ".join((name or "").replace("’", "'").casefold().split())
