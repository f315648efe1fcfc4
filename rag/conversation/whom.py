"""Whom a question that goes on from a conversation names: `only Crevits`, `and the minister of justice?`, `en Groen?`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.conversation.wording import functional
from rag.library.filters import fold
from rag.library.library import Library
from rag.search.askers import people_named
from rag.search.asking_wording import ABOUT, ANSWERED, ASKED, OF, STOP, TITLE
from rag.search.functions import function_meant

_STEM = 5
"""Letters that a word has in common with a party's name to stand for it (`rag.search.askers`)."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is named, under the names of the command line's filters, and which of the words name them."""

    conditions: Mapping[str, str]
    positions: frozenset[int]


def whom(library: Library, words: Sequence[str], language: str, *, asks: bool, fragment: bool) -> Whom:
    """The people, the party, the department or the parliament that these words name.

    In a fragment (`only crevits`) a name needs no capital, where all of its words are names.
    """
    named = _named(library, words, language, asks=asks, fragment=fragment)
    positions = _positions(words, named)
    if fragment and not positions:
        small = [word.capitalize() if fold(word).strip() not in functional(language) else word for word in words]
        guessed = _named(library, small, language, asks=asks, fragment=True)
        found = _positions(words, guessed)
        rest = {n for n, word in enumerate(words) if fold(word).strip() not in functional(language)}
        if rest and rest <= found:
            named, positions = guessed, found
    title = re.compile(TITLE[language], re.IGNORECASE)
    if any(title.fullmatch(word) for word in words) and (function := function_meant(library, words, language)):
        named.pop("minister", None)
        return Whom({**named, "department": function}, positions | _portfolio(words, title, language))
    if fragment and not named and (parliament := _parliament(library, words)):
        return Whom({"parliament": parliament}, frozenset(range(len(words))))
    return Whom(named, positions)


def _named(library: Library, words: Sequence[str], language: str, *, asks: bool, fragment: bool) -> dict[str, str]:
    # The word in front stands for what has been read already: the first of the others then opens no sentence.
    frame = ["-", *words] if fragment else list(words)
    named = people_named(library, frame, language, asks=asks)
    if fragment and not named:
        named = {name: who for name, who in people_named(library, frame, language, asks=True).items() if name == "party"}
    return named


def _positions(words: Sequence[str], named: Mapping[str, str]) -> frozenset[int]:
    """The words that are part of what was named."""
    names = {part for who in named.values() for part in fold(who).split()}
    party = set(fold(named.get("party", "")).split())

    def part(word: str) -> bool:
        own = set(fold(word).split())
        return bool(own) and (own <= names or any(w.startswith(p) for w in own for p in party if len(p) >= _STEM))

    return frozenset(n for n, word in enumerate(words) if part(word))


def _portfolio(words: Sequence[str], title: re.Pattern[str], language: str) -> frozenset[int]:
    """The words of a title with its portfolio behind or before it."""
    of = re.compile(OF[language], re.IGNORECASE)
    stop = re.compile("|".join((STOP[language], ABOUT[language], ASKED[language], ANSWERED[language])), re.IGNORECASE)
    found = set[int]()
    for n, word in enumerate(words):
        if title.fullmatch(word):
            end = n
            while end + 1 < len(words) and not stop.fullmatch(words[end + 1]):
                end += 1
                if end == n + 1 and not of.fullmatch(words[end]):
                    end = n
                    break
            start = n
            while end == n and start and not (stop.fullmatch(words[start - 1]) or of.fullmatch(words[start - 1])):
                start -= 1
            found |= set(range(start, end + 1))
    return frozenset(found)


def _parliament(library: Library, words: Sequence[str]) -> str | None:
    """The one parliament of the library whose id holds all of these words."""
    wanted = {part for word in words for part in fold(word).split()} - {"the", "de", "het", "le", "la", "das"}
    fitting = [each for each in library.parliaments() if wanted and wanted <= set(fold(each).split())]
    return fitting[0] if len(fitting) == 1 else None
