"""Needs made from records: the same words are one need, sentences tell, samples stay the same."""

import json
from pathlib import Path

from eval.robustness.measure import rank
from eval.robustness.needs import (
    BEGINNING,
    Need,
    also_holding,
    beginnings,
    most_telling,
    needs,
    sample,
    telling_sentences,
    unmarked,
)
from rag.records import Part, Record

ANSWER = (
    "The honourable member will find the figures for all the years in the annex to this reply. "
    "The hedgehog tunnels beneath the motorway near Oxbridge were closed for repairs after the flood."
)


def record(one: str, text: str) -> Record:
    return Record(
        id=one,
        parliament="x",
        kind="written-question",
        language="en",
        text=text,
        parts=(Part(start=0, end=len(text), role="answer"),),
    )


def test_records_asked_for_in_the_same_words_are_all_right() -> None:
    found = needs([("a", "bees"), ("b", "wasps"), ("c", "bees"), ("d", "")])
    assert found == [Need("bees", frozenset("ac")), Need("wasps", frozenset("b"))]


def test_a_record_that_holds_the_query_word_for_word_is_right_too() -> None:
    [found] = also_holding(
        [Need("bees die", frozenset("a"))], {"a": "Why bees die.", "b": "All bees\ndie.", "c": "Bees live."}
    )
    assert found.targets == {"a", "b"}


def test_the_sentence_with_the_largest_share_of_rare_words_tells_most() -> None:
    rare = {"hedgehog", "tunnel", "oxbridg"}.__contains__
    texts = ["The hedgehog tunnel is one of those near Oxbridge.", "A hedgehog tunnel near Oxbridge."]
    assert most_telling(texts, "en", rare) == texts[1]
    assert most_telling(["A hedgehog tunnel."], "en", rare) is None


def test_words_that_many_records_hold_tell_nothing() -> None:
    common = ANSWER.split(". ")[0] + "."
    others = [
        record(f"r{n}", f"{common} The answer of number {n} follows in due course as has been promised before.")
        for n in range(9)
    ]
    assert dict(telling_sentences([record("a", ANSWER), *others]))["a"].startswith("The hedgehog tunnels")


def test_a_beginning_is_cut_and_stands_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / "table.jsonl"
    file.write_text(json.dumps({"id": 1, "fr": "Une  question\n" + "x" * 400}) + "\n" + json.dumps({"id": 2, "fr": None}))
    [(first, query), (second, nothing)] = beginnings(file, id_column="id", column="fr")
    assert (first, second, nothing) == ("1", "2", "")
    assert query.startswith("Une question x")
    assert len(query) == BEGINNING


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    own = needs((str(n), f"query {n}") for n in range(50))
    assert sample(own, 10) == sample(own, 10)
    assert sample(own, 10) == sorted(sample(own, 10), key=own.index)
    assert sample(own, 99) == own


def test_a_hit_counts_as_every_family_that_it_shows() -> None:
    assert rank([["a"], ["b", "c"]], {"c"}) == 2
    assert rank([["a"]], {"c"}) is None


def test_marks_that_quote_are_left_out_and_the_words_stay() -> None:
    assert unmarked([Need("It said «no, never» and “yes”.", frozenset("a"))]) == [
        Need("It said no, never and yes .", frozenset("a"))
    ]
