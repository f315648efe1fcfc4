"""A question that goes on from a conversation, rewritten by a language model so that it stands alone, and checked.

The rules (`followup`) decide that a question goes on, and what filters hold. A model only words what is searched for, with no
name or number that is not in the conversation: else the rules' own wording stands.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from rag.conversation.followup import subject_of
from rag.conversation.turns import SUBJECT, Resolved, Turn
from rag.library.filters import AppliedFilter, fold
from rag.library.library import Library

PROMPT = (
    "Rewrite the last question so that it can be understood without the conversation. Put in what it leaves out: the"
    " subject, the person, the period. Use only names, dates and numbers that stand in the conversation. Answer with the"
    " question alone, in its own language, on one line."
)
"""What the model is told first."""

TURNS = 4
"""Turns of the conversation that the model sees."""

LONGEST = 300
"""Characters of a question that a model may write; more is no question."""

_QUOTED = 300
"""Characters of each answer that the model sees."""

_NAME = re.compile(r"(?<=[\w,;:(’'“\"]\s)[A-ZÀ-ÖØ-Þ][^\W_]+(?:-[^\W_]+)*")
_NUMBER = re.compile(r"\d+")

Rewrite = Callable[[Sequence[Turn], str], str | None]
"""The turns so far and the question as typed; gives it as one that stands alone, null where it cannot."""


class Streams(Protocol):
    """What is needed of a language model: its answer to messages, piece by piece."""

    def stream(self, messages: Sequence[Mapping[str, str]]) -> Iterable[str]: ...


def rewriting(model: Streams) -> Rewrite:
    """The rewriting that a language model does."""

    def rewrite(turns: Sequence[Turn], question: str) -> str | None:
        pieces, length = list[str](), 0
        for piece in model.stream(messages(turns, question)):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST * 2:
                return None
        lines = [line.strip() for line in "".join(pieces).splitlines() if line.strip()]
        return lines[0] if len(lines) == 1 else None

    return rewrite


def messages(turns: Sequence[Turn], question: str) -> list[dict[str, str]]:
    """The conversation as a model is shown it: what was searched, and the beginnings of what was quoted."""
    shown = [{"role": "system", "content": PROMPT}]
    for turn in turns[-TURNS:]:
        said = "\n".join(statement.text[:_QUOTED] for statement in turn.answer.statements) or turn.answer.note or ""
        shown += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": said}]
    return [*shown, {"role": "user", "content": question}]


def rewritten(library: Library, resolved: Resolved, turns: Sequence[Turn], rewrite: Rewrite) -> Resolved:
    """What the rules resolved, searched for in the model's words where these pass `faithful`; what they say of who and when
    is a filter already."""
    words = rewrite(turns, resolved.asked)
    words = " ".join((words or "").split())
    if not words or not faithful(words, resolved, turns):
        return resolved
    carried = AppliedFilter(field=SUBJECT, value=words, origin="carried")
    others = tuple(each for each in resolved.conditions if each.field != SUBJECT)
    subject = subject_of(library, words, resolved.language)
    return replace(resolved, subject=subject, words="", conditions=(carried, *others))


def faithful(words: str, resolved: Resolved, turns: Sequence[Turn]) -> bool:
    """Whether every name and number of a rewritten question stands in the conversation or in what the rules found.

    A name is a word with a capital that opens no sentence; the opening word counts where it has more than one capital.
    """
    if len(words) > LONGEST:
        return False
    words = unicodedata.normalize("NFC", words)
    said = set(fold(" ".join(_said(resolved, turns))).split())
    opening = words.split()[0]
    names = [*_NAME.findall(words), *([opening] if sum(map(str.isupper, opening)) > 1 else [])]
    wanted = {part for name in (*names, *_NUMBER.findall(words)) for part in fold(name).split()}
    return wanted <= said


def _said(resolved: Resolved, turns: Sequence[Turn]) -> Iterator[str]:
    """Everything that the conversation holds: what was typed, what was searched, and what was cited with its facts."""
    yield resolved.asked
    yield resolved.question
    yield from (each.value for each in resolved.conditions)
    for turn in turns:
        yield turn.question
        for statement in turn.answer.statements:
            yield statement.text
            for cited in statement.citations:
                yield f"{cited.title} {cited.number} {cited.asked_on} {cited.speaker} {cited.function} {cited.asker}"
