"""The tables of `library.db`, in SQL that SQLite and PostgreSQL both run."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 7
"""Raised with each change below, together with a migration in `migrations/versions/`."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# The ledger: one row for each source file ever seen, whatever came of it.
sources = Table(
    "sources",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("path", Text, nullable=False, unique=True),
    Column("sha256", String, index=True),
    Column("revision", String),
    Column("status", String, nullable=False),
    Column("reason", Text),
    Column("seen_at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

records = Table(
    "records",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("external_id", String, index=True),
    Column("parliament", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("number", String, index=True),
    Column("title", Text),
    Column("asked_on", Date),
    Column("answered_on", Date),
    Column("language", String),
    Column("status", String),
    Column("family", String, index=True),
    Column("document", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Which source gave which record: two files may give the same one, and the ledger names both.
source_records = Table(
    "source_records",
    metadata,
    Column("source", Integer, ForeignKey("sources.seq", ondelete="CASCADE"), primary_key=True),
    Column("record", String, primary_key=True, index=True),
)

# What the records of a source hold, as an ingest counts it.
source_contents = Table(
    "source_contents",
    metadata,
    Column("source", Integer, ForeignKey("sources.seq", ondelete="CASCADE"), primary_key=True),
    Column("format", String),
    Column("counts", JSON, nullable=False),
)

# How far each service has been fetched: everything from `first` on that it had changed by `through` (UTC) is in.
fetch_cursors = Table(
    "fetch_cursors",
    metadata,
    Column("source", String, primary_key=True),
    Column("first", Date, nullable=False),
    Column("through", DateTime, nullable=False),
)

# The addresses that services named. `stamp` is what the service said of the document when it was last asked for, `etag` and
# `modified` what came with it, `problem` why it is not in: then it is asked for again.
fetched = Table(
    "fetched",
    metadata,
    Column("address", Text, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("stamp", String, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("problem", Text),
)

# Tombstones: ids of records that were forgotten on request, so that no source brings them back unasked.
forgotten = Table(
    "forgotten",
    metadata,
    Column("record", String, primary_key=True),
    Column("at", DateTime, nullable=False),
)

# What filters match on: folded words between spaces, so that `% jan %` finds a word whatever the order of names.
people = Table(
    "people",
    metadata,
    Column("record", Integer, ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("capacity", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("party", Text, nullable=False),
)

themes = Table(
    "themes",
    metadata,
    Column("record", Integer, ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("theme", Text, nullable=False),
)

# What a record is called besides its number and its external id.
aliases = Table(
    "aliases",
    metadata,
    Column("record", Integer, ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String, nullable=False, index=True),
)

# The questions that a record names, as its text names them: what they are is looked up when it is asked (`references.py`).
references = Table(
    "record_references",
    metadata,
    Column("record", Integer, ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", String, index=True),
    Column("external_id", String, index=True),
)

# `seq` never comes back after a deletion, so a derived index can use it as its key.
passages = Table(
    "passages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("record", Integer, ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("embedded", Text, nullable=False),
    Column("embedded_sha", String, nullable=False, index=True),
    UniqueConstraint("record", "n"),
    sqlite_autoincrement=True,
)

# One vector for each different embedded text (float16, little endian): a repeated text is embedded once. `signs` are those of
# its words (`rag.embedding.late`).
vectors = Table(
    "vectors",
    metadata,
    Column("embedded_sha", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("signs", LargeBinary, nullable=False, server_default=""),
)

# The same by another encoder, until all are there and take their place.
next_vectors = Table(
    "next_vectors",
    metadata,
    Column("embedded_sha", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("signs", LargeBinary, nullable=False, server_default=""),
)

Index("people_capacity", people.c.capacity, people.c.record)

# All that a filter asks of the records themselves, so that their texts need not be read.
Index("records_filters", *(records.c[name] for name in ("asked_on", "language", "kind", "status", "parliament")))
