"""What a library holds, read from its database by other means than its own, while others write or after they were killed."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from eval.faults.commands import FaultError
from ingest.passages import passages
from rag.library.database import DATABASE
from rag.library.rows import embedded_sha
from rag.records import Record

Phase = Literal["reading", "indexing words", "embedding", "publishing"]

_PASSAGES = """
    SELECT records.id, passages.n, passages.first, passages.last, passages.embedded_sha
    FROM passages JOIN records ON records.seq = passages.record ORDER BY passages.record, passages.n
"""
_UNEMBEDDED = "SELECT count(*) FROM passages WHERE embedded_sha NOT IN (SELECT embedded_sha FROM vectors)"


@dataclass(frozen=True, slots=True)
class Committed:
    """What is committed at a moment: ids of records, sha256 of embedded texts, paths of files that were read to their end."""

    records: frozenset[str] = frozenset()
    vectors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    def check_kept(self, later: "Committed") -> None:
        """Raises FaultError where something of this is not there later."""
        for name in self.__slots__:
            if gone := getattr(self, name) - getattr(later, name):
                raise FaultError(f"{len(gone)} committed {name} are lost, among them {min(gone)}")


def committed(folder: Path) -> Committed:
    """What a library has committed by now; nothing where it is only being made."""
    if not (folder / DATABASE).exists():
        return Committed()
    with closing(_open(folder)) as database:
        try:
            return Committed(
                *(
                    frozenset(value for (value,) in database.execute(query))
                    for query in (
                        "SELECT id FROM records",
                        "SELECT embedded_sha FROM vectors",
                        "SELECT path FROM sources WHERE status IN ('added', 'updated')",
                    )
                )
            )
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return Committed()
            raise


def check_whole(folder: Path) -> None:
    """Raises FaultError where a record lacks a passage that its text gives, or anything is there twice."""
    with closing(_open(folder)) as database:
        rows = database.execute(_PASSAGES).fetchall()
        documents = database.execute("SELECT id, document FROM records").fetchall()
        shas = [sha for (sha,) in database.execute("SELECT embedded_sha FROM vectors")]
    for what, keys in (("record", [name for name, _ in documents]), ("passage", [row[:2] for row in rows]), ("vector", shas)):
        if double := [key for key, count in Counter(keys).items() if count > 1]:
            raise FaultError(f"{len(double)} {what}s are there twice, among them {double[0]}")
    there: dict[str, list[tuple[Any, ...]]] = {}
    for record, *passage in rows:
        there.setdefault(record, []).append(tuple(passage))
    for identity, document in documents:
        made = passages(Record.model_validate_json(document))
        if there.get(identity, []) != [(p.n, p.start, p.end, embedded_sha(p)) for p in made]:
            raise FaultError(f"{identity} has other passages than its text gives")


def phase(folder: Path, files: int) -> Phase:
    """What an ingest of so many files did when it was killed."""
    built = [int(path.name) for path in (folder / "chroma").glob("*")]
    with closing(_open(folder)) as database:
        meta = dict(database.execute("SELECT key, value FROM meta"))
        (last,) = database.execute("SELECT coalesce(max(seq), -1) FROM passages").fetchone()
        (left,) = database.execute(_UNEMBEDDED).fetchone()
    if int(meta.get("words_through", -1)) < last:
        return "indexing words"
    if len(committed(folder).sources) < files:
        return "reading"
    return "embedding" if left and not built else "publishing"


def content(folder: Path) -> Mapping[str, Mapping[Any, Any]]:
    """Everything that an ingest has to have written, whatever happened to it meanwhile.

    But for the file of each record: one that came back with the same content is cited as it was before.
    """
    with closing(_open(folder)) as database:
        given: dict[str, set[str]] = {}
        query = "SELECT path, record FROM sources JOIN source_records ON source_records.source = sources.seq"
        for path, record in database.execute(query):
            given.setdefault(path, set()).add(record)
        return {
            "records": {
                name: json.loads(document) | {"source": None}
                for name, document in database.execute("SELECT id, document FROM records")
            },
            "passages": {row[:2]: row[2:] for row in database.execute(_PASSAGES)},
            "vectors": dict(database.execute("SELECT embedded_sha, vector FROM vectors")),
            "sources": {path: (sha, given.get(path)) for path, sha in database.execute("SELECT path, sha256 FROM sources")},
        }


def check_no_vector_twice(folder: Path) -> None:
    """Raises FaultError where the published generation of the vector index holds a passage twice."""
    with closing(_open(folder)) as database:
        (number,) = database.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone() or (None,)
    if number and np.any(np.diff(np.load(folder / "chroma" / str(number) / "keys.npy")) <= 0):
        raise FaultError(f"generation {number} of the vector index holds passages twice, or out of order")


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro", uri=True, timeout=30)
