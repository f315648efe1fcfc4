import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.embedding.encoder import Encoder
from rag.embedding.late import encode_passages, encode_query, matches

PASSAGES = [
    "De brug over het kanaal wordt in het voorjaar hersteld.",
    "De vergoeding voor vrijwilligers is niet belast.",
    "¡...!",
    "",
]


def test_a_passage_keeps_the_signs_of_each_of_its_words_and_its_vector(encoder: Encoder) -> None:
    vectors, signs = encode_passages(encoder, PASSAGES)
    np.testing.assert_allclose(vectors, encoder.encode_passages(PASSAGES), atol=1e-6)
    assert [len(own) / (encoder.dimension / 8) for own in signs] == [10, 7, 0, 0]


@pytest.mark.parametrize(
    ("query", "language", "best"),
    [("Quand le pont sera-t-il réparé ?", "fr", 0), ("Do volunteers pay tax?", "en", 1), ("vrijwilligers", "nl", 1)],
)
def test_words_match_those_that_say_the_same_in_another_language(
    encoder: Encoder, query: str, language: str, best: int
) -> None:
    vector, tokens = encode_query(encoder, query, language)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(tokens, axis=1) == pytest.approx(1, abs=1e-5)
    found = matches(tokens, encode_passages(encoder, PASSAGES)[1]).mean(axis=1)
    assert int(np.argmax(found)) == best
    assert (found[2:] == -1).all()


def test_a_query_of_punctuation_alone_has_no_tokens(encoder: Encoder) -> None:
    _, tokens = encode_query(encoder, "?!", "nl")
    assert tokens.shape == (0, encoder.dimension)


@given(st.integers(1, 40), st.lists(st.integers(0, 5), min_size=1, max_size=6), st.integers(1, 4), st.randoms())
def test_matches_are_the_best_cosines_with_signs(dimension: int, sizes: list[int], tokens: int, chance) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(chance.randrange(1 << 30))
    query = rng.normal(size=(tokens, dimension)).astype(np.float32)
    query /= np.linalg.norm(query, axis=1, keepdims=True)
    words = [rng.random((size, dimension)) > 0.5 for size in sizes]
    found = matches(query, [np.packbits(own, axis=1).tobytes() for own in words])
    for own, row in zip(words, found, strict=True):
        cosines = query @ (2.0 * own - 1).T / np.sqrt(dimension)
        expected = cosines.max(axis=1) if len(own) else np.full(tokens, -1)
        np.testing.assert_allclose(row, expected, atol=1e-5)
