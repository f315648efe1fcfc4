"""One visitor's conversation: what was asked, what was answered, and the sources of each answer."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rag.answer.answer import QUOTATION, Answer
from rag.conversation.turns import Resolved, Turn, turn_of
from rag.drafts.parse import is_draft
from rag.errors import HemicycleError, LibraryError
from rag.language import detect
from rag.library.filters import AppliedFilter, together
from rag.library.library import Library
from ui.ask.chat_text import answer_markdown
from ui.ask.choices import Choices
from ui.ask.draft_text import draft_answer, draft_markdown
from ui.ask.sources_panel import panel, turn_sources
from ui.desk import Desk
from ui.kept import new_id
from ui.periods import searching_line
from ui.record.addresses import Addresses
from ui.shown import markdown
from ui.texts import Texts

MOST_PANELS = 20
"""Turns whose sources stay on the page; the numbers of older ones lead nowhere."""

MOST_TURNS = 20
"""Turns that a question can go on from."""

LONGEST_TITLE = 80
"""Characters of the first question that a conversation is called by."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed and the reply to it, as Markdown. `turn` holds the answer, null where there was none;
    one that is `superseded` was asked again with other conditions, and nothing goes on from it."""

    question: str
    reply: str
    turn: Turn | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Immutable: each step gives a new one. It has an `id` from its first question on, and a `revision` each time it is kept.
    `panels` holds the sources of each exchange as HTML; `question` is the last one
    as it was asked, `pending` until it has its reply, `understood` what of it was taken as a filter or taken over from the
    conversation, `ignoring` what of that was not meant, `resolved` what it was taken for where it goes on from `history`.
    `writing` says that the last reply is still growing."""

    id: str = ""
    library: str | None = None
    revision: int = 0
    exchanges: tuple[Exchange, ...] = ()
    panels: tuple[str, ...] = ()
    question: str = ""
    pending: bool = False
    understood: tuple[AppliedFilter, ...] = ()
    ignoring: frozenset[str] = frozenset()
    resolved: Resolved | None = None
    writing: str = ""

    @property
    def title(self) -> str:
        """The beginning of its first question."""
        first = " ".join(self.exchanges[0].question.split()) if self.exchanges else ""
        return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"

    @property
    def words(self) -> str:
        """Everything that was asked and replied."""
        return "\n".join(f"{each.question}\n{each.reply}" for each in self.exchanges)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the chat shows."""
        shown = list[dict[str, Any]]()
        for each in self.exchanges:
            shown += [_message("user", markdown(each.question)), _message("assistant", each.reply)]
        if self.writing:
            shown[-1]["content"] += f"\n\n*{markdown(self.writing)}*"
        return [*shown, _message("user", markdown(self.question))] if self.pending else shown

    @property
    def history(self) -> tuple[Turn, ...]:
        """The turns that a question can go on from."""
        return tuple(each.turn for each in self.exchanges if each.turn and not each.superseded)[-MOST_TURNS:]

    @property
    def _number(self) -> int:
        """Which turn is being answered, from 1."""
        return len(self.exchanges) + 1

    @property
    def _addresses(self) -> Addresses:
        return Addresses(library=self.library)

    def asked(self, question: str) -> "Conversation":
        """With the question in it, not answered yet."""
        return replace(self._bare(len(self.exchanges)), id=self.id or new_id(), question=question, pending=True)

    def waiting(self, texts: Texts) -> list[dict[str, Any]]:
        """The messages to show until the answer is there."""
        return [*self.messages, _message("assistant", f"*{markdown(texts.searching)}*")]

    def again(self, kept: Collection[str]) -> "Conversation":
        """With the last question asked once more, and of what was understood from it only these fields meant."""
        gone = frozenset(each.field for each in self.understood) - together(kept)
        # One that has no reply yet takes nobody's place.
        last = () if self.pending else self.exchanges[-1:]
        exchanges = self.exchanges[: len(self.exchanges) - len(last)] + tuple(replace(each, superseded=True) for each in last)
        return replace(self, exchanges=exchanges, pending=True, ignoring=gone, writing="")

    def before(self, turn: int) -> "Conversation":
        """As it was before a turn, which counts from 1, was asked."""
        return self._bare(turn - 1)

    def _bare(self, turns: int) -> "Conversation":
        """Its first turns, and nothing of what was made of the last question."""
        return Conversation(self.id, self.library, self.revision, self.exchanges[:turns], self.panels[:turns])

    def retried(self) -> "Conversation":
        """With the last question asked once more in place of its reply."""
        if self.pending or not self.exchanges:
            return self
        left = replace(self, exchanges=self.exchanges[:-1], panels=self.panels[:-1], pending=True, writing="")
        return replace(left, question=self.exchanges[-1].question)

    def stopped(self, texts: Texts) -> "Conversation":
        """With what is there of a reply that was stopped."""
        line = f"*{markdown(texts.answer_stopped)}*"
        if self.pending:
            return self._replied(line)
        if not self.writing:
            return self
        last = self.exchanges[-1]
        return replace(self, exchanges=(*self.exchanges[:-1], replace(last, reply=f"{last.reply}\n\n{line}")), writing="")

    def answering(self, desk: Desk, choices: Choices, texts: Texts) -> Iterator["Conversation"]:
        """With the answer to the question last asked, as it grows, or one line about why there is none."""
        try:
            if is_draft(self.question):
                yield self._checked(desk, choices, texts)
                return
            known = self if self.understood else self._resolved(desk, choices)
            growing, library = desk.ask(self.question, choices, self.ignoring, known.resolved, self.library)
            answer = None
            for answer in growing:
                if answer.written_by != QUOTATION:
                    yield known._with(answer, library, texts, writing=True)
            if answer:
                yield known._with(answer, library, texts)
        except HemicycleError as error:
            yield self._replied(markdown(texts.could_not.format(reason=error)))

    def _resolved(self, desk: Desk, choices: Choices) -> "Conversation":
        resolved = desk.resolve(self.history, self.question, choices, self.library)
        return replace(self, resolved=resolved, understood=resolved.conditions if resolved else ())

    def _with(self, answer: Answer, library: Library, texts: Texts, *, writing: bool = False) -> "Conversation":
        meant = self.resolved.meant(self.ignoring) if self.resolved else None
        reply = _taken_as(meant, texts) + answer_markdown(answer, self._number, texts)
        understood = self.understood or tuple(each for each in answer.filters if each.origin == "understood")
        done = self._replied(
            reply, turn_of(answer, meant), turn_sources(answer, library, self._number, texts, self._addresses)
        )
        return replace(done, understood=understood, writing=texts.writing.format(model=answer.written_by) if writing else "")

    def _checked(self, desk: Desk, choices: Choices, texts: Texts) -> "Conversation":
        """With the draft that was pasted checked, sub-question by sub-question."""
        checked, left_out, library = desk.check(self.question, choices, self.library)
        # What follows goes on from the draft's subject, not from all of its words.
        answer = draft_answer(checked, checked.title or self.question, choices.language or detect(self.question))
        reply = draft_markdown(checked, answer, self._number, texts, left_out=left_out)
        return self._replied(reply, turn_of(answer), turn_sources(answer, library, self._number, texts, self._addresses))

    def _replied(self, reply: str, turn: Turn | None = None, sources: str = "") -> "Conversation":
        exchange = Exchange(self.question, reply, turn)
        return replace(self, exchanges=(*self.exchanges, exchange), panels=(*self.panels, sources), pending=False, writing="")

    def panel(self, texts: Texts) -> str:
        """The sources of its answers, as HTML."""
        turns = [(each.question, html) for each, html in zip(self.exchanges, self.panels, strict=True) if html]
        return panel(turns[-MOST_PANELS:], texts)

    def kept(self) -> Any:
        """As JSON, to be opened again."""
        return _exchanges().dump_python(self.exchanges, mode="json", by_alias=False)

    @staticmethod
    def opened(id: str, revision: int, library: str, kept: Any, texts: Texts, records: Library) -> "Conversation":  # noqa: A002
        """What was kept, with its sources as they are in the library today.

        Raises LibraryError where another version of this program kept it in another form.
        """
        try:
            exchanges = _exchanges().validate_python(kept, by_alias=False, by_name=True)
        except ValidationError:
            raise LibraryError(texts.conversation_foreign) from None
        panels = [
            turn_sources(each.turn.answer, records, number, texts, Addresses(library=library)) if each.turn else ""
            for number, each in enumerate(exchanges, start=1)
        ]
        last = exchanges[-1].question if exchanges else ""
        return Conversation(id, library, revision, exchanges, tuple(panels), last)


@cache
def _exchanges() -> TypeAdapter[tuple[Exchange, ...]]:
    return TypeAdapter(tuple[Exchange, ...])


def _taken_as(resolved: Resolved | None, texts: Texts) -> str:
    """What a question that goes on from the conversation was taken for, above its answer."""
    if not resolved or resolved.direct or not resolved.conditions:
        return ""
    return f"*{markdown(searching_line(resolved.shown, texts))}*\n\n"


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
