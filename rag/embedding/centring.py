"""Removes the language from a query's vector, and from those of its words.

E5 puts texts of one language near each other, so a raw query prefers short texts and texts in its own language to texts
about its subject. Subtracting the mean vector of queries in its language takes that direction out. The means come from
generic needs that ship with the package, the same in each language, and so do not depend on any library.
"""

import hashlib
import os
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.embedding.vectors import States, Vectors
from rag.settings import cache_folder

SHIPPED = Path(str(files("rag.embedding").joinpath("query_means.npz")))
"""Written by `python -m rag.embedding.centring`."""

Mean = NDArray[np.float32]
"""A mean of unit vectors or of states (dimension,), not of unit length."""


@dataclass(frozen=True, slots=True)
class Means:
    """The means of the generic queries for each language (ISO 639-1): of the `queries`, and of the tokens of their words.

    `passage_words` is that of the same texts read as passages, all languages alike.
    """

    queries: Mapping[str, Mean]
    query_words: Mapping[str, Mean]
    passage_words: Mean


def generic_queries() -> dict[str, list[str]]:
    """The generic queries by language (ISO 639-1); the n-th of each language asks for the same."""
    needs = tomllib.loads(_source().decode())["need"]
    return {language: [need[language] for need in needs] for language in needs[0]}


def query_means(encoder: Encoder, *, cache: Path | None = None) -> Means:
    """The means of an encoder.

    Those of the embedded model ship with the package (`write_shipped`). For another they are computed once and kept in the
    user's cache (`cache` stands in for it); a damaged file is made anew.
    """
    key = _key(encoder)
    path = (cache or cache_folder()) / "means" / f"{key}.npz"
    for known in (SHIPPED, path):
        if means := _load(known, key, encoder.dimension):
            return means
    means = _computed(encoder)
    _store(path, key, means)
    return means


@lru_cache(maxsize=4)
def means_of(encoder: Encoder) -> Means:
    """As `query_means`, read once."""
    return query_means(encoder)


def centred_queries(encoder: Encoder, texts: Sequence[str], languages: Sequence[str | None]) -> Vectors:
    """Centred unit vectors (n, dimension) of queries, each in the language of the same place."""
    means = means_of(encoder).queries
    pairs = zip(encoder.encode_queries(texts), languages, strict=True)
    return np.stack([centre(vector, language, means) for vector, language in pairs])


def write_shipped(path: Path = SHIPPED) -> None:
    """Compute the means of the embedded model in float32, and write the file that ships."""
    encoder = Encoder(runtime="float32")
    _store(path, _key(encoder), _computed(encoder))


def _computed(encoder: Encoder) -> Means:
    queries, query_words, passage_words = dict[str, Mean](), dict[str, Mean](), list[Mean]()
    for language, texts in generic_queries().items():
        seen = list(encoder.states(texts, "query"))
        queries[language] = np.mean([one.vector for one in seen], axis=0)
        query_words[language] = _mean_state(seen)
        passage_words.append(_mean_state(list(encoder.states(texts, "document"))))
    return Means(queries, query_words, np.mean(passage_words, axis=0))


def _mean_state(seen: Sequence[States]) -> Mean:
    states = np.concatenate([one.states for one in seen])
    return states.mean(axis=0) if len(states) else np.zeros(states.shape[1], np.float32)


def _key(encoder: Encoder) -> str:
    """Names what the means are made of: the encoder and the queries."""
    return hashlib.sha256(encoder.fingerprint.encode() + _source()).hexdigest()


def centre(vectors: Vectors, language: str | None, means: Mapping[str, Mean]) -> Vectors:
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


def _load(path: Path, key: str, dimension: int) -> Means | None:
    """The means in a file; None where it is absent, damaged or made of something else."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            languages = stored["languages"].tolist()
            queries, words, passages = (stored[name] for name in ("queries", "query_words", "passage_words"))
            shapes = [(len(languages), dimension)] * 2 + [(dimension,)]
            whole = [part.shape for part in (queries, words, passages)] == shapes
            if str(stored["key"]) == key and whole and all(np.isfinite(part).all() for part in (queries, words, passages)):
                return Means(dict(zip(languages, queries, strict=True)), dict(zip(languages, words, strict=True)), passages)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass
    return None


def _store(path: Path, key: str, means: Means) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".means-", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        np.savez(
            file,
            key=key,
            languages=list(means.queries),
            queries=np.stack(list(means.queries.values())),
            query_words=np.stack([means.query_words[language] for language in means.queries]),
            passage_words=means.passage_words,
        )
    os.replace(temporary, path)


if __name__ == "__main__":
    write_shipped()
