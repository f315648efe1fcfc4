"""What those who answer have promised to do or send: sentences of their answers, newest first.

A list of wordings, not a judgement: whether something was done is in no record but one that says so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from rag.answer.answer import Citation
from rag.answer.write import citation
from rag.commitments.deadlines import Deadline
from rag.commitments.promises import Kind, Promise, promises
from rag.library.catalogue import PassageRow
from rag.library.filters import AppliedFilter, Filters
from rag.library.library import Library
from rag.library.numbered import identified
from rag.progress import Progress, quiet
from rag.records import Frozen, Record

How = Literal["refers", "same question", "same subject"]
"""Why a later record is taken to come back to a promise: it names the record, asks the same, or is about the same."""


class Mention(Frozen):
    """A later record, and how it comes back to the one in which something was promised."""

    record: str
    external_id: str | None
    number: str | None
    title: str | None
    asked_on: date | None
    how: How


class Commitment(Frozen):
    """A promise, quoted with its place. `kind` tells whether the speaker promises it, or announces that it will be done by a
    time. `mentioned` are later records that come back to it, null where they were not looked for."""

    kind: Kind
    citation: Citation
    answered_on: date | None
    deadline: Deadline | None
    mentioned: tuple[Mention, ...] | None = None


class Commitments(Frozen):
    """The promises found in so many records, of which `found` in all, newest first."""

    filters: tuple[AppliedFilter, ...]
    about: str | None
    records: int
    found: int
    commitments: tuple[Commitment, ...] = Field(default=())


def commitments(
    library: Library,
    filters: Filters,
    *,
    about: str | None = None,
    limit: int | None = None,
    language: str | None = None,
    progress: Progress = quiet,
) -> Commitments:
    """The promises of the records that filters allow, newest first, at most `limit`; references are in `language`, else in
    that of the record.

    `about` keeps those of the records that an answer to it would rest on, with others that ask the same.
    Raises InputError where `about` is empty.
    """
    records = _about(library, about, filters) if about is not None else library.catalogue.listing(filters)
    found = list[tuple[Record, Promise]]()
    for n, record in enumerate(records, start=1):
        found += [(record, promise) for promise in promises(record)]
        if n % 500 == 0 or n == len(records):
            progress("looking for promises", n, len(records), record.id)
    found.sort(key=lambda pair: _day(pair[0]) or date.min, reverse=True)
    shown = found[:limit]
    return Commitments(
        filters=filters.applied(),
        about=about,
        records=len(records),
        found=len(found),
        commitments=tuple(
            commitment(record, _passages(library, record), promise, library.badge, language or record.language)
            for record, promise in shown
        ),
    )


def _about(library: Library, about: str, filters: Filters) -> list[Record]:
    """The records that are about something, and the others with the same question."""
    from rag.answer.grounds import ground

    grounds = ground(library, about, filters=filters)
    ids = [item.found.record.id for item in grounds.about]
    ids += [member.record for item in grounds.about for member in item.found.hit.family]
    records = (library.catalogue.record(each) for each in dict.fromkeys(ids))
    return [record for record in records if record]


def commitment(
    record: Record, rows: Sequence[PassageRow], promise: Promise, badge: str | None, language: str | None
) -> Commitment:
    """A promise of a record with these passages, its place named in a language."""
    row = next(row for row in rows if row.end > promise.span.start)
    return Commitment(
        kind=promise.kind,
        citation=citation(record, row, promise.span, badge, language=language),
        answered_on=record.answered_on,
        deadline=promise.deadline,
    )


def _passages(library: Library, record: Record) -> Sequence[PassageRow]:
    with library.catalogue.engine.connect() as connection:
        return library.catalogue.passage_rows(of=identified(connection, record.id)[:1])


def _day(record: Record) -> date | None:
    return record.answered_on or record.asked_on


def later(records: Iterable[Record], than: Record) -> list[Record]:
    """Of these records those asked after another was answered, oldest first."""
    day = _day(than)
    return sorted(
        (each for each in records if day and each.asked_on and each.asked_on > day), key=lambda one: str(one.asked_on)
    )
