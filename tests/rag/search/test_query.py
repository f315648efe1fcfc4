"""What a query means to the full-text index."""

import unicodedata

import hypothesis.strategies as st
from hypothesis import given

from rag.search.names import phrases
from rag.search.query import as_written, understand


def test_a_word_is_one_concept_under_its_stems():
    words = understand("treinen trains", "nl", ["nl", "en"])
    assert words.names == {}
    assert len(words.concepts) == 2
    assert ("trein",) in words.concepts[0]
    assert ("train",) in words.concepts[1]


def test_a_country_is_one_concept_and_its_words_are_no_others():
    words = understand("sancties tegen Wit-Rusland en Belarus", "nl", ["nl"])
    assert words.names == {"BY": phrases("BY")}
    assert words.concepts.count(phrases("BY")) == 1
    assert (("wit",),) not in words.concepts


def test_a_word_twice_counts_once():
    assert understand("trein trein", "nl", ["nl"]) == understand("trein", "nl", ["nl"])


def test_without_records_words_are_taken_as_they_are():
    assert understand("treinen", None, []).concepts == ((("treinen",),),)


@given(st.text(), st.lists(st.sampled_from(["nl", "en", "fr", "de", "xx"])))
def test_any_text_has_a_meaning_without_empty_phrases(query: str, languages: list[str]):
    words = understand(query, None, languages)
    assert all(concept and all(phrase and all(phrase) for phrase in concept) for concept in words.concepts)
    assert set(words.names.values()) <= set(words.concepts)


@given(st.text())
def test_a_query_without_names_or_without_their_match_stays_as_it_was_written(query: str):
    composed = unicodedata.normalize("NFC", query)
    assert as_written(query, None, lambda _concept: 0) in (query, composed)
    if not understand(query, None, []).names:
        assert as_written(query, None, lambda _concept: 1) in (query, composed)


def test_a_country_is_put_as_the_records_write_it():
    common = (("wit", "rusland"),)
    written = as_written("What about Belarus, and sanctions?", "en", lambda concept: int(concept == common))
    assert written == "What about Wit-Rusland, and sanctions?"
