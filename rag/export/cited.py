"""How reports say where a quotation comes from: its note, the line above it, its day."""

from rag.answer.answer import Citation
from rag.answer.phrases import long_date
from rag.answer.reference import reference_alone
from rag.export.document import Note
from rag.export.shared import one_line
from rag.export.wording import say


def note(cited: Citation, language: str, link: str | None) -> Note:
    """The note of a place, leading to `link`."""
    return Note(
        reference=reference_alone(cited.reference, cited.url, cited.licence, language),
        record=cited.record,
        link=link,
        licence=cited.licence,
        mark=cited.badge,
    )


def titled(cited: Citation, language: str) -> str:
    """The title of the record, without the full stop that it may end in."""
    return one_line(cited.title or "").rstrip(".") or say(language, "untitled")


def dated(cited: Citation, language: str) -> str:
    """The day of the answer, or where that is not known the day of what it answers, as that."""
    if cited.answered_on:
        return long_date(cited.answered_on, language)
    if not cited.asked_on:
        return say(language, "undated")
    day = long_date(cited.asked_on, language)
    return say(language, "of_question", day=day) if cited.role == "answer" else day


def headed(cited: Citation, language: str) -> str:
    """The line above a quotation: when it was said, to whom, on what. Only an answer is called one."""
    title = titled(cited, language)
    day = cited.answered_on or cited.asked_on
    said = long_date(day, language) if day else say(language, "undated")
    if cited.role != "answer":
        return say(language, "said_in", day=said, title=title)
    key, whom = ("answering", "to_asker") if cited.answered_on else ("answering_undated", "of_asker")
    asker = say(language, whom, asker=cited.asker) if cited.asker else ""
    return say(language, key, day=said, title=title, asker=asker)
