"""The tab to ask in: a conversation, and the sources of its answers beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.errors import InputError
from rag.library.filters import together
from ui.ask.asking import Asking, Shown
from ui.ask.choices import DETECTED, language_choices
from ui.ask.conversation import Conversation
from ui.ask.kept_panel import KeptPanel
from ui.browse.filter_fields import CHOSEN, FilterFields, chosen_filters, filter_fields
from ui.desk import Desk
from ui.events import EACH, QUIET
from ui.kept import Kept
from ui.lines import hint_html, problem_html
from ui.periods import filter_labels
from ui.texts import Texts
from ui.visitors import Visit

WAITING_AT_A_TIME = 8
"""Questions of one language of the page that may wait for their turn (`ui.turns.ANSWERS_AT_A_TIME`) outside its queue."""


@dataclass(frozen=True, slots=True)
class AskTab:
    """What the rest of the page has to do with: the conversation, what shows it (the outputs of `Shown`), the fields beside
    the question, and the list of what is kept; `common` is what every event that asks has in common, `listing` what every
    refresh of that list has."""

    asking: Asking
    panel: KeptPanel
    talk: gr.State
    chat: gr.Chatbot
    box: gr.Textbox
    filters: FilterFields
    language: gr.Dropdown
    order: gr.Dropdown
    outputs: list[Any]
    common: dict[str, Any]
    listing: dict[str, Any]


def ask_tab(desk: Desk, kept: Kept, visit: gr.State, texts: Texts) -> AskTab:
    """Build the tab inside the current Blocks."""
    asking = Asking(desk, kept, texts)
    talk = gr.State(Conversation())
    address = gr.Textbox(visible=False, elem_id="address")
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(scale=5, min_width=320, elem_id="conversation-column"):
            panel = KeptPanel(kept, texts)
            chat = gr.Chatbot(
                label=texts.chat_label,
                show_label=False,
                elem_id="conversation",
                height="100%",
                buttons=["copy"],
                editable="user",
                sanitize_html=True,
                allow_tags=False,
                latex_delimiters=[],
                layout="panel",
                feedback_options=("Like", "Dislike"),
                allow_file_downloads=False,
                autoscroll=False,
                group_consecutive_messages=False,
                placeholder=f"## {texts.welcome}\n{texts.welcome_hint}",
            )
            understood = gr.CheckboxGroup(
                label=texts.understood, info=texts.understood_hint, visible=False, elem_id="understood"
            )
            active = gr.CheckboxGroup(label=texts.active_filters, visible=False, elem_id="active")
            problem = gr.HTML("", elem_id="problem")
            with gr.Row(elem_id="ask-row", equal_height=True):
                box = gr.Textbox(
                    label=texts.question_label,
                    show_label=False,
                    container=False,
                    placeholder=texts.question_placeholder,
                    lines=1,
                    max_lines=5,
                    max_length=20_000,
                    autofocus=True,
                    scale=8,
                    elem_id="question",
                )
                send = gr.Button(texts.send, variant="primary", scale=1, min_width=90, elem_id="send")
                stop = gr.Button(texts.stop, variant="stop", scale=1, min_width=90, visible=False, elem_id="stop")
            with gr.Row(elem_id="below", equal_height=False):
                with gr.Accordion(texts.filter_label, open=False, elem_id="filters"):
                    filters = filter_fields(texts)
                    with gr.Row(equal_height=False):
                        language = gr.Dropdown(
                            language_choices(texts), value=DETECTED, label=texts.language_label, min_width=130
                        )
                        order = gr.Dropdown(list(texts.orders), value="relevance", label=texts.order_label, min_width=130)
                    clear = gr.Button(texts.clear_filter, size="sm", elem_id="clear-filters")
                fresh = gr.Button(texts.new_conversation, size="sm", elem_id="fresh", min_width=140)
                link = gr.Button(texts.copy_link, size="sm", elem_id="link", min_width=110)
        with gr.Column(scale=4, min_width=320, elem_id="sources-column"):
            sources = gr.HTML(Conversation().panel(texts), elem_id="sources", label=texts.sources_label)

    fields = [*filters.components, language, order]
    outputs = [talk, chat, box, sources, problem, understood, address, send, stop]
    # Whether one may be asked yet is known to `Asking`; Gradio learns a moment later that an answer has ended.
    common = {
        **EACH,
        "outputs": outputs,
        "concurrency_limit": WAITING_AT_A_TIME,
        "concurrency_id": "ask",
    }
    beside = [talk, visit, *fields]

    def example(picked: gr.SelectData, known: Conversation, here: Visit, *chosen: str) -> Iterator[Shown]:
        yield from asking.ask(picked.value["text"], known, here, *chosen)

    def edited(event: gr.EditData, known: Conversation, here: Visit, *chosen: str) -> Iterator[Shown]:
        yield from asking.edit(_place(event.index), str(event.value), known, here, *chosen)

    def judged(event: gr.LikeData, known: Conversation, here: Visit) -> str:
        liked = event.liked if isinstance(event.liked, bool) else {"Like": True, "Dislike": False}.get(event.liked)
        said = asking.judge(_place(event.index), liked, known, here)
        return hint_html(said, spoken=True) if said else ""

    events = [
        gr.on([box.submit, send.click], asking.ask, inputs=[box, *beside], **common),
        chat.example_select(example, inputs=beside, **common),
        understood.input(asking.again, inputs=[understood, *beside], **common),
        chat.retry(asking.retry, inputs=beside, **common),
        chat.edit(edited, inputs=beside, **common),
    ]
    listing: dict[str, Any] = {"inputs": [panel.words, visit, talk], "outputs": panel.outputs, **EACH}
    for asked in events:
        # An answer is read from its beginning: the question stays at the top, however long the answer is.
        asked.then(None, js="() => showLatestQuestion()")
        asked.then(panel.refresh, **listing)
    chat.like(judged, inputs=[talk, visit], outputs=problem, **EACH)
    address.change(None, inputs=address, js="(query) => showAddress(query)")
    link.click(None, js="() => copyLink()")

    stop.click(asking.stop, inputs=[talk, visit], outputs=outputs, **QUIET).then(panel.refresh, **listing)
    fresh.click(asking.begin, inputs=visit, outputs=outputs, **QUIET).then(panel.refresh, **listing)
    panel.wire(asking, visit, outputs)

    def narrowing(*values: str | None) -> tuple[Any, str]:
        """The conditions in force as chips, or what is wrong with them."""
        try:
            labels = filter_labels(chosen_filters(values, texts).applied(), texts)
        except InputError as error:
            return gr.update(visible=False), problem_html(str(error))
        return gr.update(choices=labels, value=[field for _, field in labels], visible=bool(labels)), ""

    def taken_out(left: list[str], *values: str | None) -> tuple[Any, ...]:
        """The controls without the conditions whose chips were unticked."""
        kept_fields = together(left)
        named = zip(("from", "to", *CHOSEN), values, strict=True)
        values = tuple(value if field in kept_fields else "" for field, value in named)
        return *narrowing(*values), *values

    narrowed = [active, problem]
    gr.on(
        [*filters.typed, *(each.change for each in filters.lists)],
        narrowing,
        inputs=filters.components,
        outputs=narrowed,
        trigger_mode="always_last",
        **QUIET,
    )
    active.input(taken_out, [active, *filters.components], [*narrowed, *filters.components], **EACH)
    clear.click(lambda: taken_out([], *[""] * len(filters.components)), None, [*narrowed, *filters.components], **QUIET)
    return AskTab(asking, panel, talk, chat, box, filters, language, order, outputs, common, listing)


def _place(index: int | tuple[int, ...]) -> int:
    """Which message of the chat an event is about."""
    return index if isinstance(index, int) else index[0]
