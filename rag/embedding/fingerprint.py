"""A name for what an encoder computes: two encoders with one fingerprint give the same vectors for the same text."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rag.settings import cache_folder

RECIPE = 2
"""Version of what is stored of a passage: the text that is embedded (what goes in front of it), and what is kept beside its
vector (`late`); raise it when one of them changes."""

_SUFFIXES = {".safetensors", ".bin", ".json", ".txt", ".model", ".vocab", ".merges"}
_OTHER_RUNTIMES = {"onnx", "openvino"}


def combine(*parts: object) -> str:
    """The fingerprint (sha256, hex) of these parts and the recipe."""
    return hashlib.sha256(json.dumps([RECIPE, *parts], sort_keys=True).encode()).hexdigest()


def folder_fingerprint(folder: Path, *, cache: Path | None = None) -> str:
    """The fingerprint of a sentence-transformers folder: the contents of its weights, tokenizer, pooling and prompts.

    Where the folder lies does not count. Hashes are kept in the cache by path, size and time of change, so that
    weights are read once and not at each start.
    """
    store = (cache or cache_folder()) / "hashes.json"
    known = _read(store)
    found = {path.relative_to(folder).as_posix(): _hash(path, known) for path in _files(folder)}
    if any(key not in known for key, _ in found.values()):
        _replace(store, known | dict(found.values()))
    return combine("folder", {name: digest for name, (_, digest) in found.items()})


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or _OTHER_RUNTIMES.intersection(inside.parts) or path.suffix not in _SUFFIXES or not path.is_file():
            continue
        if path.name == "pytorch_model.bin" and path.with_name("model.safetensors").exists():
            continue  # the same weights again; the loader takes the other file
        yield path


def _hash(path: Path, known: dict[str, str]) -> tuple[str, str]:
    real = path.resolve()
    stat = real.stat()
    key = f"{real}|{stat.st_size}|{stat.st_mtime_ns}"
    if key in known:
        return key, known[key]
    with real.open("rb") as file:
        return key, hashlib.file_digest(file, "sha256").hexdigest()


def _read(store: Path) -> dict[str, str]:
    try:
        content = json.loads(store.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _replace(store: Path, hashes: dict[str, str]) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".hashes-", dir=store.parent)
    with os.fdopen(descriptor, "w") as file:
        json.dump(hashes, file)
    os.replace(temporary, store)
