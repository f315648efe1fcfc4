"""What can be counted about the records on a topic: how many when, and who asked them."""

from collections.abc import Sequence
from datetime import date

from rag.answer.reference import formal_reference
from rag.briefing.briefing import Asker, Listed, Period
from rag.library.filters import fold
from rag.records import Record

_MOST_MONTHS = 36
"""Beyond so many months years are counted: a chart of more columns cannot be read on paper."""


def listed(records: Sequence[Record], language: str) -> list[Listed]:
    """The list of records, numbered, newest first."""
    ordered = sorted(records, key=lambda one: (one.asked_on or date.min, one.number or "", one.id), reverse=True)
    fields = set(Listed.model_fields) & set(Record.model_fields)
    return [
        Listed(
            number_in_list=n,
            record=record.id,
            reference=formal_reference(record, language),
            **{field: getattr(record, field) for field in fields},
        )
        for n, record in enumerate(ordered, start=1)
    ]


def timeline(entries: Sequence[Listed]) -> list[Period]:
    """Questions and answers by month, from the first to the last, or by year where these are many months."""
    entries = [one for one in entries if one.kind != "debate"]
    days = [day for one in entries for day in (one.asked_on, one.answered_on) if day]
    if not days:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (min(days), max(days)))
    if last - first < _MOST_MONTHS:
        periods = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
    else:
        periods = [f"{year:04}" for year in range(first // 12, last // 12 + 1)]
    width = len(periods[0])

    def counted(of: Sequence[date | None]) -> dict[str, int]:
        counts = dict.fromkeys(periods, 0)
        for day in of:
            if day:
                counts[day.isoformat()[:width]] += 1
        return counts

    asked, answered = counted([one.asked_on for one in entries]), counted([one.answered_on for one in entries])
    return [Period(period=period, asked=asked[period], answered=answered[period]) for period in periods]


def askers(entries: Sequence[Listed]) -> list[Asker]:
    """Who asked, who asked most first; who speaks in a debate asks nothing."""
    names: dict[str, Asker] = {}
    for one in entries:
        for person in one.askers if one.kind != "debate" else ():
            if person.name:
                known = names.get(fold(person.name)) or Asker(name=person.name, party=person.party, records=())
                numbers = tuple(dict.fromkeys((*known.records, one.number_in_list)))
                party = known.party or person.party
                names[fold(person.name)] = known.model_copy(update={"records": numbers, "party": party})
    return sorted(names.values(), key=lambda one: (-len(one.records), fold(one.name)))
