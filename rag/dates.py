"""Dates in running text, in Dutch, French, English and German, also those that leave the year to the reader."""

import re
from collections.abc import Mapping
from datetime import date

DUTCH_MONTHS = {
    month: number
    for number, months in enumerate(
        (
            *("januari jan", "februari feb febr", "maart mrt", "april apr", "mei", "juni jun", "juli jul"),
            *("augustus aug", "september sep sept", "oktober okt", "november nov", "december dec"),
        ),
        start=1,
    )
    for month in months.split()
}
_OTHERS = (
    "janvier january januar jan",
    "février february februar feb",
    "mars march märz mrz",
    "avril april apr",
    "mai may",
    "juin june juni",
    "juillet july juli",
    "août august aug",
    "septembre september sept sep",
    "octobre october oktober oct",
    "novembre november nov",
    "décembre december dezember dec",
)
_MONTHS: Mapping[str, int] = dict(DUTCH_MONTHS) | {
    name: number for number, names in enumerate(_OTHERS, start=1) for name in names.split()
}
_LAST = r"(?:jl|ll|l\.l)\b\.?|jongstleden|laatstleden|dernier|last|d\.\s?J\."
_NAME = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
DATE = (
    rf"(?<!\d)(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|ste|de|e|\.)?\s+(?P<month>{_NAME})\b(?:\.(?=\s))?,?(?:\s+(?P<year>\d{{4}})(?!\d)|\s+(?:{_LAST}))?"
    r"|(?P<day2>[0-3]?\d)(?P<sign>[/.-])(?P<month2>[01]?\d)(?P=sign)(?P<year2>\d{4})(?!\d))"
)
"""A date: `25 augustus 2020`, `25 augustus jl.`, `le 25 août`, `6 August 2024`, `25. August 2024`, `25/08/2024`. For use once
in a pattern that ignores case."""


def date_of(match: re.Match[str], on: date | None) -> date | None:
    """The day that a match of DATE names. One without a year is the last such day not after `on`, the day of the text itself;
    None where that is unknown, or where there is no such day."""
    groups = match.groupdict()
    if not (day := groups["day"] or groups["day2"]):
        return None
    month = _MONTHS[groups["month"].lower()] if groups["month"] else int(groups["month2"])
    year = groups["year"] or groups["year2"]
    if year is None and on is None:
        return None
    years = [int(year)] if year else [on.year, on.year - 1] if on else []
    found = [made for candidate in years if (made := _day(candidate, month, int(day)))]
    return next((made for made in found if year or (on and made <= on)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
