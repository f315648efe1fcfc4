"""Zip archives as sources, also inside one another, and documents that are zips: opened in place, never unpacked to disk,
within limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from ingest.files import SourceFile
from ingest.sources.selection import LARGEST_FILE, MIB, SourceProblem, checked, too_large, unwanted_name, words
from rag.errors import ReadError

LARGEST_ARCHIVE = 4096 * MIB
MOST_MEMBERS = 100_000
HIGHEST_RATIO = 200
DEEPEST = 3
"""Limits of one zip: bytes when unpacked and number of files, with all archives inside it; times that it grows; archives
inside one another. XML shrinks to a thirtieth; what grows more than two hundred times is made to fill a memory or a disk."""

_RATIO_MATTERS_FROM = 10 * MIB
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS_AS_ZIP = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")


_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
"""What reading a damaged archive, or one packed or encrypted in an unknown way, may raise."""


@dataclass
class _Left:
    """What an archive may still unpack, with all that is inside it."""

    members: int
    size: int
    levels: int


def is_archive(stream: BinaryIO) -> bool:
    """Whether a file is a zip of files; Word, OpenDocument, EPUB and Java files are zips too, and single documents."""
    signature = stream.read(4)
    stream.seek(0)
    if signature not in _SIGNATURES:
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            return not any(name in archive.NameToInfo for name in _DOCUMENTS_AS_ZIP)
    except (zipfile.BadZipFile, NotImplementedError):
        return True


def inner_files(data: bytes, path: str, names: Sequence[str]) -> dict[str, bytes]:
    """Of a document that is a zip (Word, OpenDocument) the files of these names, as far as they are there.

    Raises ReadError where it is damaged, or beyond the limits of archives.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            if reason := _unreasonable(found, _Left(MOST_MEMBERS, LARGEST_ARCHIVE, DEEPEST)):
                raise ReadError(f"{path}: {reason}")
            large = next((info for info in found if info.filename in names and info.file_size > LARGEST_FILE), None)
            if large:
                raise ReadError(f"{path}: {large.filename} in it is {too_large(large.file_size, LARGEST_FILE)}")
            return {info.filename: _unpacked(archive, info) for info in found if info.filename in names}
    except _DAMAGE as error:
        raise ReadError(f"{path}: damaged, or packed in an unknown way ({words(error)}): save it again") from None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One file of a zip. No more bytes are unpacked than were declared, so a table of contents that lies gains nothing."""
    with archive.open(info) as stream:
        return stream.read(info.file_size + 1)


def members(stream: BinaryIO, shown: str, largest: int) -> Iterator[SourceFile | SourceProblem]:
    """The files of a zip in the order of their names, once the whole is known to be of a reasonable size.

    A member is shown as `archive.zip/inner/name.pdf`; `largest` is the limit of one file in bytes.
    """
    yield from _members(stream, shown, largest, _Left(MOST_MEMBERS, LARGEST_ARCHIVE, DEEPEST))


def _members(stream: BinaryIO, shown: str, largest: int, left: _Left) -> Iterator[SourceFile | SourceProblem]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield SourceProblem(shown, "failed", f"a damaged zip archive ({error}): get it again")
        return
    with archive:
        found = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if reason := _unreasonable(found, left):
            yield SourceProblem(shown, "failed", reason)
            return
        if not found:
            yield SourceProblem(shown, "failed", "the archive is empty")
        for info in found:
            names = [name for name in info.filename.replace("\\", "/").split("/") if name not in ("", ".", "..")]
            hidden = any(name.startswith((".", "__MACOSX")) for name in names)
            if names and not hidden and not names[-1].lower().endswith(".map.toml"):
                yield from _member(archive, info, "/".join([shown, *names]), largest, left)


def _unreasonable(found: Sequence[zipfile.ZipInfo], left: _Left) -> str | None:
    """Why an archive must not be read, by what its table of contents declares, or None; takes it off what is left."""
    unpacked, packed = sum(info.file_size for info in found), sum(info.compress_size for info in found)
    if len(found) > left.members:
        return f"the archive holds {len(found)} files; at most {left.members}: split it"
    if unpacked > left.size:
        return f"the archive unpacks to {unpacked // MIB} MiB; at most {left.size // MIB} MiB: split it"
    if unpacked > _RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO:
        return f"the archive grows {unpacked // max(packed, 1)} times when unpacked, as a zip bomb does: unpack it first"
    left.members -= len(found)
    left.size -= unpacked
    return None


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, largest: int, left: _Left
) -> Iterator[SourceFile | SourceProblem]:
    """One file of a zip, or the files of a zip in it."""
    if reason := unwanted_name(shown.rsplit("/", 1)[-1]):
        yield SourceProblem(shown, "skipped", reason)
        return
    if info.flag_bits & 1:
        yield SourceProblem(shown, "failed", "encrypted in its archive: unpack it with its password first")
        return
    if info.file_size > largest:
        yield SourceProblem(shown, "failed", too_large(info.file_size, largest))
        return
    try:
        data = _unpacked(archive, info)
    except _DAMAGE as error:
        yield SourceProblem(shown, "failed", f"damaged in its archive, or packed in an unknown way ({words(error)})")
        return
    inner = io.BytesIO(data)
    if not is_archive(inner):
        yield checked(shown, data, largest)
    elif left.levels == 1:
        yield SourceProblem(shown, "failed", f"more than {DEEPEST} archives inside one another: unpack the outer ones first")
    else:
        left.levels -= 1
        yield from _members(inner, shown, largest, left)
        left.levels += 1
