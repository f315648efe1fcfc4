"""The printed lines of a PDF page, with their place on it."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_RAISED, _SMALLER = 0.2, 0.85
"""A footnote mark stands at least this share of a letter's height above the baseline, in type of at most this size."""

_FORCE_BOLD = 1 << 18


@dataclass(frozen=True)
class Line:
    """One printed line: its text, the height of its baseline above the page's lower edge, its letters' height, how far it
    reaches to the left and right, the width of its first word (points), its baseline as a share of the page's height, the
    spans of the raised numbers in its text, and where it was asked for the spans of its bold words."""

    text: str
    baseline: float
    height: float
    left: float
    right: float
    word: float
    share: float
    marks: tuple[tuple[int, int], ...] = ()
    bold: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> str:
        """What a running head has in common from page to page."""
        return re.sub(r"\d+", "#", " ".join(self.text.split()).casefold())


def page_lines(document: "pypdfium2.PdfDocument", n: int, *, bold: bool = False) -> list[Line]:
    """The printed lines of a page, in PDFium's reading order; with `bold` they know which of their words are."""
    page = document[n]
    textpage = page.get_textpage()
    try:
        left, bottom, right, top = page.get_cropbox()
        turned = page.get_rotation() in (90, 270)
        height = (right - left) if turned else (top - bottom)
        raw = textpage.raw
        lines = []
        for text, indices in _printed(raw):
            line = _measured(raw, text, indices, bottom=bottom, page_height=height)
            lines.append(replace(line, bold=_bold(raw, text, indices)) if bold else line)
        return _rejoined(lines)
    finally:
        textpage.close()
        page.close()


def _printed(raw: ctypes.c_void_p) -> Iterator[tuple[str, list[int]]]:
    """Each line's text, trimmed, and the index of each of its characters. A word broken at its end keeps the mark."""
    import pypdfium2.raw as pdfium

    characters: list[str] = []
    indices: list[int] = []
    for i in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        character = chr(code) if code < 0x110000 else "\ufffd"
        if pdfium.FPDFText_IsHyphen(raw, i) == 1:
            character = "\ufffe"  # a hyphen at a line end, after which PDFium leaves the line end out
        if character == "\r" or code == 0:
            continue
        if character == " " and indices and pdfium.FPDFText_IsGenerated(raw, i) == 1 and _goes_back(raw, indices[0], i):
            character = "\n"
        if character != "\n" and (indices or not (character.isspace() or character == "\ufffe")):
            characters.append(character)
            indices.append(i)
        if character in "\n\ufffe" and indices:
            yield _trimmed(characters, indices)
            characters, indices = [], []
    if indices:
        yield _trimmed(characters, indices)


def _trimmed(characters: list[str], indices: list[int]) -> tuple[str, list[int]]:
    text = "".join(characters).rstrip()
    return text, indices[: len(text)]


def _goes_back(raw: ctypes.c_void_p, first: int, space: int) -> bool:
    """Whether what follows a space that PDFium supplied starts a line further down, as under a line that starts with a
    raised number."""
    (left, upper), (following, lower) = _origin(raw, first), _origin(raw, space + 1)
    return following <= left + 1 and lower < upper - 1


def _origin(raw: ctypes.c_void_p, i: int) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, i, x, y)
    return x.value, y.value


def _box(raw: ctypes.c_void_p, i: int) -> tuple[float, float, float]:
    """Left and right edge and height of a character, points."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, i, box)
    return box.left, box.right, box.top - box.bottom


def _measured(raw: ctypes.c_void_p, text: str, indices: Sequence[int], *, bottom: float, page_height: float) -> Line:
    """A line with its place on the page, measured at its first letter: a number before it may be raised."""
    visible = [n for n, character in enumerate(text) if character != "\ufffe"]
    letter = next((n for n in visible if not (text[n].isdigit() or text[n].isspace())), 0)
    _, y = _origin(raw, indices[letter])
    left, right = _box(raw, indices[0])[0], _box(raw, indices[visible[-1]])[1]
    height = max(_box(raw, indices[letter])[2], 1.0)
    first_word = len(text.split("\ufffe")[0].split(maxsplit=1)[0])
    baseline = y - bottom
    return Line(
        text,
        baseline,
        height,
        left,
        right,
        _box(raw, indices[first_word - 1])[1] - left,
        baseline / page_height if page_height else 0.5,
        _marks(text, [n for n in visible if text[n].isdigit() and _is_raised(raw, indices[n], y, height)]),
    )


def _marks(text: str, raised: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The spans of the numbers that raised digits form; `2, 3` is one."""
    spans: list[tuple[int, int]] = []
    for n in raised:
        if spans and not text[spans[-1][1] : n].strip(" ,"):
            spans[-1] = (spans[-1][0], n + 1)
        else:
            spans.append((n, n + 1))
    return tuple(spans)


def _is_raised(raw: ctypes.c_void_p, i: int, baseline: float, height: float) -> bool:
    return _origin(raw, i)[1] > baseline + _RAISED * height and _box(raw, i)[2] < _SMALLER * height


def _bold(raw: ctypes.c_void_p, text: str, indices: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The spans of the words that are printed bold, those side by side as one; a word is as its first letter is."""
    spans: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", text):
        if not _is_bold(raw, indices[word.start()]):
            continue
        if spans and not text[spans[-1][1] : word.start()].strip():
            spans[-1] = (spans[-1][0], word.end())
        else:
            spans.append(word.span())
    return tuple(spans)


def _is_bold(raw: ctypes.c_void_p, i: int) -> bool:
    """Whether a character's font is a bold one: its name or its descriptor (ForceBold, ISO 32000-1 table 123) says so."""
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, i, name, len(name), flags)
    return bool(flags.value & _FORCE_BOLD) or b"bold" in name.raw.lower()


def _rejoined(lines: list[Line]) -> list[Line]:
    """The lines with those made one that PDFium parts before or behind a raised number."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and line.left > above.left and _goes_on(above, line):
            joined[-1] = _one(above, line)
        else:
            joined.append(line)
    return joined


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line stands at the height of the one before, which ends in a raised number, or either is such a number."""
    if _is_mark_of(line, above) or _is_mark_of(above, line):
        return True
    return bool(above.marks) and above.marks[-1][1] == len(above.text) and abs(above.baseline - line.baseline) < 1


def _is_mark_of(mark: Line, line: Line) -> bool:
    raised = (mark.baseline - line.baseline) / line.height
    return mark.text.isdigit() and mark.height < _SMALLER * line.height and _RAISED < raised < 1


def _one(first: Line, second: Line) -> Line:
    """Two pieces of a line as one; the first is no mark, or the line starts with it."""
    space = " " if _is_mark_of(first, second) else ""
    shift = len(first.text + space)
    marks = ((0, len(first.text)),) if space else first.marks
    own = ((0, len(second.text)),) if _is_mark_of(second, first) else second.marks
    return replace(
        second if space else first,
        text=first.text + space + second.text,
        left=first.left,
        right=second.right,
        word=first.word,
        marks=(*marks, *((start + shift, end + shift) for start, end in own)),
        bold=(*first.bold, *((start + shift, end + shift) for start, end in second.bold)),
    )
