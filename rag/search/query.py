"""What a query means to the index of words: a list of concepts, each satisfied by any of its phrases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag.library.analysis import terms
from rag.library.filters import fold
from rag.library.words import Concept
from rag.search.names import names_in, phrases


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: `concepts` are searched for; `names` are those among them that name a country (ISO code)."""

    concepts: tuple[Concept, ...]
    names: Mapping[str, Concept]


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
