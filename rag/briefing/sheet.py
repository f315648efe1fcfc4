"""The list of records that a briefing rests on, as rows."""

from collections.abc import Sequence

from rag.briefing.briefing import Briefing, Listed
from rag.briefing.wording import say
from rag.export.sheets import Address, Sheet, Value
from rag.records import Person

_COLUMNS = (
    "n",
    "date",
    "answered_on",
    "asker",
    "party",
    "to",
    "subject",
    "status",
    "numbered",
    "parliament",
    "record",
    "reference",
)


def sheet(briefing: Briefing) -> Sheet:
    """The records in the order and under the numbers of the briefing."""
    language = briefing.language
    return Sheet(
        title=briefing.topic,
        made_on=briefing.made_on,
        columns=tuple(say(language, key) for key in _COLUMNS),
        rows=tuple(_row(one, language) for one in briefing.records),
    )


def _row(one: Listed, language: str) -> tuple[Value, ...]:
    askers, addressees = ((), ()) if one.kind == "debate" else (one.askers, one.addressees)
    return (
        one.number_in_list,
        one.asked_on,
        one.answered_on,
        _named([person.name for person in askers]),
        _named([person.party for person in askers]),
        _named([_addressed(person) for person in addressees]),
        Address(text=one.title or say(language, "untitled"), url=one.url),
        say(language, f"status_{one.status or ''}"),
        one.number,
        one.parliament,
        one.record,
        one.reference,
    )


def _addressed(person: Person) -> str:
    return ", ".join(filter(None, [person.name, person.role]))


def _named(names: Sequence[str | None]) -> str:
    return "; ".join(filter(None, names))
