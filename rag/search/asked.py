"""What a question says of the records it asks for, apart from their subject: who asked or answered, and when.

`What did the minister of justice answer in February 2017 about mosques?` asks for the records of a minister and a month, and
only `mosques` is looked for by words and meaning. So does only a question that speaks of asking or answering, and only before
its subject: in `what was said about the elections of May 2017` the month belongs to the elections. Behind the subject only
who asks is understood, at the end: `questions about mosques by Groen in May 2017`. A day behind the word for a question
(`rag.search.pointed`) is understood anywhere.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rag.language import LANGUAGES
from rag.library.filters import PERIOD, AppliedFilter, Filters, together
from rag.library.library import Library
from rag.search.askers import author_behind, party_speaking, people_named
from rag.search.asking_wording import wording
from rag.search.functions import function_meant
from rag.search.names import WORD
from rag.search.periods import Period, periods
from rag.search.pointed import pointed

CONDITIONS = frozenset({"asker", "party", "minister", "department"}) | PERIOD
"""What a question can name."""


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
    fixed = given.values()
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
    if language and (day := pointed(question, language)):
        rest = asked(library, f"{question[: day.start]} {question[day.end :]}".strip(), language)
        return Asked({**rest.conditions, **_days([day])}, rest.subject)
    act = wording("act", language).search(question) if language in LANGUAGES else None
    if not act or not language:
        return Asked({}, question)
    named = list(periods(question, language))
    opens = (match for match in wording("about", language).finditer(question, act.end()))
    about = next((match for match in opens if not any(p.start <= match.start() < p.end for p in named)), None)
    edge = about.start() if about else len(question)
    asks = bool(wording("asked", language).search(question, 0, edge))
    frame = _words(question, [p for p in named if p.start < edge or p.open], edge)
    conditions = people_named(library, frame, language, asks=asks)
    author = None
    if about and asks and not conditions.keys() & {"asker", "party"}:
        author = author_behind(library, _blanked(question, named), about, language)
    end = author.start if author else len(question)
    conditions |= author.conditions if author else {}
    # Within the subject only what is open at one end is no part of it: since 2016, until May.
    dates = [p for p in named if not edge <= p.start < end or p.open]
    if function := function_meant(library, frame, language):
        conditions["department"] = function
    if not asks and not conditions and (party := party_speaking(library, frame)):
        conditions["party"] = party
    if not conditions and not about:
        dates = [p for p in dates if p.open]  # what happened in 2016, for all that is said
    conditions |= _days(dates)
    if not conditions:
        return Asked({}, question)
    subject = " ".join(_blanked(question, dates)[about.end() : end].split()) if about else ""
    return Asked(conditions, subject.strip(" ?!.,;:") or question)


def _words(question: str, dates: Sequence[Period], edge: int) -> list[str]:
    """The words up to the edge that belong to no date."""
    return [match[0] for match in WORD.finditer(_blanked(question, dates), 0, edge)]


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
