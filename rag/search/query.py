"""What a query means to the index of words: a list of concepts, each satisfied by any of its phrases."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rag.library.analysis import terms
from rag.library.filters import fold
from rag.library.words import Concept
from rag.search.names import forms, names_in, phrases


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: `concepts` are searched for; `names` are those among them that name a country (ISO code)."""

    concepts: tuple[Concept, ...]
    names: Mapping[str, Concept]


_WORD = re.compile(r"[^\W_]+")


def as_written(query: str, frequency: Callable[[Concept], int]) -> str:
    """The query with each country under the name that the records use most: the encoder finds `Wit-Rusland` where the
    records write that, and hardly ever by `Belarus`.

    `frequency` tells in how many passages a concept stands.
    """
    query = unicodedata.normalize("NFC", query)
    places = [match.span() for match in _WORD.finditer(query)]
    if len(places) != len(fold(query).split()):
        return query
    for code, (first, end) in sorted(names_in(query).items(), key=lambda item: -item[1][0]):
        counted = [(frequency((phrase,)), name) for name, phrase in forms(code).items()]
        most, name = max(counted, key=lambda pair: pair[0])
        if most:
            query = query[: places[first][0]] + name + query[places[end - 1][1] :]
    return query


def understand(query: str, languages: Iterable[str]) -> Words:
    """The concepts of a query over records in these languages: each word under its stems, each country under all its
    names."""
    named = names_in(query)
    taken = {position for first, end in named.values() for position in range(first, end)}
    words = [word for position, word in enumerate(fold(query).split()) if position not in taken]
    spoken: list[str | None] = [*sorted(set(languages))] or [None]
    stems = (tuple(dict.fromkeys(tuple(terms(word, language)) for language in spoken)) for word in words)
    names = {code: phrases(code) for code in named}
    return Words(tuple(dict.fromkeys((*stems, *names.values()))), names)
