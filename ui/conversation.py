"""One visitor's conversation: what was asked, what was answered, and the sources of each answer."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rag.answer.answer import QUOTATION, Answer
from rag.conversation.turns import Resolved, Turn, turn_of
from rag.drafts.parse import is_draft
from rag.errors import HemicycleError
from rag.language import detect
from rag.library.filters import AppliedFilter, together
from rag.library.library import Library
from ui.chat_text import answer_markdown
from ui.choices import Choices
from ui.desk import Desk
from ui.draft_text import draft_answer, draft_markdown
from ui.periods import searching_line
from ui.shown import markdown
from ui.sources_panel import panel, turn_sources
from ui.texts import Texts

MOST_PANELS = 20
"""Turns whose sources stay on the page; the numbers of older ones lead nowhere."""

MOST_TURNS = 20
"""Turns that a question can go on from."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Immutable: each step gives a new one. `panels` holds (question, HTML of its sources) of each answer; `question` is the
    last one as it was asked, `understood` what of it was taken as a filter or taken over from the conversation, `ignoring`
    what of that was not meant. `history` are the turns before the last question, which `resolved` goes on from, `latest` is
    the turn that answers it."""

    messages: tuple[dict[str, Any], ...] = ()
    panels: tuple[tuple[str, str], ...] = ()
    turns: int = 0
    question: str = ""
    understood: tuple[AppliedFilter, ...] = ()
    ignoring: frozenset[str] = frozenset()
    history: tuple[Turn, ...] = ()
    latest: Turn | None = None
    resolved: Resolved | None = None

    def asked(self, question: str) -> "Conversation":
        """With the question in it, not answered yet."""
        messages = (*self.messages, _message("user", markdown(question)))
        history = (*self.history, *([self.latest] if self.latest else []))[-MOST_TURNS:]
        return Conversation(messages, self.panels, self.turns + 1, question, history=history)

    def waiting(self, texts: Texts) -> list[dict[str, Any]]:
        """The messages to show until the answer is there."""
        return [*self.messages, _message("assistant", f"*{markdown(texts.searching)}*")]

    def again(self, kept: Collection[str]) -> "Conversation":
        """With the last question asked once more, and of what was understood from it only these fields meant."""
        gone = frozenset(each.field for each in self.understood) - together(kept)
        asked = replace(self.asked(self.question), history=self.history, resolved=self.resolved)
        return replace(asked, understood=self.understood, ignoring=gone)

    def answering(self, desk: Desk, choices: Choices, texts: Texts) -> Iterator["Conversation"]:
        """With the answer to the question last asked, as it grows, or one line about why there is none."""
        if is_draft(self.question):
            yield self._checked(desk, choices, texts)
            return
        try:
            known = self if self.understood else self._resolved(desk, choices)
            growing, library = desk.ask(self.question, choices, self.ignoring, known.resolved)
            answer = None
            for answer in growing:
                if answer.written_by != QUOTATION:
                    yield known._with(answer, library, texts, writing=True)
            if answer:
                yield known._with(answer, library, texts)
        except HemicycleError as error:
            yield self._replied(markdown(texts.could_not.format(reason=error)))

    def _resolved(self, desk: Desk, choices: Choices) -> "Conversation":
        resolved = desk.resolve(self.history, self.question, choices)
        return replace(self, resolved=resolved, understood=resolved.conditions if resolved else ())

    def _with(self, answer: Answer, library: Library, texts: Texts, *, writing: bool = False) -> "Conversation":
        meant = self.resolved.meant(self.ignoring) if self.resolved else None
        reply = _taken_as(meant, texts) + answer_markdown(answer, self.turns, texts)
        if writing:
            reply = f"{reply}\n\n*{markdown(texts.writing.format(model=answer.written_by))}*"
        understood = self.understood or tuple(each for each in answer.filters if each.origin == "understood")
        panels = (*self.panels, (self.question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        return replace(self._replied(reply), panels=panels, understood=understood, latest=turn_of(answer, meant))

    def _replied(self, reply: str) -> "Conversation":
        return replace(self, messages=(*self.messages, _message("assistant", reply)))

    def _checked(self, desk: Desk, choices: Choices, texts: Texts) -> "Conversation":
        """With the draft that was pasted checked, sub-question by sub-question."""
        try:
            checked, left_out, library = desk.check(self.question, choices)
        except HemicycleError as error:
            return self._replied(markdown(texts.could_not.format(reason=error)))
        # What follows goes on from the draft's subject, not from all of its words.
        answer = draft_answer(checked, checked.title or self.question, choices.language or detect(self.question))
        reply = draft_markdown(checked, answer, self.turns, texts, left_out=left_out)
        panels = (*self.panels, (self.question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        return replace(self._replied(reply), panels=panels, latest=turn_of(answer))

    def panel(self, texts: Texts) -> str:
        return panel(self.panels, texts)


def _taken_as(resolved: Resolved | None, texts: Texts) -> str:
    """What a question that goes on from the conversation was taken for, above its answer."""
    if not resolved or resolved.direct or not resolved.conditions:
        return ""
    return f"*{markdown(searching_line(resolved.shown, texts))}*\n\n"


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
