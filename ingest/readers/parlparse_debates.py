"""Debates, written statements and question time of a sitting in parlparse's files."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.markup import local_name
from ingest.readers.parlparse_items import SittingItem, add_turn, facts_of, sitting_items
from ingest.readers.parlparse_oral import is_question_time, oral_questions
from ingest.readers.parlparse_people import Voice, voice_of
from ingest.readers.parlparse_text import display_title
from rag.records import Person, Record, Source
from rag.vocabulary import Kind

if TYPE_CHECKING:
    from lxml.etree import _Element


def sittings(root: "_Element", parliament: str, source: Source, *, are_statements: bool) -> Iterator[Record]:
    """The records of a sitting: oral questions, and each other item as a debate. Written statements are documents, in which
    only the government speaks."""
    offices = _offices(root)
    for item in sitting_items(root):
        if is_question_time(item):
            yield from oral_questions(item, offices, parliament, source)
        else:
            yield _debate(item, offices, parliament, source, is_statement=are_statements)


def _offices(root: "_Element") -> dict[str, str]:
    """The government's offices by who holds them: the files name one only where its holder first speaks."""
    voices = (voice_of(element) for element in root if local_name(element) == "speech")
    return {v.key: v.office for v in reversed([v for v in voices if v and v.is_government]) if v.office}


def _debate(item: SittingItem, offices: Mapping[str, str], parliament: str, source: Source, *, is_statement: bool) -> Record:
    draft = item.draft()
    heard = dict[str, Voice]()
    for element in item.elements:
        voice = voice_of(element)
        spoken = add_turn(draft, element, voice, "speech")
        if spoken and voice and not voice.is_chair:
            heard.setdefault(voice.key, voice)
    askers, addressees = list[Person](), list[Person]()
    for voice in heard.values():
        if is_statement or voice.key in offices:
            addressees.append(voice.person(offices.get(voice.key)))
        else:
            askers.append(voice.person())
    opening = item.elements[0] if item.heading is None or not item.heading.get("id") else item.heading
    kind: Kind = "document" if is_statement else "debate"
    return draft.record(
        parliament=parliament,
        kind=kind,
        title=display_title(item.title) or None,
        askers=tuple(askers),
        addressees=tuple(addressees),
        language="en",
        source=source,
        **facts_of(opening),
    )
