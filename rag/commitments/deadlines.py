"""When something is to be done, as a sentence says it: `tegen eind 2024`, `vóór de zomer`, `within six months`.

Kept as printed, and as the days that it spans. Parts of a year or month are thirds of it, seasons the months of the
meteorologists; a name without a year is the next such time after the day of the answer.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pydantic import Field

from rag.records import Frozen


class Deadline(Frozen):
    """A time as printed (`start` and `end` are its place in the text that was read), and the days that it spans (`from`,
    `to` in JSON); null where they cannot be told."""

    text: str
    start: int
    end: int
    first: date | None = Field(serialization_alias="from")
    last: date | None = Field(serialization_alias="to")

    def moved(self, by: int) -> "Deadline":
        """The same in a text in which the one that was read starts so far on."""
        return self.model_copy(update={"start": self.start + by, "end": self.end + by})


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The words of a language: `by` and `before` say until when, `within` how long, `at` when."""

    by: str
    before: str
    within: str
    at: str
    the: str
    of: str
    parts: tuple[str, str, str]
    seasons: tuple[str, str, str, str]
    quarter: str
    half: str
    ordinals: tuple[str, str, str, str]
    this_year: str
    next_year: str
    next_month: str
    term: str
    units: tuple[str, str, str, str]
    numbers: str


_GRAMMARS = {
    "nl": _Grammar(
        by=r"tegen|uiterlijk(?:\s+(?:op|in|tegen))?|ten\s+laatste(?:\s+(?:op|in|tegen))?|tot",
        before=r"(?:nog\s+)?(?:voor|vóór)",
        within=r"binnen|over",
        at=r"in\s+de\s+loop\s+van|rond|omstreeks|in|op|tijdens|gedurende|vanaf|nog",
        the=r"de|het|deze|dit|komende|aanstaande",
        of=r"van",
        parts=(r"(?:het\s+)?begin", r"midden|half|medio", r"(?:het\s+)?einde?"),
        seasons=(r"lente|voorjaar", r"zomer(?:reces|vakantie)?", r"herfst|najaar", r"winter"),
        quarter=r"kwartaal|trimester",
        half=r"semester|halfjaar|helft",
        ordinals=("eerste", "tweede", "derde", "vierde|laatste"),
        this_year=r"dit\s+jaar|het\s+jaar|lopende\s+jaar",
        next_year=r"(?:volgend|komend)\s+jaar|het\s+(?:volgende|komende)\s+jaar",
        next_month=r"(?:volgende|komende)\s+maand",
        term=r"(?:deze|de)\s+(?:legislatuur|zittingsperiode)",
        units=(r"dagen|dag", r"weken|week", r"maand(?:en)?", r"jaar|jaren"),
        numbers="een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf",
    ),
    "fr": _Grammar(
        by=r"d['’]ici(?:\s+à)?|au\s+plus\s+tard(?:\s+(?:en|le|à|au|pour))?|jusqu['’](?:en|à|au)|pour",
        before=r"avant",
        within=r"dans(?:\s+un\s+délai\s+de)?|endéans|sous",
        at=r"vers|en|au\s+cours\s+d[eu]|dans\s+le\s+courant\s+d[eu]|à\s+partir\s+d[eu]|le|au|à|dès|encore",
        the=r"la|le|l['’]|les|cette|cet|ce",
        of=r"d[eu]|d['’]|de\s+l['’]",
        parts=(r"(?:le\s+)?début", r"(?:la\s+)?mi-?", r"(?:la\s+)?fin"),
        seasons=(r"printemps", r"été|vacances\s+d['’]été", r"automne", r"hiver"),
        quarter=r"trimestre",
        half=r"semestre|moitié",
        ordinals=("premier", "deuxième|second", "troisième", "quatrième|dernier"),
        this_year=r"(?:cette|l['’])\s*année(?:\s+en\s+cours)?",
        next_year=r"l['’](?:année|an)\s+prochaine?",
        next_month=r"(?:le\s+)?mois\s+prochain",
        term=r"(?:cette|la)\s+législature",
        units=(r"jours?", r"semaines?", r"mois", r"ans?|années?"),
        numbers="un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze",
    ),
    "en": _Grammar(
        by=r"by|no\s+later\s+than|at\s+the\s+latest\s+(?:by|in|on)|until",
        before=r"before",
        within=r"within|in",
        at=r"in\s+the\s+course\s+of|around|in|on|during|from|later(?:\s+in)?|this",
        the=r"the|this|next",
        of=r"of",
        parts=(
            r"(?:the\s+)?(?:beginning|start)|early(?:\s+in)?",
            r"(?:the\s+)?middle|mid-?",
            r"(?:the\s+)?end|late(?:\s+in)?",
        ),
        seasons=(r"spring", r"summer(?:\s+recess)?", r"autumn", r"winter"),
        quarter=r"quarter",
        half=r"half",
        ordinals=("first", "second", "third", "fourth|last|final"),
        this_year=r"this\s+year|the\s+year",
        next_year=r"next\s+year",
        next_month=r"next\s+month",
        term=r"this\s+Parliament|the\s+(?:parliamentary\s+term|Parliament)",
        units=(r"days?", r"weeks?", r"months?", r"years?"),
        numbers="one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    ),
    "de": _Grammar(
        by=r"bis(?:\s+(?:spätestens|zum|zur|Ende))?|spätestens(?:\s+(?:bis|im|am|zum))?",
        before=r"(?:noch\s+)?vor",
        within=r"binnen|innerhalb(?:\s+von)?|in",
        at=r"im\s+Laufe|im|am|in|ab|noch|während",
        the=r"de[rmsn]|die|das|dieses|diesem|kommende[nms]?",
        of=r"des|der|von",
        parts=(r"(?:de[mr]\s+)?(?:Anfang|Beginn)", r"(?:der\s+)?Mitte", r"(?:de[mr]\s+)?Ende"),
        seasons=(r"Frühjahrs?|Frühlings?", r"Sommers?|Sommerpause", r"Herbst(?:es)?", r"Winters?"),
        quarter=r"Quartals?",
        half=r"Halbjahr(?:e?s)?|Hälfte",
        ordinals=("erste[ns]?", "zweite[ns]?", "dritte[ns]?", "vierte[ns]?|letzte[ns]?"),
        this_year=r"(?:dieses|laufenden|diesem|des)\s+Jahre?s?",
        next_year=r"(?:nächste[ns]|kommende[ns]|nächstem)\s+Jahre?s?",
        next_month=r"(?:nächsten|kommenden)\s+Monat",
        term=r"(?:dieser|der)\s+(?:Legislaturperiode|Wahlperiode)",
        units=(r"Tagen?|Tage", r"Wochen?", r"Monaten?|Monate", r"Jahren?|Jahre"),
        numbers="ein(?:em|er|es)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
    ),
}

_OVER = re.compile(r"[^,;:.]{0,60}\b(?:werd|werden|was|waren|a\s+été|ont\s+été|were|has\s+been|wurden?)\b", re.IGNORECASE)
"""Behind a time that is over: `op 1 juli 2020 werd ingediend`."""

_PLANNED = re.compile(r"\b(?:gepland|voorzien|planned|scheduled|prévue?s?|geplant|vorgesehen)\s+$", re.IGNORECASE)
"""Before a time at which something is to be: `gepland voor het tweede semester`."""

_Range = tuple[date, date]

_YEAR = r"(?:19|20)\d\d(?![\d-])"


def deadline(text: str, language: str, on: date | None) -> Deadline | None:
    """The first time in a text, in a language, that is not over on the day of the text; null where it names none."""
    if language not in _GRAMMARS:
        return None
    for match in _pattern(language).finditer(text):
        if not _leads(match, language):
            continue
        span = _span(match, language, on)
        if span is None and not match["term"]:
            continue
        first, last = span or (None, None)
        if on and last and last < on:
            continue
        first = max(first, on) if first and on else first
        return Deadline(text=match[0], start=match.start(), end=match.end(), first=first, last=last)
    return None


def _leads(match: re.Match[str], language: str) -> bool:
    """Whether a match says when: a year or a month alone may be anything; next year is said as it is."""
    if _OVER.match(match.string, match.end()):
        return False
    part = any(match[f"part{n}"] for n in range(3))
    if match["alone"] and match["before"] and not part:
        return False  # `voor 2018` is for that year as well
    if (match["day"] or match["behind"]) and not match["later"] and not (match["by"] or match["before"]):
        return False  # `op 18 november`: it may be over
    if match["lead"] or match["count"] or match["next_month"] or part:
        return True
    return bool(re.fullmatch(_GRAMMARS[language].next_year, match["alone"] or "", re.IGNORECASE))


def _span(match: re.Match[str], language: str, on: date | None) -> tuple[date | None, date | None] | None:
    """The days meant by a match of the pattern; null where there are none, or only with a date that is not known."""
    if match["term"]:
        return None
    try:
        if match["count"]:
            return (on, _later(on, _number(match["count"], language), _unit(match, language))) if on else None
        named = _named(match, language, on)
        if named is None:
            return None
        part = next((n for n in range(3) if match[f"part{n}"]), None)
        if match["before"] and not _PLANNED.search(match.string, 0, match.start()):
            return on, named[1] if part == 2 else _third(named, part)[0] - timedelta(days=1)
        named = _third(named, part)
    except (ValueError, OverflowError):
        return None
    return (on, named[1]) if match["by"] else named


def _named(match: re.Match[str], language: str, on: date | None) -> _Range | None:
    """The days of what is named: a day, month, season, quarter, half or year. Without a year it is the next one."""
    if match["next_month"]:
        return _months_of(on.year + on.month // 12, on.month % 12 + 1, 1) if on else None
    said = match["later"] or match["alone"] or ""
    if found := re.search(_YEAR, said):
        return _in_year(match, language, int(found[0]))
    if on is None:
        return None
    if said:
        following = re.fullmatch(_GRAMMARS[language].next_year, said, re.IGNORECASE)
        return _in_year(match, language, on.year + bool(following))
    named = _in_year(match, language, on.year)
    return named if named[1] >= on else _in_year(match, language, on.year + 1)


def _in_year(match: re.Match[str], language: str, year: int) -> _Range:
    grammar = _GRAMMARS[language]
    if match["month"]:
        month = _months(language)[match["month"].casefold().rstrip(".")]
        if day := match["day"] or match["behind"]:
            return date(year, month, int(day)), date(year, month, int(day))
        return _months_of(year, month, 1)
    if match["season"]:
        n = next(n for n, names in enumerate(grammar.seasons) if re.fullmatch(names, match["season"], re.IGNORECASE))
        return _months_of(year, 3 + 3 * n, 3)
    if match["ordinal"]:
        n = next(n for n, names in enumerate(grammar.ordinals) if re.fullmatch(names, match["ordinal"], re.IGNORECASE))
        return _months_of(year, 1 + 3 * n, 3) if match["quarter"] else _months_of(year, 1 + 6 * min(n, 1), 6)
    return _months_of(year, 1, 12)


def _months_of(year: int, month: int, count: int) -> _Range:
    """So many months from a month on; December's winter ends in the next year."""
    end = month + count - 1
    last_year, last = year + (end - 1) // 12, (end - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last, calendar.monthrange(last_year, last)[1])


def _third(span: _Range, part: int | None) -> _Range:
    """The beginning, the middle or the end of a period."""
    if part is None:
        return span
    length = (span[1] - span[0]).days + 1
    cuts = [span[0] + timedelta(days=round(length * n / 3)) for n in range(4)]
    return cuts[part], cuts[part + 1] - timedelta(days=1)


def _later(on: date, count: int, unit: int) -> date:
    if unit < 2:
        return on + timedelta(days=count * (7 if unit else 1))
    months = on.month - 1 + count * (12 if unit == 3 else 1)
    year, month = on.year + months // 12, months % 12 + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def _unit(match: re.Match[str], language: str) -> int:
    units = _GRAMMARS[language].units
    return next(n for n, names in enumerate(units) if re.fullmatch(names, match["unit"], re.IGNORECASE))


def _number(text: str, language: str) -> int:
    if text.isdigit():
        return int(text)
    names = re.split(r"\|(?![^(]*\))", _GRAMMARS[language].numbers)
    return next(n for n, name in enumerate(names, start=1) if re.fullmatch(name, text, re.IGNORECASE))


@cache
def _months(language: str) -> Mapping[str, int]:
    """Month names in full, of the Unicode CLDR, and without accents as some records are written."""
    from babel import Locale

    from rag.library.filters import fold

    names = {name.casefold(): n for n, name in Locale(language).months["format"]["wide"].items()}
    return names | {fold(name).strip(): n for name, n in names.items()}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A time: how it is meant (`by`, `before`, `at`), which part of it, what it is, and of which year."""
    g = _GRAMMARS[language]
    months = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    years = rf"(?:{_YEAR}|{g.next_year}|{g.this_year})"
    ends = r"(?:(?<=['’])|(?![^\W_]))"
    of = rf"(?:\s*(?:{g.of}){ends})?(?:\s*(?:{g.the}){ends})?\s*"
    parts = "|".join(rf"(?P<part{n}>{words})" for n, words in enumerate(g.parts))
    what = (
        rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.)?\s+)?(?P<month>{months})(?![^\W_])"
        r"(?:\s+(?P<behind>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.%]),?)?"
        rf"|(?P<season>{'|'.join(g.seasons)})(?![^\W_])"
        rf"|(?P<ordinal>{'|'.join(g.ordinals)})\s+(?:(?P<quarter>{g.quarter})|(?:{g.half}))(?![^\W_])"
    )
    named = (
        rf"(?:(?:{what})(?:{of}(?P<later>{years}))?|(?P<alone>{years})"
        rf"|(?P<next_month>{g.next_month})(?![^\W_])|(?P<term>{g.term}))"
    )
    lead = rf"(?P<lead>(?P<by>{g.by})|(?P<before>{g.before})|(?:{g.at}))"
    within = (
        rf"(?:{g.within})\s+(?:(?:{g.the})\s+)?(?P<count>\d{{1,2}}|{g.numbers})\s+(?P<unit>{'|'.join(g.units)})(?![^\W_])"
    )
    return re.compile(rf"(?<![^\W_])(?:{within}|(?:{lead}{of})?(?:(?:{parts})(?![^\W_]){of})?{named})", re.IGNORECASE)
