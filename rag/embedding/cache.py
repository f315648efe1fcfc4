"""Vectors that were computed before, for whichever library: kept in the user's cache by fingerprint and text.

Losing it costs time only, so whatever goes wrong with it counts as nothing found.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from rag.embedding.vectors import Vectors
from rag.settings import cache_folder

_AT_A_TIME = 500  # SQLite takes 999 values in one statement in its oldest builds


class VectorCache:
    """The vectors of one encoder, by the sha256 (hex) of the embedded text."""

    def __init__(self, fingerprint: str, *, cache: Path | None = None) -> None:
        """`cache` stands in for the user's cache folder."""
        self.path = _folder(cache) / f"{fingerprint[:16]}.db"

    def get(self, shas: Sequence[str]) -> dict[str, tuple[Vectors, bytes]]:
        """The vectors (d,) of those texts that are known, and the signs of their words (`late`)."""
        found: dict[str, tuple[Vectors, bytes]] = {}
        with contextlib.suppress(sqlite3.Error), _open(self.path) as connection:
            for some in _portions(shas):
                rows = connection.execute(f"SELECT sha, vector, signs FROM vectors WHERE sha IN ({_marks(some)})", some)
                found |= {sha: (np.frombuffer(vector, "<f2").astype(np.float32), signs) for sha, vector, signs in rows}
        return found

    def put(self, shas: Sequence[str], matrix: Vectors, signs: Sequence[bytes]) -> None:
        """Keep vectors, one row of `matrix` for each text, and the signs of its words."""
        rows = [(sha, row.tobytes(), own) for sha, row, own in zip(shas, matrix.astype("<f2"), signs, strict=True)]
        with contextlib.suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _open(self.path) as connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


def forget(shas: Sequence[str], *, cache: Path | None = None) -> None:
    """Remove the vectors of these texts, whichever encoder computed them."""
    for path in _folder(cache).glob("*.db"):
        with contextlib.suppress(sqlite3.Error), _open(path) as connection:
            for some in _portions(shas):
                connection.execute(f"DELETE FROM vectors WHERE sha IN ({_marks(some)})", some)


def _folder(cache: Path | None) -> Path:
    return (cache or cache_folder()) / "embeddings"


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction. A damaged file is thrown away."""
    connection = sqlite3.connect(path, timeout=5)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (sha TEXT PRIMARY KEY, vector BLOB, signs BLOB)")
            yield connection
    except sqlite3.OperationalError:
        raise  # busy, full or read-only: the file is sound
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        raise
    finally:
        connection.close()


def _portions(shas: Sequence[str]) -> Iterator[Sequence[str]]:
    return (shas[start : start + _AT_A_TIME] for start in range(0, len(shas), _AT_A_TIME))


def _marks(shas: Sequence[str]) -> str:
    return ",".join("?" * len(shas))
