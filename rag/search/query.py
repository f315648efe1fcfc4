"""What a query means to the index of words: a list of concepts, each satisfied by any of its phrases."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rag.library.analysis import terms
from rag.library.filters import fold
from rag.library.index import Concept
from rag.search.names import WORD, forms, names_in, phrases


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: `concepts` are searched for; `names` are those among them that name a country (ISO code),
    `proper` those written as other names are: with a capital, not opening a sentence. `foreign`: no record is in the query's
    language."""

    concepts: tuple[Concept, ...]
    names: Mapping[str, Concept]
    proper: tuple[Concept, ...]
    foreign: bool


_CAPITAL = re.compile(r"(?<=[\w,;:(’'“\"]\s)[A-ZÀ-ÖØ-Þ][^\W_]+")


def as_written(query: str, language: str | None, frequency: Callable[[Concept], int]) -> str:
    """The query with each country under the name that the records use most: the encoder finds `Wit-Rusland` where the
    records write that, and hardly ever by `Belarus`.

    `language` is the query's, `frequency` tells in how many passages a concept stands.
    """
    query = unicodedata.normalize("NFC", query)
    places = [match.span() for match in WORD.finditer(query)]
    if len(places) != len(fold(query).split()):
        return query
    for code, (first, end) in sorted(names_in(query, language).items(), key=lambda item: -item[1][0]):
        counted = [(frequency((phrase,)), name) for name, phrase in forms(code).items()]
        most, name = max(counted, key=lambda pair: pair[0])
        if most:
            query = query[: places[first][0]] + name + query[places[end - 1][1] :]
    return query


def understand(query: str, language: str | None, languages: Iterable[str]) -> Words:
    """The concepts of a query in `language` over records in `languages`: each word under its stems there, each country
    under all its names."""
    named = names_in(query, language)
    taken = {position for first, end in named.values() for position in range(first, end)}
    spoken: list[str | None] = [*sorted(set(languages))] or [None]

    def stems(word: str) -> Concept:
        return tuple(dict.fromkeys(tuple(terms(word, language)) for language in spoken))

    words = [stems(word) for position, word in enumerate(fold(query).split()) if position not in taken]
    names = {code: phrases(code) for code in named}
    proper = {stems(word) for match in _CAPITAL.finditer(query) for word in fold(match[0]).split()}
    concepts = tuple(dict.fromkeys((*words, *names.values())))
    return Words(concepts, names, tuple(concept for concept in concepts if concept in proper), language not in spoken)
