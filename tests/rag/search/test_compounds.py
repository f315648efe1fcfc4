"""Compounds and their parts find each other, for less than the word itself."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from rag.library.analysis import terms
from rag.library.words import WordIndex
from rag.search.compounds import compounds
from rag.search.query import understand

Index = Callable[[str, Iterable[str]], WordIndex]

# Each word thrice, as a word is known, among passages that have none of them.
DUTCH = [
    *["de mensenrechten in het land", "een centrum in de stad", "de regering van het land", "een woning in de stad"] * 3,
    *["het mensenrechtencentrum", "het regeringscentrum", "de mensenrechten en het centrum", "een mensenrechtenxyz"],
    *[f"iets anders nummer {n}" for n in range(200)],
]
GERMAN = [
    *["die Regierung im Land", "der Bericht im Land", "die Gesundheit im Land"] * 3,
    *["der Regierungsbericht", "der Gesundheitsbericht", "die Regierung gab keinen Bericht"],
    *[f"etwas anderes Nummer {n}" for n in range(200)],
]


@pytest.fixture
def indexed(tmp_path: Path) -> Index:
    def make(language: str, texts: Iterable[str]) -> WordIndex:
        index = WordIndex(tmp_path / language, create=True)
        index.add((n, n, terms(text, language)) for n, text in enumerate(texts))
        return index

    return make


def found(index: WordIndex, query: str, language: str, texts: list[str]) -> list[str]:
    words = understand(query, language, [language], index.vocabulary())
    return list(dict.fromkeys(texts[key] for key, _ in index.search(words.concepts, 100, None, words.like)))


def test_a_word_finds_the_compounds_that_begin_with_it(indexed: Index):
    texts = found(indexed("nl", DUTCH), "mensenrechten", "nl", DUTCH)
    assert texts.index("de mensenrechten in het land") < texts.index("het mensenrechtencentrum")
    assert "een mensenrechtenxyz" not in texts


def test_a_compound_finds_its_parts_in_one_passage(indexed: Index):
    texts = found(indexed("nl", DUTCH), "mensenrechtencentrum", "nl", DUTCH)
    assert texts == ["het mensenrechtencentrum", "de mensenrechten en het centrum"]


@pytest.mark.parametrize(
    ("word", "expected"), [("regering", "het regeringscentrum"), ("mensenrechten", "het mensenrechtencentrum")]
)
def test_what_links_two_parts_belongs_to_none(indexed: Index, word: str, expected: str):
    assert expected in found(indexed("nl", DUTCH), word, "nl", DUTCH)


def test_german_has_compounds_too(indexed: Index):
    index = indexed("de", GERMAN)
    assert "der Regierungsbericht" in found(index, "Regierung", "de", GERMAN)
    assert found(index, "Regierungsbericht", "de", GERMAN) == ["der Regierungsbericht", "die Regierung gab keinen Bericht"]


def test_a_rare_compound_scores_less_than_the_word_itself(indexed: Index):
    index = indexed("nl", DUTCH)
    words = understand("regering", "nl", ["nl"], index.vocabulary())
    scores = {DUTCH[key]: score for key, score in index.search(words.concepts, 100, None, words.like)}
    assert scores["het regeringscentrum"] < scores["de regering van het land"]


def test_a_short_or_common_word_has_no_compounds(indexed: Index):
    vocabulary = indexed("nl", DUTCH).vocabulary()
    assert list(compounds("het", "nl", vocabulary)) == []
    assert list(compounds("nummer", "nl", vocabulary)) == []


def test_other_languages_have_no_compounds(indexed: Index):
    index = indexed("nl", DUTCH)
    assert understand("mensenrechtencentrum", "en", ["nl"], index.vocabulary()).like == {}
    assert understand("mensenrechtencentrum", "nl", ["nl"]).like == {}
