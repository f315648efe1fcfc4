"""Which record a reference means, and which records refer to one: looked up when it is asked, so that the order in which
records arrive changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from rag.library.aliases import aliases_of, called, other_names
from rag.library.filters import fold
from rag.library.schema import people, records, references
from rag.records import Record, Reference


def reference_rows(seq: int, record: Record) -> list[dict[str, Any]]:
    """What the references of a record are found by: one row for each question it names."""
    named = {(reference.number, reference.external_id) for reference in record.references if _is_lookable(reference)}
    return [{"record": seq, "number": number, "external_id": external_id} for number, external_id in sorted(named, key=str)]


def linked(connection: Connection, record: Record, referring: Mapping[str, Sequence[str]] | None = None) -> Record:
    """The record with what it refers to, and with what refers to it in order of date: looked up, or from `all_referring`."""
    others = _referring(connection, record) if referring is None else referring.get(record.id, ())
    return _resolved(connection, record).model_copy(update={"referred_by": tuple(others)})


def all_referring(connection: Connection) -> dict[str, list[str]]:
    """For each record that others refer to the ids of these in order of date: faster for many than one by one."""
    query = (
        select(records.c.document)
        .where(records.c.seq.in_(select(references.c.record)))
        .order_by(records.c.asked_on.nulls_last(), records.c.id)
    )
    found: dict[str, list[str]] = {}
    for document in connection.execute(query).scalars():
        other = _resolved(connection, Record.model_validate_json(document))
        for record in dict.fromkeys(reference.record for reference in other.references if reference.record):
            found.setdefault(record, []).append(other.id)
    return found


def referred_to(connection: Connection, several: Mapping[int, Record]) -> dict[int, list[int]]:
    """Of records by their keys the keys of those that they refer to, where these are in the library."""
    found: dict[int, list[int]] = {}
    for parliament in {record.parliament for record in several.values()}:
        own = {seq: record for seq, record in several.items() if record.parliament == parliament}
        candidates = _candidates(connection, parliament, own.values())
        for seq, record in own.items():
            meant = (_meant(reference, record.id, candidates) for reference in record.references)
            found[seq] = [row.seq for row in meant if row]
    return found


def _resolved(connection: Connection, record: Record) -> Record:
    """The record with the ids of the records that its references mean, where these are in the library.

    A question is meant by its identifier in its source, or by its number together with its date (asked or answered) or a
    person who asked it or was asked; only of the same parliament, never by the number alone, not at all where several fit.
    """
    candidates = _candidates(connection, record.parliament, [record])
    found = tuple(
        reference.model_copy(update={"record": row.id if row else None})
        for reference in record.references
        for row in [_meant(reference, record.id, candidates)]
    )
    return record.model_copy(update={"references": found})


def _referring(connection: Connection, record: Record) -> list[str]:
    """The ids of the records that refer to one."""
    names = [name for name in (record.number, record.external_id, *other_names(record)) if name]
    if not names:
        return []
    named = or_(references.c.number.in_(names), references.c.external_id.in_(names))
    query = (
        select(records.c.document)
        .where(
            records.c.seq.in_(select(references.c.record).where(named)),
            records.c.parliament == record.parliament,
            records.c.id != record.id,
        )
        .order_by(records.c.asked_on.nulls_last(), records.c.id)
    )
    others = [Record.model_validate_json(document) for document in connection.execute(query).scalars()]
    return [
        other.id
        for other in others
        if any(reference.record == record.id for reference in _resolved(connection, other).references)
    ]


def _is_lookable(reference: Reference) -> bool:
    return reference.kind == "question" and bool(reference.number or reference.external_id)


class _Candidate(NamedTuple):
    """A record that a reference may mean: `people` are their folded names, `aliases` its other numbers and ids."""

    seq: int
    id: str
    number: str | None
    external_id: str | None
    asked_on: date | None
    answered_on: date | None
    people: str
    aliases: set[str]


def _candidates(connection: Connection, parliament: str, referring: Iterable[Record]) -> list[_Candidate]:
    """The records of a parliament that have one of the numbers or identifiers which these refer to."""
    wanted = [reference for record in referring for reference in record.references if _is_lookable(reference)]
    if not wanted:
        return []
    names = {name for reference in wanted for name in (reference.number, reference.external_id) if name}
    columns = records.c
    query = select(columns.seq, columns.id, columns.number, columns.external_id, columns.asked_on, columns.answered_on).where(
        columns.parliament == parliament, called(names)
    )
    found = connection.execute(query).all()
    seqs = [row.seq for row in found]
    people, others = names_of(connection, seqs), aliases_of(connection, seqs)
    return [_Candidate(*row, people[row.seq], others[row.seq]) for row in found]


def names_of(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    """The folded names of all people of each record."""
    names = dict.fromkeys(seqs, "")
    for seq, name in connection.execute(select(people.c.record, people.c.name).where(people.c.record.in_(seqs))):
        names[seq] += name
    return names


def _meant(reference: Reference, own: str, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The one candidate that a reference fits; null for the record itself."""
    if not _is_lookable(reference):
        return None
    if reference.external_id:
        fitting = [row for row in candidates if reference.external_id in {row.external_id, *row.aliases}]
    elif reference.on or reference.person:
        fitting = [
            row
            for row in candidates
            if reference.number in {row.number, *row.aliases}
            and on_day(row.asked_on, row.answered_on, reference.on)
            and is_named(reference.person, row.people)
        ]
    else:
        return None
    return fitting[0] if len(fitting) == 1 and fitting[0].id != own else None


def on_day(asked_on: date | None, answered_on: date | None, on: date | None) -> bool:
    """Whether a record was asked or answered on a day, where one is given."""
    return on is None or on in (asked_on, answered_on)


def is_named(person: str | None, names: str) -> bool:
    """Whether the words of a name, but for initials, are among those of a record."""
    return all(f" {word} " in names for word in fold(person).split() if len(word) > 1)
