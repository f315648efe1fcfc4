"""Periods as a question names them: `in februari 2017`, `since 2016`, `au premier trimestre 2017`, `bis Mai 2016`."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rag.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Period:
    """Where a question names a period (`start`, `end`: its place in the question), and the days that it means, inclusive.

    `open`: it names a beginning or an end alone.
    """

    start: int
    end: int
    first: date | None
    last: date | None

    @property
    def open(self) -> bool:
        return self.first is None or self.last is None


# What stands before a date, what may stand behind it, by what that means of the days.
_SINCE = {
    "nl": r"sinds|vanaf|na",
    "en": r"since|from|after|starting(?:\s+in)?",
    "fr": r"depuis|à\s+partir\s+d[eu']|après|dès",
    "de": r"seit|ab|nach",
}
_ONWARDS = {"nl": r"af|op", "en": r"on|onwards?", "fr": r"", "de": r"an"}
_UNTIL = {
    "nl": r"(?:tot(?:\s+en\s+met)?|t/m)",
    "en": r"(?:until|till|up\s+to)",
    "fr": r"jusqu['’](?:en|au|à)",
    "de": r"bis(?:\s+zum)?",
}
_BEFORE = {"nl": r"voor|vóór", "en": r"before", "fr": r"avant", "de": r"vor"}
_BETWEEN = {
    "nl": (r"tussen|van|vanaf", r"en|tot(?:\s+en\s+met)?|t/m"),
    "en": (r"between|from", r"and|to|until|till"),
    "fr": (r"entre|de|d['’]", r"et|à|jusqu['’](?:en|au|à)"),
    "de": (r"zwischen|von", r"und|bis"),
}
_IN = {
    "nl": r"in|tijdens|op|gedurende|van",
    "en": r"in|during|on|of",
    "fr": r"en|au|au\s+cours\s+d[eu]|le|pendant|durant|lors\s+d[eu]|de",
    "de": r"im|in|am|während|vom",
}
_AFTER = {"na", "after", "après", "nach"}
_A_DAY = timedelta(days=1)

_QUARTER = {"nl": "kwartaal", "en": "quarter", "fr": "trimestre", "de": "quartal"}
_HALF = {"nl": "semester|halfjaar", "en": "half", "fr": "semestre", "de": "halbjahr"}
_ORDINALS = {
    "nl": ("eerste", "tweede", "derde", "vierde"),
    "en": ("first", "second", "third", "fourth"),
    "fr": ("premier|première", "deuxième|second", "troisième", "quatrième"),
    "de": ("erste[ns]?", "zweite[ns]?", "dritte[ns]?", "vierte[ns]?"),
}
_OF = r"van(?:\s+het\s+jaar)?|of|de(?:\s+l['’]année)?|des(?:\s+jahres)?"
_THE = {"nl": "het|de", "en": "the", "fr": "la|le|l['’]", "de": "de[mnsr]|das"}
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d-])")


def periods(question: str, language: str) -> Iterator[Period]:
    """The periods that a question in a language names, in order; a lone year or date without a word before it is none."""
    if language in LANGUAGES:
        for match in _pattern(language).finditer(question):
            if meant := _meant(match, language):
                yield Period(match.start(), match.end(), *meant)


def one_day(text: str, language: str) -> date | None:
    """The day that a text of the form of `when` names; null where it names a longer period, or no day there is."""
    span = _span(text, language)
    return span[0] if span and span[0] == span[1] else None


def when(language: str) -> str:
    """A pattern for a date, month, quarter, half or year, without groups of its own."""
    return re.sub(r"\?P<\w+>", "?:", _when(language).pattern)


def _meant(match: re.Match[str], language: str) -> tuple[date | None, date | None] | None:
    low, high, since, until, before = match.group("low", "high", "since", "until", "before")
    if low:
        begins, ends = _span(low, language), _span(high, language)
        return (begins[0], ends[1]) if begins and ends and begins[0] <= ends[1] else None
    if not (span := _span(match["when"], language)):
        return None
    first, last = span
    if since:
        return (last + _A_DAY if since.casefold() in _AFTER else first), None
    if until:
        return None, last
    return (None, first - _A_DAY) if before else (first, last)


def _span(text: str, language: str) -> tuple[date, date] | None:
    """The first and the last day of a date, month, quarter, half or year; null where there is no such day."""
    match = _when(language).fullmatch(text)
    assert match
    iso, day, month, behind, ordinal, quarter = match.group("iso", "day", "month", "behind", "ordinal", "quarter")
    try:
        if iso:
            return date.fromisoformat(iso), date.fromisoformat(iso)
        year = int(_YEAR.findall(text)[-1])
        if day := day or behind:
            only = date(year, _months(language)[month.casefold()], int(day))
            return only, only
        if month:
            last = first = _months(language)[month.casefold()]
        elif ordinal:
            length = 3 if quarter else 6
            last = length * _ordinal(ordinal, language)
            first = last - length + 1
        else:
            first, last = 1, 12
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        return None


def _ordinal(text: str, language: str) -> int:
    if text[0].isdigit():
        return int(text[0])
    return next(n for n, words in enumerate(_ORDINALS[language], 1) if re.fullmatch(words, text, re.IGNORECASE))


@cache
def _months(language: str) -> Mapping[str, int]:
    """Month names, in full and short, of the Unicode CLDR."""
    from babel import Locale

    widths = Locale(language).months["format"]
    return {name.casefold().rstrip("."): n for width in ("wide", "abbreviated") for n, name in widths[width].items()}


@cache
def _when(language: str) -> re.Pattern[str]:
    """A date, month, quarter, half or year."""
    months = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    nth = rf"(?:{'|'.join(_ORDINALS[language])}|[1-4](?:st|nd|rd|th|ste|de|e|er|re|ème|\.)?)"
    return re.compile(
        r"(?P<iso>\d{4}-\d\d-\d\d)"
        rf"|(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|ste|de|e|\.)?\s+)?(?P<month>{months})\b\.?"
        rf"(?:\s+(?P<behind>[0-3]?\d)(?:st|nd|rd|th)?)?,?\s+{_YEAR.pattern}"
        rf"|(?P<ordinal>{nth})\s+(?:(?P<quarter>{_QUARTER[language]})|{_HALF[language]})(?:\s+(?:{_OF}))?\s+{_YEAR.pattern}"
        rf"|{_YEAR.pattern}",
        re.IGNORECASE,
    )


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A period with the word before it that says what it means."""
    span = when(language)
    low, high = _BETWEEN[language]
    onwards = rf"(?:\s+(?:{_ONWARDS[language]})\b)?" if _ONWARDS[language] else ""
    return re.compile(
        rf"\b(?:(?:{low})\s+(?P<low>{span})\s+(?:{high})\s+(?P<high>{span})"
        rf"|(?:(?P<since>{_SINCE[language]})|(?P<until>{_UNTIL[language]})|(?P<before>{_BEFORE[language]})|{_IN[language]})"
        rf"(?:\s+(?:{_THE[language]}))?\s+(?P<when>{span})(?(since){onwards}))",
        re.IGNORECASE,
    )
