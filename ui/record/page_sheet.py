"""Pages of an original as HTML: the picture in a window of its own, and in words whether the quoted ones are marked."""

from collections.abc import Sequence

from ingest.pdf_places import PagePlace, Rectangle, pages_of_span
from rag.records import Record, Span
from ui.record.addresses import Addresses
from ui.record.source_card import folded
from ui.shown import escape
from ui.texts import Texts


def page_fold(record: Record, spans: Sequence[Span], texts: Texts, addresses: Addresses) -> str:
    """A fold that fetches the pages of some spans when it is opened; nothing where the original has no pages."""
    pages = sorted({number for span in spans for number in pages_of_span(record, span)})
    if not pages:
        return ""
    said = texts.record
    named = (said.page_of_original if len(pages) == 1 else said.pages_of_original).format(pages=_listed(pages))
    waiting = f'<p class="label" data-failed="{escape(said.not_fetched)}">{escape(said.fetching)}</p>'
    body = f'<div class="fetched" aria-live="polite" data-from="{escape(addresses.places(record.id, spans))}">{waiting}</div>'
    return folded(named, body)


def sheets(
    record: Record, spans: Sequence[Span], found: Sequence[tuple[PagePlace, ...]], texts: Texts, addresses: Addresses
) -> str:
    """The pages that spans stand on, the words marked where their place is sure, and whether it is."""
    sure = [any(place.rectangles for place in own) for own in found]
    said = texts.record
    line = said.marked if all(sure) else said.partly_marked if any(sure) else said.not_marked
    boxes: dict[int, list[Rectangle]] = {}
    for place in (place for own in found for place in own):
        boxes.setdefault(place.page, []).extend(place.rectangles)
    shown = "".join(sheet(record, page, spans, own, texts, addresses) for page, own in sorted(boxes.items()))
    return f'<p class="label">{escape(line)}</p>{shown}'


def sheet(
    record: Record, page: int, spans: Sequence[Span], boxes: Sequence[Rectangle], texts: Texts, addresses: Addresses
) -> str:
    """One page: its picture, loaded when it comes into view, the spot to scroll to, and a way to see it large."""
    said = texts.record
    address = escape(addresses.page(record.id, page, spans))
    alternative = (said.picture_marked if boxes else said.picture).format(page=page)
    spot = ""
    if boxes:
        left, top = min(box.left for box in boxes), min(box.top for box in boxes)
        spot = f'<i class="spot" style="left:{left:.2%};top:{top:.2%}"></i>'
    large = f'<a href="{address}" target="_blank" rel="noopener">{escape(said.enlarge.format(page=page))}</a>'
    return (
        f'<figure class="sheet"><div class="window" tabindex="0"><div class="paper">'
        f'<img src="{address}" alt="{escape(alternative)}" loading="lazy">{spot}</div></div>'
        f"<figcaption>{large}</figcaption></figure>"
    )


def _listed(pages: Sequence[int]) -> str:
    return f"{pages[0]}–{pages[-1]}" if pages[-1] - pages[0] == len(pages) - 1 > 0 else ", ".join(map(str, pages))
