"""The tab to look in: what the library holds over time, and how long answers take, drawn for the same filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.errors import HemicycleError, InputError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.values import SEVERAL, Several
from rag.search.search import NO_FILTERS
from ui.again import Again
from ui.browse.filter_fields import choice_updates, chosen_filters, field_updates, filter_fields
from ui.browse.plots import FORMATS, Point, drawn
from ui.desk import Desk
from ui.events import QUIET
from ui.lines import problem_html
from ui.texts import Texts
from ui.visitors import Visit

HEIGHT = 260

COLUMNS = ("where", "what", "count")
"""What a point of a plot is made of."""

COLOURS = ("#2f6fde", "#d97706")
"""Of questions and of answers: told apart by who sees no red or green, and visible on light and dark."""


@dataclass(frozen=True, slots=True)
class PlotsTab:
    """What other parts of the page work with: what follows another library."""

    restart: Again


def plots_tab(desk: Desk, visit: gr.State, texts: Texts) -> PlotsTab:
    """Build the tab inside the current Tabs. It reads the library whenever it is opened, so that it follows the page's."""
    own = texts.plots
    with gr.Tab(own.tab, id="plots") as tab, gr.Column(elem_id="plots"):
        with gr.Accordion(own.filters, open=False, elem_id="plots-filters"):
            fields = filter_fields(texts)
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
                    x_axis_format=FORMATS["month"],
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
    with_fields = [*shown, *fields.components]
    asked = [visit, by, term, *fields.components]

    def show(here: Visit, chosen: str, typed: str, *given: str) -> tuple[Any, ...]:
        """The pictures of what the controls ask for, and the values that there are to choose from; where the controls make
        no sense one line says so."""
        try:
            library, filters = desk.library(here.library), chosen_filters(given, texts)
            return *pictures(library, filters, chosen, typed), *choice_updates(library, filters, texts)
        except HemicycleError as error:
            return problem_html(str(error)), *[gr.skip()] * (len(with_fields) - 1)

    def pictures(library: Library, filters: Filters, chosen: str, typed: str) -> tuple[Any, ...]:
        what = chosen if chosen in SEVERAL else _usual(library)
        there = drawn(library, filters, what, typed_term(typed, texts), texts)
        return (
            there.summary,
            there.timeline_head,
            _plotted(there.timeline),
            there.timeline_foot,
            there.values,
            there.spread,
            there.times,
        )

    def restart(here: Visit, chosen: str) -> tuple[Any, ...]:
        library = desk.library(here.library)
        return *pictures(library, NO_FILTERS, chosen, ""), *field_updates(library, NO_FILTERS, texts), ""

    gr.on(
        [tab.select, by.input, term.submit, term.blur, *fields.changed],
        show,
        inputs=asked,
        outputs=with_fields,
        trigger_mode="always_last",
        **QUIET,
    )
    anew = Again(restart, [visit, by], [*with_fields, term])
    clear.click(anew.function, anew.inputs, anew.outputs, **QUIET)
    return PlotsTab(anew)


def _plotted(points: Sequence[Point]) -> Any:
    """A plot of these points; hidden where there are none."""
    import pandas as pd

    # From the middle of its month no time zone of a browser moves a point into the month before.
    rows = [(pd.Timestamp(when) + pd.Timedelta(days=14), *rest) for when, *rest in points]
    value = pd.DataFrame(rows, columns=COLUMNS) if rows else None
    return gr.update(value=value, visible=bool(rows))


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
    return "minister" if library.facets.counted("minister", NO_FILTERS).values else "department"
