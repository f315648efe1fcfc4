"""The one way from a source's characters to a record's text, with the way back kept for every character."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.hyphens import join_broken_word, vocabulary

_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_REMOVED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\uffff\ud800-\udfff"
)
_SPECIAL = re.compile(
    rf"\u00ad[ {_SPACES}]*(?:\r\n?|[\n{_BREAKS}])[ {_SPACES}]*(?=\w)"  # a soft hyphen that was used
    rf"|\ufffe(?P<end>[ {_SPACES}]*(?=[\r\n{_BREAKS}]|\Z))?"
    rf"|\r\n?|[{_BREAKS}]|[{_REMOVED}]|[\ufb00-\ufb06\u0132\u0133]|[{_SPACES}]|[\u2010\u2011]|[\uf0b7\uf0a7]"
)
_WINDOWS = {
    chr(code): shown for code in range(0x80, 0xA0) if code != 0x85 and (shown := bytes([code]).decode("cp1252", "ignore"))
}
_EXPANDED = {
    **_WINDOWS,
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "Ĳ": "IJ",
    "ĳ": "ij",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\u2010": "-",
    "\u2011": "-",
}

_NUMBER = r"\d{1,2}(?:\.?[a-z])?"
ITEM_START = re.compile(
    rf"(?:(?i:vra(?:ag|gen)|ad)\s+)?{_NUMBER}\.?(?:(?:\s?[-–,/]\s?|\s(?:en|tot|t\.?e\.?m\.?|et|und|and)\s){_NUMBER})*\s?[.):](?=\s|$|[^\W\d_])"
    r"|[a-z][.)](?=\s|$)|\([a-z0-9]\)(?=\s|$)|[•▪◦‣●■](?=\s|\w|$)"
)
_DASH_ITEM = re.compile(r"[-–—*](?=\s|$)")


@dataclass(frozen=True)
class CleanText:
    """Clean text and where it came from: `text[i]` stands at `raw[origins[i]]`. Same length, never decreasing."""

    text: str
    origins: Sequence[int]


def clean(raw: str, *, join_lines: bool = True) -> CleanText:
    """Clean a source's text. These changes and no others:

    - every line end (CRLF, CR, form feed, vertical tab, U+0085, U+2028, U+2029) becomes LF;
    - control codes 80 to 9F become what Windows-1252 shows for them (`“`, `€`), since that is how they came about; not 85;
    - removed: byte-order marks, zero-width characters, direction marks, soft hyphens (one at a line end takes the line
      end with it), other control characters, lone surrogates;
    - ligatures (`ﬁ`, `ĳ`) are spelled out, the hyphens U+2010 and U+2011 become `-`, Word's private bullets `•`, and
      letters with detached accents are composed (NFC);
    - tabs and every kind of space become a space, runs of them one space; none stays at either end of a line;
    - two or more line ends become one blank line (`"\\n\\n"`), none stays at either end of the text;
    - with `join_lines`, the lines of one paragraph are joined with a space. A line that starts a numbered or lettered
      item or a bullet stays a line of its own; a dash counts as a bullet only after the end of a sentence or in a list of
      dashes, since a wrapped line may start with one. A word broken at a line end is rejoined as `ingest.hyphens` says;
      U+FFFE, with which PDFium marks such a break, counts as a hyphen at a line end.

    A second cleaning changes nothing.
    """
    text, origins = _characters(raw, mark_breaks=join_lines)
    if not unicodedata.is_normalized("NFC", text):
        text, origins = _composed(text, origins)
    paragraphs: list[list[tuple[int, int]]] = [[]]
    for start, end in _lines(text):
        if start < end:
            paragraphs[-1].append((start, end))
        elif paragraphs[-1]:
            paragraphs.append([])
    return _assembled(text, origins, [p for p in paragraphs if p], join_lines)


def _characters(raw: str, *, mark_breaks: bool) -> tuple[str, list[int]]:
    """Replace, expand or remove single characters."""
    pieces: list[str] = []
    origins: list[int] = []
    reached = 0
    for match in _SPECIAL.finditer(raw):
        pieces.append(raw[reached : match.start()])
        origins.extend(range(reached, match.start()))
        reached = match.end()
        found = match[0]
        origin = match.start()
        if found[0] == "\ufffe":
            new = "-" if match["end"] is not None or not mark_breaks else "-\n"
        elif found in _EXPANDED:
            new = _EXPANDED[found]
        elif found[0] in "\r\x0b\x0c\x85\u2028\u2029":
            new, origin = "\n", match.end() - 1
        elif re.match(f"[{_SPACES}]", found):
            new = " "
        else:
            new = ""
        pieces.append(new)
        origins.extend([origin] * len(new))
    pieces.append(raw[reached:])
    origins.extend(range(reached, len(raw)))
    return "".join(pieces), origins


def _composed(text: str, origins: list[int]) -> tuple[str, list[int]]:
    """NFC, cluster by cluster, so that every character keeps an origin inside its own cluster."""
    pieces: list[str] = []
    kept: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.category(text[end])[0] == "M" or "\u1160" <= text[end] <= "\u11ff"):
            end += 1
        new = unicodedata.normalize("NFC", text[start:end])
        new = re.sub(f"[{_SPACES}]", " ", new)  # U+2000 composes to another space
        pieces.append(new)
        kept.extend(origins[min(start + i, end - 1)] for i in range(len(new)))
        start = end
    return "".join(pieces), kept


def _lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines without the spaces around them."""
    spans = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip(" ")
        first = start + (len(line) - len(line.lstrip(" ")))
        spans.append((first, first + len(stripped)) if stripped else (start, start))
        start += len(line) + 1
    return spans


def _assembled(text: str, origins: list[int], paragraphs: list[list[tuple[int, int]]], join_lines: bool) -> CleanText:
    """Put lines and paragraphs together again."""
    pieces: list[str] = []
    kept: list[int] = []
    words: frozenset[str] | None = None

    def add(piece: str, origin: list[int]) -> None:
        pieces.append(piece)
        kept.extend(origin)

    for number, paragraph in enumerate(paragraphs):
        if number:
            between = (paragraphs[number - 1][-1][1], paragraph[0][0])
            breaks = [i for i in range(*between) if text[i] == "\n"]
            add("\n\n", [origins[breaks[0]], origins[breaks[-1]]])
        opening = paragraph[0][0]  # where the line under construction starts
        for position, (start, end) in enumerate(paragraph):
            if position:
                last = paragraph[position - 1][1]
                newline = origins[text.index("\n", last)]
                if not join_lines or _starts_line(text, start, end, opening, last):
                    add("\n", [newline])
                    opening = start
                elif text[last - 1] == "-" and text[start].isalnum():
                    if words is None:
                        words = vocabulary(text)
                    before, after = text[paragraph[position - 1][0] : last], text[start:end]
                    seam = join_broken_word(before, after, words)
                    if not seam.startswith("-"):
                        pieces[-1] = pieces[-1][:-1]
                        kept.pop()
                    if seam.endswith(" "):
                        add(" ", [newline])
                else:
                    add(" ", [newline])
            line, where = _one_space(text[start:end], origins[start:end])
            add(line, where)
    return CleanText("".join(pieces), tuple(kept))


def _starts_line(text: str, start: int, end: int, opening: int, last: int) -> bool:
    """Whether a line of a paragraph begins something of its own."""
    line = text[start:end]
    if ITEM_START.match(line):
        return True
    if not _DASH_ITEM.match(line):
        return False
    return text[last - 1] in ".:;?!" or bool(_DASH_ITEM.match(text[opening : opening + 2]))


def _one_space(line: str, origins: list[int]) -> tuple[str, list[int]]:
    """Runs of spaces become one."""
    if "  " not in line:
        return line, origins
    keep = [i for i in range(len(line)) if line[i] != " " or line[i - 1] != " "]
    return "".join(line[i] for i in keep), [origins[i] for i in keep]
