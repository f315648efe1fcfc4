"""The truth of a library: records, their parts and passages, and the vectors, in one SQL database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, insert, select, text
from sqlalchemy.exc import OperationalError

from rag.errors import LibraryError
from rag.library.aliases import alias_rows
from rag.library.database import get_meta, open_database, set_meta
from rag.library.filters import Filters, fold
from rag.library.index import Selection
from rag.library.references import reference_rows
from rag.library.rows import RECORD_COLUMNS, embedded_sha, family_key, passage_row, person_row, same_content
from rag.library.schema import aliases, next_vectors, passages, people, records, references, themes, vectors
from rag.library.selections import Selections
from rag.records import Passage, Record

_BLOCK = 10_000

Column = Literal["language", "parliament", "kind"]
"""What the values of all records are asked for."""


class PassageRow(NamedTuple):
    """A passage as the search sees it: `seq` is its key in the indexes, `record` the key of its record."""

    seq: int
    record: int
    n: int
    part: int
    role: str
    start: int
    end: int


class Someone(NamedTuple):
    """Who asked or was asked (`capacity`), in folded words (`rag.library.filters.fold`) without the blanks at the ends."""

    capacity: str
    name: str
    role: str
    party: str


class Unembedded(NamedTuple):
    """A text that waits for its vector."""

    sha: str
    text: str
    seq: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a library; `embedded` of the `passages` have their vector."""

    records: int
    passages: int
    embedded: int
    first: Any
    last: Any


@dataclass(frozen=True, slots=True)
class Block:
    """Passages with their vectors: `keys` and `records` (n,) int64, `matrix` (n, d) float16."""

    keys: np.ndarray
    records: np.ndarray
    matrix: np.ndarray


@dataclass(frozen=True, slots=True)
class Written:
    """The ids of records that were new or changed, and the keys of the records that they replaced."""

    ids: list[str]
    replaced: list[int]


class Catalogue:
    """The SQL side of a library. Every writing method is one transaction: all of it is there, or nothing."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open (or, with `create`, make) the database; one of an older version is upgraded.

        Raises LibraryError where it is missing, of a newer version, or no database of Hemicycle.
        """
        self.path = path
        self.engine, self.upgraded = open_database(path, create=create)
        self._selections = Selections(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; it moves the library's revision on, by which readers see that something changed.

        Raises LibraryError where the disk is full or the folder read-only.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
                set_meta(connection, "revision", str(int(get_meta(connection, "revision") or 0) + 1))
        except OperationalError as error:
            raise LibraryError(f"cannot write to {self.path}: {error.orig}") from error

    def meta(self, key: str) -> str | None:
        with self.engine.connect() as connection:
            return get_meta(connection, key)

    def set_meta(self, key: str, value: str | None) -> None:
        """Set a value of the table `meta`, or take it away."""
        with self.writing() as connection:
            set_meta(connection, key, value)

    def put(self, items: Iterable[tuple[Record, Sequence[Passage]]], connection: Connection) -> Written:
        """Write records with their passages inside a transaction of the caller; a record of the same id is replaced."""
        written = Written([], [])
        for record, its_passages in items:
            document = record.model_dump_json()
            old = connection.execute(select(records.c.seq, records.c.document).where(records.c.id == record.id)).first()
            if old and same_content(old.document, document) and self._same_passages(old.seq, its_passages, connection):
                continue
            if old:
                connection.execute(delete(records).where(records.c.seq == old.seq))
                written.replaced.append(old.seq)
            self._insert(record, document, its_passages, connection)
            written.ids.append(record.id)
        return written

    def _same_passages(self, seq: int, its_passages: Sequence[Passage], connection: Connection) -> bool:
        """Whether a record's passages would be embedded as they are: a new recipe makes them anew."""
        known = select(passages.c.embedded_sha).where(passages.c.record == seq).order_by(passages.c.n)
        return list(connection.execute(known).scalars()) == [embedded_sha(passage) for passage in its_passages]

    def _insert(self, record: Record, document: str, its_passages: Sequence[Passage], connection: Connection) -> None:
        row = connection.execute(
            insert(records)
            .values(
                **record.model_dump(include=RECORD_COLUMNS),
                family=family_key(record),
                document=document,
            )
            .returning(records.c.seq)
        )
        seq = row.scalar_one()
        rows: list[tuple[Any, list[dict[str, Any]]]] = [
            (people, [person_row(seq, "asker", p) for p in record.askers]),
            (people, [person_row(seq, "addressee", p) for p in record.addressees]),
            (themes, [{"record": seq, "theme": fold(theme)} for theme in record.themes]),
            (aliases, alias_rows(seq, record)),
            (references, reference_rows(seq, record)),
            (passages, [passage_row(seq, record, passage) for passage in its_passages]),
        ]
        for table, values in rows:
            if values:
                connection.execute(insert(table), values)

    def remove(self, ids: Sequence[str], connection: Connection) -> list[int]:
        """Delete records with everything that hangs on them; returns their keys."""
        query = delete(records).where(records.c.id.in_(ids)).returning(records.c.seq)
        return list(connection.execute(query).scalars())

    def ids_named(self, wanted: str) -> list[str]:
        """The ids of the records that have this id, or else this external id."""
        with self.engine.connect() as connection:
            for column in (records.c.id, records.c.external_id):
                if found := connection.execute(select(records.c.id).where(column == wanted)).scalars().all():
                    return list(found)
        return []

    def record(self, wanted: str) -> Record | None:
        """A record by its id, or by the id its source gave it where that names exactly one."""
        found = self.ids_named(wanted)
        if len(found) != 1:
            return None
        with self.engine.connect() as connection:
            document = connection.execute(select(records.c.document).where(records.c.id == found[0])).scalar_one()
        return Record.model_validate_json(document)

    def records_by_seq(self, seqs: Sequence[int]) -> dict[int, Record]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(records.c.seq, records.c.document).where(records.c.seq.in_(seqs)))
            return {row.seq: Record.model_validate_json(row.document) for row in rows}

    def listing(self, filters: Filters, *, limit: int | None = None) -> list[Record]:
        """Records newest first, those without a date last."""
        query = select(records.c.document).order_by(records.c.asked_on.desc().nulls_last(), records.c.id).limit(limit)
        if (clause := filters.clause()) is not None:
            query = query.where(clause)
        with self.engine.connect() as connection:
            return [Record.model_validate_json(document) for document in connection.execute(query).scalars()]

    def each(self, connection: Connection, filters: Filters) -> Iterator[Record]:
        """Records in the order of their ids, one at a time, however many there are."""
        query = select(records.c.document).order_by(records.c.id)
        if (clause := filters.clause()) is not None:
            query = query.where(clause)
        for document in connection.execute(query).scalars():
            yield Record.model_validate_json(document)

    def matching(self, filters: Filters, exclude: Iterable[str] = ()) -> Selection | None:
        """The records that filters allow, less the excluded ids; null where nothing restricts."""
        return self._selections.matching(self.meta("revision"), filters, exclude)

    def family_keys(self, seqs: Sequence[int]) -> dict[int, str]:
        """What the records with the same question have in common."""
        query = select(records.c.seq, records.c.family).where(records.c.seq.in_(seqs))
        with self.engine.connect() as connection:
            return {row.seq: row.family for row in connection.execute(query).all()}

    def families(self, seqs: Sequence[int]) -> dict[int, list[int]]:
        """For each record the keys of the other records with the same question, newest first."""
        same = records.alias()
        query = (
            select(records.c.seq, same.c.seq)
            .join(same, (same.c.family == records.c.family) & (same.c.seq != records.c.seq))
            .where(records.c.seq.in_(seqs))
            .order_by(same.c.asked_on.desc().nulls_last(), same.c.id)
        )
        found: dict[int, list[int]] = {}
        with self.engine.connect() as connection:
            for seq, other in connection.execute(query):
                found.setdefault(seq, []).append(other)
        return found

    def same_question(self, record: Record) -> list[str]:
        """The ids of the other records with the same question, newest first."""
        query = (
            select(records.c.id)
            .where(records.c.family == family_key(record), records.c.id != record.id)
            .order_by(records.c.asked_on.desc().nulls_last(), records.c.id)
        )
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def distinct(self, column: Column) -> tuple[str, ...]:
        """The different values of a column, in order."""
        with self.engine.connect() as connection:
            found = connection.execute(select(records.c[column]).distinct()).scalars()
            return tuple(sorted(value for value in found if value))

    def people(self) -> tuple[Someone, ...]:
        """Everybody who asked or was asked, once for each function and party."""
        columns = (people.c.capacity, people.c.name, people.c.role, people.c.party)
        with self.engine.connect() as connection:
            found = connection.execute(select(*columns).distinct().order_by(*columns))
            return tuple(Someone(*(value.strip() for value in row)) for row in found)

    def passage_rows(
        self, *, seqs: Sequence[int] | None = None, of: Sequence[int] | None = None, after: int = -1, limit: int | None = None
    ) -> list[PassageRow]:
        """Passages by their own keys, by their records' keys, or all after a key; in the order of their keys."""
        columns = passages.c
        query = select(columns.seq, columns.record, columns.n, columns.part, columns.role, columns.first, columns.last).where(
            columns.seq > after
        )
        if seqs is not None:
            query = query.where(columns.seq.in_(seqs))
        if of is not None:
            query = query.where(columns.record.in_(of))
        with self.engine.connect() as connection:
            return [PassageRow._make(row) for row in connection.execute(query.order_by(columns.seq).limit(limit)).all()]

    def owners(self) -> tuple[np.ndarray, np.ndarray]:
        """Every passage's key (n,) int64, ascending, and the key of its record (n,) int64."""
        # Without a condition or an order SQLite reads the index alone, not the texts.
        query = select(passages.c.record, passages.c.seq)
        with self.engine.connect() as connection:
            pairs = np.array(connection.execute(query).all(), dtype=np.int64).reshape(-1, 2)
        order = np.argsort(pairs[:, 1])
        return pairs[order, 1], pairs[order, 0]

    def passages_through(self, key: int) -> int:
        """How many passages there are up to a key."""
        everything = select(func.count()).select_from(passages)
        with self.engine.connect() as connection:
            total: int = connection.execute(everything).scalar_one()
            return total - int(connection.execute(everything.where(passages.c.seq > key)).scalar_one())

    def size(self) -> int:
        """How many records it holds."""
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(records)).scalar_one())

    def counts(self, filters: Filters | None = None) -> Counts:
        query = select(func.count(), func.min(records.c.asked_on), func.max(records.c.asked_on)).select_from(records)
        if filters is not None and (clause := filters.clause()) is not None:
            query = query.where(clause)
        embedded = select(func.count()).select_from(passages.join(vectors, passages.c.embedded_sha == vectors.c.embedded_sha))
        with self.engine.connect() as connection:
            total, first, last = connection.execute(query).one()
            return Counts(
                records=total,
                passages=connection.execute(select(func.count()).select_from(passages)).scalar_one(),
                embedded=connection.execute(embedded).scalar_one(),
                first=first,
                last=last,
            )

    def unembedded(self, table: Table = vectors, *, after: int = -1, limit: int | None = None) -> list[Unembedded]:
        """The texts of the passages after a key that have no vector in a table yet, in the order of ingest, each text once.

        `limit` counts passages. The key of a text is that of the last passage here that has it.
        """
        query = select(passages.c.embedded_sha, passages.c.embedded, passages.c.seq).where(
            passages.c.seq > after, ~_has_vector(table)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(passages.c.seq).limit(limit))
            return list({row.embedded_sha: Unembedded(*row) for row in rows}.values())

    def count_unembedded(self, table: Table = vectors) -> int:
        """How many different texts have no vector in a table yet."""
        query = select(func.count(passages.c.embedded_sha.distinct())).where(~_has_vector(table))
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def put_vectors(
        self, shas: Sequence[str], matrix: np.ndarray, table: Table = vectors, *, signs: Sequence[bytes] | None = None
    ) -> None:
        """Store one unit vector (row of `matrix`, float) for each embedded text, as float16, and the signs of its words."""
        own = signs or [b""] * len(shas)
        rows = [
            {"embedded_sha": sha, "vector": row.tobytes(), "signs": words}
            for sha, row, words in zip(shas, matrix.astype("<f2"), own, strict=True)
        ]
        if rows:
            with self.writing() as connection:
                connection.execute(insert(table), rows)

    def expect_vectors(self, fingerprint: str) -> None:
        """Make `next_vectors` ready for those of an encoder; what it holds of the same one stays."""
        with self.writing() as connection:
            if get_meta(connection, "next_encoder") != fingerprint:
                connection.execute(delete(next_vectors))
                set_meta(connection, "next_encoder", fingerprint)

    def adopt_vectors(self, fingerprint: str, name: str) -> None:
        """Let `next_vectors` take the place of the vectors, and their encoder that of the library's."""
        with self.writing() as connection:
            connection.execute(delete(vectors))
            connection.execute(insert(vectors).from_select([*next_vectors.c.keys()], select(next_vectors)))
            connection.execute(delete(next_vectors))
            for key, value in (("encoder", fingerprint), ("encoder_name", name), ("next_encoder", None)):
                set_meta(connection, key, value)

    def first_unembedded(self, *, after: int = -1) -> int | None:
        """The lowest key of a passage without a vector, of those after a key."""
        query = select(passages.c.seq).where(passages.c.seq > after, ~_has_vector()).order_by(passages.c.seq).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def stored_vectors(self, *, after: int = -1, before: int | None = None) -> Iterator[Block]:
        """The passages that have a vector, in the order of their keys, some thousands at a time."""
        query = select(passages.c.seq, passages.c.record, vectors.c.vector).join(
            vectors, passages.c.embedded_sha == vectors.c.embedded_sha
        )
        query = query.where(passages.c.seq > after).order_by(passages.c.seq)
        if before is not None:
            query = query.where(passages.c.seq < before)
        with self.engine.connect() as connection:
            for rows in connection.execution_options(yield_per=_BLOCK).execute(query).partitions():
                keys, owners, stored = zip(*rows, strict=True)
                matrix = np.frombuffer(b"".join(stored), dtype="<f2").reshape(len(rows), -1)
                yield Block(np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64), matrix)

    def embedded_texts(self, seqs: Sequence[int]) -> dict[int, str]:
        """What an encoder sees of these passages, by their keys."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(passages.c.seq, passages.c.embedded).where(passages.c.seq.in_(seqs)))
            return {row.seq: row.embedded for row in rows}

    def signs(self, seqs: Sequence[int]) -> dict[int, bytes]:
        """The signs of the words (`rag.embedding.late`) of these passages, for those that have a vector."""
        query = select(passages.c.seq, vectors.c.signs).join(vectors, passages.c.embedded_sha == vectors.c.embedded_sha)
        with self.engine.connect() as connection:
            return {row.seq: row.signs for row in connection.execute(query.where(passages.c.seq.in_(seqs)))}

    def integrity(self) -> str:
        """What SQLite's own check says, in one line: `ok`, or the first damage."""
        with self.engine.connect() as connection:
            return " ".join(str(connection.execute(text("PRAGMA quick_check(1)")).scalar_one()).split())


def _has_vector(table: Table = vectors) -> ColumnElement[bool]:
    """Whether a passage has its vector in a table."""
    return exists().where(table.c.embedded_sha == passages.c.embedded_sha)
