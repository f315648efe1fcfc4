"""A library out of the file that `backup` made, checked before anything is put in its place."""

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from pydantic import ValidationError

from rag.errors import InputError, LibraryError
from rag.library import ledger
from rag.library.archive import FORMAT, MANIFEST, ORIGINALS, Manifest, copy_database, pass_on
from rag.library.catalogue import Catalogue
from rag.library.database import DATABASE
from rag.library.disk import writes
from rag.library.library import Library
from rag.library.local import LocalIndex, detach
from rag.library.lock import writer_lock
from rag.library.originals import Originals
from rag.library.schema import SCHEMA_VERSION
from rag.progress import Progress, quiet

STAGING = "restore."
"""How the folder begins in which a backup is unpacked, inside that of the library, so that it can be moved in at once."""

_MEMBER = re.compile(rf"{re.escape(DATABASE)}|{ORIGINALS}[0-9a-f]{{64}}")


def restore(file: Path, folder: Path, *, overwrite: bool = False, progress: Progress = quiet) -> Library:
    """The library in a backup, in `folder`, with its index made anew.

    Its records are there all at once or not at all; whoever reads in `folder` finds them then, and until then what there
    was. Raises InputError where the file is no whole backup of this version or an older one, LibraryError where `folder`
    holds a library (unless `overwrite`), somebody writes there, or the disk refuses.
    """
    with _opened(file) as (archive, manifest):
        before = _replaceable(folder, overwrite)
        new = not folder.exists()
        try:
            with writes(folder):
                folder.mkdir(parents=True, exist_ok=True)
                with writer_lock(folder):
                    with TemporaryDirectory(prefix=STAGING, dir=folder) as staging:
                        _unpack(archive, manifest, file, Path(staging), progress)
                        _move_in(Path(staging), folder, before, progress)
                    library = Library(folder)
                    library.index.rebuild(progress)
        except BaseException:
            if new and not (folder / DATABASE).exists():
                shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            if before:
                before.close()
    return library


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup with its manifest. Raises InputError where the file is none that this version can read."""
    try:
        archive = zipfile.ZipFile(file)
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}); give a file that hemicycle backup made") from None
    except zipfile.BadZipFile:
        raise InputError(f"{file} is no backup, or was cut off; give a file that hemicycle backup made") from None
    with archive:
        try:
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
        except KeyError:
            raise InputError(f"{file} is a zip but no backup; give a file that hemicycle backup made") from None
        except (ValidationError, zipfile.BadZipFile, zlib.error):
            raise InputError(f"the manifest of {file} cannot be read: it is damaged or of a newer Hemicycle") from None
        if manifest.format > FORMAT or manifest.schema_version > SCHEMA_VERSION:
            raise InputError(f"{file} was made by a newer Hemicycle ({manifest.made_by}); update this one")
        if DATABASE not in manifest.members or not all(map(_MEMBER.fullmatch, manifest.members)):
            raise InputError(f"the manifest of {file} does not describe a library; give another copy of the backup")
        yield archive, manifest


def _replaceable(folder: Path, overwrite: bool) -> Catalogue | None:
    """The catalogue in the place of the restored one, opened; null where there is none, or none that can be read.

    Raises LibraryError where there is something in it and `overwrite` does not allow to replace it.
    """
    if not (folder / DATABASE).exists():
        return None
    way_out = "restore into another folder with --library, or replace it with --overwrite"
    try:
        there = Catalogue(folder / DATABASE)
    except LibraryError as error:
        if overwrite:
            return None
        raise LibraryError(f"{folder} is not empty: {error}; {way_out}") from None
    with there.engine.connect() as connection:
        full = there.counts().records or ledger.count(connection)
    if full and not overwrite:
        there.close()
        raise LibraryError(f"{folder} holds a library already; {way_out}")
    return there


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, file: Path, staging: Path, progress: Progress) -> None:
    """Write the members into a folder. Raises InputError where one is missing or damaged."""
    (staging / ORIGINALS).mkdir()
    for done, (name, sha256) in enumerate(manifest.members.items(), start=1):
        try:
            with archive.open(name) as source, (staging / name).open("wb") as target:
                whole = pass_on(source.read, target.write) == sha256
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            whole = False
        if not whole:
            raise InputError(f"{file} is damaged at {name}; nothing was restored: use another copy of the backup")
        progress("unpacking", done, len(manifest.members), name)


def _move_in(staging: Path, folder: Path, before: Catalogue | None, progress: Progress) -> None:
    """Put what was unpacked in its place, `library.db` last: with it the library is there."""
    with closing(Catalogue(staging / DATABASE)) as restored:
        if (damage := restored.integrity()) != "ok":
            raise InputError(f"the {DATABASE} in the backup was damaged when it was made ({damage}); use an older backup")
        detach(restored, before)
    originals = Originals(folder / "originals")
    originals.folder.mkdir(exist_ok=True)
    for path in (staging / ORIGINALS).iterdir():
        path.replace(originals.path(path.name))
    if before:
        # Keys are used again: what the full-text index still holds would name other passages.
        with suppress(LibraryError):
            LocalIndex(folder, before).delete(np.unique(before.owners()[1]).tolist())
        copy_database(staging / DATABASE, folder / DATABASE, progress, "restoring")
        return
    for unreadable in (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE):
        (folder / unreadable).unlink(missing_ok=True)
    (staging / DATABASE).replace(folder / DATABASE)
