"""Gives the passages of a catalogue their vectors, in commits of their own, so that it can stop and go on anywhere."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from rag.embedding.cache import VectorCache
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import Vectors
from rag.library.catalogue import Catalogue, Unembedded

_AT_A_TIME = 256

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


def embed(catalogue: Catalogue, encoder: Encoder, progress: Progress | None = None) -> int:
    """Embed every text that has no vector yet; returns how many there were.

    The next texts are computed while the last are being committed. A text that any library had embedded before is taken
    from the cache.
    """
    total = catalogue.count_unembedded()
    if not total:
        return 0
    catalogue.set_meta("encoder", encoder.fingerprint)
    catalogue.set_meta("encoder_name", encoder.name)
    cache = VectorCache(encoder.fingerprint)
    done = 0
    with ThreadPoolExecutor(1, thread_name_prefix="embed") as ahead:
        portions = _portions(catalogue)
        portion = next(portions, None)
        computing = ahead.submit(_vectors, portion, encoder, cache) if portion else None
        while portion and computing:
            matrix = computing.result()
            following = next(portions, None)
            computing = ahead.submit(_vectors, following, encoder, cache) if following else None
            catalogue.put_vectors([text.sha for text in portion], matrix)
            done += len(portion)
            portion = following
            if progress:
                progress(done, max(done, total))
    return done


def _portions(catalogue: Catalogue) -> Iterator[list[Unembedded]]:
    """The texts without a vector, each once, some at a time."""
    seen = set[str]()  # what is computed but not committed yet comes again
    after = -1
    while rows := catalogue.unembedded(after=after, limit=_AT_A_TIME):
        after = max(row.seq for row in rows)
        if fresh := [row for row in rows if row.sha not in seen]:
            yield fresh
            seen = {row.sha for row in fresh}


def _vectors(texts: list[Unembedded], encoder: Encoder, cache: VectorCache) -> Vectors:
    """Unit vectors (n, d) of the texts."""
    known = cache.get([text.sha for text in texts])
    new = [text for text in texts if text.sha not in known]
    if new:
        computed = encoder.encode_passages([text.text for text in new])
        cache.put([text.sha for text in new], computed)
        known |= {text.sha: vector for text, vector in zip(new, computed, strict=True)}
    return np.stack([known[text.sha] for text in texts])
