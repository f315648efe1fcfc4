"""Places other than countries under their names in every language: Luik and Liège, Moskou and Moscow, Europe and its Union.

From maintained data alone: the regions of the world and the exemplar cities of the time zones in the Unicode CLDR (Babel),
and the provinces and states of ISO 3166-2 with their translations (pycountry).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rag.language import LANGUAGES
from rag.library.analysis import terms
from rag.library.index import Concept, Phrase
from rag.search.names import WORD, longest_first, translated

_UNIONS = ("EU", "UN")
_WORLD = "001"

_LONGEST = 6
"""Words of a name at most."""

Names = tuple[str, Mapping[str, str]]
"""Where a place is (a country, or itself), and what it is called in each language."""

Placed = tuple[str, Mapping[str, Phrase]]
"""The same with the index terms of each name."""


def places_in(query: str, language: str | None) -> list[tuple[int, int, Concept]]:
    """The places that a query names: which words (first, end) name it, and its names in all languages.

    A place is written with a capital, and not at the opening of a sentence, where every word has one. In German, where every
    noun has one, only German names count, and no provinces: `Zug` is one.
    """
    words = WORD.findall(unicodedata.normalize("NFC", query))
    capital = [word[0].isupper() and (n > 0 or len(words) == 1) for n, word in enumerate(words)]
    if not any(capital):
        return []
    found = list[tuple[int, int, Concept]]()
    for spoken in ("de",) if language == "de" else LANGUAGES:
        own, named = terms(query, spoken), _named(spoken, provinces=language != "de")
        if len(own) != len(words):
            return []
        for first in range(len(own)):
            for end in range(first + 1, min(len(own), first + _LONGEST) + 1):
                if any(capital[first:end]) and (place := named.get(tuple(own[first:end]))):
                    found.append((first, end, place))
    return longest_first(found)


@cache
def _named(language: str, *, provinces: bool) -> Mapping[Phrase, Concept]:
    """Places by their names in a language, but for names that are the same everywhere or stand for places in several
    countries: the north of each is called North."""
    places = [*_placed(_regions()), *_placed(_cities()), *(_provinces() if provinces else ())]
    of: dict[Phrase, list[tuple[str, Mapping[str, Phrase]]]] = {}
    for where, names in places:
        for phrase in {*names.values()}:
            of.setdefault(phrase, []).append((where, names))
    found = dict[Phrase, Concept]()
    for _, own in places:
        name = own.get(language)
        if name and len({where for where, _ in of[name]}) == 1:
            found[name] = tuple(dict.fromkeys(phrase for _, same in of[name] for phrase in same.values()))
    return found


@cache
def _provinces() -> tuple[Placed, ...]:
    return tuple(_placed(_subdivisions()))


def _placed(places: Iterable[Names]) -> Iterator[Placed]:
    """Of these places those whose name changes with the language, under their index terms."""
    for where, names in places:
        # "Congo, The Democratic Republic of the" is how lists sort, not how people write.
        written = {language: name for language, name in names.items() if name and not set(name) & set(",;[(")}
        if len(set(written.values())) > 1:
            yield where, {language: tuple(terms(name, language)) for language, name in written.items()}


def _regions() -> Iterator[Names]:
    from babel import Locale

    territories = {language: Locale(language).territories for language in LANGUAGES}
    for code in map(str, territories["en"]):
        if code in _UNIONS or (code.isdigit() and code != _WORLD):
            yield code, {language: territories[language].get(code, "") for language in LANGUAGES}


def _cities() -> Iterator[Names]:
    from babel import Locale
    from babel.core import get_global

    zones = {language: Locale(language).time_zones for language in LANGUAGES}
    for zone, country in get_global("zone_territories").items():
        plain = zone.rsplit("/", 1)[-1].replace("_", " ")
        yield country, {language: zones[language].get(zone, {}).get("city", plain) for language in LANGUAGES}


def _subdivisions() -> Iterator[Names]:
    import pycountry

    for place in pycountry.subdivisions:
        yield place.country_code, {language: translated("iso3166-2", language, place.name) for language in LANGUAGES}
