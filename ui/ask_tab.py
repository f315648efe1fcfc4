"""The tab to ask in: a conversation, and the sources of its answers beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag.errors import InputError
from rag.library.filters import Filters
from ui.choices import DETECTED, language_choices, typed_choices
from ui.conversation import Conversation
from ui.desk import Desk
from ui.periods import filter_labels, filter_line, typed_filters
from ui.report_table import problem_html
from ui.shown import escape
from ui.texts import Texts

ANSWERS_AT_A_TIME = 4
"""Questions that are answered at once; further ones wait their turn."""


def ask_tab(desk: Desk, texts: Texts) -> gr.Chatbot:
    """Build the tab inside the current Blocks; returns the chat, whose examples follow the open library."""
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(scale=5, min_width=320, elem_id="conversation-column"):
            chat = gr.Chatbot(
                label=texts.chat_label,
                show_label=False,
                elem_id="conversation",
                height="100%",
                buttons=["copy"],
                sanitize_html=True,
                allow_tags=False,
                latex_delimiters=[],
                layout="panel",
                feedback_options=None,
                allow_file_downloads=False,
                autoscroll=False,
                group_consecutive_messages=False,
                placeholder=f"## {texts.welcome}\n{texts.welcome_hint}",
                examples=_examples(desk, texts),
            )
            understood = gr.CheckboxGroup(
                label=texts.understood, info=texts.understood_hint, visible=False, elem_id="understood"
            )
            narrowed = gr.HTML("", elem_id="narrowed")
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
            with gr.Row(elem_id="below", equal_height=False):
                with gr.Accordion(texts.filter_label, open=False, elem_id="filters"):
                    with gr.Row(equal_height=False):
                        first = gr.Textbox(label=texts.from_label, placeholder=texts.date_placeholder, min_width=130)
                        last = gr.Textbox(label=texts.to_label, placeholder=texts.date_placeholder, min_width=130)
                    clear = gr.Button(texts.clear_filter, size="sm", elem_id="clear-dates")
                    with gr.Row(equal_height=False):
                        language = gr.Dropdown(
                            language_choices(texts), value=DETECTED, label=texts.language_label, min_width=130
                        )
                        order = gr.Dropdown(list(texts.orders), value="relevance", label=texts.order_label, min_width=130)
                fresh = gr.Button(texts.new_conversation, size="sm", elem_id="fresh", min_width=140)
        with gr.Column(scale=4, min_width=320, elem_id="sources-column"):
            sources = gr.HTML(Conversation().panel(texts), elem_id="sources", label=texts.sources_label)

    def ask(question: str, known: Conversation, *chosen: str) -> Iterator[tuple[Any, ...]]:
        """A question without words stays in its box, and is said to be none."""
        if question.strip():
            yield from answers(known, known.asked(question), "", *chosen)
        else:
            yield known, gr.skip(), question, gr.skip(), problem_html(texts.nothing_asked), gr.skip()

    def ask_again(kept: list[str], known: Conversation, *chosen: str) -> Iterator[tuple[Any, ...]]:
        """The last question, with those of its conditions alone that are ticked."""
        yield from answers(known, known.again(kept), gr.skip(), *chosen)

    def answers(known: Conversation, asked: Conversation, left: Any, *chosen: str) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, its answer when it is there, and what is `left` in the box; where the typed filter makes
        no sense nothing is asked."""
        try:
            choices = typed_choices(chosen, texts)
        except InputError as error:
            yield known, gr.skip(), gr.skip(), gr.skip(), problem_html(str(error)), _understood(known, texts)
            return
        yield asked, asked.waiting(texts), left, gr.skip(), _filter_html(choices.filters, texts), gr.skip()
        for done in asked.answering(desk, choices, texts):
            yield done, list(done.messages), gr.skip(), done.panel(texts), gr.skip(), _understood(done, texts)

    def ask_example(picked: gr.SelectData, known: Conversation, *chosen: str) -> Iterator[tuple[Any, ...]]:
        yield from ask(picked.value["text"], known, *chosen)

    fields = [first, last, language, order]
    outputs = [conversation, chat, box, sources, narrowed, understood]
    common: dict[str, Any] = {
        "outputs": outputs,
        "concurrency_limit": ANSWERS_AT_A_TIME,
        "concurrency_id": "ask",
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    typed = gr.on([box.submit, send.click], ask, inputs=[box, conversation, *fields], **common)
    picked = chat.example_select(ask_example, inputs=[conversation, *fields], **common)
    # An answer is read from its beginning: the question stays at the top, however long the answer is.
    again = understood.input(ask_again, inputs=[understood, conversation, *fields], **common)
    for asked in (typed, picked, again):
        asked.then(None, js="() => showLatestQuestion()")

    def restart() -> tuple[Any, ...]:
        empty = Conversation()
        return empty, [], "", empty.panel(texts), gr.skip(), _understood(empty, texts)

    def narrowing(start: str, end: str) -> str:
        try:
            return _filter_html(typed_filters(start, end, texts), texts)
        except InputError as error:
            return problem_html(str(error))

    fresh.click(restart, outputs=outputs, show_progress="hidden", api_visibility="private")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    gr.on(
        [first.blur, last.blur, first.submit, last.submit],
        narrowing,
        inputs=[first, last],
        outputs=narrowed,
        **quiet,
    )
    clear.click(lambda: ("", "", ""), outputs=[first, last, narrowed], **quiet)
    return chat


def examples_update(desk: Desk, texts: Texts) -> Any:
    """The chat's examples for the library that is open now."""
    return gr.update(examples=_examples(desk, texts))


def _examples(desk: Desk, texts: Texts) -> list[Any]:
    return [{"text": question} for question in desk.examples(texts)]


def _understood(conversation: Conversation, texts: Texts) -> Any:
    """What words of the last question were taken as a filter, to untick and to tick again; hidden where there is none."""
    labels = filter_labels(conversation.understood, texts)
    kept = [field for _, field in labels if field not in conversation.ignoring]
    label = texts.carried if conversation.resolved else texts.understood
    return gr.update(choices=labels, value=kept, visible=bool(labels), label=label)


def _filter_html(filters: Filters, texts: Texts) -> str:
    """The filter in force, above the question; nothing where there is none."""
    line = filter_line(filters.applied(), texts)
    return f'<p class="chip" role="status">{escape(line)}</p>' if line else ""
