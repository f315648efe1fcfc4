"""One writer at a time: a lock file that the system frees when its holder dies, and beside it who the holder is."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryError, LockedError

LOCK, HOLDER = "lock", "lock.holder"
"""The two files in the folder of a library."""


@contextmanager
def writer_lock(folder: Path, *, wait: float = 0) -> Iterator[None]:
    """Be the one who writes in a folder, after waiting so many seconds for another at most.

    Raises LockedError, naming the holder, where another still writes, LibraryError where the folder cannot be written.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise LockedError(
            f"{folder} is being written by {holder(folder) or 'another process'}; try again when it is done"
        ) from None
    except OSError as error:
        raise LibraryError(f"cannot write to {folder}: {error.strerror}") from error
    try:
        _name_holder(folder)
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def locked(folder: Path) -> bool:
    """Whether somebody writes in a folder just now."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def holder(folder: Path) -> str | None:
    """Who writes, or was killed while writing: process, command and since when."""
    try:
        return (folder / HOLDER).read_text(encoding="utf-8") or None
    except OSError:
        return None


def _name_holder(folder: Path) -> None:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]]) if sys.argv[0] not in ("", "-c") else "python"
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    try:
        (folder / HOLDER).write_text(f"process {os.getpid()} ({command}) since {since}", encoding="utf-8")
    except OSError as error:
        raise LibraryError(f"cannot write to {folder}: {error.strerror}") from error
