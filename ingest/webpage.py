"""The main text of a web page, whoever made it: what is marked up as navigation and the like stays out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ingest.markup import element_text, html_root, local_name
from ingest.paper import Paper

if TYPE_CHECKING:
    from lxml.etree import _Element

_AROUND = frozenset(["nav", "aside", "footer", "form", "button", "select", "textarea", "dialog", "iframe", "menu", "search"])
_AROUND_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_DATES = frozenset(
    [
        "article:published_time",
        "citation_publication_date",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
    ]
)
_BEGINS = "\ue000"
"""Stands before a heading while the text is made; what uses this code point privately loses it."""


def read_webpage(text: str) -> Paper | None:
    """The text of a page's `main` element, else of its one article, else of its body; None where there is none.

    Left out are navigation, asides, forms, the head and foot of the whole page, and what is hidden, as HTML and ARIA name
    them (WHATWG HTML, WAI-ARIA 1.2). The day is one that the page's metadata gives for its publication.
    """
    root = html_root(text.replace(_BEGINS, ""))
    if root is None:
        return None
    main = _main(root)
    for element in list(main.iter()):
        if element is not main and _is_around(element, main):
            _remove(element)
        elif local_name(element) in _HEADINGS:
            element.text = _BEGINS + (element.text or "")
    raw = element_text(main)
    title = next((" ".join("".join(e.itertext()).split()) for e in main.iter() if local_name(e) == "h1"), "")
    named = next(("".join(e.itertext()) for e in root.iter() if local_name(e) == "title"), None)
    sections = [piece for piece in raw.split(_BEGINS) if piece.strip()]
    code = re.match(r"[a-z]{2}", (root.get("lang") or "").lower())
    return Paper(
        sections, title=title.replace(_BEGINS, "") or None, named=named, published=_published(root), language=code and code[0]
    )


def _main(root: "_Element") -> "_Element":
    elements = list(root.iter())
    mains = [e for e in elements if local_name(e) == "main" or e.get("role") == "main"]
    articles = [e for e in elements if local_name(e) == "article"]
    chosen = mains[:1] or (articles if len(articles) == 1 else []) or [e for e in elements if local_name(e) == "body"]
    return chosen[0] if chosen else root


def _is_around(element: "_Element", main: "_Element") -> bool:
    name = local_name(element)
    if name in _AROUND or element.get("role") in _AROUND_ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return name == "header" and element.getparent() is main and local_name(main) == "body"


def _remove(element: "_Element") -> None:
    """Take an element out and leave what stands behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + " " + (element.tail or "")
    else:
        parent.text = (parent.text or "") + " " + (element.tail or "")
    element.tail = None
    parent.remove(element)


def _published(root: "_Element") -> date | None:
    """The one day that the metadata give; None where they give several."""
    days = set(_days(root))
    return days.pop() if len(days) == 1 else None


def _days(root: "_Element") -> Iterator[date]:
    for meta in root.iter():
        named = (meta.get("property") or meta.get("name") or "").lower() if local_name(meta) == "meta" else ""
        found = re.match(r"\d{4}[-/]\d\d[-/]\d\d", meta.get("content") or "") if named in _DATES else None
        if found:
            try:
                yield date.fromisoformat(found[0].replace("/", "-"))
            except ValueError:
                continue
