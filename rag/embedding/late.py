"""Late interaction: how well a text's words match the words of a query, each of them by itself.

One vector for a whole text says what it is about. Whether it says what was asked shows in its words: for each token of the
query the best match among the vectors of the text's words is taken, and of these the mean (ColBERT; Khattab and Zaharia,
2020, arXiv 2004.12832). The tokens are those of the same model, in the context of their text, less a mean as in `centring`.

Of a passage's words only the signs are kept, one bit for each dimension: 48 bytes a word, a sixteenth of a word in float16,
and the ranking is as good (docs/quality.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.embedding.centring import centre, means_of
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import Vectors

_AT_ONCE = 1024
"""Words that are compared at once: as many as stay in the processor's cache take half the time of all."""


def encode_passages(encoder: Encoder, texts: Sequence[str]) -> tuple[Vectors, list[bytes]]:
    """Unit vectors (n, d) of passages, and the signs of each one's words, for `matches`."""
    mean = means_of(encoder).passage_words
    vectors = np.empty((len(texts), encoder.dimension), np.float32)
    signs = list[bytes]()
    for n, seen in enumerate(encoder.states(texts, "document")):
        vectors[n] = seen.vector
        first = np.flatnonzero(np.diff(seen.words, prepend=-1))
        words = np.add.reduceat(seen.states - mean, first) if len(first) else seen.states
        signs.append(np.packbits(words > 0, axis=1).tobytes())
    return vectors, signs


def encode_query(encoder: Encoder, text: str, language: str | None) -> tuple[Vectors, Vectors]:
    """The centred unit vector (d,) of a query, and those of its words' tokens (m, d)."""
    means = means_of(encoder)
    [seen] = encoder.states([text], "query")
    return centre(seen.vector, language, means.queries), centre(seen.states, language, means.query_words)


def matches(tokens: Vectors, passages: Sequence[bytes]) -> NDArray[np.float32]:
    """How well each passage holds each token of a query: (n, m) from `tokens` (m, d) and the signs of the passages' words.

    It is the best cosine of the token with the signs of a word: at most about .8, .3 by chance in a text of some length. A
    passage without words holds nothing (-1).
    """
    dimension = tokens.shape[1]
    width = (dimension + 7) // 8
    words = np.array([len(own) // width for own in passages])
    found = np.full((len(passages), len(tokens)), -1, np.float32)
    if not words.any():
        return found
    packed = np.frombuffer(b"".join(passages), np.uint8).reshape(-1, width)
    cosines = np.empty((len(packed), len(tokens)), np.float32)
    for start in range(0, len(packed), _AT_ONCE):
        bits = np.unpackbits(packed[start : start + _AT_ONCE], axis=1, count=dimension)
        # A sign is 2 bit - 1, and the cosine with it the product over the root of the dimension.
        cosines[start : start + _AT_ONCE] = bits.astype(np.float32) @ (2 * tokens.T)
    cosines -= tokens.sum(axis=1)
    cosines /= np.sqrt(dimension)
    some = words > 0
    found[some] = np.maximum.reduceat(cosines, (np.cumsum(words) - words)[some])
    return found
