"""A written question of the Canadian House of Commons with its response, as the Hansard prints it."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.draft import Draft
from ingest.markup import line_text, spaced_text
from ingest.readers.canadian_people import People
from ingest.sitting import Sitting, Speaker
from ingest.status import record_status, with_status
from ingest.text import clean
from rag.numbering.items import align, split_items
from rag.records import Part, Person, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"\d+")


def written_question(sitting: Sitting, element: "_Element", people: People, heading: str, apart: Mapping[str, str]) -> Record:
    """The record of a `WrittenQuestionResponse`: its number, who asks, who answers for the government, both texts.

    The day is that of the response, since the report does not say when the question was put; it has no `answered_on`.
    """
    title = line_text(element.find("QuestionID")).strip(" -–—:") or heading
    numbers = _NUMBER.findall(title)
    askers = _named(element, "Questioner", people)
    repliers = _named(element, "Responder", people)
    draft = Draft()
    draft.add_part("title", title, one_line=True)
    question = _words(element, "QuestionContent", apart)
    answer = _words(element, "ResponseContent", apart)
    asked = split_items(question, 0, len(question))
    numbered = [item for item in asked if item.labels] or asked
    labels = [label for item in asked for label in item.labels]
    replied = split_items(answer, 0, len(answer), allow_gaps=True, known=labels) if answer else []
    who = next((speaker.shown for speaker in askers), None)
    draft.add(
        question,
        [
            Part(
                role="question" if item in numbered else "context",
                labels=item.labels,
                start=item.start,
                end=item.end,
                speaker=who,
            )
            for item in asked
        ],
    )
    by = next((speaker.shown for speaker in repliers), None)
    draft.add(
        answer,
        [
            Part(
                role="answer",
                labels=item.labels,
                start=item.start,
                end=item.end,
                speaker=by,
                answers=served,
                confidence=confidence,
            )
            for item, (served, confidence) in zip(replied, align(numbered, replied), strict=True)
        ],
    )
    draft.parts = with_status(draft.text, draft.parts, sitting.language)
    number = numbers[0] if len(numbers) == 1 else None
    return draft.record(
        parliament=sitting.parliament,
        kind="written-question",
        number=number,
        asked_on=sitting.on,
        external_id=f"{element.get('id') or '-'.join(numbers) or heading}-{sitting.language}",
        addressee=sitting.language,
        title=title,
        askers=tuple(Person(name=one.name, role=one.role, party=one.party) for one in askers),
        addressees=tuple(Person(name=one.name, role=one.role, party=one.party) for one in repliers),
        language=sitting.language,
        url=sitting.url,
        source=sitting.source,
        status=record_status(draft.text, draft.parts, sitting.language),
    )


def _named(element: "_Element", tag: str, people: People) -> list[Speaker]:
    return [speaker for one in element.iter(tag) if (speaker := people.named(one))]


def _words(element: "_Element", tag: str, apart: Mapping[str, str]) -> str:
    """The text of all elements of that name, clean."""
    return clean("\n\n".join(spaced_text(one, apart) for one in element.iter(tag)), join_lines=False).text
