"""Numbers by value: `1.234,5`, `1,234.5` and `1 234,5` are one number, `12 %` is not `12`, `3 million` is 3,000,000."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from rag.answer.checks.days import Day
from rag.answer.checks.number_words import SCALES, spelt_out
from rag.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what it may be: in English `1.234` is a bit more than one, but copied from Dutch it is a thousand.
    `unit` is `%`, a currency, or null; `start` and `end` are its place in the text."""

    values: frozenset[Decimal]
    unit: str | None
    start: int
    end: int


_GAP = "\u00a0\u202f\u2009 "
_DIGITS = re.compile(
    rf"(?<!\w)(?<!\w[.,])(?<![^\W\d_]-)(?:(?P<grouped>\d{{1,3}}(?P<sep>[.,'’{_GAP}])\d{{3}}(?:(?P=sep)\d{{3}})*)(?!\d)(?P<rest>[.,]\d+)?"
    r"|(?P<plain>\d+)(?P<decimals>[.,]\d+)?)"
)
_YEAR_ITEM = re.compile(r"(?:19|20)\d\d\.\d{1,2}")
_PERCENT = r"%|procent|per\s?cent|pour\s?cents?|pct|prozent|ten honderd|p\.c\."
_CURRENCY = {"EUR": r"€|euros?|eur", "USD": r"\$|dollars?|usd", "GBP": r"£|pounds?|pond|livres sterling|gbp"}
_UNIT = re.compile(
    r"[\s-]*(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in {"percent": _PERCENT, **_CURRENCY}.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<![^\W\d_])(?:(?P<EUR>€|eur|euro)|(?P<USD>\$|usd)|(?P<GBP>£|gbp))\s?$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:tot|naar|en|of|to|and|or|à|et|ou|bis|auf|und|oder|-|–)\s*", re.IGNORECASE)


def numbers(text: str, languages: Collection[str | None], apart: Iterable[Day] = ()) -> list[Number]:
    """The numbers in a text that is in (one of) these languages, in order, but for those of the dates in it (`apart`).

    Digits inside a name are none (`F-35`, `A12`); an unknown language (null) counts as all.
    """
    spoken = tuple(sorted({language for language in languages if language in SCALES} or set(LANGUAGES)))
    dates = [(day.start, day.end) for day in apart]
    found: list[Number] = []
    for match in _DIGITS.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in dates):
            found.append(_measured(text, match.start(), match.end(), _readings(match, spoken), spoken))
    taken = [(number.start, number.end) for number in found] + dates
    words: dict[tuple[int, int], set[Decimal]] = {}
    for language in spoken:
        for start, end, value in spelt_out(text, language):
            if not any(first < end and start < last for first, last in taken):
                words.setdefault((start, end), set()).add(Decimal(value))
    found += [_measured(text, start, end, frozenset(values), ()) for (start, end), values in words.items()]
    return _ranges(text, sorted(found, key=lambda number: (number.start, -number.end)))


def carried(number: Number, by: Collection[Number], mentioned: Collection[str]) -> bool:
    """Whether one of these numbers is this one. A unit that the other leaves out has to be mentioned somewhere beside it."""
    return any(
        number.values & other.values
        and (number.unit == other.unit or (other.unit is None and number.unit in mentioned) or _dropped(number, other))
        for other in by
    )


def units(text: str) -> set[str]:
    """The units that a text names anywhere, as in the heading of a table."""
    return {_named(match) for match in _ANYWHERE.finditer(text)}


_ANYWHERE = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in {"percent": _PERCENT, **_CURRENCY}.items())
    + r")(?![^\W\d_])",
    re.IGNORECASE,
)


def _dropped(number: Number, other: Number) -> bool:
    """Whether only a currency was left out: `cost 5 million` of `5 miljoen euro`. Of a share nothing may be left out."""
    return number.unit is None and other.unit is not None and other.unit != "%"


def _readings(match: re.Match[str], languages: Collection[str]) -> frozenset[Decimal]:
    if match["plain"]:
        value = Decimal(match["plain"] + (match["decimals"] or "").replace(",", "."))
        # `in 2019.2. Hoeveel ...`: the number of the next sub-question, of which the blank was lost.
        return frozenset({value, Decimal(match["plain"])} if _YEAR_ITEM.fullmatch(match[0]) else {value})
    groups = match["grouped"].split(match["sep"])
    if match["rest"] and match["rest"][0] == match["sep"]:
        return frozenset()
    whole = Decimal("".join(groups) + (match["rest"] or "").replace(",", "."))
    if len(groups) > 2 or match["sep"] not in ".," or match["rest"]:
        return frozenset({whole})
    parted = Decimal(".".join(groups))
    if groups[0] == "0":
        return frozenset({parted})
    point = any(match["sep"] == ("." if language == "en" else ",") for language in languages)
    return frozenset({whole, parted} if point and groups[1] != "000" else {whole})


def _measured(text: str, start: int, end: int, values: frozenset[Decimal], languages: Iterable[str]) -> Number:
    """The number with the scale and the unit that stand around it."""
    powers = set[int]()
    for language in languages:
        if match := _scale(language).match(text, end):
            powers.add(SCALES[language][match[1].lower()])
            last = match.end()
    if powers:
        values, end = frozenset(value.scaleb(power) for value in values for power in powers), last
    before = _BEFORE.search(text[max(0, start - 6) : start])
    behind = _UNIT.match(text, end)
    unit = _named(behind) if behind else _named(before) if before else None
    return Number(frozenset(value.normalize() for value in values), unit, start, behind.end() if behind else end)


def _named(match: re.Match[str]) -> str:
    name = str(match.lastgroup)
    return "%" if name == "percent" else name


@cache
def _scale(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]*({'|'.join(sorted(SCALES[language], key=len, reverse=True))})\b\.?", re.IGNORECASE)


def _ranges(text: str, found: list[Number]) -> list[Number]:
    """The numbers, those of a range with the unit that stands behind its end: `from 10 to 12 %`."""
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n], found[n + 1]
        if one.unit is None and other.unit and _RANGE.fullmatch(text, one.end, max(one.end, other.start)):
            found[n] = Number(one.values, other.unit, one.start, one.end)
    return found
