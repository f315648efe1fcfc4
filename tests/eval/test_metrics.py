"""The measures, on rankings whose value is known."""

import json
from pathlib import Path

import pytest

from eval.metrics import measure
from eval.topics import load_topics
from rag.errors import InputError


def test_a_perfect_ranking_scores_one_and_an_empty_one_nothing() -> None:
    found = measure({"a": ["x", "y"], "b": []}, {"a": {"x": 2, "y": 1}, "b": {"z": 2}})
    assert found["a"]["nDCG@10"] == pytest.approx(1)
    assert found["b"]["nDCG@10"] == 0


def test_gain_is_two_to_the_grade_less_one() -> None:
    worse = measure({"a": ["y", "x"]}, {"a": {"x": 2, "y": 1}})["a"]["nDCG@10"]
    assert worse == pytest.approx((1 + 3 / 1.5849625) / (3 + 1 / 1.5849625))


def test_a_file_that_holds_no_topics_is_named(tmp_path: Path) -> None:
    file = tmp_path / "topics.jsonl"
    file.write_text(json.dumps({"topic": "D1"}))
    with pytest.raises(InputError, match=r"topics\.jsonl"):
        load_topics(file)
