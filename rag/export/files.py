"""Files that an export writes: chosen by their ending, and there as a whole or not at all."""

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rag.errors import InputError


def ending(path: Path, known: Collection[str]) -> str:
    """The ending of a file's name, in lower case without its point. Raises InputError where it is not among `known`."""
    found = path.suffix.lower().removeprefix(".")
    if found not in known:
        raise InputError(f"cannot export to {str(path)!r}: a file ends in {', '.join(f'.{each}' for each in known)}")
    return found


def check_file(path: Path, known: Collection[str]) -> None:
    """Raises InputError where the ending is not among `known`, or where nothing can be put in this place: before any work."""
    ending(path, known)
    folder = path.parent
    try:
        if path.is_dir():
            problem = "it is a folder"
        elif not folder.is_dir():
            problem = f"there is no folder {str(folder)!r}"
        elif not os.access(folder, os.W_OK | os.X_OK):
            problem = f"no file can be made in {str(folder)!r}"
        else:
            return
    except OSError as error:
        problem = error.strerror or str(error)
    raise InputError(f"cannot write {str(path)!r}: {problem}")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write beside its place; it is put there once all is written, and is not there at all where something fails.

    Raises InputError for what the system says against it.
    """
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)  # a temporary file is for its owner alone; this one is as any other
        beside.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}; nothing was changed there") from error
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all. Raises InputError for what the system says against it."""
    with whole_file(path) as file:
        file.write(content)
