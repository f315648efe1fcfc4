"""One library as one file: a zip of `library.db`, the originals, and a manifest with the sha256 of each.

The index is not in it. It comes from `library.db`, so the file is smaller without it, cannot bring a damaged one back, and
is good for another version of the engines. The vectors are in `library.db`: nothing has to be embedded again.
"""

import os
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from rag.errors import InputError
from rag.library import ledger
from rag.library.archive import FORMAT, MANIFEST, ORIGINALS, Manifest, copy_database, pass_on
from rag.library.catalogue import Catalogue
from rag.library.database import DATABASE
from rag.library.disk import writes
from rag.library.library import Library
from rag.library.schema import SCHEMA_VERSION
from rag.progress import Progress, quiet
from rag.records import Frozen


class Backup(Frozen):
    """What is in a backup: its size in bytes, how many records and originals, and the sha256 of those originals that are
    not, since they are missing or damaged."""

    file: str
    bytes: int
    records: int
    originals: int
    missing: tuple[str, ...]


def backup(library: Library, file: Path, *, overwrite: bool = False, progress: Progress = quiet) -> Backup:
    """Write a library to one file, as it is at this moment; others may read and write it meanwhile.

    The file appears under its name when it is complete. Raises InputError where it exists (unless `overwrite`) or the
    library is the sample, LibraryError where the disk refuses.
    """
    if library.badge:
        raise InputError(f"{library.folder} is marked {library.badge!r}, nothing to keep; name your own with --library")
    if file.is_dir() or (file.exists() and not overwrite):
        raise InputError(f"{file} exists; give another name" + ("" if file.is_dir() else ", or --overwrite to replace it"))
    with writes(file), TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as staging:
        database, part = Path(staging) / DATABASE, Path(staging) / "backup.zip"
        copy_database(library.catalogue.path, database, progress, "copying")
        with closing(Catalogue(database)) as copy:
            records = copy.counts().records
            with copy.engine.connect() as connection:
                expected = ledger.originals(connection)
        there = library.originals.kept()
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            members = {DATABASE: _pack(archive, DATABASE, database, progress)}
            for done, sha256 in enumerate(sorted(there), start=1):
                name = ORIGINALS + sha256
                if _pack(archive, name, library.originals.path(sha256)) == sha256:
                    members[name] = sha256
                progress("packing originals", done, len(there), sha256)
            manifest = Manifest(
                format=FORMAT,
                made_by=version("hemicycle"),
                made_at=datetime.now(UTC),
                schema_version=SCHEMA_VERSION,
                records=records,
                members=members,
            )
            archive.writestr(MANIFEST, manifest.model_dump_json())
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
    missing = {sha256 for sha256 in expected | there if ORIGINALS + sha256 not in members}
    return Backup(
        file=str(file),
        bytes=file.stat().st_size,
        records=records,
        originals=len(members) - 1,
        missing=tuple(sorted(missing)),
    )


def _pack(archive: zipfile.ZipFile, name: str, path: Path, progress: Progress = quiet) -> str:
    """Put a file into the archive; returns the sha256 of what was read."""
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        return pass_on(source.read, target.write, progress, f"packing {name}", path.stat().st_size)
