"""Translated words: the tables that ship, and what they are worth to a query."""

import pytest

from rag.language import LANGUAGES
from rag.library.analysis import stem, terms
from rag.search.lexicon import LIKELY, PAIRS, lexicon, table_of
from rag.search.query import understand

_SMALL = 500_000


@pytest.mark.parametrize(
    ("word", "language", "other", "expected"),
    [
        ("OTAN", "fr", "nl", "navo"),
        ("NAVO", "nl", "fr", "otan"),
        ("ONU", "fr", "nl", "vn"),
        ("gouvernement", "fr", "nl", "regering"),
        ("trein", "nl", "fr", "train"),
        ("government", "en", "fr", "gouvernement"),
        ("government", "en", "nl", "regering"),
        ("regering", "nl", "en", "government"),
    ],
)
def test_a_word_has_its_translation(word: str, language: str, other: str, expected: str):
    meant = lexicon(language, other)[terms(word, language)[0]]
    assert max(meant, key=lambda term: meant[term]) == stem(expected, other)


def test_a_language_without_a_table_has_no_translations():
    assert all(lexicon(language, "xx") == lexicon("de", language) == {} for language in LANGUAGES)
    assert all(lexicon(language, language) == {} for language in LANGUAGES)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_tables_are_small_sorted_and_made_of_terms(one: str, other: str):
    path = table_of(one, other)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert path.stat().st_size < _SMALL
    assert rows == sorted(rows)
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    assert all(row[0] and row[1] and LIKELY <= float(row[2]) <= 1 and LIKELY <= float(row[3]) <= 1 for row in rows)


def test_the_likeliest_translation_stands_for_the_word_and_others_for_less():
    words = understand("gouvernement", "fr", ["nl"])
    [likenesses] = words.like.values()
    assert max(likeness.weight for likeness in likenesses) == 1.0
    assert all(0 < likeness.weight <= 1 for likeness in likenesses)
    assert understand("gouvernement", "fr", ["fr"]).like == {}


def test_an_acronym_is_translated_however_it_is_written():
    for query in ("OTAN", "O.T.A.N."):
        [likenesses] = understand(query, "fr", ["nl"]).like.values()
        assert [likeness.terms for likeness in likenesses] == [("navo",)]
