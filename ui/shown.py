"""Text of records on the page: as text, whatever it contains. It all passes through here on its way to HTML or Markdown."""

import html
from collections.abc import Iterable

from rag.display import markdown, plain, web_address
from rag.records import Span

__all__ = ["escape", "markdown", "marked", "plain", "web_address", "within"]


def escape(text: object) -> str:
    """A value as HTML text or as an attribute in double quotes."""
    return html.escape(plain(str(text)), quote=True)


def marked(text: str, span: Span, quotes: Iterable[Span]) -> str:
    """The words of a span as HTML, those of the quotes inside `<mark>`; offsets are positions in `text`."""
    return within(text, span, [(quote, "<mark>", "</mark>") for quote in quotes])


def within(text: str, span: Span, pieces: Iterable[tuple[Span, str, str]]) -> str:
    """The words of a span as HTML, some pieces of them between two tags, which are HTML already. Of pieces that overlap the
    first has the words."""
    shown, reached = list[str](), span.start
    for piece, opening, closing in sorted(pieces, key=lambda one: (one[0].start, one[0].end)):
        start, end = max(piece.start, reached), min(piece.end, span.end)
        if start < end:
            shown += [escape(text[reached:start]), f"{opening}{escape(text[start:end])}{closing}"]
            reached = end
    return "".join([*shown, escape(text[reached : span.end])])
