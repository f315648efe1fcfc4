"""Sentences and their translations, by their lengths."""

import hypothesis.strategies as st
from hypothesis import given

from eval.lexicon.sentence_pairs import pairs

LONG = "een lange zin over de brug en het water dat er onderdoor stroomt, met veel woorden."
SHORT = "een korte zin."


def test_sentences_of_one_length_stand_for_each_other():
    assert list(pairs([LONG, SHORT, LONG], [LONG, SHORT, LONG])) == [(LONG, LONG), (SHORT, SHORT), (LONG, LONG)]


def test_two_sentences_may_stand_for_one():
    assert list(pairs([LONG, LONG, SHORT], [f"{LONG} {LONG}", SHORT])) == [
        (f"{LONG} {LONG}", f"{LONG} {LONG}"),
        (SHORT, SHORT),
    ]


def test_nothing_stands_for_nothing():
    assert list(pairs([], [])) == list(pairs([LONG], [])) == list(pairs([], [LONG])) == []


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8), st.lists(st.text(min_size=1, max_size=40), max_size=8))
def test_every_sentence_comes_once_at_most_and_in_order(one: list[str], other: list[str]):
    found = list(pairs(one, other))
    for side, sentences in ((0, one), (1, other)):
        joined, position = " ".join(sentences), 0
        for pair in found:
            position = joined.index(pair[side], position) + len(pair[side])
