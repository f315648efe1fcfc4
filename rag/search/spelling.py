"""Names that are written in several ways: `N.A.V.O.` and `NAVO`, `F-35` and `F35`, `COVID-19` and `covid 19`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rag.library.filters import fold
from rag.search.names import WORD

_JOINED = re.compile(r"[.\-‐‑]|\.-")
_LETTERS_NUMBER = re.compile(r"([^\W\d_]+)(\d+)")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_NUMBER = 3
"""Digits of a number that may belong to the word before it: a longer one is a year or an amount."""

_LOOSE = 2
"""Letters of a word that is looked for on its own as well: in `COVID-19` the first, in `F-35` none."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """Words of a query, by their numbers from `first` to before `end`, that are one name: `ways` are its spellings, each as
    the words that it is made of; `loose` are the numbers of those that are words on their own too."""

    first: int
    end: int
    ways: tuple[tuple[str, ...], ...]
    loose: tuple[int, ...]


def spelt(query: str) -> Iterator[Spelt]:
    """The names in a query that may be written otherwise, in order; they do not overlap."""
    query = unicodedata.normalize("NFC", query)
    found = list(WORD.finditer(query))
    words = fold(query).split()
    if len(found) != len(words):
        return
    first = 0
    while first < len(words):
        end = first + 1
        while end < len(words) and _JOINED.fullmatch(query[found[end - 1].end() : found[end].start()]):
            end += 1
        pieces = tuple(words[first:end])
        if end > first + 1:
            # A full stop joins single letters; between words it ends a sentence, of which somebody forgot the blank.
            if "." not in query[found[first].end() : found[end - 1].start()] or all(len(piece) == 1 for piece in pieces):
                loose = (first + n for n, piece in enumerate(pieces) if len(piece) >= _LOOSE and not piece.isdigit())
                yield Spelt(first, end, (pieces, ("".join(pieces),)), tuple(loose))
        elif (
            end < len(words) and _is_number(words[end]) and words[first].isalpha() and _apart(query, found[first], found[end])
        ):
            end += 1
            pieces = tuple(words[first:end])
            yield Spelt(first, end, (pieces, ("".join(pieces),)), (first, first + 1))
        elif match := _LETTERS_NUMBER.fullmatch(words[first]):
            yield Spelt(first, end, (pieces, match.groups()), ())
        elif _ACRONYM.fullmatch(found[first][0]):
            yield Spelt(first, end, (pieces, tuple(words[first])), ())
        first = end


def _is_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _NUMBER


def _apart(query: str, before: re.Match[str], behind: re.Match[str]) -> bool:
    """Whether nothing but blanks stands between two words."""
    return query[before.end() : behind.start()].isspace()
