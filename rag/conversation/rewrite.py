"""A question that goes on from a conversation, rewritten by a language model so that it stands alone, and checked.

The rules (`followup`) decide that a question goes on, and what filters hold. A model only words what is searched for, with no
name or number that is not in the conversation: else the rules' own wording stands.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer.llm import LanguageModel, Message
from rag.answer.prompts import rewriting
from rag.conversation.followup import subject_of
from rag.conversation.turns import SUBJECT, Resolved, Turn
from rag.library.filters import AppliedFilter, fold
from rag.library.library import Library

TURNS = 4
"""Turns of the conversation that the model sees."""

LONGEST = 300
"""Characters of a question that a model may write; more is no question."""

MOST_TOKENS = 150
"""Tokens that a model may write for it."""

_QUOTED = 300
"""Characters of each answer that the model sees."""

_NAME = re.compile(r"(?<=[\w,;:(’'“\"]\s)[A-ZÀ-ÖØ-Þ][^\W_]+(?:-[^\W_]+)*")
_NUMBER = re.compile(r"\d+")


def _written(model: LanguageModel, turns: Sequence[Turn], question: str) -> str:
    """What a model makes of a question; empty where that is no one line."""
    text = ""
    for piece in model.stream(messages(turns, question), most=MOST_TOKENS):
        text += piece
        if len(text) > LONGEST * 2:
            return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(lines[0].split()) if len(lines) == 1 else ""


def messages(turns: Sequence[Turn], question: str) -> list[Message]:
    """The conversation as a model is shown it: what was searched, and the beginnings of what was quoted."""
    shown = []
    for turn in turns[-TURNS:]:
        said = "\n".join(statement.text for statement in turn.answer.statements) or turn.answer.note or ""
        shown.append((turn.question, said[:_QUOTED]))
    return rewriting(shown, question)


def rewritten(library: Library, resolved: Resolved, turns: Sequence[Turn], model: LanguageModel) -> Resolved:
    """What the rules resolved, searched for in the model's words where these pass `faithful`; what they say of who and when
    is a filter already. Raises LlmError where the model fails."""
    words = _written(model, turns, resolved.asked)
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
