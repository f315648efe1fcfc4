"""Removes the language from a query's vector.

E5 puts texts of one language near each other, so a raw query prefers short texts and texts in its own language to texts
about its subject. Subtracting the mean vector of queries in its language takes that direction out. The means come from
generic needs that ship with the package, the same in each language, and so do not depend on any library.
"""

import hashlib
import os
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.embedding.vectors import Vectors
from rag.settings import cache_folder


def generic_queries() -> dict[str, list[str]]:
    """The generic queries by language (ISO 639-1); the n-th of each language asks for the same."""
    needs = tomllib.loads(_source().decode())["need"]
    return {language: [need[language] for need in needs] for language in needs[0]}


def query_means(encoder: Encoder, *, cache: Path | None = None) -> dict[str, NDArray[np.float32]]:
    """The mean unit vector of the generic queries per language, shape (dimension,), not of unit length.

    Computed once per encoder and kept in the user's cache (`cache` stands in for it); a damaged file is made anew.
    """
    key = hashlib.sha256(encoder.fingerprint.encode() + _source()).hexdigest()
    path = (cache or cache_folder()) / "means" / f"{key}.npz"
    queries = generic_queries()
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            matrix = stored["means"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        matrix = None  # absent or damaged
    if matrix is None or matrix.shape != (len(queries), encoder.dimension) or not np.isfinite(matrix).all():
        matrix = np.stack([encoder.encode_queries(texts).mean(axis=0) for texts in queries.values()])
        _store(path, matrix)
    return dict(zip(queries, matrix, strict=True))


def centre(vectors: Vectors, language: str | None, means: Mapping[str, NDArray[np.float32]]) -> Vectors:
    """`vectors`, shape (n, dimension) or (dimension,), less the mean of `language`, as unit vectors.

    The mean over all languages is taken where `language` is None or has no mean.
    """
    mean = means.get(language) if language else None
    moved: Vectors = vectors - (np.mean(list(means.values()), axis=0) if mean is None else mean)
    length = np.linalg.norm(moved, axis=-1, keepdims=True)
    moved /= np.maximum(length, np.finfo(np.float32).tiny)
    return moved


def _source() -> bytes:
    return files("rag.embedding").joinpath("generic_queries.toml").read_bytes()


def _store(path: Path, means: Vectors) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".means-", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        np.savez(file, means=means)
    os.replace(temporary, path)
