"""What the page keeps for its visitors: conversations, feedback, saved searches. A database of its own beside the libraries,
which hold nothing of it."""

import json
import re
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    cast,
    delete,
    event,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from rag.errors import LibraryError
from rag.library.database import scrub, sqlite_engine

VERSION = 1

NOBODY = ""
"""A visitor of whom nothing is kept."""

MOST_WORDS = 30
"""Words that conversations are searched for at a time."""

MOST_CONVERSATIONS = 500
"""Conversations of one visitor that are listed, newest first."""

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("visitor", String, primary_key=True),
    Column("id", String, primary_key=True),
    # Raised each time it is kept: two open pages may both go on from one state of it.
    Column("revision", Integer, nullable=False),
    Column("library", String, nullable=False),
    # The beginning of its first question, and the name that its visitor gave it.
    Column("title", Text, nullable=False),
    Column("name", Text),
    # Everything that was asked and answered, to search in.
    Column("words", Text, nullable=False),
    Column("document", JSON, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Column("deleted_at", DateTime),
)

feedback = Table(
    "feedback",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("visitor", String, nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("conversation", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("document", JSON, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("id", String, primary_key=True),
    Column("visitor", String, nullable=False, index=True),
    Column("library", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("document", JSON, nullable=False),
    # The newest record of the library when the search was last looked at.
    Column("seen", Integer, nullable=False),
)


_RECORD = re.compile(r'"record": "([^"]+)"')
"""A record that something kept quotes, as its JSON has it."""

_SHOWN = func.coalesce(conversations.c.name, conversations.c.title)
"""What a list calls a conversation."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A kept conversation as a list shows it."""

    id: str
    name: str
    library: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search to come back to; `document` is what its maker wrote, `seen` the newest record of its library by then."""

    id: str
    name: str
    library: str
    document: Any
    seen: int


class Kept:
    """The database of what is kept. Nobody reaches anything but what the same visitor kept. What writes raises LibraryError
    where the disk refuses."""

    def __init__(self, path: Path) -> None:
        """Open the database, or make it. Raises LibraryError where that cannot be, or where a newer version made it."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # What people ask is nobody else's business on this machine.
            path.touch(mode=0o600)
            self._engine = _opened(path)
            with self._engine.begin() as connection:
                version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
                if version > VERSION:
                    raise LibraryError(f"{path} is of a newer version of this program: use that one, or move the file away")
                metadata.create_all(connection)
                connection.execute(text(f"PRAGMA user_version = {VERSION}"))
                # What was deleted could be taken back until now.
                connection.execute(delete(conversations).where(conversations.c.deleted_at.is_not(None)))
        except (OSError, SQLAlchemyError) as error:
            raise LibraryError(f"{path} cannot be opened: {getattr(error, 'orig', error)}; move the file away") from None

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writes(self) -> Iterator[None]:
        """Raises LibraryError where the disk refuses."""
        try:
            yield
        except OperationalError as error:
            raise LibraryError(f"{self._path} cannot be written: {error.orig}") from None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction. Raises LibraryError where the disk refuses."""
        with self._writes(), self._engine.begin() as connection:
            yield connection

    def keep(
        self,
        visitor: str,
        id: str,  # noqa: A002
        revision: int,
        *,
        library: str,
        title: str,
        words: str,
        document: Any,
    ) -> tuple[str, int]:
        """Keep a conversation as it now is; a name that it was given stays. `revision` is what it was last kept or opened
        under, 0 for a new one.

        Returns the id and the revision that it is kept under: a new id where another page has gone on with the old one, so
        that nothing of either is lost. A deleted one that goes on is there again.
        """
        if visitor == NOBODY:
            return id, revision
        values = {"title": title, "words": words, "document": document, "changed_at": _now(), "deleted_at": None}
        same = _own(visitor, id) & (conversations.c.revision == revision)
        with self._writing() as connection:
            if connection.execute(update(conversations).where(same).values(**values, revision=revision + 1)).rowcount:
                return id, revision + 1
            taken = connection.execute(select(conversations.c.id).where(_own(visitor, id))).first()
            own = new_id() if taken else id
            connection.execute(insert(conversations).values(id=own, visitor=visitor, library=library, **values, revision=1))
        return own, 1

    def conversations(self, visitor: str, words: str = "") -> list[Listed]:
        """A visitor's conversations, newest first; with `words` those in whose name or text all of them stand."""
        columns = conversations.c
        query = select(columns.id, _SHOWN, columns.library, columns.changed_at).where(
            columns.visitor == visitor, columns.deleted_at.is_(None)
        )
        for word in words.casefold().split()[:MOST_WORDS]:
            places = (func.casefold(columns.words), func.casefold(_SHOWN))
            query = query.where(or_(*(place.contains(word, autoescape=True) for place in places)))
        query = query.order_by(columns.changed_at.desc()).limit(MOST_CONVERSATIONS)
        with self._engine.connect() as connection:
            return [Listed(*row) for row in connection.execute(query)]

    def conversation(self, visitor: str, id: str) -> tuple[int, Any] | None:  # noqa: A002
        """The revision and the document of a conversation, null where there is none (any more)."""
        columns = conversations.c
        query = select(columns.revision, columns.document).where(_own(visitor, id), columns.deleted_at.is_(None))
        with self._engine.connect() as connection:
            found = connection.execute(query).first()
        return (found.revision, found.document) if found else None

    def rename(self, visitor: str, id: str, name: str) -> None:  # noqa: A002
        """Give a conversation a name."""
        with self._writing() as connection:
            connection.execute(update(conversations).where(_own(visitor, id)).values(name=name))

    def delete(self, visitor: str, id: str) -> None:  # noqa: A002
        """Delete a conversation; until the program starts again it can be taken back."""
        self._mark(visitor, id, _now())

    def restore(self, visitor: str, id: str) -> None:  # noqa: A002
        """Take a deletion back."""
        self._mark(visitor, id, None)

    def _mark(self, visitor: str, id: str, deleted: datetime | None) -> None:  # noqa: A002
        with self._writing() as connection:
            connection.execute(update(conversations).where(_own(visitor, id)).values(deleted_at=deleted))

    def forget(self, records: Collection[str]) -> tuple[int, bool]:
        """Delete every conversation and all feedback, whoever's, that quote one of these records.

        Returns how many, and whether none of its files holds their words any more: false where somebody who reads keeps old
        pages on the disk.
        """
        gone, wanted = 0, frozenset(records)
        with self._writing() as connection:
            for table, key in ((conversations, (conversations.c.visitor, conversations.c.id)), (feedback, (feedback.c.seq,))):
                rows = connection.execute(select(*key, cast(table.c.document, Text))).all()
                for *own, document in rows:
                    if not wanted.isdisjoint(_RECORD.findall(document)):
                        same = and_(*(column == value for column, value in zip(key, own, strict=True)))
                        gone += connection.execute(delete(table).where(same)).rowcount
        with self._writes():
            return gone, scrub(self._engine)

    def judge(self, visitor: str, conversation: str, turn: int, document: Any) -> None:
        """Keep feedback on one answer of a conversation in place of what there was on it; with null nothing."""
        if visitor == NOBODY:
            return
        columns = feedback.c
        same = (columns.visitor == visitor) & (columns.conversation == conversation) & (columns.turn == turn)
        with self._writing() as connection:
            connection.execute(delete(feedback).where(same))
            if document is not None:
                connection.execute(
                    insert(feedback).values(
                        visitor=visitor, at=_now(), conversation=conversation, turn=turn, document=document
                    )
                )

    def judged(self, visitor: str) -> list[dict[str, Any]]:
        """A visitor's feedback, oldest first, each with its time (UTC, ISO 8601)."""
        query = select(feedback.c.at, feedback.c.document).where(feedback.c.visitor == visitor).order_by(feedback.c.seq)
        with self._engine.connect() as connection:
            return [{"at": row.at.isoformat() + "Z", **row.document} for row in connection.execute(query)]

    def save_search(self, visitor: str, *, library: str, name: str, document: Any, seen: int) -> str:
        """Keep a search; returns its id. One of the same name in the same library gives way."""
        columns = searches.c
        made = new_id()
        if visitor == NOBODY:
            return made
        same = (columns.visitor == visitor) & (columns.library == library) & (columns.name == name)
        with self._writing() as connection:
            connection.execute(delete(searches).where(same))
            connection.execute(
                insert(searches).values(id=made, visitor=visitor, library=library, name=name, document=document, seen=seen)
            )
        return made

    def searches(self, visitor: str, library: str) -> list[SavedSearch]:
        """A visitor's saved searches in a library, by name."""
        columns = searches.c
        query = select(columns.id, columns.name, columns.library, columns.document, columns.seen)
        query = query.where(columns.visitor == visitor, columns.library == library).order_by(columns.name)
        with self._engine.connect() as connection:
            return [SavedSearch(*row) for row in connection.execute(query)]

    def seen(self, visitor: str, ids: Sequence[str], newest: int) -> None:
        """Note that these searches were looked at when `newest` was the newest record."""
        same = (searches.c.visitor == visitor) & searches.c.id.in_(ids)
        with self._writing() as connection:
            connection.execute(update(searches).where(same).values(seen=newest))

    def forget_search(self, visitor: str, id: str) -> None:  # noqa: A002
        """Delete a saved search."""
        with self._writing() as connection:
            connection.execute(delete(searches).where(searches.c.visitor == visitor, searches.c.id == id))


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(12)


def as_jsonl(items: Sequence[dict[str, Any]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def _own(visitor: str, id: str) -> ColumnElement[bool]:  # noqa: A002
    return (conversations.c.visitor == visitor) & (conversations.c.id == id)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _opened(path: Path) -> Engine:
    engine = sqlite_engine(path)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA secure_delete = ON")
        connection.create_function("casefold", 1, str.casefold, deterministic=True)

    return engine
