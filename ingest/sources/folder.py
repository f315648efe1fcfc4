"""Files, folders and zip archives as sources: one file in memory at a time, and a line for everything that is left out."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.files import SourceFile
from ingest.sources.archive import is_archive, members
from ingest.sources.selection import LARGEST_FILE, SourceProblem, checked, too_large, unwanted_name, words
from rag.errors import InputError


def source_files(paths: Sequence[Path], *, largest: int = LARGEST_FILE) -> Iterator[SourceFile | SourceProblem]:
    """The files at `paths`: folders searched through in the order of names, zips opened in place and never unpacked to disk.

    Hidden files are left out, and mappings (`*.map.toml`), which belong to the tables beside them. A README, a file of
    topics, an empty, unreadable or oversized file comes as a SourceProblem. A file that is reached twice comes once.

    Raises InputError at the call, before anything is read, where a path does not exist or is neither file nor folder.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            raise InputError(f"{str(path)!r} does not exist: give files, folders or zip archives that do") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{str(path)!r} cannot be reached: {words(error)}") from None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise InputError(f"{str(path)!r} is neither a file nor a folder: save its content as a file first")
    return _all_files(paths, largest)


def _all_files(paths: Sequence[Path], largest: int) -> Iterator[SourceFile | SourceProblem]:
    seen: set[str] = set()
    for path in paths:
        for found in walk(path) if path.is_dir() else (path,):
            if isinstance(found, SourceProblem):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield from _opened(found, largest)


def walk(folder: Path) -> Iterator[Path | SourceProblem]:
    """Everything below a folder in the order of names. A link to a folder is not followed: it may lead back up."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield SourceProblem(str(folder), "failed", f"the folder cannot be read: {words(error)}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(path)
        elif entry.is_symlink() and path.is_dir():
            yield SourceProblem(str(path), "skipped", "a link to a folder is not followed: give that folder itself")
        else:
            yield path


def _opened(path: Path, largest: int) -> Iterator[SourceFile | SourceProblem]:
    shown = str(path)
    if path.name.lower().endswith(".map.toml"):
        return
    if reason := unwanted_name(path.name):
        yield SourceProblem(shown, "skipped", reason)
        return
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield SourceProblem(shown, "skipped", "not an ordinary file")
            return
        with path.open("rb") as stream:
            if is_archive(stream):
                yield from members(stream, shown, largest)
            elif status.st_size > largest:
                yield SourceProblem(shown, "failed", too_large(status.st_size, largest))
            else:
                stream.seek(0)
                yield checked(shown, stream.read(largest + 1), largest)
    except OSError as error:
        yield SourceProblem(shown, "failed", f"the file cannot be read: {words(error)}")
