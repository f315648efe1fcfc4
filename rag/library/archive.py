"""What backup and restore share: how a library lies in one file, and how a database is copied while others use it."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rag.progress import Progress, quiet
from rag.records import Frozen

FORMAT = 1
MANIFEST = "hemicycle.json"
ORIGINALS = "originals/"

_PAGES = 256
_CHUNK = 1 << 20


class Manifest(Frozen):
    """What a backup says about itself. `members` are the names of its files and their sha256, `made_by` the version of
    Hemicycle, `schema_version` that of the tables."""

    format: int
    made_by: str
    made_at: datetime
    schema_version: int
    records: int
    members: dict[str, str]


def copy_database(source: Path, target: Path, progress: Progress, phase: str) -> None:
    """Copy an SQLite database by SQLite's own means (https://sqlite.org/backup.html), counting pages.

    What is written to the source meanwhile is not in the copy. Where the target is a database already, those who read it
    see the old content until all of the new is there.
    """
    with closing(sqlite3.connect(source, isolation_level=None)) as old, closing(sqlite3.connect(target)) as new:
        # A transaction holds the source as it is now; without one every write by others would start the copy anew.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        old.backup(new, pages=_PAGES, progress=lambda _status, left, of: progress(phase, of - left, of, source.name))


def pass_on(
    read: Callable[[int], bytes], write: Callable[[bytes], object], progress: Progress = quiet, phase: str = "", size: int = 0
) -> str:
    """Copy a stream, telling how many MiB of its size in bytes are through; returns its sha256."""
    digest, through = hashlib.sha256(), 0
    while chunk := read(_CHUNK):
        write(chunk)
        digest.update(chunk)
        through += len(chunk)
        progress(phase, through >> 20, size >> 20, "")
    return digest.hexdigest()
