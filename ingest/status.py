"""What became of a question: answered, referred, postponed, declined, or no reply found under its number.

A status is an observation on the wording of a reply, with the sentence that shows it; it says nothing of anybody's
intentions. A reply counts as answered unless sentences of these kinds make up at least half of it:

- referred: points elsewhere, to another answer, letter, annex or meeting, or to who is competent;
- postponed: announces a later answer or decision;
- declined: says that the subject is another's, that there are no figures, or that no answer can be given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.status_wording import WORDINGS
from rag.records import Part, Span
from rag.sentences import sentences
from rag.vocabulary import Status

_LONGEST = 600
"""What is longer is no sentence but a list or a table, and shows nothing by a word in it (characters)."""

_ORDER: tuple[Status, ...] = ("referred", "postponed", "declined")

_LABEL = re.compile(r"[^\w«\"'(]*(?:\(?(?:\d{1,2}|[a-z])[.):]+\s*)*")


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the sentences of a piece of a reply show: characters in all, those of sentences that show a status, and for each
    status the first sentence that does."""

    length: int
    showing: int
    shown: dict[Status, Span]

    @classmethod
    def of(cls, text: str, part: Span, language: str | None) -> "_Wording":
        wordings = _wordings((language or "")[:2])
        shown: dict[Status, Span] = {}
        showing = length = 0
        for sentence in sentences(text, part.start, part.end, language):
            words = text[sentence.start + _label(text, sentence.start, sentence.end) : sentence.end]
            length += len(words)
            status = next((status for status, wording in wordings.items() if wording.search(words)), None)
            if status and len(words) <= _LONGEST:
                showing += len(words)
                shown.setdefault(status, Span(start=sentence.start, end=sentence.end))
        return cls(length, showing, shown)


def reply_status(text: str, parts: Sequence[Span], language: str | None) -> tuple[Status, Span | None]:
    """The status that the wording of a reply shows, and the first sentence that shows it; none where it is answered."""
    return _status([_Wording.of(text, part, language) for part in parts])


def _status(wordings: Sequence[_Wording]) -> tuple[Status, Span | None]:
    length = sum(one.length for one in wordings)
    if not length or sum(one.showing for one in wordings) * 2 < length:
        return "answered", None
    return next((status, one.shown[status]) for status in _ORDER for one in wordings if status in one.shown)


def with_status(text: str, parts: Sequence[Part], language: str | None) -> list[Part]:
    """The parts of one language with the status of each question part, and what shows it.

    A question that no answer is aligned with is `unanswered` where there is no answer at all, or where every answer has a
    number and so shows that it serves others. Where the replies as a whole refer, postpone or decline, that holds for every
    question that none of them is aligned with; where they answer, such a question has none, since the text does not show it.
    """
    answers = [part for part in parts if part.role == "answer"]
    served = {label for part in answers for label in part.answers}
    numbered = bool(served) and all(part.labels for part in answers)

    @cache  # one answer may serve many questions
    def wording(start: int, end: int) -> _Wording:
        return _Wording.of(text, Span(start=start, end=end), language)

    def shown_by(replies: Sequence[Part]) -> tuple[Status, Span | None]:
        return _status([wording(reply.start, reply.end) for reply in replies])

    def status(part: Part) -> tuple[Status | None, Span | None]:
        own = [answer for answer in answers if _serves(answer, part)]
        if own and all(_is_served(label, served) for label in part.labels):
            return shown_by(own)
        if not answers or numbered:
            return "unanswered", None
        whole = shown_by(answers)
        return whole if whole[0] != "answered" else (None, None)

    return [
        part.model_copy(update=dict(zip(("status", "evidence"), status(part), strict=True)))
        if part.role == "question"
        else part
        for part in parts
    ]


def with_spoken_status(text: str, parts: Sequence[Part], language: str | None) -> list[Part]:
    """`with_status` for what is said at a sitting: a member's words behind the last reply are no question that it could have
    answered."""
    last = max((n for n, part in enumerate(parts) if part.role == "answer"), default=len(parts) - 1)
    return [*with_status(text, parts[: last + 1], language), *parts[last + 1 :]]


def record_status(text: str, parts: Sequence[Part], language: str | None) -> Status:
    """The status of a record: answered where any of its questions is, or its answers as a whole are; else the first of
    referred, postponed and declined that any of them shows; unanswered where there is no reply."""
    answers = [part for part in parts if part.role == "answer"]
    if not answers:
        return "unanswered"
    found = {part.status for part in parts if part.role == "question" and part.status}
    if not found - {"unanswered"}:
        return reply_status(text, answers, language)[0]
    if "answered" in found:
        return "answered"
    return next(status for status in _ORDER if status in found)


@cache
def _wordings(language: str) -> dict[Status, re.Pattern[str]]:
    """The wordings of a language, of all where it is unknown."""
    known = [WORDINGS[language]] if language in WORDINGS else list(WORDINGS.values())
    return {
        status: re.compile("|".join(f"(?:{pattern})" for patterns in known for pattern in patterns[status]), re.IGNORECASE)
        for status in _ORDER
    }


def _label(text: str, start: int, end: int) -> int:
    """The length of the number before a sentence."""
    match = _LABEL.match(text, start, end)
    return match.end() - start if match else 0


def _serves(answer: Part, question: Part) -> bool:
    """Whether an answer is aligned with a question, or with a letter below it."""
    if not question.labels:
        return answer.confidence is not None and not answer.answers
    return any(_is_served(label, answer.answers) for label in question.labels)


def _is_served(label: str, served: Sequence[str] | set[str]) -> bool:
    return label in served or any(other.startswith(f"{label}.") for other in served)
