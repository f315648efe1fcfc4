"""The tab to look in: what the library holds over time, and how long answers take, drawn for the same filter."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from rag.errors import HemicycleError, InputError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.values import SEVERAL, Several
from ui.desk import Desk
from ui.filter_fields import EVERYTHING, chosen_filters, field_updates, filter_fields
from ui.plots import Point, drawn
from ui.report_table import problem_html
from ui.texts import Texts
from ui.visitors import Visit

HEIGHT = 260

COLUMNS = ("where", "what", "count")
"""What a point of a plot is made of."""

COLOURS = ("#2f6fde", "#d97706")
"""Of questions and of answers: told apart by who sees no red or green, and visible on light and dark."""


def plots_tab(desk: Desk, visit: gr.State, texts: Texts) -> None:
    """Build the tab inside the current Tabs. It reads the library whenever it is opened, so that it follows the page's."""
    own = texts.plots
    with gr.Tab(own.tab, id="plots") as tab, gr.Column(elem_id="plots"):
        with gr.Accordion(own.filters, open=False, elem_id="plots-filters"):
            fields = filter_fields(desk.library(), texts)
            clear = gr.Button(own.clear, size="sm")
        with gr.Row(elem_id="plots-how", equal_height=False):
            by = gr.Dropdown(
                [(texts.filters.label(each), each) for each in SEVERAL],
                value=_usual(desk.library()),
                label=own.by,
                filterable=False,
                min_width=160,
            )
            term = gr.Textbox(label=own.term, info=own.term_hint, max_length=5, min_width=160)
        summary = gr.HTML("", elem_id="plots-summary")
        with gr.Row(equal_height=False, elem_classes="plots-pair"):
            with gr.Column(min_width=320):
                timeline_head = gr.HTML("")
                timeline = gr.LinePlot(
                    x=COLUMNS[0],
                    y=COLUMNS[2],
                    color=COLUMNS[1],
                    x_title=" ",
                    y_title=" ",
                    color_title=" ",
                    y_lim=[0, None],
                    color_map={own.questions: COLOURS[0], own.answers: COLOURS[1]},
                    height=HEIGHT,
                    visible=False,
                    buttons=[],
                    show_label=False,
                    container=False,
                )
                timeline_foot = gr.HTML("")
                spread = gr.HTML("")
            with gr.Column(min_width=320):
                values = gr.HTML("")
                times = gr.HTML("")

    shown = [summary, timeline_head, timeline, timeline_foot, values, spread, times]
    asked = [visit, by, term, *fields.components]

    def show(here: Visit, chosen: str, typed: str, *given: str) -> tuple[Any, ...]:
        """The pictures of what the controls ask for; where these make no sense one line says so."""
        try:
            return pictures(desk.library(here.library), chosen_filters(given, texts), chosen, typed)
        except HemicycleError as error:
            return problem_html(str(error)), *[gr.skip()] * (len(shown) - 1)

    def pictures(library: Library, filters: Filters, chosen: str, typed: str) -> tuple[Any, ...]:
        what = chosen if chosen in SEVERAL else _usual(library)
        there = drawn(library, filters, what, typed_term(typed, texts), texts)
        return (
            there.summary,
            there.timeline_head,
            _plotted(there.timeline, there.written),
            there.timeline_foot,
            there.values,
            there.spread,
            there.times,
        )

    def restart(here: Visit, chosen: str, typed: str) -> tuple[Any, ...]:
        updates = field_updates(desk.library(here.library), EVERYTHING, texts)
        return *show(here, chosen, typed, *[""] * len(fields.components)), *updates

    def refreshed(here: Visit, chosen: str, typed: str, *given: str) -> tuple[Any, ...]:
        try:
            choices = field_updates(desk.library(here.library), chosen_filters(given, texts), texts)
        except HemicycleError:
            choices = [gr.skip()] * len(fields.components)
        return *show(here, chosen, typed, *given), *choices

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    changes = [by.input, term.submit, term.blur, fields.first.submit, fields.last.submit, fields.first.blur, fields.last.blur]
    gr.on([*changes, *(each.input for each in fields.lists)], show, inputs=asked, outputs=shown, **quiet)
    clear.click(restart, inputs=[visit, by, term], outputs=[*shown, *fields.components], **quiet)
    tab.select(refreshed, inputs=asked, outputs=[*shown, *fields.components], **quiet)


def _plotted(points: Sequence[Point], written: str) -> Any:
    """A plot of these points; hidden where there are none."""
    import pandas as pd

    # From the middle of its month or year no time zone of a browser moves a point into the one before.
    rows = [(pd.Timestamp(when) + pd.Timedelta(days=14), *rest) for when, *rest in points]
    value = pd.DataFrame(rows, columns=COLUMNS) if rows else None
    return gr.update(value=value, visible=bool(rows), x_axis_format=written)


def typed_term(typed: str | None, texts: Texts) -> int | None:
    """The days after which an answer is late, null where none were typed. Raises InputError in the page's words."""
    text = (typed or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 100_000):
        raise InputError(texts.plots.bad_term)
    return int(text)


def _usual(library: Library) -> Several:
    """By minister, or by their functions where the records name nobody."""
    return "minister" if library.facets.counted("minister", EVERYTHING).values else "department"
