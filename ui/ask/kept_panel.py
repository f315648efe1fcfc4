"""The conversations that are kept: a list to open them from, to search, name and delete them."""

from typing import Any

import gradio as gr

from rag.answer.phrases import long_date
from ui.ask.asking import SAME, Asking, Shown
from ui.ask.conversation import LONGEST_TITLE
from ui.kept import Kept, Listed
from ui.shown import escape, plain
from ui.texts import Texts
from ui.visitors import Visit


class KeptPanel:
    """The list inside the current Blocks; `wire` connects it with the chat that it opens conversations in."""

    def __init__(self, kept: Kept, texts: Texts) -> None:
        self.kept, self.texts = kept, texts
        self.deleted = gr.State("")
        with gr.Accordion(texts.conversations, open=False, elem_id="kept"):
            self.words = gr.Textbox(label=texts.conversations_search, max_lines=1, elem_id="kept-words")
            self.list = gr.Radio([], show_label=False, label=texts.conversations, visible=False, elem_id="kept-list")
            self.said = gr.HTML(_said(texts.conversations_none), elem_id="kept-said")
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

    def wire(self, asking: Asking, visit: gr.State, outputs: list[Any]) -> None:
        """`outputs` are those of `Shown`."""
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        chosen = [self.list, self.words, visit]

        def opened(id: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            shown, there = asking.open(id, here) if id else (Shown(), here)
            names = {each.id: each.name for each in self.kept.conversations(here.visitor)}
            return *shown, there, gr.update(visible=id in names), names.get(id or "", "")

        def renamed(id: str | None, words: str | None, here: Visit, name: str | None) -> tuple[Any, ...]:  # noqa: A002
            if id and name and name.strip():
                self.kept.rename(here.visitor, id, plain(" ".join(name.split()))[:LONGEST_TITLE])
            return self.listed(words, here, id)

        def gone(id: str | None, words: str | None, here: Visit, name: str) -> tuple[Any, ...]:  # noqa: A002
            """Delete one, say so and offer to take that back; the chat begins anew."""
            if not id:
                return *Shown(), *self.listed(words, here), SAME, SAME, SAME
            self.kept.delete(here.visitor, id)
            listed, _ = self.listed(words, here)
            said = _said(self.texts.deleted.format(name=name))
            return *asking.begin(here), listed, said, id, gr.update(visible=True), gr.update(visible=False)

        def back(id: str, words: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            self.kept.restore(here.visitor, id)
            return *self.listed(words, here), gr.update(visible=False)

        gr.on(
            [self.words.change],
            self.listed,
            inputs=[self.words, visit],
            outputs=[self.list, self.said],
            trigger_mode="always_last",
            **quiet,
        )
        self.list.input(opened, inputs=[self.list, visit], outputs=[*outputs, visit, self.one, self.name], **quiet)
        gr.on([self.rename.click, self.name.submit], renamed, [*chosen, self.name], [self.list, self.said], **quiet)
        self.delete.click(
            gone,
            [*chosen, self.name],
            [*outputs, self.list, self.said, self.deleted, self.undo, self.one],
            **quiet,
        )
        self.undo.click(back, [self.deleted, self.words, visit], [self.list, self.said, self.undo], **quiet)

    def refresh(self, words: str | None, visit: Visit, talk: Any) -> tuple[Any, ...]:
        """The list after an answer, the conversation that it belongs to marked."""
        return self.listed(words, visit, talk.id)

    def listed(self, words: str | None, visit: Visit, chosen: str | None = None) -> tuple[Any, Any]:
        """The list, and what is said where it is empty."""
        found = self.kept.conversations(visit.visitor, words or "")
        choices = [(_line(each, self.texts), each.id) for each in found]
        value = chosen if chosen in {each.id for each in found} else None
        empty = self.texts.conversations_unfound if (words or "").strip() else self.texts.conversations_none
        return gr.update(choices=choices, value=value, visible=bool(found)), "" if found else _said(empty)


def _line(listed: Listed, texts: Texts) -> str:
    return f"{plain(listed.name)} · {long_date(listed.changed_at.date(), texts.language)}"


def _said(line: str) -> str:
    return f'<p class="hint" role="status">{escape(line)}</p>'
