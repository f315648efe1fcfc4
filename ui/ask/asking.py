"""What happens when somebody asks: each event of the Ask tab as a function that a test can call."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import gradio as gr

from rag.errors import HemicycleError, InputError, LibraryError
from ui.ask.awaited import Awaited
from ui.ask.choices import Choices, typed_choices
from ui.ask.conversation import Conversation
from ui.ask.shared_address import question_query
from ui.desk import Desk
from ui.kept import Kept
from ui.lines import problem_html
from ui.periods import filter_labels
from ui.texts import Texts
from ui.turns import in_turn
from ui.visitors import Visit

SAME: Any = gr.skip()
"""What leaves an output as it is."""


class Shown(NamedTuple):
    """What an event changes in the tab, in the order of its outputs."""

    talk: Any = SAME
    chat: Any = SAME
    box: Any = SAME
    sources: Any = SAME
    problem: Any = SAME
    understood: Any = SAME
    address: Any = SAME
    send: Any = SAME
    stop: Any = SAME


class Asking:
    """The events of the Ask tab. Each gives what is to be shown, step by step where an answer grows; `chosen` are the values
    of the fields beside the question (`ui.ask.choices`)."""

    def __init__(self, desk: Desk, kept: Kept, texts: Texts) -> None:
        self.desk, self.kept, self.texts = desk, kept, texts
        self.awaited = Awaited()

    def ask(
        self, question: str | None, talk: Conversation, visit: Visit, *chosen: str, ignoring: frozenset[str] = frozenset()
    ) -> Iterator[Shown]:
        """A question as it was typed; one without words stays in its box, and is said to be none. It also stays there while
        another one waits for its answer."""
        if self.awaited.any(visit.page):
            yield Shown()
        elif question and question.strip():
            asked = replace(talk.asked(question), ignoring=ignoring)
            yield from self._answers(talk, asked, visit, chosen, left="")
        else:
            yield Shown(problem=problem_html(self.texts.nothing_asked))

    def again(self, meant: list[str], talk: Conversation, visit: Visit, *chosen: str) -> Iterator[Shown]:
        """The last question, with those of its conditions alone that are ticked."""
        talk = talk.stopped(self.texts) if talk.writing else talk
        yield from self._answers(talk, talk.again(meant), visit, chosen)

    def retry(self, talk: Conversation, visit: Visit, *chosen: str) -> Iterator[Shown]:
        """The last question once more, in place of its answer."""
        yield from self._answers(talk, talk.retried(), visit, chosen)

    def edit(self, message: int, text: str, talk: Conversation, visit: Visit, *chosen: str) -> Iterator[Shown]:
        """An earlier question in other words; what came after it goes. `message` is its place in the chat."""
        question = _typed(text)
        if question.strip():
            yield from self._answers(talk, talk.before(message // 2 + 1).asked(question), visit, chosen)
        else:
            yield Shown(chat=talk.messages, problem=problem_html(self.texts.nothing_asked))

    def stop(self, talk: Conversation, visit: Visit) -> Shown:
        """End the answer that is being made."""
        self.awaited.call_off(visit.page)
        done = talk.stopped(self.texts)
        if done is talk:
            return Shown(chat=done.messages, **_ready(True))
        done, problem = self._kept(done, visit)
        return Shown(talk=done, chat=done.messages, problem=problem, **_ready(True))

    def begin(self, visit: Visit) -> Shown:
        """A new conversation about the library that is shown."""
        self.awaited.call_off(visit.page)
        return self.show(Conversation(library=visit.library))._replace(box="", address="?")

    def show(self, talk: Conversation) -> Shown:
        """A whole conversation."""
        return Shown(
            talk=talk,
            chat=talk.messages,
            sources=talk.panel(self.texts),
            problem="",
            understood=self.understood(talk),
            **_ready(True),
        )

    def open(self, id: str, visit: Visit) -> tuple[Shown, Visit]:  # noqa: A002
        """A kept conversation, and the library that it was about."""
        found = self.kept.conversation(visit.visitor, id)
        if found is None:
            return Shown(problem=problem_html(self.texts.conversation_gone)), visit
        revision, document = found
        try:
            library = self.desk.library(document["library"])
            talk = Conversation.opened(id, revision, document["library"], document["exchanges"], self.texts, library)
        except HemicycleError as error:
            return Shown(problem=problem_html(str(error))), visit
        self.awaited.call_off(visit.page)
        return self.show(talk)._replace(address="?"), replace(visit, library=talk.library)

    def judge(self, message: int, liked: bool | None, talk: Conversation, visit: Visit) -> str:
        """Keep what a visitor thinks of an answer (null: nothing any more); returns what to say about it."""
        turn = message // 2
        if turn >= len(talk.exchanges):
            return ""
        exchange = talk.exchanges[turn]
        document = {
            "verdict": "good" if liked else "bad",
            "library": talk.library,
            "question": exchange.question,
            "reply": exchange.reply,
            "answer": exchange.turn.answer.model_dump(mode="json", by_alias=True) if exchange.turn else None,
        }
        self.kept.judge(visit.visitor, talk.id, turn, None if liked is None else document)
        return self.texts.feedback_gone if liked is None else self.texts.feedback_kept

    def understood(self, talk: Conversation) -> Any:
        """What words of the last question were taken as a filter, to untick and to tick again; hidden where there is none."""
        labels = filter_labels(talk.understood, self.texts)
        meant = [field for _, field in labels if field not in talk.ignoring]
        label = self.texts.carried if talk.resolved else self.texts.understood
        return gr.update(choices=labels, value=meant, visible=bool(labels), label=label)

    def _answers(
        self, known: Conversation, asked: Conversation, visit: Visit, chosen: Sequence[str], left: Any = SAME
    ) -> Iterator[Shown]:
        """Show the question at once, its answer as it comes, and what is `left` in the box; where a typed filter makes no
        sense nothing is asked."""
        try:
            choices = typed_choices(chosen, self.texts)
        except InputError as error:
            yield Shown(chat=known.messages, problem=problem_html(str(error)), understood=self.understood(known))
            return
        answer = self.awaited.begin(visit.page)
        try:
            yield Shown(talk=asked, chat=asked.waiting(self.texts), box=left, problem="", **_ready(False))
            done, steps = asked, asked.answering(self.desk, choices, self.texts)
            awaited = iter(lambda: next(steps, None) if self.awaited.still(visit.page, answer) else None, None)
            for step in in_turn(self.desk.turns.answers, awaited):
                if not self.awaited.still(visit.page, answer):
                    break
                done = step
                yield self._answered(done)
            if self.awaited.end(visit.page, answer):
                done, problem = self._kept(done, visit)
                # The answer once more: of two steps that come at the same moment Gradio's page shows the second alone.
                ended = self._answered(done) if done.exchanges else Shown(talk=done)
                yield ended._replace(address=self._address(done, choices), problem=problem, **_ready(True))
            else:
                # At the end Gradio shows the last step once more, over whatever was stopped or asked since.
                yield Shown()
        finally:
            self.awaited.end(visit.page, answer)

    def _answered(self, talk: Conversation) -> Shown:
        return Shown(talk=talk, chat=talk.messages, sources=talk.panel(self.texts), understood=self.understood(talk))

    def _address(self, talk: Conversation, choices: Choices) -> Any:
        """The page's address with the last question in it. Who asked that, and when: an answer to this alone is none without
        its conversation."""
        turn = talk.exchanges[-1].turn if talk.exchanges else None
        if not turn or turn.direct:
            return SAME
        return question_query(
            turn.answer,
            self.desk.address_name(talk.library),
            language=choices.language,
            sort=choices.sort if choices.sort != "relevance" else None,
            resolved=bool(talk.resolved),
            ignoring=talk.ignoring,
            conversation=talk.id,
        )

    def _kept(self, talk: Conversation, visit: Visit) -> tuple[Conversation, str]:
        """Keep a conversation as it now is; returns it as it is kept, and what went wrong, if anything."""
        document = {"library": talk.library, "exchanges": talk.kept()}
        facts: dict[str, Any] = {"library": talk.library or "", "title": talk.title, "words": talk.words}
        try:
            if talk.exchanges:
                own, revision = self.kept.keep(visit.visitor, talk.id, talk.revision, document=document, **facts)
                return replace(talk, id=own, revision=revision), ""
        except LibraryError as error:
            return talk, problem_html(str(error))
        return talk, ""


def _ready(ready: bool) -> dict[str, Any]:
    """One question at a time: the button that asks rests while the one that stops is there."""
    return {"send": gr.update(interactive=ready), "stop": gr.update(visible=not ready)}


def _typed(shown: str) -> str:
    """A question as it was typed, from the Markdown (`ui.shown.markdown`) that the chat gives to edit."""
    return html.unescape(re.sub(r"\\([^\w\s])", r"\1", shown))
