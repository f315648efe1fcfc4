"""Gives the passages of a catalogue their vectors, in commits of their own, so that it can stop and go on anywhere."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from sqlalchemy import Table

from rag.embedding.cache import VectorCache
from rag.embedding.encoder import Encoder
from rag.embedding.late import encode_passages
from rag.embedding.vectors import Vectors
from rag.library.catalogue import Catalogue, Unembedded
from rag.library.schema import next_vectors, vectors

_AT_A_TIME = 256

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


def embed(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> int:
    """Embed every text that has no vector yet; returns how many there were."""
    if not catalogue.count_unembedded():
        return 0
    catalogue.set_meta("encoder", encoder.fingerprint)
    catalogue.set_meta("encoder_name", encoder.name)
    return _embed(catalogue, encoder, vectors, progress)


def embed_anew(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> int:
    """Embed every text with an encoder whose vectors take the place of those there are, once all of them are made.

    Returns how many texts were left to embed: what was interrupted goes on where it was.
    """
    catalogue.expect_vectors(encoder.fingerprint)
    embedded = _embed(catalogue, encoder, next_vectors, progress)
    catalogue.adopt_vectors(encoder.fingerprint, encoder.name)
    return embedded


def _embed(catalogue: Catalogue, encoder: Encoder, table: Table, progress: Progress | None) -> int:
    """Fill a table with the vectors that it lacks.

    The next texts are computed while the last are being committed. A text that any library had embedded before is taken
    from the cache.
    """
    total = catalogue.count_unembedded(table)
    cache = VectorCache(encoder.fingerprint)
    done = 0
    with ThreadPoolExecutor(1, thread_name_prefix="embed") as ahead:
        portions = _portions(catalogue, table)
        portion = next(portions, None)
        computing = ahead.submit(_vectors, portion, encoder, cache) if portion else None
        while portion and computing:
            matrix, signs = computing.result()
            following = next(portions, None)
            computing = ahead.submit(_vectors, following, encoder, cache) if following else None
            catalogue.put_vectors([text.sha for text in portion], matrix, table, signs=signs)
            done += len(portion)
            portion = following
            if progress:
                progress(done, max(done, total))
    return done


def _portions(catalogue: Catalogue, table: Table) -> Iterator[list[Unembedded]]:
    """The texts without a vector, each once, some at a time."""
    seen = set[str]()  # what is computed but not committed yet comes again
    after = -1
    while rows := catalogue.unembedded(table, after=after, limit=_AT_A_TIME):
        after = max(row.seq for row in rows)
        if fresh := [row for row in rows if row.sha not in seen]:
            yield fresh
            seen = {row.sha for row in fresh}


def _vectors(texts: list[Unembedded], encoder: Encoder, cache: VectorCache) -> tuple[Vectors, list[bytes]]:
    """Unit vectors (n, d) of the texts, and the signs of their words."""
    known = cache.get([text.sha for text in texts])
    new = [text for text in texts if text.sha not in known]
    if new:
        shas = [text.sha for text in new]
        matrix, signs = encode_passages(encoder, [text.text for text in new])
        cache.put(shas, matrix, signs)
        known |= dict(zip(shas, zip(matrix, signs, strict=True), strict=True))
    vectors, words = zip(*(known[text.sha] for text in texts), strict=True)
    return np.stack(vectors), list(words)
