"""Records of what is said at a sitting: a debate, or a question with its reply, from the turns of those who speak."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal

from ingest.draft import Draft
from ingest.ids import slug
from ingest.status import record_status, with_spoken_status
from rag.records import Person, Record, Source
from rag.vocabulary import Kind, PartRole

_TELLING = re.compile(r"[^\W\d_]{4,}")
"""A word that says something of a subject."""

Standing = Literal["member", "government", "chair"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: `name` as shown, without title; `role` the office or function, where the source gives one."""

    name: str | None = None
    role: str | None = None
    party: str | None = None
    standing: Standing = "member"

    @property
    def shown(self) -> str | None:
        return self.name or self.role


@dataclass(frozen=True, slots=True)
class Turn:
    """Some words of the report: a person's, or without a `speaker` its own, which are a `note` or `text`. A person's are
    `speech`, or in a `text` what they read out (a motion). `language` where it is not the record's."""

    text: str
    speaker: Speaker | None = None
    language: str | None = None
    role: PartRole = "speech"
    id: str | None = None
    """The source's own id of it."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What all records of a file have in common."""

    parliament: str
    language: str | None
    on: date | None
    source: Source
    licence: str | None = None
    url: str | None = None
    themes: tuple[str, ...] = ()
    edition: str | None = None
    """What the source calls an edition that is not the final one; the last note of every record."""


@dataclass
class Item:
    """One heading of a sitting with what is said under it; `external_id` is the source's own id of it."""

    title: str
    external_id: str
    turns: list[Turn] = field(default_factory=list)
    number: str | None = None

    @property
    def spoken(self) -> bool:
        return any(turn.speaker for turn in self.turns)


def debate(sitting: Sitting, item: Item) -> Record:
    """The record of an item: a debate, or a document where nobody speaks in it (papers, a list of those present).

    Askers are those who speak and are neither of the government nor in the chair, in order; addressees the members of the
    government who speak.
    """
    turns = item.turns if item.spoken else [replace(turn, role="text") for turn in item.turns]
    return _record(sitting, item, turns, "debate" if item.spoken else "document")


def oral_question(sitting: Sitting, item: Item, *, asked: Iterable[Speaker] = (), kind: Kind = "oral-question") -> Record:
    """The record of a question: what members say is `question`, what the government says `answer`, the chair's words stay
    `speech`. `asked` are those to whom the question was put, whether they speak or not. The answers are aligned with the
    question, less surely where several members were answered together."""
    standing: dict[Standing, PartRole] = {"member": "question", "government": "answer", "chair": "speech"}
    turns = [
        replace(turn, role=standing[turn.speaker.standing]) if turn.speaker and turn.role == "speech" else turn
        for turn in item.turns
    ]
    return _record(sitting, item, turns, kind, asked)


class Ids:
    """The ids of a file's items, made distinct as record ids write them: a debate that is resumed has the id of its start."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def distinct(self, identifier: str) -> str:
        key = slug(identifier)
        self._seen[key] += 1
        return identifier if self._seen[key] == 1 else self.distinct(f"{identifier}-{self._seen[key]}")


def joined_title(headings: Sequence[str]) -> str:
    """The title that headings give, the lowest last: that one alone, unless it says little (`ARTICLE 1`) and needs those
    above it."""
    title = ""
    for heading in reversed([" ".join(heading.split()) for heading in headings]):
        if heading and heading != title:
            title = f"{heading}: {title}" if title else heading
        if len(_TELLING.findall(title)) >= 2:
            break
    return title


def rounds(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    """The questions of a question time under one heading: a new one begins where, after a reply, a member speaks who has not
    asked yet. What the chair and the report say right before belongs to the new one."""
    current: list[Turn] = []
    askers: set[str | None] = set()
    replied = False
    for turn in turns:
        who = turn.speaker
        if who and who.standing == "member" and replied and who.shown not in askers:
            ends = len(current)
            while (before := current[ends - 1].speaker) is None or before.standing == "chair":
                ends -= 1
            yield current[:ends]
            current, askers, replied = current[ends:], set(), False
        if who and who.standing == "member":
            askers.add(who.shown)
        replied = replied or (who is not None and who.standing == "government")
        current.append(turn)
    if current:
        yield current


def _record(sitting: Sitting, item: Item, turns: Sequence[Turn], kind: Kind, asked: Iterable[Speaker] = ()) -> Record:
    speakers = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    ministers = _people([*asked, *(speaker for speaker in speakers if speaker.standing == "government")])
    shown = {person.name or person.role for person in ministers}
    members = [speaker for speaker in speakers if speaker.standing == "member" and speaker.shown not in shown]
    askers = _people(members)
    draft = Draft()
    draft.add_part("title", item.title, one_line=True)
    _add_turns(draft, turns, together=len(_before_reply(turns)) > 1)
    if sitting.edition:
        draft.add_part("note", sitting.edition)
    facts: dict[str, Any] = {}
    if kind in ("oral-question", "written-question"):
        draft.parts = with_spoken_status(draft.text, draft.parts, sitting.language)
        facts["status"] = record_status(draft.text, draft.parts, sitting.language)
    if kind == "oral-question" and facts["status"] not in ("unanswered", "postponed"):
        facts["answered_on"] = sitting.on
    return draft.record(
        parliament=sitting.parliament,
        kind=kind,
        number=item.number,
        asked_on=sitting.on,
        external_id=item.external_id,
        addressee=sitting.language,  # two languages of one sitting have the same numbers
        title=" ".join(item.title.split()) or None,
        askers=askers,
        addressees=ministers,
        language=sitting.language,
        themes=sitting.themes,
        url=sitting.url,
        licence=sitting.licence,
        source=sitting.source,
        **facts,
    )


def _add_turns(draft: Draft, turns: Iterable[Turn], *, together: bool) -> None:
    """A part for each turn; what follows one another of one speaker in one language is one."""
    for (speaker, language, role), some in groupby(turns, key=lambda turn: (turn.speaker, turn.language, turn.role)):
        more: dict[str, Any] = {"confidence": 0.9 if together else 1.0} if role == "answer" else {}
        if speaker and speaker.shown:
            more["speaker"] = speaker.shown
        draft.add_part(role, "\n\n".join(turn.text for turn in some), language=language, **more)


def _before_reply(turns: Sequence[Turn]) -> set[str | None]:
    """Who asks before the first reply."""
    first = next((n for n, turn in enumerate(turns) if turn.role == "answer"), len(turns))
    return {turn.speaker.shown for turn in turns[:first] if turn.speaker and turn.role == "question"}


def _people(speakers: Iterable[Speaker]) -> tuple[Person, ...]:
    """Each of them once, with the first function and party that any turn gives."""
    found: dict[str, Person] = {}
    for speaker in speakers:
        if speaker.shown:
            known = found.get(speaker.shown, Person(name=speaker.name))
            more = {"role": known.role or speaker.role, "party": known.party or speaker.party}
            found[speaker.shown] = known.model_copy(update=more)
    return tuple(found.values())
