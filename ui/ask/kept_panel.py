"""The conversations that are kept: a list to open them from, to search, name and delete them."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from rag.answer.phrases import long_date
from ui.ask.asking import SAME, Asking, Shown
from ui.ask.conversation import LONGEST_TITLE, Conversation
from ui.events import EACH, QUIET
from ui.kept import Kept, Listed
from ui.lines import hint_html
from ui.shown import escape, plain
from ui.texts import Texts
from ui.visitors import Visit


class KeptPanel:
    """The list inside the current Blocks; `wire` connects it with the chat that it opens conversations in."""

    def __init__(self, kept: Kept, texts: Texts) -> None:
        self.kept, self.texts = kept, texts
        self.deleted = gr.State("")
        with gr.Accordion(texts.conversations, open=False, elem_id="kept"):
            self.words = gr.Textbox(label=texts.conversations_search, max_lines=1, max_length=200, elem_id="kept-words")
            self.list = gr.Radio([], show_label=False, label=texts.conversations, visible=False, elem_id="kept-list")
            self.said = gr.HTML(hint_html(texts.conversations_none, spoken=True), elem_id="kept-said")
            with gr.Row(visible=False, elem_id="kept-one") as self.one:
                self.name = gr.Textbox(
                    label=texts.conversation_name, max_lines=1, max_length=200, scale=3, elem_id="kept-name"
                )
                self.rename = gr.Button(texts.rename, size="sm", min_width=90, elem_id="kept-rename")
                self.delete = gr.Button(texts.delete, size="sm", min_width=90, elem_id="kept-delete")
            self.undo = gr.Button(texts.undo, size="sm", visible=False, elem_id="kept-undo")
            gr.HTML(
                f'<a class="download" href="../feedback.jsonl" download="feedback.jsonl">{escape(texts.feedback_export)}</a>'
            )

    @property
    def outputs(self) -> list[Any]:
        """What `listed` and `refresh` give."""
        return [self.list, self.said, self.one, self.name]

    def wire(self, asking: Asking, visit: gr.State, outputs: Sequence[Any]) -> None:
        """`outputs` are those of `Shown`."""
        chosen = [self.list, self.words, visit]

        def opened(id: str | None, words: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            shown, there = asking.open(id, here) if id else (Shown(), here)
            return *shown, there, *self.listed(words, here, id)

        def renamed(id: str | None, words: str | None, here: Visit, name: str | None) -> tuple[Any, ...]:  # noqa: A002
            if id and name and name.strip():
                self.kept.rename(here.visitor, id, plain(" ".join(name.split()))[:LONGEST_TITLE])
            return self.listed(words, here, id)

        def gone(id: str | None, words: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            """Delete one, say so and offer to take that back; the chat begins anew."""
            name = next((each.name for each in self.kept.conversations(here.visitor) if each.id == id), None)
            if not id or name is None:
                return *Shown(), *self.listed(words, here), SAME, SAME
            self.kept.delete(here.visitor, id)
            listed, _, *one = self.listed(words, here)
            said = hint_html(self.texts.deleted.format(name=name), spoken=True)
            return *asking.begin(here), listed, said, *one, id, gr.update(visible=True)

        def back(id: str, words: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            self.kept.restore(here.visitor, id)
            return *self.listed(words, here), gr.update(visible=False)

        typed: dict[str, Any] = {"outputs": self.outputs, "trigger_mode": "always_last", **QUIET}
        self.words.change(self.listed, inputs=[self.words, visit], **typed)
        self.list.input(opened, inputs=chosen, outputs=[*outputs, visit, *self.outputs], **EACH)
        gr.on([self.rename.click, self.name.submit], renamed, [*chosen, self.name], self.outputs, **QUIET)
        self.delete.click(gone, chosen, [*outputs, *self.outputs, self.deleted, self.undo], **QUIET)
        self.undo.click(back, [self.deleted, self.words, visit], [*self.outputs, self.undo], **QUIET)

    def refresh(self, words: str | None, visit: Visit, talk: Conversation) -> tuple[Any, ...]:
        """The list after an answer, the conversation that it belongs to marked."""
        return self.listed(words, visit, talk.id)

    def listed(self, words: str | None, visit: Visit, chosen: str | None = None) -> tuple[Any, ...]:
        """The list, what is said where it is empty, and the row and the name of the chosen one."""
        found = self.kept.conversations(visit.visitor, words or "")
        name = next((each.name for each in found if each.id == chosen), None)
        empty = self.texts.conversations_unfound if (words or "").strip() else self.texts.conversations_none
        return (
            gr.update(
                choices=[(_line(each, self.texts), each.id) for each in found],
                value=chosen if name is not None else None,
                visible=bool(found),
            ),
            "" if found else hint_html(empty, spoken=True),
            gr.update(visible=name is not None),
            name or "",
        )


def _line(listed: Listed, texts: Texts) -> str:
    return f"{plain(listed.name)} · {long_date(listed.changed_at.date(), texts.language)}"
