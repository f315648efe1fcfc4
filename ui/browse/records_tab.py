"""The tab to browse in: a filter, counts that filter when they are clicked, the list of records, and one record opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import gradio as gr

from rag.errors import HemicycleError
from rag.library.filters import Filters
from rag.library.pages import Order
from rag.search.search import NO_FILTERS
from ui.again import Again
from ui.browse.bars import toggled
from ui.browse.browsing import Wanted, browsed
from ui.browse.clicks import ON_LOAD, clicked
from ui.browse.filter_fields import choice_updates, chosen_filters, field_updates, filter_fields
from ui.browse.opened_record import opened_record
from ui.browse.saved_panel import SavedPanel
from ui.browse.saved_searches import SavedSearches
from ui.browse.unread import unread_html
from ui.desk import Desk
from ui.events import EACH, QUIET
from ui.kept import Kept
from ui.lines import problem_html
from ui.record.addresses import Addresses
from ui.texts import Texts
from ui.visitors import Visit

LONGEST = 1_000
"""Characters of the words to look for."""


@dataclass(frozen=True, slots=True)
class RecordsTab:
    """What other parts of the page work with: how a record is opened, what shows it, and what follows another library."""

    open_record: Callable[[Visit, str], tuple[Any, Any]]
    opened: list[gr.HTML]
    restart: Again
    searches: Again


def records_tab(desk: Desk, kept: Kept, visit: gr.State, texts: Texts) -> RecordsTab:
    """Build the tab inside the current Tabs. It reads the library whenever it is opened, so that it follows the page's."""
    own = texts.browse
    with gr.Tab(own.tab, id="records") as tab, gr.Row(elem_id="browse", equal_height=False):
        with gr.Column(scale=2, min_width=300, elem_id="browse-by"):
            with gr.Column(elem_id="browse-wanted"):
                words = gr.Textbox(
                    label=own.words,
                    info=own.words_hint,
                    placeholder=own.words_placeholder,
                    max_length=LONGEST,
                    submit_btn=own.search,
                    elem_id="browse-words",
                )
                with gr.Accordion(own.filters, open=False, elem_id="browse-filters"):
                    fields = filter_fields(texts)
                saved = SavedPanel(SavedSearches(desk, kept, texts))
                clear = gr.Button(own.clear, size="sm", elem_id="browse-clear")
            counts = gr.HTML("", js_on_load=ON_LOAD, elem_id="browse-counts", label=own.counts)
        with gr.Column(scale=5, min_width=320, elem_id="browse-records"):
            with gr.Row(elem_id="browse-head", equal_height=False):
                summary = gr.HTML("", elem_id="browse-summary")
                order = gr.Dropdown(
                    [(own.newest, "newest"), (own.oldest, "oldest")],
                    value="newest",
                    label=own.order,
                    show_label=False,
                    container=False,
                    filterable=False,
                    min_width=150,
                    elem_id="browse-order",
                )
            opened = gr.HTML("", js_on_load=ON_LOAD, elem_id="browse-opened")
            found = gr.HTML("", js_on_load=ON_LOAD, elem_id="browse-list")
            unread = gr.HTML("", elem_id="browse-unread")

    shown = [summary, counts, found, opened]
    with_fields = [*shown, *fields.components]
    asked = [visit, words, order, *fields.components]

    def results(
        here: Visit, filters: Filters, typed: str, ordered: str, page: int, seen: int | None = None
    ) -> tuple[Any, ...]:
        chosen = cast("Order", ordered) if ordered in get_args(Order) else "newest"
        there = browsed(desk.library(here.library), Wanted(filters, typed, page, chosen, seen), texts)
        return there.summary, there.counts, gr.update(value=there.records, visible=True), gr.update(value="", visible=False)

    def problem(line: str, outputs: Sequence[Any]) -> tuple[Any, ...]:
        """One line about what makes no sense; everything else stays."""
        return problem_html(line), *[gr.skip()] * (len(outputs) - 1)

    def show(here: Visit, typed: str, ordered: str, *values: str) -> tuple[Any, ...]:
        """The records that the controls ask for, and the values that there are among them to choose from."""
        try:
            filters = chosen_filters(values, texts)
            return *results(here, filters, typed, ordered, 1), *choice_updates(desk.library(here.library), filters, texts)
        except HemicycleError as error:
            return problem(str(error), with_fields)

    def count_clicked(event: gr.EventData, here: Visit, typed: str, ordered: str, *values: str) -> tuple[Any, ...]:
        """A bar that is clicked becomes the filter of its kind, and no longer is when it is clicked again."""
        said = clicked(event)
        try:
            filters = toggled(chosen_filters(values, texts), said["facet"], said["value"])
            return *results(here, filters, typed, ordered, 1), *field_updates(desk.library(here.library), filters, texts)
        except HemicycleError as error:
            return problem(str(error), with_fields)
        except (ValueError, KeyError):
            return problem(own.nothing, with_fields)

    def list_clicked(event: gr.EventData, here: Visit, typed: str, ordered: str, *values: str) -> tuple[Any, ...]:
        """A record is opened, or another page of the list is shown."""
        said = clicked(event)
        if said.get("do") == "open":
            return gr.skip(), gr.skip(), *open_record(here, said.get("record", ""))
        page = said.get("number", "")
        try:
            return results(here, chosen_filters(values, texts), typed, ordered, int(page) if page.isdecimal() else 1)
        except HemicycleError as error:
            return problem(str(error), shown)

    def open_record(here: Visit, record: str) -> tuple[Any, Any]:
        """The record in the place of the list."""
        view = opened_record(desk.library(here.library), record, texts, Addresses(library=here.library))
        return gr.update(visible=False), gr.update(value=view, visible=True)

    def back() -> tuple[Any, ...]:
        return gr.update(visible=True), gr.update(value="", visible=False)

    def restart(here: Visit, ordered: str) -> tuple[Any, ...]:
        return *results(here, NO_FILTERS, "", ordered, 1), *field_updates(desk.library(here.library), NO_FILTERS, texts), ""

    def refreshed(here: Visit, typed: str, ordered: str, *values: str) -> tuple[Any, ...]:
        """As the library is now; a record that is open stays so."""
        summary, counts, listed, _, *choices = show(here, typed, ordered, *values)
        listed.pop("visible", None)
        return summary, counts, listed, gr.skip(), *choices, unread_html(desk.library(here.library), texts)

    gr.on(
        [words.submit, order.input, *fields.changed],
        show,
        inputs=asked,
        outputs=with_fields,
        trigger_mode="always_last",
        **QUIET,
    )
    counts.click(count_clicked, inputs=asked, outputs=with_fields, **EACH)
    moved = found.click(list_clicked, inputs=asked, outputs=shown, **EACH)
    closed = opened.click(back, outputs=[found, opened], **QUIET)
    moved.then(None, js="() => showRecords()")
    closed.then(None, js="() => showRecords()")
    anew = Again(restart, [visit, order], [*with_fields, words])
    clear.click(anew.function, anew.inputs, anew.outputs, **QUIET)
    tab.select(refreshed, inputs=asked, outputs=[*with_fields, unread], **QUIET)
    searches = saved.wire(visit, tab, [words, order, *fields.components], shown, results)
    return RecordsTab(open_record, [found, opened], anew, searches)
