"""Names of countries, in every language at once: who asks about Belarus means Wit-Rusland and Biélorussie too.

From maintained data alone: territories and languages of the Unicode CLDR (Babel) and of the ISO lists with their
translations (pycountry), which know different names.
"""

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from rag.language import LANGUAGES
from rag.library.analysis import terms
from rag.library.index import Phrase

WORD = re.compile(r"[^\W_]+")

_Named = TypeVar("_Named")

_ALSO = {"GB": "uk"}

_SHARED_START = 4
"""An adjective is taken from the name of a language if it starts like the country (Wit-Rus-land, Wit-Rus-sisch)."""


def names_in(query: str, language: str | None) -> dict[str, tuple[int, int]]:
    """The countries that a query names: ISO code, and which words of the query (first, end) name it.

    Of overlapping names the longest counts (South Sudan is not Sudan). A name in another language than the query's has to
    be written with a capital: an English island is not the German Island.
    """
    capitals = [word[0].isupper() for word in WORD.findall(unicodedata.normalize("NFC", query))]
    found: list[tuple[int, int, str]] = []
    for spoken in LANGUAGES:
        words = terms(query, spoken)
        for first in range(len(words)):
            if spoken != language and len(capitals) == len(words) and not capitals[first]:
                continue
            for end in range(first + 1, min(len(words), first + _longest()) + 1):
                if code := _codes(spoken).get(tuple(words[first:end])):
                    found.append((first, end, code))
    named: dict[str, tuple[int, int]] = {}
    for first, end, code in longest_first(found):
        named.setdefault(code, (first, end))
    return named


def longest_first(found: Iterable[tuple[int, int, _Named]]) -> list[tuple[int, int, _Named]]:
    """Of the names found at overlapping words (first, end) the longest."""
    taken: set[int] = set()
    kept = []
    for first, end, name in sorted(found, key=lambda item: (item[0] - item[1], item)):
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            kept.append((first, end, name))
    return kept


def is_home(code: str, parliaments: Iterable[str]) -> bool:
    """Whether a country is the one of a parliament (`be-chamber`): its records rarely say its name, and mean it anyway."""
    return any(parliament.split("-")[0] in {code.lower(), _ALSO.get(code)} for parliament in parliaments)


@cache
def phrases(code: str) -> tuple[Phrase, ...]:
    """The index terms of a country's names and adjectives in all languages, each once."""
    return tuple(dict.fromkeys(phrase for language in LANGUAGES for phrase in _phrases(code, language)))


@cache
def forms(code: str) -> Mapping[str, Phrase]:
    """The names of a country as they are written, in all languages, with their index terms; adjectives are no names."""
    written: dict[str, Phrase] = {}
    for language in LANGUAGES:
        for name in _country_names(code, language):
            if phrase := tuple(terms(name, language)):
                written.setdefault(name, phrase)
    return written


@cache
def _codes(language: str) -> dict[Phrase, str]:
    return {phrase: code for code in _territories() for phrase in _phrases(code, language)}


@cache
def _longest() -> int:
    return max(len(phrase) for language in LANGUAGES for phrase in _codes(language))


@cache
def _territories() -> tuple[str, ...]:
    import pycountry

    return tuple(sorted(country.alpha_2 for country in pycountry.countries))


@cache
def _phrases(code: str, language: str) -> tuple[Phrase, ...]:
    names = [*_country_names(code, language), *_adjectives(code, language)]
    return tuple(dict.fromkeys(filter(None, (tuple(terms(name, language)) for name in names))))


def _country_names(code: str, language: str) -> Iterator[str]:
    import pycountry
    from babel import Locale

    yield Locale(language).territories.get(code, "")
    country = pycountry.countries.get(alpha_2=code)
    for listed in (getattr(country, "name", ""), getattr(country, "common_name", "")):
        name = translated("iso3166-1", language, listed)
        # "Congo, The Democratic Republic of the" is how lists sort, not how people write, and no short name either.
        yield "" if "," in name else name


def _adjectives(code: str, language: str) -> Iterator[str]:
    import pycountry
    from babel import Locale

    starts = {_start(name) for name in _country_names(code, language) if name}
    for tongue in _languages_of(code):
        iso = pycountry.languages.get(alpha_2=tongue)
        listed = translated("iso639-3", language, iso.name) if iso else ""
        for name in [Locale(language).languages.get(tongue, ""), *listed.split(";")]:
            if len(_start(name)) >= _SHARED_START and _start(name) in starts:
                yield name


def _start(name: str) -> str:
    return "".join(terms(name, None))[:_SHARED_START]


@cache
def _languages_of(code: str) -> tuple[str, ...]:
    """The official languages of a country that are at home there (French in France, not in Belgium)."""
    from babel.core import get_global
    from babel.languages import get_official_languages

    homes = get_global("likely_subtags")
    official = get_official_languages(code)
    return tuple(tongue for tongue in official if homes.get(tongue, "").endswith(f"_{code}"))


def translated(domain: str, language: str, name: str) -> str:
    """A name of one of the ISO lists in a language; itself where that has no other."""
    return _translations(domain, language).gettext(name) if name else ""


@cache
def _translations(domain: str, language: str) -> gettext.NullTranslations:
    import pycountry

    return gettext.translation(domain, pycountry.LOCALES_DIR, languages=[language], fallback=True)
