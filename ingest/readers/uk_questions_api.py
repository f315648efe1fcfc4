"""Written questions as the UK Parliament's API returns them: a list, whose texts are cut off, or one question in full
(https://questions-statements-api.parliament.uk, `/api/writtenquestions/questions` and `/questions/{id}`)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from ingest.draft import Draft
from ingest.files import SourceFile
from ingest.markup import plain_text
from ingest.readers.rows import RowProblem, json_lines, json_value, table_format
from ingest.status import record_status, with_status
from rag.errors import ReadError
from rag.records import Person, Record, Source
from rag.vocabulary import Status

_KEYS = ("questionText", "uin", "answeringBodyName")
_WITHIN = 64 << 10
"""Characters within which the first question has all its keys."""

_CUT_OFF = 255
"""Characters that a list gives of a text; behind those of an answer it puts three dots."""

_ENDED = re.compile(r"[.?!][)\"'”’\]]*\s*\Z")
_PAGE = "https://questions-statements.parliament.uk/written-questions/detail"


class UkQuestionsApiReader:
    """Reads a page of results, a list of them, one question, or JSON Lines of questions."""

    name = "uk-questions-api"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the content is JSON with the keys of such questions."""
        try:
            text = file.decoded()[:_WITHIN].lstrip()
        except ReadError:
            return False
        return text.startswith(("{", "[")) and all(re.search(rf'"{key}"\s*:', text) for key in _KEYS)

    def read(self, file: SourceFile) -> Iterator[Record | RowProblem]:
        """A record a question, or what is wrong with that one. Raises ReadError where the file is no JSON."""
        source = Source(path=file.path, sha256=file.sha256)
        for line, value, is_listed in _values(file):
            if isinstance(value, RowProblem):
                yield value
                continue
            item = value.get("value", value) if isinstance(value, dict) else value
            try:
                yield _record(_Question.model_validate(item), is_listed, source)
            except ValidationError as error:
                first = error.errors()[0]
                yield RowProblem(line, f"{'.'.join(map(str, first['loc'])) or 'question'}: {first['msg']}")
            except ReadError as error:
                yield RowProblem(line, str(error))


def _values(file: SourceFile) -> Iterator[tuple[int, Any, bool]]:
    """The questions of a file with their places, and whether they are of a list."""
    if table_format(file) == "jsonl":
        yield from ((line, value, True) for line, value in json_lines(file))
        return
    found = json_value(file)
    results = found.get("results", [found]) if isinstance(found, dict) else found
    if not isinstance(results, list):
        raise ReadError(f"{file.path}: its 'results' are no list: is it a page of the API? Get it again")
    is_listed = results != [found]
    yield from ((line, value, is_listed) for line, value in enumerate(results, start=1))


class _Answered(BaseModel):
    """What the API's objects have in common; keys that are not read may be there."""

    model_config = ConfigDict(alias_generator=to_camel, coerce_numbers_to_str=True)


class _Member(_Answered):
    name: str | None = None
    party: str | None = None


class _Attachment(_Answered):
    title: str | None = None
    url: str | None = None


class _Grouped(_Answered):
    question_uin: str
    date_tabled: datetime | None = None


class _Question(_Answered):
    id: str
    uin: str
    house: Literal["Commons", "Lords"]
    date_tabled: datetime
    question_text: str
    heading: str | None = None
    asking_member: _Member | None = None
    answering_body_name: str | None = None
    answering_member: _Member | None = None
    correcting_member: _Member | None = None
    answer_text: str | None = None
    original_answer_text: str | None = None
    date_answered: datetime | None = None
    date_answer_corrected: datetime | None = None
    date_holding_answer: datetime | None = None
    answer_is_holding: bool | None = None
    answer_is_correction: bool | None = None
    is_withdrawn: bool | None = None
    attachments: list[_Attachment] | None = None
    grouped_questions: list[str] | None = None
    grouped_questions_dates: list[_Grouped] | None = None


def _record(question: _Question, is_listed: bool, source: Source) -> Record:
    draft = Draft()
    draft.add_part("title", plain_text(question.heading or ""), one_line=True)
    _add_text(draft, "question", question.question_text, is_listed)
    together = [f"question {uin}{_on(day, ' of')}" for uin, day in _grouped(question)]
    _add_note(draft, f"Answered together with {', '.join(together)}.", when=together)
    _add_note(draft, "The question was withdrawn.", when=question.is_withdrawn)
    member = (question.correcting_member if question.answer_is_correction else None) or question.answering_member
    name = member.name if member else None
    cut_off = _add_text(draft, "answer", question.answer_text or "", is_listed, speaker=name, confidence=1.0)
    _add_note(draft, "This is a holding answer.", when=question.answer_is_holding)
    held = question.date_holding_answer
    _add_note(draft, f"Holding answer{_on(held)}.", when=held)
    if question.answer_is_correction:
        _add_note(draft, f"The answer was corrected{_on(question.date_answer_corrected)}.")
        if question.original_answer_text:
            _add_note(draft, "The answer before it was corrected:")
            _add_text(draft, "note", question.original_answer_text, is_listed)
    for attachment in question.attachments or ():
        _add_note(draft, f"Attachment: {' '.join(filter(None, [attachment.title, attachment.url]))}")
    status = None if cut_off or question.is_withdrawn else _add_status(draft, bool(question.answer_is_holding))
    asker, day = question.asking_member, question.date_tabled.date()
    return draft.record(
        parliament=f"uk-{question.house.lower()}",
        kind="written-question",
        number=question.uin,
        asked_on=day,
        external_id=question.id,
        title=" ".join(plain_text(question.heading or "").split()) or None,
        answered_on=question.date_answered.date() if question.date_answered else None,
        askers=(Person(name=asker.name, party=asker.party),) if asker and asker.name else (),
        addressees=(Person(name=name, role=question.answering_body_name),),
        language="en",
        url=f"{_PAGE}/{day.isoformat()}/{question.uin}",
        source=source,
        status=status,
    )


def _add_text(draft: Draft, role: Literal["question", "answer", "note"], text: str, is_listed: bool, **more: Any) -> bool:
    """Add a text as it stands, and behind one that a list cut off a note that says so: whether it did."""
    draft.add_part(role, plain_text(text), **more)
    dots = text.endswith("...") and len(text) == _CUT_OFF + 3
    cut_off = is_listed and (dots or (len(text) == _CUT_OFF and not _ENDED.search(text)))
    what = "question" if role == "question" else "answer"
    _add_note(draft, f"The source gives only the first {_CUT_OFF} characters of this {what}.", when=cut_off)
    return cut_off


def _add_note(draft: Draft, text: str, *, when: object = True) -> None:
    if when:
        draft.add_part("note", text)


def _add_status(draft: Draft, is_holding: bool) -> Status:
    """The status of a question whose reply is there in full; a holding answer postpones, whatever its words."""
    draft.parts = with_status(draft.text, draft.parts, "en")
    if not is_holding:
        return record_status(draft.text, draft.parts, "en")
    postponed = {"status": "postponed"}
    draft.parts = [part.model_copy(update=postponed) if part.role == "question" else part for part in draft.parts]
    return "postponed"


def _grouped(question: _Question) -> list[tuple[str, date | None]]:
    """The questions that have the same answer, with the days on which they were tabled where these are given."""
    dated = {
        one.question_uin: one.date_tabled.date() if one.date_tabled else None
        for one in question.grouped_questions_dates or ()
    }
    return [
        (uin, dated.get(uin)) for uin in dict.fromkeys([*(question.grouped_questions or ()), *dated]) if uin != question.uin
    ]


def _on(day: date | None, on: str = " on") -> str:
    return f"{on} {day.day} {day:%B %Y}" if day else ""
