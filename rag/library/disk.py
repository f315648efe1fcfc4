"""What a disk refuses (full, read-only, gone) as one clear error."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import LibraryError

_COPIED, _LOCK = (".sqlite3", ".json"), ".lock"


@contextmanager
def writes(path: Path) -> Iterator[None]:
    """Work that writes to `path`. Raises LibraryError for what the system says against it."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        raise LibraryError(
            f"cannot write to {path} ({said}); what was complete stays: mend that, then run the same command again"
        ) from error


def linked(folder: Path, into: Path) -> None:
    """Make a folder `into` with the files of another as links, for programs that write beside what they only read: their
    locks stay behind, and the small files that they open for writing are copied."""
    into.mkdir()
    for path in folder.iterdir() if folder.is_dir() else ():
        twin = into / path.name
        if path.is_dir():
            linked(path, twin)
        elif path.suffix in _COPIED:
            shutil.copyfile(path, twin)
        elif path.suffix != _LOCK:
            twin.symlink_to(path.absolute())
