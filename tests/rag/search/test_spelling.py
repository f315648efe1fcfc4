"""Names that are written in several ways are one concept, and ordinary words stay what they are."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rag.library.filters import fold
from rag.search.query import understand
from rag.search.spelling import spelt


def ways(query: str) -> list[set[tuple[str, ...]]]:
    return [set(name.ways) for name in spelt(query)]


@pytest.mark.parametrize("query", ["N.A.V.O.", "N.A.V.O", "NAVO", "de NAVO.", "N-A-V-O"])
def test_an_acronym_with_or_without_full_stops(query: str):
    assert ways(query) == [{("n", "a", "v", "o"), ("navo",)}]


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        (["F-35", "F35", "f35", "F 35", "f‑35"], {("f", "35"), ("f35",)}),
        (["COVID-19", "covid 19", "Covid19"], {("covid", "19"), ("covid19",)}),
        (["N-VA", "n-va"], {("n", "va"), ("nva",)}),
        (["e-mail"], {("e", "mail"), ("email",)}),
    ],
)
def test_a_name_with_or_without_a_hyphen(queries: list[str], expected: set[tuple[str, ...]]):
    for query in queries:
        assert ways(query) == [expected]


@pytest.mark.parametrize(
    "query", ["de trein rijdt niet.Waarom?", "in 2017 en 1999", "trein, 12 bussen", "de F. 35", "a b c", ""]
)
def test_other_words_are_no_names(query: str):
    assert ways(query) == []


def test_pieces_that_are_words_are_looked_for_as_well():
    concepts = understand("COVID-19", "nl", ["nl"]).concepts
    assert (("covid",),) in concepts
    assert (("19",),) not in concepts
    assert understand("F-35", "nl", ["nl"]).concepts == ((("f", "35"), ("f35",)),)


def test_a_name_in_a_compound_is_a_name_and_the_compound_is_not():
    words = understand("over de VN-gesprekken", "nl", ["nl"])
    assert (("vn", "gesprek"), ("vngesprek",)) in words.concepts
    assert words.proper == ((("vn",),),)


@given(st.text(alphabet="aBéÉ19 .-‑'ß"))
def test_names_are_made_of_the_words_at_their_place(query: str):
    words, before = fold(query).split(), 0
    for name in spelt(query):
        assert before <= name.first < name.end <= len(words)
        before = name.end
        assert tuple(words[name.first : name.end]) in name.ways
        assert all("".join(way) == "".join(words[name.first : name.end]) for way in name.ways)
        assert set(name.loose) <= set(range(name.first, name.end))
