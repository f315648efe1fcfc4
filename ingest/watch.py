"""A folder that is watched: what is in it is ingested, then whatever arrives or changes there."""

import os
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles

from ingest.report import Report
from ingest.run import ingest
from ingest.sources.folder import walk
from ingest.sources.selection import SourceProblem
from ingest.waiting import when_free
from rag.errors import InputError
from rag.library import ledger
from rag.library.library import Library
from rag.progress import Progress, quiet

SETTLED = 2.0
"""Seconds for which a file must not have changed before it counts as written. One that is read too early is read again."""

_TICK = 250
"""Milliseconds between two looks at the files that are being written."""

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", "~")
"""How the names of files end that other programs have not finished."""

_MAPPING = ".map.toml"
_Signature = tuple[int, int, int]


class WatchReport(Report):
    """One batch; `removed` files are no longer in the folder, and what they gave is still in the library."""

    removed: tuple[str, ...] = ()


def watch(
    library: Library,
    folder: Path,
    *,
    embed: bool = True,
    settled: float = SETTLED,
    progress: Progress = quiet,
    told: Callable[[str], None] = lambda line: None,
    stopped: threading.Event | None = None,
) -> Iterator[WatchReport]:
    """Ingest what is in a folder and then, a batch at a time, what arrives or changes there, until `stopped`.

    `told` gets a line where it waits for another writer. Raises InputError where the folder is none, LibraryError where the
    library cannot be written.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise InputError(f"{str(folder)!r} is no folder: give one that is there")
    return _batches(library, folder, embed, settled, progress, told, stopped)


def _batches(
    library: Library,
    folder: Path,
    embed: bool,
    settled: float,
    progress: Progress,
    told: Callable[[str], None],
    stopped: threading.Event | None,
) -> Iterator[WatchReport]:
    waiting, begun = _Waiting(settled), False
    changes = watchfiles.watch(
        folder, watch_filter=None, debounce=_TICK, rust_timeout=_TICK, yield_on_timeout=True, stop_event=stopped
    )
    for some in changes:
        if not begun:
            # Only now are changes looked for, so that none falls between them and what was there before.
            begun = True
            waiting.note(_files(folder, told))
        for _, name in some:
            path = Path(name)
            if _counts(path, folder):
                waiting.note(_files(path, told) if path.is_dir() and not path.is_symlink() else _meant(path))
        if not folder.is_dir():
            raise InputError(f"{folder} is there no longer: watch it again when it is")
        if ready := waiting.ready():
            there = [path for path in ready if _signature(path)]
            gone = _gone(library, [path for path in ready if not os.path.lexists(path)])
            if there or gone:
                report = when_free(lambda: ingest(library, there, embed=embed, progress=progress), told)  # noqa: B023 (at once)
                yield WatchReport(**dict(report), removed=tuple(gone))


class _Waiting:
    """Files that changed, until they have been left alone for so many seconds."""

    def __init__(self, settled: float) -> None:
        self._settled = settled
        self._files: dict[Path, tuple[_Signature | None, float]] = {}

    def note(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._files[path] = (_signature(path), time.monotonic())

    def ready(self) -> list[Path]:
        """The files that are written, in the order of their names; they wait no longer."""
        now = time.monotonic()
        for path, (signature, _) in list(self._files.items()):
            if (found := _signature(path)) != signature:
                self._files[path] = (found, now)
        ready = sorted(path for path, (_, since) in self._files.items() if now - since >= self._settled)
        for path in ready:
            del self._files[path]
        return ready


def _signature(path: Path) -> _Signature | None:
    """What differs while a file is being written; null where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return None if stat.S_ISDIR(found.st_mode) else (found.st_ino, found.st_size, found.st_mtime_ns)


def _counts(path: Path, folder: Path) -> bool:
    """Whether a path is one that an ingest of the folder would look at, and finished by its name."""
    try:
        steps = path.relative_to(folder).parts
    except ValueError:
        return False
    return not any(step.startswith(".") for step in steps) and not path.name.lower().endswith(_UNFINISHED)


def _files(folder: Path, told: Callable[[str], None]) -> Iterator[Path]:
    for found in walk(folder):
        if isinstance(found, SourceProblem):
            told(f"{found.status}: {found.path}: {found.reason}")
        elif not found.name.lower().endswith(_UNFINISHED):
            yield found


def _meant(path: Path) -> Iterator[Path]:
    """The files that a change is about: a mapping is about the tables beside it."""
    if not path.name.endswith(_MAPPING):
        yield path
        return
    stem = path.name.removesuffix(_MAPPING)
    if path.parent.is_dir():
        yield from (path.parent / name for name in os.listdir(path.parent) if name.rsplit(".", 1)[0] == stem)


def _gone(library: Library, paths: Iterable[Path]) -> list[str]:
    """Which of the files that are not there any more the library has been given."""
    with library.catalogue.engine.connect() as connection:
        found = [inside for path in paths for inside in ledger.paths_under(connection, str(path))]
    return list(dict.fromkeys(found))
