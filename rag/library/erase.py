"""What forgetting asks of the database, beyond what the catalogue does every day."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, exists, select

from rag.library.schema import next_vectors, passages, records, vectors
from rag.records import Source


def embedded_texts(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The sha256 of the embedded texts of these records."""
    query = select(passages.c.embedded_sha).join(records).where(records.c.id.in_(ids))
    return set(connection.execute(query).scalars())


def drop_unused_vectors(connection: Connection) -> set[str]:
    """Delete every vector that no passage has, and return the sha256 of their texts: earlier revisions leave them behind."""
    gone = set[str]()
    for table in (vectors, next_vectors):
        unused = delete(table).where(~exists().where(passages.c.embedded_sha == table.c.embedded_sha))
        gone |= set(connection.execute(unused.returning(table.c.embedded_sha)).scalars())
    return gone


def still_needed(connection: Connection, shas: set[str]) -> set[str]:
    """Those of these texts that a passage has."""
    return set(connection.execute(select(passages.c.embedded_sha).where(passages.c.embedded_sha.in_(shas))).scalars())


def names(connection: Connection) -> list[str]:
    """Every id and external id of a record."""
    rows = connection.execute(select(records.c.id, records.c.external_id)).all()
    return [name for row in rows for name in row if name]


def cited_sources(connection: Connection) -> Iterator[tuple[str, Source]]:
    """Each record's id with the source file that its text was read from, where it names one."""
    for identity, document in connection.execute(select(records.c.id, records.c.document)):
        if source := json.loads(document)["source"]:
            yield identity, Source(**source)
