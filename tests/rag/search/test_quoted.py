"""Phrases in quotes: which marks quote, and that an apostrophe does not."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rag.library.filters import fold
from rag.search.quoted import quoted, unquoted

PAIRS = ['""', "“”", "„“", "„”", "””", "«»", "»«", "‹›"]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("inside", ["taxshift", "de blauwe brug", " droits de l’homme ", "foto's", "a, b"])
def test_every_pair_of_marks_quotes(pair: str, inside: str):
    query = f"wat is {pair[0]}{inside}{pair[1]}?"
    [(start, end)] = quoted(query)
    assert query[start:end] == inside
    assert fold(unquoted(query)) == " wat is "


@pytest.mark.parametrize(
    "query",
    [
        "'s avonds foto's van ouders' huis",
        "‘s avonds l’école d’ici",
        'een lone "mark',
        'een 15" scherm en een 17" scherm',
        '""',
        '"?!"',
        "«",
        "rock 'n' roll",
    ],
)
def test_an_apostrophe_or_a_lone_mark_quotes_nothing(query: str):
    assert quoted(query) == []
    assert unquoted(query) == query


def test_two_phrases_are_two():
    query = '"de blauwe brug" en «le pont bleu»'
    assert [query[start:end] for start, end in quoted(query)] == ["de blauwe brug", "le pont bleu"]
    assert fold(unquoted(query)) == " en "


@given(st.text(alphabet="ab é'’\"“”„«»‹›.-\n"))
def test_spans_are_in_order_and_what_is_left_has_none_of_their_words(query: str):
    spans = quoted(query)
    assert all(0 < start < end < len(query) for start, end in spans)
    assert spans == sorted(spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    words = sum(len(fold(query[start:end]).split()) for start, end in spans)
    assert len(fold(unquoted(query)).split()) + words == len(fold(query).split())


@pytest.mark.parametrize(("words", "counts"), [(15, True), (16, False)])
def test_a_pasted_paragraph_quotes_for_reasons_of_its_own(words: int, counts: bool):
    query = " ".join(["brug"] * words) + ' "de blauwe brug"'
    assert bool(quoted(query)) == counts
