"""What is chosen on the page beside the question: a filter, the language of the question, the order of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from rag.language import LANGUAGES
from rag.library.filters import Filters
from rag.search.order import Sort
from ui.browse.filter_fields import chosen_filters
from ui.texts import Texts

DETECTED = ""
"""The choice of no language."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds for a question; `language` null to have it detected."""

    filters: Filters
    language: str | None
    sort: Sort


def typed_choices(fields: Sequence[str | None], texts: Texts) -> Choices:
    """What the page's fields say: the filter's (`ui.browse.filter_fields`), a language, an order.

    Raises InputError in the page's words.
    """
    *filters, language, sort = fields
    return Choices(
        chosen_filters(filters, texts),
        language if language in LANGUAGES else None,
        cast("Sort", sort) if sort in get_args(Sort) else "relevance",
    )


def language_choices(texts: Texts) -> list[tuple[str, str]]:
    """The languages that a question can be said to be in, as the page names them, with their codes."""
    return [(texts.language_detected, DETECTED), *((texts.language_named(code), code) for code in LANGUAGES)]
