"""Periods that a question names by what was said before: `a year later`, `sindsdien`, `l'année suivante`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from rag.search.asking_wording import wording

Side = Literal["later", "earlier", "since", "same"]

_UNITS = {
    "nl": {"year": r"ja(?:ar|ren)", "month": r"maand(?:en)?", "week": r"weken|week"},
    "en": {"year": r"years?", "month": r"months?", "week": r"weeks?"},
    "fr": {"year": r"ans?|années?", "month": r"mois", "week": r"semaines?"},
    "de": {"year": r"jahre?n?", "month": r"monate?n?", "week": r"wochen?"},
}
_NUMBERS = {
    "nl": "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien",
    "en": "one|two|three|four|five|six|seven|eight|nine|ten",
    "fr": "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix",
    "de": "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn",
}
_ONE = {"nl": r"een|één|'n", "en": r"an?|one", "fr": r"une?", "de": r"eine?[nms]?"}
_LATER = {
    "nl": r"later|nadien|daarna|erna",
    "en": r"later|afterwards|after(?:\s+that)?|on",
    "fr": r"plus\s+tard|après|ensuite",
    "de": r"später|danach|darauf",
}
_EARLIER = {
    "nl": r"eerder|vroeger|voordien|daarvoor|ervoor",
    "en": r"earlier|before(?:\s+that)?|ago|prior",
    "fr": r"plus\s+tôt|avant|auparavant",
    "de": r"früher|zuvor|davor|vorher",
}
_NEXT = {
    "nl": r"het\s+jaar\s+(?:daarop|erop|daarna|erna|nadien)|het\s+volgende?\s+jaar|volgend\s+jaar",
    "en": r"(?:the\s+)?(?:next|following)\s+year|the\s+year\s+after(?:\s+that)?|the\s+year\s+afterwards",
    "fr": r"l['’]année\s+(?:suivante|d['’]après)|l['’]an\s+(?:suivant|d['’]après)",
    "de": r"(?:im|das)\s+(?:nächste[ns]?|folgende[ns]?|darauf\s?folgende[ns]?)\s+jahre?|(?:im|"
    r"das)\s+jahr\s+(?:danach|darauf)",
}
_PREVIOUS = {
    "nl": r"het\s+jaar\s+(?:daarvoor|ervoor|voordien|eerder)|het\s+vorige\s+jaar",
    "en": r"(?:the\s+)?previous\s+year|the\s+year\s+before(?:\s+that)?|the\s+preceding\s+year",
    "fr": r"l['’]année\s+(?:précédente|d['’]avant)|l['’]an\s+d['’]avant",
    "de": r"(?:im|das)\s+(?:vorige[ns]?|vorherige[ns]?)\s+jahre?|(?:im|das)\s+jahr\s+(?:davor|zuvor)|im\s+vorjahr",
}
_SAME = {
    "nl": r"(?:hetzelfde|datzelfde|dat)\s+jaar",
    "en": r"(?:the\s+same|that)\s+year",
    "fr": r"la\s+même\s+année|cette\s+année-là",
    "de": r"(?:im\s+selben|im\s+gleichen|in\s+diesem)\s+jahr",
}
_SINCE = {
    "nl": r"sindsdien|sedertdien|daarna|nadien|hierna|later|achteraf|vervolgens",
    "en": r"since(?:\s+(?:then|that))?|after(?:\s+that|wards)|thereafter|later(?:\s+on)?|subsequently",
    "fr": r"depuis(?:\s+lors)?|par\s+la\s+suite|après(?:\s+cela)?|ensuite|ultérieurement|plus\s+tard",
    "de": r"seither|seitdem|danach|später|nachher|anschließend|im\s+nachhinein",
}
_UNTIL = {
    "nl": r"daarvoor|voordien|eerder|vroeger|tevoren|voorheen",
    "en": r"before(?:\s+(?:that|then))?|earlier|previously|beforehand",
    "fr": r"avant(?:\s+cela)?|auparavant|plus\s+tôt|précédemment",
    "de": r"davor|vorher|zuvor|früher",
}
_YEARS = {"next": 1, "previous": -1, "same": 0}
_DAYS = {"year": 365.25, "month": 30.44, "week": 7.0}


@dataclass(frozen=True, slots=True)
class Relative:
    """Where a question names a period by an earlier date (`start`, `end`), on which `side` of it, and how far (`days`; null
    where that is open). `whole`: the calendar year so many years away."""

    start: int
    end: int
    side: Side
    days: float | None = None
    whole: int | None = None

    def window(self, dates: Sequence[date]) -> tuple[date | None, date | None] | None:
        """The days meant, of dates in the order of what was said; null where there are none.

        How far is counted from the first of the dates, and half as far more or less is still that far. What is open begins
        behind the last of them, or ends before the first.
        """
        if not dates:
            return None
        on = dates[0]
        try:
            if self.whole is not None:
                return date(on.year + self.whole, 1, 1), date(on.year + self.whole, 12, 31)
            if self.days is not None:
                near, far = timedelta(days=self.days / 2), timedelta(days=self.days * 1.5)
                return (on + near, on + far) if self.side == "later" else (on - far, on - near)
            if self.side == "earlier":
                return None, min(dates) - timedelta(days=1)
            return max(dates) + timedelta(days=1), None
        except (ValueError, OverflowError):
            return None

    def widened(self, dates: Sequence[date]) -> tuple[date | None, date | None] | None:
        """The open period on the same side of the first date, or for what is earlier of the last one."""
        if self.side == "same" or self.whole == 0:
            return None
        earlier = self.side == "earlier" or (self.whole or 0) < 0
        edge = max(dates) if earlier else min(dates)
        return Relative(self.start, self.end, "earlier" if earlier else "since").window([edge])


def relative_in(question: str, language: str) -> Relative | None:
    """The relative period that a question names. A word such as `later` or `since` alone names one only at its end."""
    for kind, pattern in _patterns(language):
        if match := pattern.search(question):
            start, end = match.span()
            if kind == "far":
                unit = next(unit for unit in _DAYS if match[unit])
                days = _count(match["count"], language) * _DAYS[unit]
                return Relative(start, end, "later" if match["later"] else "earlier", days)
            if kind in _YEARS:
                return Relative(start, end, "same" if kind == "same" else "later", whole=_YEARS[kind])
            return Relative(start, end, "since" if kind == "since" else "earlier")
    return None


def _count(text: str, language: str) -> int:
    if text.isdigit():
        return int(text)
    names = _NUMBERS[language].split("|")
    folded = text.casefold()
    if re.fullmatch(_ONE[language], folded) or folded not in names:
        return 1
    place = names.index(folded)
    return max(1, place if language == "nl" else place + 1)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    count = rf"(?P<count>\d{{1,2}}|{_ONE[language]}|{_NUMBERS[language]})"
    unit = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS[language].items())
    # Behind a period of its own nothing may follow that it would belong to: `the year before the elections`.
    ends = r"(?=\s*(?:[?!.,;:]|$)|\s+(?:what|who|how|did|does|has|wat|wie|hoe|zei|que|qu['’]|comment|was|wer|wie)\b)"
    bare = rf"(?=\s*(?:[?!.]|$)|\s+{wording('act', language).pattern}\W*$)"
    wordings = {
        "far": rf"{count}\s+(?:{unit})\s+(?:(?P<later>{_LATER[language]})|(?:{_EARLIER[language]})){ends}",
        "next": rf"(?:{_NEXT[language]}){ends}",
        "previous": rf"(?:{_PREVIOUS[language]}){ends}",
        "same": rf"(?:{_SAME[language]}){ends}",
        "since": rf"(?:{_SINCE[language]}){bare}",
        "until": rf"(?:{_UNTIL[language]}){bare}",
    }
    return tuple((kind, re.compile(rf"(?<![^\W_])(?:{words})", re.IGNORECASE)) for kind, words in wordings.items())
