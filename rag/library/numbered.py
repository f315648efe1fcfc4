"""The records that somebody means who names them: by an id, or by their number as parliament counts."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, or_, select

from rag.library.aliases import called
from rag.library.references import is_named, names_of, on_day
from rag.library.schema import records


def identified(connection: Connection, wanted: str) -> list[int]:
    """The keys of the records with this id, external id or number, their own or one of several, newest first."""
    columns = records.c
    query = (
        select(columns.seq)
        .where(or_(columns.id == wanted, called([wanted])))
        .order_by(columns.asked_on.desc().nulls_last(), columns.id)
    )
    return list(connection.execute(query).scalars())


def keys_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The keys of the records with these ids, in their order; of those that are there."""
    found = connection.execute(select(records.c.id, records.c.seq).where(records.c.id.in_(ids)))
    keys = {row.id: row.seq for row in found}
    return {each: keys[each] for each in ids if each in keys}


def numbered(connection: Connection, number: str, *, on: date | None = None, person: str | None = None) -> list[int]:
    """The keys of the records with a number (or external id), newest first: numbers run per minister and per session.

    Only those asked or answered on a day, and those of a person who asked or was asked, where these are given.
    """
    columns = records.c
    query = select(columns.seq, columns.asked_on, columns.answered_on).where(called([number]))
    rows = connection.execute(query.order_by(columns.asked_on.desc().nulls_last(), columns.id)).all()
    dated = [row.seq for row in rows if on_day(row.asked_on, row.answered_on, on)]
    if not person:
        return dated
    names = names_of(connection, dated)
    return [seq for seq in dated if is_named(person, names[seq])]
