"""What was fetched from services: how far each has been read, and what is known of every address that it named."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from rag.library.schema import fetch_cursors, fetched


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything from the day `first` on that a service had changed by `through` (UTC, naive) is in the library."""

    first: date
    through: datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A document that a service named: `stamp` is what the service said of it when it was last asked for, `etag` and
    `modified` came with it, `problem` says why it is not in."""

    address: str
    source: str
    stamp: str
    etag: str | None = None
    modified: str | None = None
    problem: str | None = None


def cursor(connection: Connection, source: str) -> Cursor | None:
    """How far a service has been read; null where it never was."""
    row = connection.execute(
        select(fetch_cursors.c.first, fetch_cursors.c.through).where(fetch_cursors.c.source == source)
    ).first()
    return Cursor(*row) if row else None


def move(connection: Connection, source: str, to: Cursor) -> None:
    """Say how far a service has been read."""
    connection.execute(delete(fetch_cursors).where(fetch_cursors.c.source == source))
    connection.execute(insert(fetch_cursors).values(source=source, first=to.first, through=to.through))


def known(connection: Connection, address: str) -> Address | None:
    """What is known of an address."""
    row = connection.execute(_ADDRESSES.where(fetched.c.address == address)).first()
    return Address(*row) if row else None


def missing(connection: Connection, source: str) -> list[Address]:
    """The addresses of a service that were asked for and are not in."""
    query = _ADDRESSES.where(fetched.c.source == source, fetched.c.problem.is_not(None))
    return [Address(*row) for row in connection.execute(query.order_by(fetched.c.address))]


def note(connection: Connection, new: Address) -> None:
    """Replace what is known of an address."""
    connection.execute(delete(fetched).where(fetched.c.address == new.address))
    columns = ("address", "source", "stamp", "etag", "modified", "problem")
    connection.execute(insert(fetched).values({name: getattr(new, name) for name in columns}))


_ADDRESSES = select(
    fetched.c.address, fetched.c.source, fetched.c.stamp, fetched.c.etag, fetched.c.modified, fetched.c.problem
)
