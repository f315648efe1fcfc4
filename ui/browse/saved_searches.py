"""Searches to come back to, and how many records are new in each since its visitor last looked at it."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from rag.errors import HemicycleError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.pages import newest, page
from rag.search.containing import containing
from ui.add.report_table import problem_html
from ui.browse.filter_fields import chosen_filters, field_updates
from ui.desk import Desk
from ui.kept import Kept, SavedSearch
from ui.periods import filter_labels
from ui.shown import escape, plain
from ui.texts import Texts
from ui.visitors import Visit

Results = Callable[..., tuple[Any, ...]]

LONGEST_NAME = 80
"""Characters."""


class SavedSearches:
    """The list of saved searches, and the controls that add to it and take away, under the filter of the records."""

    def __init__(self, desk: Desk, kept: Kept, texts: Texts) -> None:
        """Build the controls inside the current Blocks."""
        self.desk, self.kept, self.texts = desk, kept, texts
        own = texts.saved
        with gr.Accordion(own.title, open=False, elem_id="saved"):
            self.list = gr.Radio([], label=own.title, show_label=False, visible=False, elem_id="saved-list")
            self.said = gr.HTML(_said(own.none), elem_id="saved-said")
            self.name = gr.Textbox(
                label=own.name, placeholder=own.placeholder, max_lines=1, max_length=LONGEST_NAME, elem_id="saved-name"
            )
            with gr.Row(elem_id="saved-buttons"):
                self.save = gr.Button(own.save, size="sm", min_width=90, elem_id="saved-save")
                self.forget = gr.Button(own.forget, size="sm", min_width=90, visible=False, elem_id="saved-forget")

    def wire(self, visit: gr.State, tab: gr.Tab, controls: Sequence[Any], shown: Sequence[gr.HTML], results: Results) -> None:
        """Connect them with the `controls` of the records (words, order, filter), and with what shows the `results`."""
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        listed = [self.list, self.said, self.forget]

        def saved(here: Visit, name: str | None, typed: str | None, order: str, *values: str | None) -> tuple[Any, ...]:
            try:
                id = self.keep(here, name or "", typed or "", order, chosen_filters(values, self.texts))  # noqa: A001
            except HemicycleError as error:
                return gr.skip(), problem_html(str(error)), gr.skip(), gr.skip()
            return *self.shown(here, id), ""

        def chosen(id: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            there = {each.id: each for each in self.kept.searches(here.visitor, here.library or "")}
            if id not in there:
                return *[gr.skip()] * (len(shown) + len(controls)), *self.shown(here)
            return *self.open(here, there[id], results), *self.shown(here, id)

        def forgotten(id: str | None, here: Visit) -> tuple[Any, ...]:  # noqa: A002
            if id:
                self.kept.forget_search(here.visitor, id)
            return self.shown(here)

        gr.on([self.save.click, self.name.submit], saved, [visit, self.name, *controls], [*listed, self.name], **quiet)
        self.list.input(chosen, [self.list, visit], [*shown, *controls, *listed], **quiet)
        self.forget.click(forgotten, [self.list, visit], listed, **quiet)
        tab.select(self.shown, [visit], listed, **quiet)

    def keep(self, here: Visit, name: str, words: str, order: str, filters: Filters) -> str:
        """Keep a search under a name, or what it asks for; returns its id. Raises LibraryError where the disk refuses."""
        library = self.desk.library(here.library)
        conditions = [label for label, _ in filter_labels(filters.applied(), self.texts)]
        called = " ".join(name.split()) or ", ".join(filter(None, [" ".join(words.split()), *conditions]))
        return self.kept.save_search(
            here.visitor,
            library=here.library or "",
            name=plain(called)[:LONGEST_NAME] or self.texts.saved.everything,
            document={"words": words, "order": order, "filters": filters.model_dump(mode="json", by_alias=True)},
            seen=newest(library.catalogue),
        )

    def open(self, here: Visit, search: SavedSearch, results: Results) -> tuple[Any, ...]:
        """The records of a search, those that are new first and marked, and its controls. From now on none of them is new."""
        library = self.desk.library(here.library)
        filters, words, order = _meant(search)
        shown = results(here, filters, words, order, 1, search.seen)
        self.kept.seen(here.visitor, [search.id], newest(library.catalogue))
        return *shown, words, order, *field_updates(library, filters, self.texts)

    def shown(self, here: Visit, chosen: str | None = None) -> tuple[Any, ...]:
        """The list with the numbers of new records, what is said where it is empty, the button that takes one away."""
        library = self.desk.library(here.library)
        searches = self.kept.searches(here.visitor, here.library or "")
        choices = [(self._line(each, library), each.id) for each in searches]
        said = "" if searches else _said(self.texts.saved.none)
        return gr.update(choices=choices, value=chosen, visible=bool(searches)), said, gr.update(visible=chosen is not None)

    def _line(self, search: SavedSearch, library: Library) -> str:
        count = unseen(library, search)
        return f"{search.name} ({self.texts.saved.unseen.format(count=self.texts.count(count))})" if count else search.name


def unseen(library: Library, search: SavedSearch) -> int:
    """How many records of a search are new, or changed, since it was last looked at."""
    if newest(library.catalogue) <= search.seen:
        return 0
    filters, words, _ = _meant(search)
    among = containing(library, words) if words.strip() else None
    return page(library.catalogue, filters, among=among, seen=search.seen).unseen


def _meant(search: SavedSearch) -> tuple[Filters, str, str]:
    document = search.document
    return Filters.model_validate(document["filters"]), document["words"], document["order"]


def _said(line: str) -> str:
    return f'<p class="hint">{escape(line)}</p>'
