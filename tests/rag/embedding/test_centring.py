import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.centring import Means, centre, generic_queries, query_means
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import Kind, States

LANGUAGES = {"nl", "en", "fr", "de"}


@pytest.fixture(scope="module")
def shipped(encoder: Encoder) -> Means:
    return query_means(encoder)


@pytest.fixture(scope="module")
def means(shipped: Means) -> Mapping[str, np.ndarray]:
    return shipped.queries


def test_every_language_asks_the_same_number_of_different_things() -> None:
    queries = generic_queries()
    assert set(queries) == LANGUAGES
    assert {len(texts) for texts in queries.values()} == {len(queries["en"])}
    assert len(queries["en"]) >= 80
    for texts in queries.values():
        assert len({text.casefold() for text in texts}) == len(texts)
        assert all(text == text.strip() and text for text in texts)


def test_means_are_one_vector_a_language(shipped: Means, encoder: Encoder) -> None:
    assert set(shipped.queries) == set(shipped.query_words) == LANGUAGES
    for mean in (*shipped.queries.values(), *shipped.query_words.values(), shipped.passage_words):
        assert mean.shape == (encoder.dimension,)
        assert mean.dtype == np.float32
    for mean in shipped.queries.values():
        assert 0.5 < np.linalg.norm(mean) < 1


def test_centring_takes_the_language_out_and_keeps_the_subject(means: Mapping[str, np.ndarray], encoder: Encoder) -> None:
    """Questions put in two languages: raw, all resemble each other; centred, only those on one subject do."""
    english = encoder.encode_queries(["Who pays for repairs to the dikes?", "Can pupils bring a telephone to school?"])
    dutch = encoder.encode_queries(
        ["Wie betaalt de herstelling van de dijken?", "Mogen leerlingen een telefoon meenemen naar school?"]
    )
    raw = english @ dutch.T
    centred = centre(english, "en", means) @ centre(dutch, "nl", means).T
    assert raw.min() > 0.7
    assert centred.diagonal().min() > 0.4
    assert max(centred[0, 1], centred[1, 0]) < 0.1
    assert (centre(dutch, "nl", means) @ (means["nl"] - means["en"])).mean() < (dutch @ (means["nl"] - means["en"])).mean()


def test_centred_vectors_have_unit_length_and_the_shape_that_came_in(
    means: Mapping[str, np.ndarray], encoder: Encoder
) -> None:
    vectors = encoder.encode_queries(["treinen", "la dette publique"])
    before = vectors.copy()
    both = centre(vectors, "nl", means)
    assert both.dtype == np.float32
    assert np.linalg.norm(both, axis=1) == pytest.approx(1, abs=1e-6)
    assert centre(vectors[0], "nl", means) == pytest.approx(both[0], abs=1e-6)
    assert (vectors == before).all()


@pytest.mark.parametrize("language", [None, "", "pl"])
def test_an_unknown_language_is_centred_on_all_of_them(means: Mapping[str, np.ndarray], language: str | None) -> None:
    vector = np.eye(384, dtype=np.float32)[0]
    expected = vector - np.mean([means[known] for known in sorted(LANGUAGES)], axis=0)
    assert centre(vector, language, means) == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)


def test_the_mean_itself_gives_no_nan(means: Mapping[str, np.ndarray]) -> None:
    assert np.isfinite(centre(means["nl"], "nl", means)).all()


def test_the_means_that_ship_are_those_of_the_embedded_model(encoder: Encoder, tmp_path: Path) -> None:
    shipped = query_means(encoder, cache=tmp_path)
    assert not list(tmp_path.iterdir()), "out of date: run python -m rag.embedding.centring"
    read_as_passages = []
    for language, texts in generic_queries().items():
        assert shipped.queries[language] == pytest.approx(encoder.encode_queries(texts).mean(axis=0), abs=2e-3)
        words = np.concatenate([seen.states for seen in encoder.states(texts, "query")]).mean(axis=0)
        assert shipped.query_words[language] == pytest.approx(words, abs=0.02)
        read_as_passages.append(np.concatenate([seen.states for seen in encoder.states(texts, "document")]).mean(axis=0))
    assert shipped.passage_words == pytest.approx(np.mean(read_as_passages, axis=0), abs=0.02)


class Counting(Encoder):
    """Another model, which counts how often it is asked."""

    asked = 0

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        return "another"

    def states(self, texts: Sequence[str], kind: Kind) -> Iterator[States]:
        self.asked += 1
        return (
            States(np.eye(384, dtype=np.float32)[len(text)], np.ones((2, 384), np.float32), np.arange(2)) for text in texts
        )


def same(some: Means, others: Means) -> bool:
    return all(
        np.array_equal(a, b)
        for one, other in ((some.queries, others.queries), (some.query_words, others.query_words))
        for a, b in zip(one.values(), other.values(), strict=True)
    ) and np.array_equal(some.passage_words, others.passage_words)


def test_means_are_computed_once_and_made_anew_when_damaged(tmp_path: Path) -> None:
    encoder = Counting()
    first = query_means(encoder, cache=tmp_path)
    again = query_means(encoder, cache=tmp_path)
    assert encoder.asked == 8
    assert same(first, again)
    (stored,) = (tmp_path / "means").iterdir()
    for damage in ("cut", "queries", "query_words", "passage_words"):
        if damage == "cut":
            os.truncate(stored, 100)
        else:
            content = dict(np.load(stored))
            np.savez(stored, allow_pickle=False, **(content | {damage: content[damage] * np.nan}))
        asked = encoder.asked
        repaired = query_means(encoder, cache=tmp_path)
        assert encoder.asked == asked + 8
        assert same(first, repaired)
