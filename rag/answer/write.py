"""From chosen spans to statements: the attribution in the question's language, the quotations as they stand."""

from collections.abc import Sequence

from rag.answer.answer import Citation, Statement, StatementKind
from rag.answer.phrases import long_date, say
from rag.library.catalogue import PassageRow
from rag.records import ANSWERING_ROLES, Person, Record, Span
from rag.search.hits import FamilyMember


def citation(
    record: Record, row: PassageRow, span: Span, badge: str | None, family: tuple[FamilyMember, ...] = ()
) -> Citation:
    """A quotation, copied from the record, with everything that names its place."""
    part = record.parts[row.part]
    speaker = part.speaker or _speaker(record, answering=part.role in ANSWERING_ROLES)
    return Citation(
        record=record.id,
        external_id=record.external_id,
        passage=f"{record.id}/{row.n}",
        quote=record.quote(span),
        start=span.start,
        end=span.end,
        page=record.page_of(span.start),
        number=record.number,
        title=record.title,
        asked_on=record.asked_on,
        speaker=speaker,
        role=part.role,
        url=record.url,
        function=record.function_of(speaker) or _function(record),
        asker=_names(record.askers),
        parliament=record.parliament,
        badge=badge,
        family=family,
    )


def statement(record: Record, citations: Sequence[Citation], language: str | None) -> Statement:
    """One attributed statement: who said it, where, and the quotations in the order of the record."""
    inside = sorted(citations, key=lambda c: c.start)
    quoted = " […] ".join(f"“{c.quote}”" for c in inside)
    kind: StatementKind = "answered" if inside[0].role in ANSWERING_ROLES else "asked"
    return Statement(kind=kind, text=f"{attribution(record, inside[0], language)} {quoted}", citations=tuple(inside))


def attribution(record: Record, first: Citation, language: str | None) -> str:
    """`Jan Jambon (minister-president) answered question no. 204 of 19 February 2021 by ...:` in that language."""
    answering = first.role in ANSWERING_ROLES
    asker = _names(record.askers)
    number = record.number
    pieces = [
        say(language, "question", number=number) if number else say(language, "unnumbered"),
        say(language, "of", date=long_date(record.asked_on, language)) if record.asked_on else "",
        say(language, "by", asker=asker) if asker and answering else "",
        say(language, "title", title=record.title) if record.title else "",
    ]
    what = " ".join(filter(None, pieces))
    if not answering:
        return say(language, "asked", who=asker or say(language, "member"), what=what)
    named = f"{first.speaker} ({first.function})" if first.speaker and first.function else first.speaker or first.function
    who = named or say(language, "minister")
    return say(language, "answered", who=who[0].upper() + who[1:], what=say(language, "to", what=what))


def _speaker(record: Record, *, answering: bool) -> str | None:
    """The one person who can have spoken; null among several."""
    named = [p.name for p in (record.addressees if answering else record.askers) if p.name]
    return named[0] if len(named) == 1 else None


def _function(record: Record) -> str | None:
    roles = {p.role for p in record.addressees if p.role}
    return roles.pop() if len(roles) == 1 else None


def _names(people: Sequence[Person]) -> str | None:
    return ", ".join(p.name for p in people if p.name) or None
