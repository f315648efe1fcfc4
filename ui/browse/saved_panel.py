"""The controls of the saved searches, under the filter of the records."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from rag.errors import HemicycleError
from ui.again import Again
from ui.browse.filter_fields import chosen_filters
from ui.browse.saved_searches import LONGEST_NAME, Results, SavedSearches
from ui.events import EACH, QUIET
from ui.lines import hint_html, problem_html
from ui.visitors import Visit


class SavedPanel:
    """The list of saved searches, and the controls that add to it and take away, under the filter of the records."""

    def __init__(self, searches: SavedSearches) -> None:
        """Build the controls inside the current Blocks."""
        self.searches = searches
        own = searches.texts.saved
        with gr.Accordion(own.title, open=False, elem_id="saved"):
            self.list = gr.Radio([], label=own.title, show_label=False, visible=False, elem_id="saved-list")
            self.said = gr.HTML(hint_html(own.none), elem_id="saved-said")
            self.name = gr.Textbox(
                label=own.name, placeholder=own.placeholder, max_lines=1, max_length=LONGEST_NAME, elem_id="saved-name"
            )
            with gr.Row(elem_id="saved-buttons"):
                self.save = gr.Button(own.save, size="sm", min_width=90, elem_id="saved-save")
                self.forget = gr.Button(own.forget, size="sm", min_width=90, visible=False, elem_id="saved-forget")

    def wire(
        self, visit: gr.State, tab: gr.Tab, controls: Sequence[Any], shown: Sequence[gr.HTML], results: Results
    ) -> Again:
        """Connect them with the `controls` of the records (words, order, filter), and with what shows the `results`.

        Returns what shows the list of another library.
        """
        searches = self.searches
        listed = [self.list, self.said, self.forget]

        def saved(here: Visit, name: str | None, typed: str | None, order: str, *values: str | None) -> tuple[Any, ...]:
            try:
                id = searches.keep(here, name or "", typed or "", order, chosen_filters(values, searches.texts))  # noqa: A001
            except HemicycleError as error:
                return gr.skip(), problem_html(str(error)), gr.skip(), gr.skip()
            return *searches.shown(here, id), ""

        def chosen(id: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            there = {each.id: each for each in searches.kept.searches(here.visitor, here.library or "")}
            if id not in there:
                return *[gr.skip()] * (len(shown) + len(controls)), *searches.shown(here)
            return *searches.open(here, there[id], results), *searches.shown(here, id)

        def forgotten(id: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            if id:
                searches.kept.forget_search(here.visitor, id)
            return searches.shown(here)

        gr.on([self.save.click, self.name.submit], saved, [visit, self.name, *controls], [*listed, self.name], **QUIET)
        self.list.input(chosen, [self.list, visit], [*shown, *controls, *listed], **EACH)
        self.forget.click(forgotten, [self.list, visit], listed, **QUIET)
        tab.select(searches.shown, [visit], listed, **QUIET)
        return Again(searches.shown, [visit], listed)
