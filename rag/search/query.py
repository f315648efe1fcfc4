"""What a query means to the index of words: a list of concepts, each satisfied by any of its phrases."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rag.library.analysis import stem
from rag.library.filters import fold
from rag.library.index import Concept, Likeness, Likenesses, Vocabulary
from rag.search.compounds import LINKS, compounds
from rag.search.lexicon import lexicon
from rag.search.names import WORD, forms, names_in, phrases
from rag.search.places import places_in
from rag.search.quoted import literal, quoted, unquoted
from rag.search.spelling import spelt


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: `concepts` are searched for; `names` are those among them that name a country (ISO code),
    `proper` those written as other names are: with a capital, not opening a sentence. `foreign`: no record is in the query's
    language. `like` is what else is found for a concept: its translations, and compounds. `exact` are the phrases in quotes,
    without case, accents and punctuation, which a record has to hold; each is one of the concepts too."""

    concepts: tuple[Concept, ...]
    names: Mapping[str, Concept]
    proper: tuple[Concept, ...]
    foreign: bool
    like: Likenesses = field(default_factory=dict)
    exact: Mapping[str, Concept] = field(default_factory=dict)


_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w.]))?")
_CAPITAL = re.compile(r"(?<=[\w,;:(’'“\"]\s)[A-ZÀ-ÖØ-Þ][^\W_]+")


def as_written(query: str, language: str | None, frequency: Callable[[Concept], int]) -> str:
    """The query with each country under the name that the records use most: the encoder finds `Wit-Rusland` where the
    records write that, and hardly ever by `Belarus`. Nor does it know acronyms with full stops (`N.A.V.O.`).

    `language` is the query's, `frequency` tells in how many passages a concept stands.
    """
    query = _DOTTED.sub(lambda match: match[0].replace(".", ""), unicodedata.normalize("NFC", query))
    places = [match.span() for match in WORD.finditer(query)]
    if len(places) != len(fold(query).split()):
        return query
    for code, (first, end) in sorted(names_in(query, language).items(), key=lambda item: -item[1][0]):
        counted = [(frequency((phrase,)), name) for name, phrase in forms(code).items()]
        most, name = max(counted, key=lambda pair: pair[0])
        if most:
            query = query[: places[first][0]] + name + query[places[end - 1][1] :]
    return query


def understand(query: str, language: str | None, languages: Iterable[str], vocabulary: Vocabulary | None = None) -> Words:
    """The concepts of a query in `language` over records in `languages`: each word under its stems there, each country or
    other place under all its names, each phrase in quotes as it is.

    `vocabulary` are the records' words; without it no compounds are looked for.
    """
    spoken: list[str | None] = [*sorted(set(languages))] or [None]

    def stems(*words: str) -> Concept:
        return tuple(dict.fromkeys(tuple(stem(word, other) for word in words) for other in spoken))

    exact = {phrase: stems(*phrase.split()) for start, end in quoted(query) if (phrase := literal(query[start:end]).strip())}
    loose = unquoted(query)
    words = fold(loose).split()
    names = names_in(loose, language)
    taken = {position for first, end in names.values() for position in range(first, end)}
    # What each concept is made of: its words, by their numbers. What is looked for `besides` its words is no name: there may
    # be talks of the VN in the records and no `VN-gesprekken`.
    found, besides = dict[Concept, range](), set[Concept]()
    for first, end, place in places_in(loose, language):
        if taken.isdisjoint(range(first, end)):
            found[place] = range(first, end)
            taken.update(found[place])
    for name in spelt(loose):
        if taken.isdisjoint(range(name.first, name.end)):
            concept = tuple(dict.fromkeys(phrase for way in name.ways for phrase in stems(*way)))
            found[concept] = range(name.first, name.end)
            taken.update({*range(name.first, name.end)} - {*name.loose})
            besides.update({concept} if name.loose else ())
    found |= {stems(word): range(n, n + 1) for n, word in enumerate(words) if n not in taken}
    capitals = {word for match in _CAPITAL.finditer(loose) for word in fold(match[0]).split()}
    concepts = tuple(dict.fromkeys((*found, *(phrases(code) for code in names), *exact.values())))
    like = {
        concept: tuple(_like("".join(words[own.start : own.stop]), language, spoken, vocabulary))
        for concept, own in found.items()
    }
    return Words(
        concepts=concepts,
        names={code: phrases(code) for code in names},
        proper=tuple(
            concept
            for concept, own in found.items()
            if concept not in besides and capitals.intersection(words[own.start : own.stop])
        ),
        foreign=language not in spoken,
        like={concept: wider for concept, wider in like.items() if wider},
        exact=exact,
    )


def _like(word: str, language: str | None, spoken: Iterable[str | None], vocabulary: Vocabulary | None) -> Iterator[Likeness]:
    """What else a folded word of a query is in the languages of the records: its translations, and compounds."""
    for other in spoken:
        if not language or not other:
            continue
        meant = lexicon(language, other).get(stem(word, language), {})
        # The likeliest translation stands for the word; the others by how much less likely they are.
        for translation, likely in meant.items():
            yield Likeness((translation,), likely / max(meant.values()))
        if vocabulary and language in LINKS and other in LINKS:
            yield from compounds(word, other, vocabulary)
