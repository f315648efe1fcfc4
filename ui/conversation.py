"""One visitor's conversation: what was asked, what was answered, and the sources of each answer."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from rag.conversation.turns import Resolved, Turn, turn_of
from rag.drafts.parse import is_draft
from rag.errors import HemicycleError
from rag.language import detect
from rag.library.filters import AppliedFilter, together
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

    def answered(self, desk: Desk, choices: Choices, texts: Texts) -> "Conversation":
        """With the answer to the question last asked, or one line about why there is none."""
        understood, resolved, latest = self.understood, self.resolved, self.latest
        if is_draft(self.question):
            return self._checked(desk, choices, texts)
        try:
            if not understood:
                resolved = desk.resolve(self.history, self.question, choices)
                understood = resolved.conditions if resolved else ()
            answer, library = desk.ask(self.question, choices, self.ignoring, resolved)
            understood = understood or tuple(each for each in answer.filters if each.origin == "understood")
            meant = resolved.meant(self.ignoring) if resolved else None
            latest = turn_of(answer, meant)
            reply = _taken_as(meant, texts) + answer_markdown(answer, self.turns, texts)
            panels = (*self.panels, (self.question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        except HemicycleError as error:
            reply, panels = markdown(texts.could_not.format(reason=error)), self.panels
        messages = (*self.messages, _message("assistant", reply))
        return replace(self, messages=messages, panels=panels, understood=understood, latest=latest, resolved=resolved)

    def _checked(self, desk: Desk, choices: Choices, texts: Texts) -> "Conversation":
        """With the draft that was pasted checked, sub-question by sub-question."""
        try:
            checked, left_out, library = desk.check(self.question, choices)
        except HemicycleError as error:
            refused = _message("assistant", markdown(texts.could_not.format(reason=error)))
            return replace(self, messages=(*self.messages, refused))
        # What follows goes on from the draft's subject, not from all of its words.
        answer = draft_answer(checked, checked.title or self.question, choices.language or detect(self.question))
        message = _message("assistant", draft_markdown(checked, answer, self.turns, texts, left_out=left_out))
        panels = (*self.panels, (self.question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        return replace(self, messages=(*self.messages, message), panels=panels, latest=turn_of(answer))

    def panel(self, texts: Texts) -> str:
        return panel(self.panels, texts)


def _taken_as(resolved: Resolved | None, texts: Texts) -> str:
    """What a question that goes on from the conversation was taken for, above its answer."""
    if not resolved or resolved.direct or not resolved.conditions:
        return ""
    return f"*{markdown(searching_line(resolved.shown, texts))}*\n\n"


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
