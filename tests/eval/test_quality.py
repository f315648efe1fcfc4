"""`hemicycle eval`: figures for each need, honest intervals, a comparison with another run, and the sample's own needs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import collection
from eval.bad_model import LyingModel
from eval.quality import Row, by_measure, evaluate
from eval.report import report
from eval.statistics import change, mean
from eval.topics import load_topics
from rag.library.library import Library

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@settings(deadline=None)  # the first one imports scipy
@given(VALUES)
def test_a_mean_lies_in_its_interval_and_comes_out_the_same_again(values: list[float]) -> None:
    found = mean(values)
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert min(values) - 1e-9 <= found.low
    assert found.high <= max(values) + 1e-9
    assert found == mean(values)


@settings(deadline=None)  # the first one imports scipy
@given(VALUES)
def test_a_run_compared_with_itself_has_not_changed(values: list[float]) -> None:
    by_topic = {str(n): value for n, value in enumerate(values)}
    found = change(by_topic, by_topic)
    assert found is not None
    assert (found.mean, found.better, found.worse) == ((0, 0, 0), 0, 0)
    assert change(by_topic, {"another": 1.0}) is None


def test_a_better_run_is_said_to_be_better() -> None:
    topics = load_topics(collection.SAMPLE_TOPICS)
    rows = [
        Row(step="hybrid", language=language, topic=topic.topic, values={"nDCG@10": 0.5}, found=("X",))
        for topic in topics
        for language in ("nl", "en", "fr")
    ]
    better = [row.model_copy(update={"values": {"nDCG@10": 0.75}}) for row in rows]
    said = report(better, topics, "sample", rows)
    assert "| hybrid | nDCG@10 | nl | +0.250 [+0.250, +0.250] * | 12 | 0 |" in said
    assert "Nothing changed." in report(rows, topics, "sample", rows)


def test_the_needs_of_the_sample_are_found(hemicycle: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a collection at hand; the real model over the real sample."""
    monkeypatch.setenv("HEMICYCLE_DATA", str(tmp_path))
    done = hemicycle("eval", "--json")
    assert done.code == 0
    printed = json.loads(done.out)
    assert "sample" in printed["collection"]
    rows = [Row.model_validate(row) for row in printed["rows"]]
    figures = by_measure(rows)
    for language in ("nl", "en", "fr"):
        assert mean(list(figures["hybrid", "nDCG@10", language].values())).mean > 0.8
        assert set(figures["answer", "word for word", language].values()) == {1.0}
        assert figures["sentence alone", "nDCG@10", language]["S12"] == pytest.approx(1)
    (tmp_path / "run.json").write_text(done.out, encoding="utf-8")
    said = hemicycle("eval", "--against", tmp_path / "run.json", "-o", tmp_path / "report.md")
    assert said.code == 0
    assert "Nothing changed." in (tmp_path / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: no such file of topics"),
        (["--against", "nowhere.json"], "--against nowhere.json"),
        (["-o", "nowhere/report.md"], "there is no folder nowhere"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(hemicycle: Callable, arguments: list[str], said: str) -> None:
    done = hemicycle("eval", *arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_answers_of_a_model_are_measured_beside_the_quoted_ones(sample: Library) -> None:
    topics = load_topics(collection.SAMPLE_TOPICS)[:2]
    rows = evaluate(sample, topics, model=LyingModel(1))
    figures = by_measure(rows)
    assert set(figures["written answer", "by the model", "nl"]) == {topic.topic for topic in topics}
    for step in ("answer", "written answer"):
        assert set(figures.get((step, "word for word", "nl"), {}).values()) <= {1.0}
    assert "| written answer | relevant record in five |" in report(rows, topics, "sample")
