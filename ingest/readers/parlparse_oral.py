"""Oral questions in parlparse's files: who asks, who replies, and what is asked further."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.markup import element_text
from ingest.readers.parlparse_ids import number_of
from ingest.readers.parlparse_items import SittingItem, add_turn, facts_of, is_numbered
from ingest.readers.parlparse_people import Voice, voice_of
from ingest.readers.parlparse_text import display_department, display_title
from ingest.status import record_status, with_status
from rag.records import Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_URGENT = re.compile(r"\s*\((?:Urgent|Private Notice) Question\)")
_LORDS = re.compile(r"[—–-]\s*(?:Private Notice )?Question\Z")
"""The end of a heading of the Lords: `Water — Question`."""


def is_question_time(item: SittingItem) -> bool:
    """Whether a minister is asked: a question with its number, an urgent one, or a heading of the Lords that says so."""
    first = next((element for element, voice in item.speeches if not voice.is_chair), None)
    if first is None:
        return False
    numbered = any(is_numbered(element) for element, _ in item.speeches)
    return numbered or bool(_LORDS.search(item.title) or _URGENT.match(element_text(first)))


def oral_questions(item: SittingItem, offices: Mapping[str, str], parliament: str, source: Source) -> Iterator[Record]:
    """A record for each question, those that are put together being one: topical questions stand under one heading."""
    for elements in _apart(item):
        yield _record(SittingItem(item.title, item.heading, item.department, elements), offices, parliament, source)


def _apart(item: SittingItem) -> "Iterator[list[_Element]]":
    """The elements of each question: a numbered one begins anew behind what somebody said without a number."""
    spoken = {id(element) for element, voice in item.speeches if not voice.is_chair}
    elements: list[_Element] = []
    asked = replied = False
    for element in item.elements:
        if is_numbered(element) and id(element) in spoken:
            if asked and replied:
                yield elements
                elements, replied = [], False
            asked = True
        elif id(element) in spoken:
            replied = asked
        elements.append(element)
    yield elements


def _record(item: SittingItem, offices: Mapping[str, str], parliament: str, source: Source) -> Record:
    members = [(element, voice) for element, voice in item.speeches if not voice.is_chair]
    asking = [(element, voice) for element, voice in members if is_numbered(element)] or members[:1]
    askers = {voice.key: voice for _, voice in asking}
    begun = item.elements.index(asking[0][0])
    behind = {id(element) for element in item.elements[begun:]}
    replying = next(((e, voice) for e, voice in members if id(e) in behind and voice.key not in askers), None)
    replier = replying[1].key if replying else None

    draft = item.draft()
    answering = dict[str, Voice]()
    further = dict[str, Voice]()
    aligned = None
    for element in item.elements:
        voice = voice_of(element)
        if voice is None or voice.is_chair:
            add_turn(draft, element, voice, "speech")
        elif voice.key not in askers and (voice.key == replier or voice.key in offices):
            is_first = replying is not None and element is replying[0]
            confidence = (1.0 if len(askers) == 1 else 0.9) if is_first else None
            if add_turn(draft, element, voice, "answer", confidence=confidence):
                answering.setdefault(voice.key, voice)
                aligned = len(draft.parts) if is_first else aligned
        elif add_turn(draft, element, voice, "question"):
            further.setdefault(voice.key, voice)
    draft.parts = [*with_status(draft.text, draft.parts[:aligned], "en"), *draft.parts[aligned or len(draft.parts) :]]
    department = display_department(item.department) if item.department else None
    status, facts = record_status(draft.text, draft.parts, "en"), facts_of(asking[0][0])
    return draft.record(
        parliament=parliament,
        kind="oral-question",
        number=number_of(asking[0][0]),
        title=display_title(item.title),
        askers=tuple(voice.person() for voice in (askers | further).values()),
        addressees=tuple(voice.person(offices.get(key) or voice.office or department) for key, voice in answering.items()),
        language="en",
        source=source,
        status=status,
        answered_on=None if status in ("unanswered", "postponed") else facts["asked_on"],
        **facts,
    )
