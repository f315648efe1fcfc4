"""One visitor's conversation: what was asked, what was answered, and the sources of each answer."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rag.answer.answer import QUOTATION, Answer
from rag.errors import HemicycleError
from rag.library.filters import AppliedFilter, together
from rag.library.library import Library
from ui.chat_text import answer_markdown
from ui.choices import Choices
from ui.desk import Desk
from ui.shown import markdown
from ui.sources_panel import panel, turn_sources
from ui.texts import Texts

MOST_PANELS = 20
"""Turns whose sources stay on the page; the numbers of older ones lead nowhere."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Immutable: each step gives a new one. `panels` holds (question, HTML of its sources) of each answer; `question` is the
    last one as it was asked, `understood` what of it was taken as a filter, `ignoring` what of that was not meant."""

    messages: tuple[dict[str, Any], ...] = ()
    panels: tuple[tuple[str, str], ...] = ()
    turns: int = 0
    question: str = ""
    understood: tuple[AppliedFilter, ...] = ()
    ignoring: frozenset[str] = frozenset()

    def asked(self, question: str) -> "Conversation":
        """With the question in it, not answered yet."""
        messages = (*self.messages, _message("user", markdown(question)))
        return Conversation(messages, self.panels, self.turns + 1, question)

    def waiting(self, texts: Texts) -> list[dict[str, Any]]:
        """The messages to show until the answer is there."""
        return [*self.messages, _message("assistant", f"*{markdown(texts.searching)}*")]

    def again(self, kept: Collection[str]) -> "Conversation":
        """With the last question asked once more, and of what was understood from it only these fields meant."""
        gone = frozenset(each.field for each in self.understood) - together(kept)
        return replace(self.asked(self.question), understood=self.understood, ignoring=gone)

    def answering(self, desk: Desk, choices: Choices, texts: Texts) -> Iterator["Conversation"]:
        """With the answer to the question last asked, as it grows, or one line about why there is none."""
        try:
            growing, library = desk.ask(self.question, choices, self.ignoring)
            answer = None
            for answer in growing:
                if answer.written_by != QUOTATION:
                    yield self._with(answer, library, texts, writing=True)
            if answer:
                yield self._with(answer, library, texts)
        except HemicycleError as error:
            yield self._replied(markdown(texts.could_not.format(reason=error)))

    def _with(self, answer: Answer, library: Library, texts: Texts, *, writing: bool = False) -> "Conversation":
        reply = answer_markdown(answer, self.turns, texts)
        if writing:
            reply = f"{reply}\n\n*{markdown(texts.writing.format(model=answer.written_by))}*"
        understood = self.understood or tuple(each for each in answer.filters if each.origin == "understood")
        panels = (*self.panels, (self.question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        return replace(self._replied(reply), panels=panels, understood=understood)

    def _replied(self, reply: str) -> "Conversation":
        return replace(self, messages=(*self.messages, _message("assistant", reply)))

    def panel(self, texts: Texts) -> str:
        return panel(self.panels, texts)


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
