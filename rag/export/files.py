"""Files that an export writes: chosen by their ending, and there as a whole or not at all."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from rag.errors import InputError


def ending(path: Path, known: Collection[str]) -> str:
    """The ending of a file's name, in lower case without its point. Raises InputError where it is not among `known`."""
    found = path.suffix.lower().removeprefix(".")
    if found not in known:
        raise InputError(f"cannot export to {str(path)!r}: a file ends in {', '.join(f'.{each}' for each in known)}")
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there. Raises InputError for what the system says against it."""
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)  # a temporary file is for its owner alone; this one is as any other
        beside.replace(path)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}; nothing was changed there") from error
