"""Written questions with their answers in parlparse's files: under a heading one or more questions, then what is replied."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.draft import Draft
from ingest.markup import element_text, local_name
from ingest.readers.parlparse_ids import SCOTTISH_NUMBER, day_of, lasting, number_of, other_ids, redirects
from ingest.readers.parlparse_people import voice_of
from ingest.readers.parlparse_text import display_department, display_title, heading_text, runs
from ingest.status import record_status, with_status
from rag.records import Person, Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_ASKS = (
    r"(?:how|what|which|when|where|whether|whom?|whose|why|if|pursuant|further|following|given|along with"
    r"|with (?:reference|regard)|in (?:(?:the )?light|relation|respect|response|view)|to (?:ask|list|publish|set out)"
    r"|(?:about|after|at|before|by|during|for|from|in|into|of|on|over|since|to|under|until|with)"
    r" (?:what|which|whom?|whose|how|each))"
)
_OFFICE = re.compile(rf"To ask (?:the )?(?P<office>\S.{{1,160}}?)(?:,? \(\d+\)|,? {_ASKS}\b|[, ]*\Z)", re.IGNORECASE)
_PRINTED_NUMBER = re.compile(r"\((\d{1,2})\)")
_A_DAY = re.compile(r"Written (?:Answers|Questions)\b")
"""The heading of a day, where those of the other days name an office."""


@dataclass
class _Group:
    """What stands under one heading: questions that are answered together, and the replies."""

    department: str | None
    title: str | None
    questions: "list[_Element]" = field(default_factory=list)
    replies: "list[_Element]" = field(default_factory=list)


def written_questions(root: "_Element", parliament: str, source: Source) -> Iterator[Record]:
    """A record for each question; those that one reply answers have the same answer each. So is a reply to nothing."""
    leading = redirects(root)
    for group in _groups(root):
        for question in group.questions or ([None] if group.replies else []):
            record = _record(group, question, leading, parliament, source)
            if any(part.role != "title" for part in record.parts):
                yield record


def _groups(root: "_Element") -> Iterator[_Group]:
    group = _Group(None, None)
    for element in root:
        kind = local_name(element)
        if kind in ("major-heading", "minor-heading") or (kind == "ques" and group.replies):
            yield group
            text = heading_text(element)
            if kind == "ques":
                group = _Group(group.department, group.title)
            elif kind == "minor-heading":
                group = _Group(group.department, text)
            else:
                group = _Group(None if _A_DAY.match(text) else display_department(text), None)
        if kind == "ques":
            group.questions.append(element)
        elif kind == "reply":
            group.replies.append(element)
    yield group


def _record(
    group: _Group, question: "_Element | None", leading: Mapping[str, Sequence[str]], parliament: str, source: Source
) -> Record:
    draft = Draft()
    draft.add_part("title", group.title or "", one_line=True)
    first = len(draft.parts)
    if question is not None:
        _add_question(draft, question)
    labels = tuple(label for part in draft.parts[first:] for label in part.labels)
    is_shared = len(group.questions) > 1 or bool(labels)
    for reply in group.replies:
        _add_reply(draft, reply, labels, 0.9 if is_shared else 1.0)
    draft.parts = with_status(draft.text, draft.parts, "en")
    opening = group.replies[0] if question is None else question
    asker = None if question is None else voice_of(question)
    gid, url, number = opening.get("id", ""), opening.get("url", ""), number_of(opening)
    return draft.record(
        parliament=parliament,
        kind="written-question",
        number=number,
        asked_on=day_of(gid),
        external_id=number if number and SCOTTISH_NUMBER.fullmatch(number) else lasting(gid) or None,
        aliases=other_ids(gid, leading),
        title=display_title(group.title),
        askers=(asker.person(),) if asker else (),
        addressees=tuple(_addressees(group, "" if question is None else heading_text(question))),
        language="en",
        url=url if url.startswith("http") else None,
        source=source,
        status=record_status(draft.text, draft.parts, "en"),
    )


def _add_question(draft: Draft, question: "_Element") -> None:
    """The question; where several are printed as one, each with its number, or with its place where none is printed."""
    if sum(p.get("qnum") is not None for p in question) < 2:
        draft.add_part("question", element_text(question))
        return
    place = 0
    for paragraph in question:
        words = element_text(paragraph)
        if paragraph.get("qnum") is None:
            draft.add_part("context", words)
            continue
        place += 1
        printed = _PRINTED_NUMBER.match(words.strip())
        draft.add_part("question", words, labels=(printed[1] if printed else str(place),))


def _add_reply(draft: Draft, reply: "_Element", labels: tuple[str, ...], confidence: float) -> None:
    """The reply, which serves the question as a whole; that a holding answer went before is a note."""
    voice = voice_of(reply)
    for is_holding, words in runs(reply, "holdinganswer"):
        if is_holding:
            draft.add_part("note", words)
        else:
            speaker = voice.shown if voice else None
            draft.add_part("answer", words, speaker=speaker, answers=labels, confidence=confidence)


def _addressees(group: _Group, question: str) -> Iterator[Person]:
    """The office that is asked, and who replies, for the department under whose heading the reply is printed."""
    found = _OFFICE.match(question)
    office = found["office"] if found else None
    voices = {voice.key: voice for reply in group.replies if (voice := voice_of(reply))}
    if office and (not voices or (group.department and group.department != office)):
        yield Person(role=office)
    for voice in voices.values():
        yield voice.person(voice.office or group.department or office)
