"""The full-text index: every passage once, phrases, concepts under several names, filters that hide nothing."""

from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.library.index import Concept, Selection
from rag.library.words import WordIndex, drop

PASSAGES = [
    (1, 10, ["wit", "rusland", "sanct"]),
    (2, 10, ["rusland", "wit", "huis"]),
    (3, 11, ["belarus", "sanct"]),
    (4, 12, ["trein", "vertrag"]),
    (5, 12, ["belarus", "wit", "rusland", "trein"]),
]


def word(*names: str) -> Concept:
    """A concept of one-word phrases, any of which will do."""
    return tuple((name,) for name in names)


@pytest.fixture
def index(tmp_path: Path) -> WordIndex:
    made = WordIndex(tmp_path / "words", create=True)
    made.add(PASSAGES)
    return made


def keys(found: list[tuple[int, float]]) -> list[int]:
    return [key for key, _ in found]


def test_adding_again_changes_nothing(index: WordIndex):
    before = index.search([word("rusland"), word("trein")], 10)
    index.add(PASSAGES)
    assert index.size() == 5
    assert index.search([word("rusland"), word("trein")], 10) == before


def test_an_added_passage_replaces_the_one_with_its_key(index: WordIndex):
    index.add([(4, 12, ["bus"])])
    assert keys(index.search([word("trein")], 10)) == [5]
    assert keys(index.search([word("bus")], 10)) == [4]


def test_a_key_twice_in_one_addition_is_one_passage(index: WordIndex):
    index.add([(9, 19, ["oud"]), (9, 19, ["nieuw"])])
    assert (keys(index.search([word("oud")], 10)), keys(index.search([word("nieuw")], 10))) == ([], [9])


def test_all_passages_of_a_record_go_with_it(index: WordIndex):
    index.remove([10, 99])
    assert index.size() == 3
    assert set(keys(index.search([word("rusland"), word("belarus"), word("trein")], 10))) == {3, 4, 5}


def test_a_phrase_is_words_in_a_row_and_not_apart(index: WordIndex):
    assert set(keys(index.search([(("wit", "rusland"),)], 10))) == {1, 5}
    assert set(keys(index.search([word("wit"), word("rusland")], 10))) == {1, 2, 5}
    assert index.frequency((("wit", "rusland"),)) == 2


def test_a_concept_under_two_names_counts_once(index: WordIndex):
    """Passage 5 holds both names of the country: it scores as by its better name, not as by both."""
    concept: Concept = (("wit", "rusland"), ("belarus",))
    both = dict(index.search([concept], 10))
    single = [dict(index.search([(phrase,)], 10)).get(5, 0.0) for phrase in concept]
    assert both[5] == pytest.approx(max(single))
    assert set(both) == {1, 3, 5}
    assert index.frequency(concept) == 3


def test_a_filter_hides_nothing_that_exists_and_changes_no_score(index: WordIndex):
    concepts = [word("belarus"), word("rusland"), word("trein")]
    everything = dict(index.search(concepts, 10))
    records = {key: record for key, record, _ in PASSAGES}
    for allowed in ({10}, {11, 12}, {12, 99}, {10, 11, 12}):
        found = dict(index.search(concepts, 10, Selection(allowed)))
        assert found == {key: score for key, score in everything.items() if records[key] in allowed}
    assert keys(index.search(concepts, 1, Selection({12}))) == [5]
    assert index.search(concepts, 10, Selection([])) == []


def test_nothing_to_look_for_finds_nothing(index: WordIndex, tmp_path: Path):
    assert index.search([], 10) == []
    assert index.search([word("afwezig")], 10) == []
    assert WordIndex(tmp_path / "new", create=True).search([word("a")], 10) == []


def test_words_that_mean_something_to_a_query_language_are_words(index: WordIndex):
    index.add([(20, 20, ["and", "or", "*", 'quote"', "a:b"])])
    for name in ("and", "or", "*", 'quote"', "a:b"):
        assert keys(index.search([word(name)], 10)) == [20]


def test_a_reader_sees_what_another_commits(index: WordIndex, tmp_path: Path):
    reader = WordIndex(tmp_path / "words")
    assert reader.size() == 5
    index.add([(6, 13, ["bus"])])
    assert (reader.frequency(word("bus")), reader.size()) == (1, 6)


@pytest.mark.parametrize("damage", ["missing", "garbage"])
@pytest.mark.parametrize("suffix", ["meta.json", ".term", ".idx", ".pos", ".fast"])
def test_a_damaged_index_is_a_library_error(index: WordIndex, tmp_path: Path, suffix: str, damage: str):
    [file] = [file for file in (tmp_path / "words").iterdir() if file.name.endswith(suffix) and file.name != ".managed.json"]
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(b"garbage")
    with pytest.raises(LibraryError, match="hemicycle rebuild"):
        WordIndex(tmp_path / "words").search([(("wit", "rusland"),)], 10)


def test_a_folder_without_an_index_is_a_library_error(tmp_path: Path):
    with pytest.raises(LibraryError):
        WordIndex(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError):
        WordIndex(tmp_path / "empty")
    drop(tmp_path / "none")
