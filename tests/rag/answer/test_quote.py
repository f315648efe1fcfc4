"""Which span of a passage is quoted, for any scores."""

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.quote import LONGEST, WHOLE, Candidate, candidate, choose, covered, mentions
from rag.library.catalogue import PassageRow
from rag.records import Part, Record


def made(sentences: list[str]) -> Candidate:
    text = " ".join(sentences)
    part = Part(role="answer", start=0, end=len(text))
    record = Record(id="x", parliament="x", kind="document", language="nl", text=text, parts=(part,))
    return candidate(record, PassageRow(seq=1, record=1, n=0, part=0, role="answer", start=0, end=len(text)))


SENTENCES = st.lists(
    st.integers(1, 30).map(lambda n: "De minister " + "verbetert " * n + "het vervoer."), min_size=1, max_size=12
)


@given(SENTENCES, st.data())
def test_a_quotation_is_whole_sentences_with_the_best_among_them(sentences: list[str], data: st.DataObject) -> None:
    passage = made(sentences)
    scores = data.draw(st.lists(st.floats(-1, 1), min_size=len(passage.spans), max_size=len(passage.spans)))
    span = choose(passage, scores)
    assert span.start in {s.start for s in passage.spans}
    assert span.end in {s.end for s in passage.spans}
    if not passage.whole:
        best = passage.spans[scores.index(max(scores))]
        assert span.start <= best.start
        assert best.end <= span.end
        alone = len([s for s in passage.spans if span.start <= s.start < span.end]) <= 2
        assert span.end - span.start <= LONGEST or alone


def test_a_short_passage_is_quoted_whole() -> None:
    passage = made(["Neen.", "Er zijn geen plannen."])
    assert passage.row.end <= WHOLE
    assert choose(passage, [0.1, 0.9]).start == 0


def test_a_country_is_mentioned_under_any_of_its_names() -> None:
    belarus = (("belarus",), ("wit", "rusland"), ("wit", "russisch"))
    assert mentions("Het Wit-Russische regime", "nl", belarus)
    assert not mentions("Een witte Rus in Rusland", "nl", belarus)


def test_coverage_weighs_rare_words_more() -> None:
    weights = {(("trein",),): 1.0, (("vertrag",),): 3.0}
    assert covered("vertraging op het spoor", "nl", weights) == 0.75
    assert covered("niets daarvan", "nl", {}) == 0.0
