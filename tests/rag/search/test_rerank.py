"""The second look: word by word, over the first records of a ranking."""

from collections.abc import Callable
from typing import Any

import pytest

from rag.library.library import Library
from rag.records import Record
from rag.search.ranking import meaning_of, rank
from rag.search.rerank import as_ranked, reranked
from rag.search.search import search

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

QUERY = "Hoe lang wachten kinderen op een plaats in de opvang?"


@pytest.mark.parametrize("first", [1, 3, 50])
def test_only_the_first_are_looked_at_again_and_scores_fall(sample: Library, first: int) -> None:
    meaning = meaning_of(sample, QUERY, "nl")
    assert meaning is not None
    ranking = rank(sample, None, meaning.vector, None)
    before, after = list(as_ranked(ranking).scores), reranked(sample, ranking, meaning, QUERY, most=first)
    order = list(after.scores)
    assert sorted(order[:first]) == sorted(before[:first])
    assert order[first:] == before[first:]
    assert list(after.scores.values()) == sorted(after.scores.values(), reverse=True)
    assert list(after.matches) == order[:first]


def test_the_record_that_says_what_was_asked_goes_before_those_on_the_same_subject(
    library: Library, make_record: Records, with_passages: Items
) -> None:
    asked = ["Hoeveel kost de bus?", "Wanneer rijdt de bus?", "Wie bestuurt de bus?", "Is de bus groen geverfd?"]
    library.add(with_passages(*(make_record(str(n), "De bus", text) for n, text in enumerate(asked))))
    library.embed()
    assert search(library, "In welke kleur is de bus geschilderd?", k=1).hits[0].text == asked[3]


def test_what_has_no_vector_yet_is_found_among_the_rest(library: Library, make_record: Records, with_passages: Items) -> None:
    library.add(with_passages(make_record("1", "Tram", "Hoe duur?"), make_record("2", "Tram", "Hoe lang?")))
    library.embed()
    library.add(with_passages(make_record("3", "Tram", "Hoe breed?")))
    assert len(search(library, "de tram", k=5).hits) == 3


def test_a_query_without_a_word_is_answered_all_the_same(sample: Library) -> None:
    assert search(sample, "?!", k=5).hits
