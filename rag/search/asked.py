"""What a question says of the records it asks for, apart from their subject: who asked or answered, and when.

`What did the minister of justice answer in February 2017 about mosques?` asks for the records of a minister and a month, and
only `mosques` is looked for by words and meaning. So does only a question that speaks of asking or answering, and only before
its subject: in `what was said about the elections of May 2017` the month belongs to the elections.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rag.language import LANGUAGES
from rag.library.filters import PERIOD, AppliedFilter, Filters, fold, together
from rag.library.library import Library
from rag.search.asking_wording import ABOUT, ANSWERED, ASKED, PARTICLES
from rag.search.functions import function_meant
from rag.search.names import WORD
from rag.search.periods import Period, periods

CONDITIONS = frozenset({"asker", "party", "minister", "department"}) | PERIOD
"""What a question can name."""

_LONGEST = 6
"""Words of a name at most."""

_SHORT = 3
"""A party of so few letters is meant only where they are written as the party writes them: `mr` is many things."""

_STEM = 5
"""A longer word of a party's name also stands for the party with an ending: `groenen`, `écologistes`."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A query with the filters of its own words taken out of it: `filters` are all in force, `applied` tells their origin."""

    query: str
    filters: Filters
    applied: tuple[AppliedFilter, ...]


def narrowed(library: Library, query: str, language: str | None, given: Filters, ignoring: Collection[str] = ()) -> Narrowed:
    """Understand the conditions that a query names, but for those named in `ignoring`, beside those that were given, which go
    before them.

    Conditions that no record meets were not meant. Where none is left the query stays as it is.
    """
    if set(ignoring) >= CONDITIONS:
        return Narrowed(query, given, given.applied())
    own = asked(library, query, language)
    fixed = given.model_dump(by_alias=True, exclude_none=True)
    settled = together(fixed) | together(ignoring)
    more = {name: value for name, value in own.conditions.items() if name not in settled}
    filters = Filters.model_validate(fixed | more) if more else given
    if not more or not library.catalogue.listing(filters, limit=1):
        return Narrowed(query, given, given.applied())
    understood = (each.model_copy(update={"origin": "understood"}) for each in Filters.model_validate(more).applied())
    return Narrowed(own.subject, filters, (*given.applied(), *understood))


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions that a question names, under the names of the command line's filters, and what it asks about."""

    conditions: Mapping[str, str]
    subject: str


def asked(library: Library, question: str, language: str | None) -> Asked:
    """Take a question apart. One that names no condition is all subject."""
    act = _pattern("act", language).search(question) if language in LANGUAGES else None
    if not act or not language:
        return Asked({}, question)
    named = list(periods(question, language))
    opens = (match for match in _pattern("about", language).finditer(question, act.end()))
    about = next((match for match in opens if not any(p.start <= match.start() < p.end for p in named)), None)
    edge = about.start() if about else len(question)
    # Within the subject only what is open at one end is no part of it: since 2016, until May.
    dates = [p for p in named if p.start < edge or p.open]
    frame = [match[0] for match in WORD.finditer(_blanked(question, dates), 0, edge)]
    asks = bool(_pattern("asked", language).search(question, 0, edge))
    conditions = _people(library, frame, language, asks=asks)
    if function := function_meant(library, frame, language):
        conditions["department"] = function
    if not conditions and not about:
        dates = [p for p in dates if p.open]  # what happened in 2016, for all that is said
    conditions |= _days(dates)
    if not conditions:
        return Asked({}, question)
    subject = " ".join(_blanked(question, dates)[about.end() :].split()) if about else ""
    return Asked(conditions, subject.strip(" ?!.,;:") or question)


@cache
def _pattern(kind: str, language: str) -> re.Pattern[str]:
    wordings = {
        "act": f"{ASKED[language]}|{ANSWERED[language]}",
        "asked": ASKED[language],
        "about": ABOUT[language],
        "particle": PARTICLES[language],
    }
    return re.compile(rf"(?<![^\W_])(?:{wordings[kind]})(?![^\W_])", re.IGNORECASE)


def _blanked(question: str, dates: Sequence[Period]) -> str:
    """The question with blanks in the place of dates, so that every other word stands where it stood."""
    for period in dates:
        question = question[: period.start] + " " * (period.end - period.start) + question[period.end :]
    return question


def _days(dates: Sequence[Period]) -> dict[str, str]:
    """The days that all of these periods have in common; none where they have none."""
    first = max((p.first for p in dates if p.first), default=None)
    last = min((p.last for p in dates if p.last), default=None)
    if first and last and first > last:
        return {}
    return {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}


def _people(library: Library, frame: Sequence[str], language: str, *, asks: bool) -> dict[str, str]:
    """The member or minister, and the party of who asked, that words before the subject name."""
    people = library.people()
    found: dict[str, str] = {}
    names = [(person.capacity, frozenset(person.name.split())) for person in people if person.name]
    folded = [fold(word).strip() for word in frame]
    parties = {person.party for person in people if person.capacity == "asker"} - {""}
    for start in range(len(frame)):
        for end in range(min(len(frame), start + _LONGEST), start, -1):
            wanted = set(folded[start:end])
            if not _is_name(frame[start:end], language, opening=start == 0):
                continue
            having = {capacity for capacity, name in names if wanted <= name}
            if having:
                capacity = ("asker" if asks else "addressee") if len(having) > 1 else having.pop()
                found.setdefault("asker" if capacity == "asker" else "minister", " ".join(frame[start:end]))
                break
    if asks and "asker" not in found and (party := _party(frame, folded, parties)):
        found["party"] = party
    return found


def _is_name(words: Sequence[str], language: str, *, opening: bool) -> bool:
    """Whether words may be a name: one of them has a capital that does not open the question, and is no particle."""
    particle = _pattern("particle", language)
    return any(
        word[0].isupper() and len(word) > 2 and not particle.fullmatch(word) and not (opening and n == 0)
        for n, word in enumerate(words)
    )


def _party(frame: Sequence[str], folded: Sequence[str], parties: Collection[str]) -> str | None:
    """The party that words name, by its name or by a longer word of its name with an ending."""
    for party in sorted(parties, key=len, reverse=True):
        names = party.split()
        for start in range(len(frame) - len(names) + 1):
            if list(folded[start : start + len(names)]) != names:
                continue
            if len(party) > _SHORT or "".join(frame[start : start + len(names)]).isupper():
                return party
    for party in sorted(parties):
        if any(len(name) >= _STEM and word.startswith(name) for name in party.split() for word in folded):
            return party
    return None
