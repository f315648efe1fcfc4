"""What the speed is measured on and with: libraries of a size, exact search, filters in two languages, memory, tables."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eval.enlarged import enlarged
from eval.exact import ExactSearch
from eval.processes import peak_mib, percentile, run, timed
from eval.speed import markdown
from eval.speed_baselines import measure_baselines
from eval.speed_encoder import sample as sample_texts
from eval.speed_filters import filters_of
from eval.speed_queries import Job, measure_ours, queries_of
from rag.errors import HemicycleError
from rag.library.filters import Filters
from rag.library.library import Library

SIZE = 300


@pytest.fixture(scope="module")
def large(sample: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The sample's passages again and again."""
    return enlarged(sample, tmp_path_factory.mktemp("large") / "library", SIZE)


def test_an_enlarged_library_has_the_size_and_is_whole(large: Library):
    counts = large.counts()
    assert SIZE <= counts.passages == counts.embedded == large.index.size() == large.index.embedded() < SIZE + 100
    assert counts.records == len({record.id for record in large.catalogue.listing(Filters())})
    assert (counts.last - counts.first).days > 15 * 365


def test_repeats_lie_near_their_originals_and_are_not_equal(sample: Library, large: Library):
    original, repeats = ExactSearch(sample).matrix, ExactSearch(large).matrix
    nearest = (repeats @ original.T).max(axis=1)
    assert nearest.mean() == pytest.approx(0.97, abs=0.01)
    assert len(np.unique(repeats, axis=0)) == len(repeats)


def test_a_library_that_is_there_is_not_made_again(sample: Library, large: Library):
    before = large.catalogue.meta("revision")
    again = enlarged(sample, large.folder, SIZE)
    assert again.catalogue.meta("revision") == before
    again.close()


def test_exact_search_finds_the_best_of_what_is_allowed(large: Library):
    exact = ExactSearch(large)
    mask = exact.mask(large.catalogue.matching(Filters(minister="schouteet")))
    assert 0 < mask.sum() < len(mask)
    scores = exact.matrix @ exact.matrix[0]
    expected = sorted(np.flatnonzero(mask), key=lambda row: -scores[row])[:5]
    assert exact.nearest(exact.matrix[0], 5, mask) == {int(exact.keys[row]) for row in expected}
    assert exact.nearest(exact.matrix[0], 5, np.zeros(len(mask), bool)) == set()


def test_filters_mean_the_same_to_us_and_to_a_plain_chroma(large: Library, tmp_path: Path):
    """Measured side by side, each by its own code: what the plain one finds under a filter is what exact search finds."""
    chosen = filters_of(large)
    assert chosen[0].name == "none"
    days = [Filters.model_validate(each.filters).first for each in chosen if "from" in each.filters]
    assert all(isinstance(day, date) for day in days)
    job = Job(library=str(large.folder), queries=("Wit-Rusland", "school transport"), filters=tuple(chosen))
    ours, plain = measure_ours(job), measure_baselines(job)
    names = {each.name for each in chosen}
    assert ours["ms"].keys() == ours["recall"].keys() == plain["chroma_ms"].keys() == plain["exact_ms"].keys() == names
    for of in ours["recall"].values():
        assert (of["fewer"], of["@10"]) == (0, 1.0)
    assert all(recall > 0.95 for recall in plain["chroma_recall"].values())
    shares = [ours["recall"][name]["passages allowed"] for name in ("none", "1/2 of the time", "1/10 of the time")]
    assert shares == sorted(shares, reverse=True)
    figures = {
        "machine": {"processor": "P", "cores": 2, "python": "3"},
        "collection": "sample",
        "queries": {"passages": SIZE, "queries": 2, "ours": ours, "baselines": plain},
    }
    table = markdown(figures)
    assert all(f"| {name} |" in table for name in names)
    assert len({line.count("|") for line in table.splitlines() if line.startswith("|")}) == 1


def test_sixty_different_queries_are_asked():
    assert len(set(queries_of([]))) == 60
    own = [f"vraag {n}" for n in range(70)]
    assert queries_of(own) == own[:60]


def test_the_texts_to_embed_are_the_librarys(sample: Library):
    texts = sample_texts(sample)
    whole = " ".join(f"{record.title} {record.text}" for record in sample.catalogue.listing(Filters()))
    assert len(texts) == min(256, sample.index.size())
    assert all(text.split()[-1] in whole for text in texts)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 51), (0.95, 96), (0, 1), (1, 100)])
def test_percentiles_are_values(share: float, expected: int):
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_each_query_is_timed_and_the_first_once_more_before():
    asked: list[str] = []
    took = timed(asked.append, ["a", "b", "c"])
    assert asked == ["a", "a", "b", "c"]
    assert 0 <= took["p50"] <= took["p95"]


def test_a_process_tells_its_own_memory_and_not_its_parents():
    held = np.ones(40_000_000)  # 305 MiB here
    ran = run([sys.executable, "-c", "import time; held = bytearray(100 * 2**20); time.sleep(0.3); print('done')"])
    assert ran.out == "done\n"
    assert ran.seconds > 0.3
    if peak_mib() is not None:
        assert ran.peak_mib is not None
        assert 100 < ran.peak_mib < 200 < held.nbytes / 2**20 < (peak_mib() or 0)


@pytest.mark.parametrize("command", [["-c", "import sys; sys.exit('out of luck')"]])
def test_a_command_that_fails_is_said(command: Sequence[str]):
    with pytest.raises(HemicycleError, match="out of luck"):
        run([sys.executable, *command])


def test_a_table_goes_to_a_folder_that_is_there(hemicycle: Callable[..., object], tmp_path: Path):
    outcome = hemicycle("bench", "-o", tmp_path / "none" / "speed.md")
    assert (outcome.code, outcome.out) == (2, "")  # type: ignore[attr-defined]
    assert "there is no folder" in outcome.err  # type: ignore[attr-defined]
