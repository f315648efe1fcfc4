"""One visitor's conversation: what was asked, what was answered, and the sources of each answer."""

from dataclasses import dataclass
from typing import Any

from rag.errors import HemicycleError
from rag.library.filters import Filters
from ui.chat_text import answer_markdown
from ui.desk import Desk
from ui.shown import markdown
from ui.sources_panel import panel, turn_sources
from ui.texts import Texts

MOST_PANELS = 20
"""Turns whose sources stay on the page; the numbers of older ones lead nowhere."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Immutable: each step gives a new one. `panels` holds (question, HTML of its sources) of each answer."""

    messages: tuple[dict[str, Any], ...] = ()
    panels: tuple[tuple[str, str], ...] = ()
    turns: int = 0

    def asked(self, question: str) -> "Conversation":
        """With the question in it, not answered yet."""
        return Conversation((*self.messages, _message("user", markdown(question))), self.panels, self.turns + 1)

    def waiting(self, texts: Texts) -> list[dict[str, Any]]:
        """The messages to show until the answer is there."""
        return [*self.messages, _message("assistant", f"*{markdown(texts.searching)}*")]

    def answered(self, desk: Desk, question: str, filters: Filters, texts: Texts) -> "Conversation":
        """With the answer to the question last asked, or one line about why there is none."""
        try:
            answer, library = desk.ask(question, filters)
            reply = answer_markdown(answer, self.turns, texts)
            panels = (*self.panels, (question, turn_sources(answer, library, self.turns, texts)))[-MOST_PANELS:]
        except HemicycleError as error:
            reply, panels = markdown(texts.could_not.format(reason=error)), self.panels
        return Conversation((*self.messages, _message("assistant", reply)), panels, self.turns)

    def panel(self, texts: Texts) -> str:
        return panel(self.panels, texts)


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
