"""Reports of the Belgian Chamber as Word saves them in HTML: their headings, paragraphs and tables, in order.

The classes of the template say what a paragraph is: `NormalNL` and `NormalFR` what was said, `italNL` and `italFR` what the
editors add; headings are `h1` to `h6`, or `Titre1NL` to `Titre7FR`. The name of a speaker has the class `oraspr` or is bold.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.markup import element_text, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = frozenset(["html", "body", "div", "center", "form", "section", "article", "main"])
_LEFT_OUT = frozenset(["head", "script", "style", "template"])
_HEADING = re.compile(r"h([1-6])")
_TITLE_CLASS = re.compile(r"Titre([1-7])(?:NL|FR)?")
_ASIDE_CLASS = re.compile(r"ital(?:NL|FR)|MsoFootnoteText|MsoEndnoteText|MsoCaption")
_CONTENTS_CLASS = re.compile(r"MsoToc\d|som\d|somora")
_LONGEST_HEAD = 300
"""Characters within which the name of a speaker ends, behind which a colon stands."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a `level`, a paragraph, something the editors add (`aside`), or a table. `head` is what stands before the
    first colon, empty where there is none near the start; `named`: a speaker's name is in it; `bold`: bold letters are."""

    kind: Literal["heading", "paragraph", "aside", "table"]
    text: str
    language: str | None = None
    level: int = 0
    head: str = ""
    named: bool = False
    bold: bool = False


def blocks(root: "_Element") -> Iterator[Block]:
    """The blocks of a report that have text, without its table of contents."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        loose = element.tail if event == "end" else element.text if name in _CONTAINERS else None
        if event == "start" and name not in _CONTAINERS:
            walk.skip_subtree()
            block = None if name in _LEFT_OUT else _block(element, name)
            if block:
                yield block
        if loose and loose.strip():
            yield Block("paragraph", loose)


def _block(element: "_Element", name: str) -> Block | None:
    text = element_text(element)
    if not text.strip():
        return None
    style = element.get("class") or ""
    if _CONTENTS_CLASS.fullmatch(style):
        return None
    language = {"NL": "nl", "FR": "fr"}.get(style[-2:])
    if heading := _HEADING.fullmatch(name) or _TITLE_CLASS.fullmatch(style):
        return Block("heading", text, language, int(heading[1]))
    if name == "table":
        return Block("table", text)
    language = language or _marked_language(element)
    if _ASIDE_CLASS.fullmatch(style):
        return Block("aside", text, language)
    return Block("paragraph", text, language, 0, *_head(element))


def _head(element: "_Element") -> tuple[str, bool, bool]:
    """What stands before the first colon of a paragraph, and whether a name or something bold is in it."""
    from lxml import etree

    head, named, bold = "", False, False
    names = bolds = 0  # elements of each kind that are open
    for event, each in etree.iterwalk(element, events=("start", "end")):
        begins = event == "start"
        names += (1 if begins else -1) * (each.get("class") == "oraspr")
        bolds += (1 if begins else -1) * (local_name(each) in ("b", "strong"))
        text = (each.text if begins else each.tail if each is not element else None) or ""
        before, colon, _ = text.partition(":")
        head += before
        if any(letter.isalpha() for letter in before):
            named, bold = named or names > 0, bold or bolds > 0
        if colon:
            return head, named, bold
        if len(head) > _LONGEST_HEAD:
            break
    return "", False, False


def _marked_language(element: "_Element") -> str | None:
    """The language that the spans of a paragraph say, by most of its letters."""
    letters: Counter[str] = Counter()
    spoken: list[str | None] = [None]
    from lxml import etree

    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            spoken.append(each.get("lang") or spoken[-1])
            letters[(spoken[-1] or "")[:2].lower()] += len((each.text or "").strip())
        else:
            spoken.pop()
            if each is not element:
                letters[(spoken[-1] or "")[:2].lower()] += len((each.tail or "").strip())
    return letters.most_common(1)[0][0] or None
