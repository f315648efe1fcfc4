"""Dates by value: `19 februari 2021`, `19/02/2021` and `2021-02-19` are one day; `February 2021` is a part of it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from rag.answer.phrases import months
from rag.dates import DATE, date_of
from rag.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or what is said of one: `year`, `month` and `day` are null where they are left open. `start` and `end` are its
    place in the text."""

    year: int | None
    month: int
    day: int | None
    start: int = 0
    end: int = 0

    def within(self, other: "Day") -> bool:
        """Whether the other says all that this one says."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(own is None or own == theirs for own, theirs in pairs)


_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DATE = re.compile(DATE, re.IGNORECASE)


def day_of(known: date) -> Day:
    return Day(known.year, known.month, known.day)


def days(text: str, on: date | None = None) -> list[Day]:
    """The dates in a text, in order. One without a year gets that of the last such day not after `on`; without `on` its year
    stays open."""
    found: list[Day] = []

    def add(day: Day) -> None:
        if all(day.end <= other.start or day.start >= other.end for other in found):
            found.append(day)

    for match in _ISO.finditer(text):
        year, month, number = map(int, match.groups())
        add(Day(year, month, number, *match.span()))
    for match in _DATE.finditer(text):
        if known := date_of(match, on):
            add(Day(known.year, known.month, known.day, *match.span()))
        elif open_year := date_of(match, date(2024, 12, 31)):
            named = match["year"] or match["year2"]
            add(Day(int(named) if named else None, open_year.month, open_year.day, *match.span()))
    for match in _month().finditer(text):
        if match["year"] or not _doubtful(match["month"]):
            named = match["year"]
            add(Day(int(named) if named else None, _months()[match["month"].lower()], None, *match.span()))
    return sorted(found, key=lambda day: day.start)


@cache
def _months() -> dict[str, int]:
    return {name.lower(): n for language in LANGUAGES for n, name in enumerate(months(language), start=1)}


@cache
def _month() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf"\b(?P<month>{names})\b(?:\s+(?:de\s+|of\s+)?(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)


def _doubtful(name: str) -> bool:
    """Whether a month without a year may be another word: May and march, and what is a name (April, August) in capitals."""
    return name.lower() in {"may", "mars", "march", "august", "augustus"}
