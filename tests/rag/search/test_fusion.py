"""Fusion: only the spread of scores counts, not their scale; better in both rankings is never worse in one."""

from collections.abc import Mapping
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rag.search.fusion import WORDS_WEIGHT, fuse, standardise

# Of a size and grain that scores have, so that order is not lost to rounding.
SCORE = st.integers(0, 10_000).map(lambda n: n / 100)
SCORES = st.dictionaries(st.integers(0, 30), SCORE, max_size=20)


def order(scores: Mapping[int, float]) -> list[tuple[float, int]]:
    return sorted((-round(score, 6), key) for key, score in scores.items())


@given(SCORES)
def test_standard_scores_have_mean_0_and_deviation_1_or_are_all_0(scores: dict[int, float]):
    made = standardise(scores)
    assert made.keys() == scores.keys()
    assert sum(made.values()) == pytest.approx(0, abs=1e-6)
    squares = sum(value**2 for value in made.values())
    assert squares == pytest.approx(0 if len(set(scores.values())) < 2 else len(made), abs=1e-6)


@given(SCORES, SCORES, st.floats(0.01, 100), st.floats(-100, 100))
def test_the_scale_of_the_cosines_does_not_matter(
    meaning: dict[int, float], words: dict[int, float], factor: float, shift: float
):
    scaled = {key: factor * score + shift for key, score in meaning.items()}
    if meaning:
        assert fuse(scaled, words) == pytest.approx(fuse(meaning, words), abs=1e-6)


@given(SCORES, SCORES, st.floats(0.01, 100))
def test_the_scale_of_the_word_scores_does_not_matter(meaning: dict[int, float], words: dict[int, float], factor: float):
    scaled = {key: factor * score for key, score in words.items()}
    assert fuse(meaning, scaled) == pytest.approx(fuse(meaning, words), abs=1e-6)


@given(SCORES, SCORES)
def test_every_key_of_either_ranking_has_a_score(meaning: dict[int, float], words: dict[int, float]):
    assert fuse(meaning, words).keys() == meaning.keys() | words.keys()


@given(SCORES, SCORES)
def test_better_in_both_rankings_is_not_worse_in_one(meaning: dict[int, float], words: dict[int, float]):
    keys = sorted(meaning.keys() & words.keys(), key=lambda key: (meaning[key], words[key]))
    fused = fuse(meaning, words)
    for low, high in pairwise(keys):
        if words[low] <= words[high]:
            assert fused[low] <= fused[high] + 1e-9


@given(SCORES)
def test_one_ranking_alone_keeps_its_order(scores: dict[int, float]):
    assert order(standardise(scores)) == order(fuse(scores, {}))
    if scores:
        positive = {key: score + 1 for key, score in scores.items()}
        assert [key for _, key in order(fuse({}, positive))] == [key for _, key in order(positive)]


def test_what_has_no_vector_is_neither_first_nor_last_for_that():
    fused = fuse({1: 0.9, 2: 0.1}, {1: 1.0, 2: 1.0, 3: 1.0})
    assert fused[1] > fused[3] > fused[2]


@given(SCORES, SCORES)
def test_of_what_has_no_vector_the_better_by_words_is_the_better(meaning: dict[int, float], words: dict[int, float]):
    fused = fuse(meaning, words)
    keys = sorted(words.keys() - meaning.keys(), key=lambda key: words[key])
    assert all(fused[low] <= fused[high] + 1e-9 for low, high in pairwise(keys))


def test_words_break_the_tie_between_equal_cosines_and_weigh_less_than_meaning():
    assert fuse({1: 0.5, 2: 0.5}, {2: 3.0})[2] > fuse({1: 0.5, 2: 0.5}, {2: 3.0})[1]
    assert WORDS_WEIGHT < 1
    fused = fuse({1: 0.9, 2: 0.1}, {2: 9.0})
    assert fused[1] > fused[2]


def test_nothing_fused_is_nothing():
    assert fuse({}, {}) == {}
