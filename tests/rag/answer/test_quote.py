"""Which span of a passage is quoted, for any scores."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.passages import cut
from rag.answer.quote import CITATIONS, LONGEST, MOST, choose, shares, whole_sentences
from rag.answer.write import citation
from rag.library.catalogue import PassageRow
from rag.records import Part, Record, Span
from rag.sentences import sentences


def made(words: list[str]) -> tuple[Record, list[Span]]:
    text = " ".join(words)
    part = Part(role="answer", start=0, end=len(text))
    record = Record(id="x", parliament="x", kind="document", language="nl", text=text, parts=(part,))
    return record, [Span(start=start, end=end) for start, end in sentences(text, 0, len(text), "nl")]


SENTENCES = st.lists(
    st.integers(1, 30).map(lambda n: "De minister " + "verbetert " * n + "het vervoer."), min_size=1, max_size=12
)


@given(SENTENCES, st.data())
def test_a_quotation_is_whole_sentences_with_the_best_among_them(words: list[str], data: st.DataObject) -> None:
    record, spans = made(words)
    scores = data.draw(st.lists(st.floats(-1, 1), min_size=len(spans), max_size=len(spans)))
    quoted = choose(record, spans, scores, "nl")
    assert quoted.start in {span.start for span in spans}
    assert quoted.end in {span.end for span in spans}
    best = spans[scores.index(max(scores))]
    assert quoted.start <= best.start
    assert best.end <= quoted.end
    assert quoted.end - quoted.start <= LONGEST or quoted == best


WORDS = st.text(st.sampled_from("abcé .?!\n\u00a0“”12)(:;😀ß-"), min_size=1, max_size=120)


@settings(max_examples=10_000, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_every_quotation_is_the_record_s_own_words(texts: list[str], dice: random.Random) -> None:
    text, parts = "", []
    for words in texts:
        parts.append(Part(role=dice.choice(["answer", "question", "speech"]), start=len(text), end=len(text + words)))
        text += f"{words}\n\n"
    record = Record(id="x", parliament="x", kind="document", language="nl", text=text, parts=tuple(parts))
    for n, row in enumerate(cut(text, part, "nl") for part in parts):
        for start, end in row:
            passage = PassageRow(seq=n, record=1, n=n, part=n, role=parts[n].role, start=start, end=end)
            spans = whole_sentences(record, passage)
            if spans:
                cited = citation(
                    record, passage, choose(record, spans, [dice.random() for _ in spans], "nl"), None, language="nl"
                )
                assert cited.quote == text[cited.start : cited.end]
                assert parts[n].start <= cited.start < cited.end <= parts[n].end


def test_a_short_passage_is_quoted_whole() -> None:
    record, spans = made(["Neen.", "Er zijn geen plannen."])
    assert choose(record, spans, [0.1, 0.9], "nl").start == 0


def test_what_a_sentence_leans_back_on_is_quoted_before_what_scores_better() -> None:
    filler = "Het vervoer " + "verbetert " * 40 + "nog."
    record, spans = made([filler, "De proef loopt tot juni.", "Zij wordt daarna beoordeeld.", filler])
    quoted = record.quote(choose(record, spans, [0.8, 0.1, 0.9, 0.8], "nl"))
    assert "De proef loopt tot juni. Zij wordt daarna beoordeeld." in quoted


@given(st.lists(st.integers(0, 6), max_size=CITATIONS))
def test_all_quotations_that_there_may_be_are_shared_out(available: list[int]) -> None:
    given_out = shares(available)
    assert all(0 <= share <= min(own, MOST) for share, own in zip(given_out, available, strict=True))
    assert sum(given_out) == min(CITATIONS, sum(min(own, MOST) for own in available))


def test_the_best_record_is_quoted_twice_before_the_fifth_is_quoted_at_all() -> None:
    assert shares([3, 3, 3, 3, 3]) == [2, 1, 1, 1, 0]
    assert shares([3, 3]) == [3, 2]
