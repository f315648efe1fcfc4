"""What the tab of records shows for what was asked of it. Knows nothing of browsers."""

from dataclasses import dataclass

from rag.library.facets import Facet
from rag.library.filters import Filters
from rag.library.index import Selection
from rag.library.library import Library
from rag.library.pages import Order, Page, page
from rag.search.containing import containing
from rag.search.search import NO_FILTERS
from ui.browse.bars import facet_bars
from ui.browse.records_list import records_list
from ui.lines import hint_html
from ui.periods import filter_labels
from ui.shown import escape
from ui.texts import Texts

_COUNTED: tuple[Facet, ...] = ("year", "minister", "department", "party", "theme", "status", "kind", "parliament", "language")
"""What has bars, in this order; askers are too many for that."""

_IF_SEVERAL = frozenset[Facet]({"kind", "parliament", "language"})
"""What has bars only where it tells records apart."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The records to browse: those that have the words and pass the filters, on a page of a list in an order; those that came
    after `seen` (`rag.library.pages.newest`) first."""

    filters: Filters = NO_FILTERS
    words: str = ""
    number: int = 1
    order: Order = "newest"
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Browsed:
    """What there is, as HTML: what was asked and how many records that leaves, the counts, and a page of the list."""

    summary: str
    counts: str
    records: str


def browsed(library: Library, wanted: Wanted, texts: Texts) -> Browsed:
    """The records of a library that are wanted. Raises LibraryError where the index of words cannot be read."""
    among = containing(library, wanted.words) if wanted.words.strip() else None
    found = page(library.catalogue, wanted.filters, among=among, number=wanted.number, order=wanted.order, seen=wanted.seen)
    return Browsed(
        _summary(library, wanted, found, texts),
        _counts(library, wanted.filters, among, texts),
        records_list(found, texts) if found.total else _nothing(library, texts),
    )


def _summary(library: Library, wanted: Wanted, found: Page, texts: Texts) -> str:
    """`343 of 3,811 records`, and the conditions as chips."""
    own = texts.browse
    said = texts.records(found.total)
    labels = [own.with_words.format(words=" ".join(wanted.words.split()))] if wanted.words.strip() else []
    labels += [label for label, _ in filter_labels(wanted.filters.applied(), texts)]
    if labels:
        said = own.found.format(records=texts.count(found.total), total=texts.records(library.catalogue.size()))
    chips = "".join(f'<span class="chip">{escape(label)}</span>' for label in labels)
    return f'<div class="found" role="status"><strong>{escape(said)}</strong>{chips}</div>'


def _counts(library: Library, filters: Filters, among: Selection | None, texts: Texts) -> str:
    counted = {facet: library.facets.counted(facet, filters, among) for facet in _COUNTED}
    shown = (f for f in _COUNTED if f not in _IF_SEVERAL or len(counted[f].values) > 1)
    return "".join(facet_bars(facet, counted[facet], filters, texts) for facet in shown)


def _nothing(library: Library, texts: Texts) -> str:
    return hint_html(texts.browse.nothing if library.catalogue.size() else texts.browse.nothing_there)
