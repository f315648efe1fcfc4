"""What a disk refuses (full, read-only, gone) as one clear error."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import LibraryError


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
