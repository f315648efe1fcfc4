"""HTML as text to be read: paragraphs, lists and tables keep their lines."""

import html
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figcaption"),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("table", "ul"),
    ]
)
_OTHERS = "a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|li|s|small|span|strike|strong|sub|sup|tbody|td|tfoot|th|thead|tr|u"
_HIDDEN = frozenset(["head", "noscript", "object", "script", "style", "svg", "template"])
_TAG = re.compile(rf"</?(?:{_OTHERS}|{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:amp|apos|gt|lt|nbsp|quot|[lr][ds]quo|[mn]dash|euro|pound|#\d{1,7}|#x[\da-f]{1,6});|&(?:amp|gt|lt|quot)(?![\w;=])",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]))(?:;|(?![\da-f]))",
    re.IGNORECASE,
)
"""Control characters, also as references: XML knows none, so that a tree that holds them cannot be changed."""

_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_FIGURES = re.compile(r"\s*[\d+()-]+(?:\s*,\s*[\d+()-]+)*\s*,?\s*")
_PLACED = (
    (re.compile(r"\bsup(?:er|erscript)?\b|\bbovenschrift\b"), _RAISED),
    (re.compile(r"\bsub(?:script)?\b|\bonderschrift\b"), _LOWERED),
)
"""How formats name raised and lowered characters: by an element, or an attribute of one."""
_SPACES = re.compile(r"\s+")


def plain_text(cell: str) -> str:
    """The text of a cell that holds HTML. Of a cell without tags only character entities are resolved.

    Paragraphs and headings stand apart by a blank line, `<br>` ends a line. An item of a list has a line of its own behind
    `- ` or behind its number. A row of a table is a line, its cells divided by ` | `. Raised and lowered figures
    (`m<sup>2</sup>`, a footnote's number) become the characters ² and ₂, or they would run into the figure before them.
    Scripts, styles, comments, pictures and the addresses of links go.

    Raises ReadError where elements are nested so deeply that the parser would leave text out.
    """
    if not _TAG.search(cell):
        return _ENTITY.sub(lambda match: html.unescape(match[0]), cell)
    root = html_root(cell)
    return "" if root is None else element_text(root)


def html_root(text: str) -> "_Element | None":
    """The root element of HTML, repaired as browsers do, without comments; None where there is nothing in it.

    Raises ReadError where elements are nested so deeply that the parser would leave text out.
    """
    from lxml import etree  # here and not above: most sources have no HTML

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    data = _NO_TEXT.sub(lambda found: " " if found[0] in "\x0b\x0c" else "", text).encode(
        "utf-8", "ignore"
    )  # half a surrogate pair is no character
    root: _Element | None = etree.fromstring(data, parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError("its HTML is nested too deeply to be read: save the text without it")
    return root


def element_text(root: "_Element") -> str:
    """The text of one element of HTML, or of XML that uses the names of HTML, as `plain_text` renders it."""
    from lxml import etree

    rendering = _Rendering(root)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        (rendering.open if event == "start" else rendering.close)(element)
    return "".join(rendering.pieces)


class _Rendering:
    """The text under construction. Runs of spaces are left to `ingest.text`."""

    def __init__(self, root: "_Element") -> None:
        self.pieces: list[str] = []
        self._root = root
        self._hidden = 0
        self._lists: list[int | None] = []
        """For each open list the number of its next item, None for bullets."""
        self._rows: list[int] = []
        """For each open row how many cells it has had."""
        self._cells = self._items = 0
        self._ended = 2
        """How many line ends stand last; the start of a text and of an item needs no more."""

    def open(self, element: "_Element") -> None:
        tag = local_name(element)
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self._break()
        if tag in ("ul", "ol"):
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._item(element)
        elif tag == "tr":
            self._rows.append(0)
            self._end_line()
        elif tag in ("td", "th"):
            if self._rows:
                self._add(" | " if self._rows[-1] else "")
                self._rows[-1] += 1
            self._cells += 1
            self._ended = 0
        elif tag == "br":
            self._add(" " if self._cells else "\n")
        self._say(_own_text(element))

    def close(self, element: "_Element") -> None:
        tag = local_name(element)
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._items -= 1
        elif tag == "tr":
            self._rows.pop()
        elif tag in ("td", "th"):
            self._cells -= 1
        self._hidden -= tag in _HIDDEN
        if tag in _BLOCKS:
            self._break()
        if element is not self._root:
            self._say(element.tail or "")

    def _item(self, element: "_Element") -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            number = _number(element.get("value"), number)
            self._lists[-1] = number + 1
        self._end_line()
        self._add("- " if number is None else f"{number}. ")
        self._items += 1
        self._ended = 2

    def _break(self) -> None:
        """Set a block apart; inside an item its own line is enough."""
        self._end_line(1 if self._items else 2)

    def _end_line(self, ends: int = 1) -> None:
        """See to it that so many line ends stand last; a cell is one line."""
        if self._cells:
            self._add(" ")
        else:
            self._add("\n" * (ends - self._ended))
            self._ended = max(self._ended, ends)

    def _say(self, text: str) -> None:
        self._add(_SPACES.sub(" ", text))
        if text.strip():
            self._ended = 0

    def _add(self, text: str) -> None:
        if not self._hidden:
            self.pieces.append(text)


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_text(element: "_Element | None") -> str:
    """All the text in an element on one line, none without one."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _own_text(element: "_Element") -> str:
    """The text before the first child, raised and lowered figures as characters that are; not a hyphen behind them."""
    text = element.text or ""
    if not _FIGURES.fullmatch(text):
        return text
    says = " ".join([local_name(element), *(element.get(name) or "" for name in ("type", "rend", "style"))]).lower()
    characters = next((table for pattern, table in _PLACED if pattern.search(says)), None)
    if characters is None:
        return text
    figures = text.strip()
    hyphen = "-" if len(figures) > 1 and figures.endswith("-") else ""
    return figures.removesuffix(hyphen).translate(characters) + hyphen


def _number(written: str | None, otherwise: int) -> int:
    """A number that an attribute gives, where it is one."""
    return int(written) if written and re.fullmatch(r"\d{1,6}", written) else otherwise


def spaced_text(root: "_Element", apart: Mapping[str, str]) -> str:
    """The text of an element of XML, its white space being no more than spaces. `apart` says what stands before the text of
    an element of that name: a line end, a blank line."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces += [apart.get(local_name(element), ""), _SPACES.sub(" ", _own_text(element))]
        elif element is not root:
            pieces.append(_SPACES.sub(" ", element.tail or ""))
    return "".join(pieces).strip()


def taken_out(root: "_Element", names: Collection[str]) -> list["_Element"]:
    """The outermost elements of these names below a root, which lose their place in it; what follows each stays."""
    found: list[_Element] = []
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if local_name(element) not in names:
            waiting += reversed(element)
            continue
        found.append(element)
        parent, before = element.getparent(), element.getprevious()
        tail, element.tail = element.tail or "", None
        if parent is None:
            continue
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        parent.remove(element)
    return found
