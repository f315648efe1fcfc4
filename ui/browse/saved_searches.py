"""Searches to come back to, and how many records are new in each since its visitor last looked at it."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.pages import newest, page
from rag.search.containing import containing
from ui.browse.filter_fields import field_updates
from ui.desk import Desk
from ui.kept import Kept, SavedSearch
from ui.lines import hint_html
from ui.periods import filter_labels
from ui.shown import plain
from ui.texts import Texts
from ui.visitors import Visit

Results = Callable[..., tuple[Any, ...]]

LONGEST_NAME = 80
"""Characters."""


class SavedSearches:
    """What can be done with saved searches, on the page that `ui.browse.saved_panel` shows."""

    def __init__(self, desk: Desk, kept: Kept, texts: Texts) -> None:
        self.desk, self.kept, self.texts = desk, kept, texts

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
        line = "" if searches else hint_html(self.texts.saved.none)
        return gr.update(choices=choices, value=chosen, visible=bool(searches)), line, gr.update(visible=chosen is not None)

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
