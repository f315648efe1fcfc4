"""Files, folders and zip archives as sources: one file in memory at a time, and a line for everything that is left out."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.files import SourceFile
from rag.errors import InputError

MIB = 1 << 20
LARGEST_FILE = 256 * MIB
"""Bytes of one file: a whole year of a parliament's proceedings stays well below."""

LARGEST_ARCHIVE = 4096 * MIB
MOST_MEMBERS = 100_000
HIGHEST_RATIO = 200
"""Limits of one zip: bytes when unpacked, number of files, and times that it grows. XML shrinks to a thirtieth; what
grows more than two hundred times is made to fill a memory or a disk."""

_RATIO_MATTERS_FROM = 10 * MIB
_DOCUMENTS_AS_ZIP = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_README = re.compile(r"readme(?![a-z])", re.IGNORECASE)
_TOPICS = re.compile(rb"""\s*\[?\s*\{[^\n]{0,20000}?"qrels"\s*:""")


@dataclass(frozen=True)
class SourceProblem:
    """A path that gives no source file, and why: `skipped` on purpose, or `failed`."""

    path: str
    status: Literal["skipped", "failed"]
    reason: str


def source_files(paths: Sequence[Path], *, largest: int = LARGEST_FILE) -> Iterator[SourceFile | SourceProblem]:
    """The files at `paths`: folders searched through in the order of names, zips opened in place and never unpacked to disk.

    Hidden files are left out, and mappings (`*.map.toml`), which belong to the tables beside them. A README, a file of
    topics, an empty, unreadable or oversized file comes as a SourceProblem. A file that is reached twice comes once. A
    member of a zip is shown as `archive.zip/inner/name.pdf`.

    Raises InputError at the call, before anything is read, where a path does not exist or is neither file nor folder.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            raise InputError(f"{str(path)!r} does not exist: give files, folders or zip archives that do") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{str(path)!r} cannot be reached: {_words(error)}") from None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise InputError(f"{str(path)!r} is neither a file nor a folder: save its content as a file first")
    return _all_files(paths, largest)


def _all_files(paths: Sequence[Path], largest: int) -> Iterator[SourceFile | SourceProblem]:
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path) if path.is_dir() else (path,):
            if isinstance(found, SourceProblem):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield from _opened(found, largest)


def _walk(folder: Path) -> Iterator[Path | SourceProblem]:
    """Everything below a folder in the order of names. A link to a folder is not followed: it may lead back up."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield SourceProblem(str(folder), "failed", f"the folder cannot be read: {_words(error)}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif entry.is_symlink() and path.is_dir():
            yield SourceProblem(str(path), "skipped", "a link to a folder is not followed: give that folder itself")
        else:
            yield path


def _opened(path: Path, largest: int) -> Iterator[SourceFile | SourceProblem]:
    shown = str(path)
    if path.name.lower().endswith(".map.toml"):
        return
    if reason := _unwanted_name(path.name):
        yield SourceProblem(shown, "skipped", reason)
        return
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield SourceProblem(shown, "skipped", "not an ordinary file")
        elif _is_archive(path):
            yield from _members(path, largest)
        elif status.st_size > largest:
            yield SourceProblem(shown, "failed", _too_large(status.st_size, largest))
        else:
            with path.open("rb") as stream:
                yield _checked(shown, stream.read(largest + 1), largest)
    except OSError as error:
        yield SourceProblem(shown, "failed", f"the file cannot be read: {_words(error)}")


def _checked(shown: str, data: bytes, largest: int) -> SourceFile | SourceProblem:
    """The bytes as a source file, unless they are none worth reading."""
    if len(data) > largest:
        return SourceProblem(shown, "failed", _too_large(len(data), largest))
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        return SourceProblem(shown, "failed", "the file is empty")
    if _TOPICS.match(data, 0, 25_000):
        return SourceProblem(shown, "skipped", "topics with relevance judgements (`qrels`) are for `hemicycle eval`")
    return SourceFile(shown, data)


def _unwanted_name(name: str) -> str | None:
    """Why a file of this name is left out, or None."""
    if _README.match(name):
        return "a README describes data and is none"
    if "qrels" in name.lower():
        return "relevance judgements (qrels) are for `hemicycle eval`"
    return None


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip of files; Word, OpenDocument, EPUB and Java files are zips too, and single documents."""
    with path.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name in archive.NameToInfo for name in _DOCUMENTS_AS_ZIP)
    except (zipfile.BadZipFile, NotImplementedError):
        return True


def _members(path: Path, largest: int) -> Iterator[SourceFile | SourceProblem]:
    """The files of a zip in the order of their names, once the whole is known to be of a reasonable size."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield SourceProblem(str(path), "failed", f"a damaged zip archive ({error}): get it again")
        return
    with archive:
        members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if reason := _unreasonable(members):
            yield SourceProblem(str(path), "failed", reason)
            return
        if not members:
            yield SourceProblem(str(path), "failed", "the archive is empty")
        for info in members:
            names = [name for name in info.filename.replace("\\", "/").split("/") if name not in ("", ".", "..")]
            hidden = any(name.startswith((".", "__MACOSX")) for name in names)
            if names and not hidden and not names[-1].lower().endswith(".map.toml"):
                yield _member(archive, info, "/".join([str(path), *names]), largest)


def _unreasonable(members: Sequence[zipfile.ZipInfo]) -> str | None:
    """Why an archive must not be read, by what its table of contents declares, or None."""
    if len(members) > MOST_MEMBERS:
        return f"the archive holds {len(members)} files; at most {MOST_MEMBERS}: split it"
    unpacked, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if unpacked > LARGEST_ARCHIVE:
        return f"the archive unpacks to {unpacked // MIB} MiB; at most {LARGEST_ARCHIVE // MIB} MiB: split it"
    if unpacked > _RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO:
        return f"the archive grows {unpacked // max(packed, 1)} times when unpacked, as a zip bomb does: unpack it first"
    return None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, largest: int) -> SourceFile | SourceProblem:
    """One file of a zip. No more bytes are unpacked than were declared, so a table of contents that lies gains nothing."""
    if reason := _unwanted_name(shown.rsplit("/", 1)[-1]):
        return SourceProblem(shown, "skipped", reason)
    if info.flag_bits & 1:
        return SourceProblem(shown, "failed", "encrypted in its archive: unpack it with its password first")
    if info.file_size > largest:
        return SourceProblem(shown, "failed", _too_large(info.file_size, largest))
    try:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        return SourceProblem(shown, "failed", f"damaged in its archive, or packed in an unknown way ({_words(error)})")
    if data.startswith(b"PK\x03\x04") and shown.lower().endswith(".zip"):
        return SourceProblem(shown, "failed", "an archive inside an archive: unpack the outer one first")
    return _checked(shown, data, largest)


def _too_large(size: int, largest: int) -> str:
    return f"{size / MIB:,.1f} MiB; at most {largest / MIB:,.1f} MiB a file: split it"


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
