"""The controls of the filter, one set for every tab that has one, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from pydantic import ValidationError

from rag.errors import InputError
from rag.library.facets import Facet
from rag.library.filters import LONGEST, Filters, whole
from rag.library.library import Library
from rag.search.search import NO_FILTERS
from ui.browse.facet_names import code_names, facet_name
from ui.periods import typed_filters
from ui.texts import Texts

CHOSEN: tuple[Facet, ...] = (
    "minister",
    "department",
    "asker",
    "party",
    "theme",
    "status",
    "kind",
    "parliament",
    "language",
)
"""What is chosen from lists, in their order on the page; the two dates stand before it."""

_CODES = frozenset[Facet]({"status", "kind", "parliament", "language"})
"""Lists whose values are codes of the records: none can be typed that is not in them."""

_MATCHED_WHOLE = frozenset[Facet]({"minister", "department", "asker", "theme"})
"""Lists whose values would also mean longer ones that they are a part of."""


@dataclass(frozen=True, slots=True)
class FilterFields:
    """The controls, built inside the current Blocks by `filter_fields`; `components` are inputs and outputs of handlers, in
    the order that `chosen_filters`, `choice_updates` and `field_updates` keep."""

    first: gr.Textbox
    last: gr.Textbox
    lists: tuple[gr.Dropdown, ...]

    @property
    def components(self) -> list[gr.Textbox | gr.Dropdown]:
        return [self.first, self.last, *self.lists]

    @property
    def typed(self) -> list[Any]:
        """The events in which a date has been typed."""
        return [event for date in (self.first, self.last) for event in (date.submit, date.blur)]

    @property
    def changed(self) -> list[Any]:
        """The events in which a visitor has changed one of them."""
        return [*self.typed, *(each.input for each in self.lists)]


def filter_fields(texts: Texts) -> FilterFields:
    """Build the controls; `field_updates` gives the values that a library has to choose from."""
    with gr.Row(equal_height=False, elem_classes="filter-dates"):
        first = gr.Textbox(label=texts.from_label, placeholder=texts.date_placeholder, min_width=130)
        last = gr.Textbox(label=texts.to_label, placeholder=texts.date_placeholder, min_width=130)
    with gr.Row(equal_height=False, elem_classes="filter-lists"):
        lists = tuple(
            gr.Dropdown(
                [],
                value=None,
                label=texts.filters.label(facet),
                info=texts.filters.other if facet == "asker" else None,
                allow_custom_value=True,
                min_width=180,
            )
            for facet in CHOSEN
        )
    return FilterFields(first, last, lists)


def choices(library: Library, facet: Facet, texts: Texts, filters: Filters = NO_FILTERS) -> list[tuple[str, str]]:
    """The values of a list with the number of their records, commonest first, and what each means in a filter."""
    counted = library.facets.counted(facet, filters).values
    named = [
        (
            texts.filters.choice.format(value=facet_name(facet, value, texts), count=texts.count(count)),
            filter_value(facet, value),
        )
        for value, count in counted
    ]
    return [(texts.filters.any, ""), *named]


def filter_value(facet: Facet, value: str) -> str:
    """A value of a facet as a filter that lets through the records counted under it, and no others."""
    return whole(value) if facet in _MATCHED_WHOLE else value


def choice_updates(library: Library, filters: Filters, texts: Texts) -> list[Any]:
    """The lists with the values, and their counts, that go with a filter; what is typed and chosen stays as it is."""
    return [gr.skip(), gr.skip(), *(gr.update(choices=choices(library, facet, texts, filters)) for facet in CHOSEN)]


def field_updates(library: Library, filters: Filters, texts: Texts) -> list[Any]:
    """The controls as they show a filter that was not typed into them, with the values that go with it."""
    shown = filters.model_dump(mode="json", by_alias=True)
    dates = [gr.update(value=shown[field] or "") for field in ("from", "to")]
    return dates + [
        gr.update(choices=choices(library, facet, texts, filters), value=shown[facet] or None) for facet in CHOSEN
    ]


def chosen_filters(values: Sequence[str | None], texts: Texts) -> Filters:
    """The filter that the values of the controls mean. Raises InputError in the page's words."""
    first, last, *rest = values
    wanted = typed_filters(first, last, texts).values()
    for facet, value in zip(CHOSEN, rest, strict=True):
        if typed := (value or "").strip():
            wanted |= {facet: _usable(facet, typed, texts)}
    return Filters.model_validate(wanted)


def _usable(facet: Facet, typed: str, texts: Texts) -> str:
    label = texts.filters.label(facet)
    if len(typed) > LONGEST:
        raise InputError(texts.filters.too_long.format(label=label, most=LONGEST))
    value = typed
    if facet in _CODES:
        named = code_names(facet, texts).items()
        value = next((code for code, name in named if typed.casefold() == name.casefold()), typed)
    try:
        Filters.model_validate({facet: value})
    except ValidationError:
        raise InputError(texts.filters.unusable.format(value=typed, label=label)) from None
    return value
