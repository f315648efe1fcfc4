"""Generations of the vector index: close to exact scores, exact under a filter, and damage is said to be damage."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import LibraryError
from rag.library.vectors import Generation, build, remove_others

DIMENSION = 64


def unit(matrix: np.ndarray) -> np.ndarray:
    return matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)


def clustered(count: int, *, clusters: int = 20, spread: float = 0.5, seed: int = 0) -> np.ndarray:
    """Unit vectors in clusters, as the passages on one subject lie together."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(clusters, DIMENSION))
    return unit(centres[chance.integers(0, clusters, count)] + spread * chance.normal(size=(count, DIMENSION)))


@pytest.fixture
def generation(tmp_path: Path) -> Iterator[Callable[[np.ndarray], Generation]]:
    opened: list[Generation] = []

    def make(matrix: np.ndarray) -> Generation:
        folder = tmp_path / str(len(opened))
        keys = np.arange(len(matrix), dtype=np.int64) * 3 + 1
        build(folder, keys, keys // 10, np.array_split(matrix.astype(np.float16), 3))
        opened.append(Generation(folder))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def recall(made: Generation, queries: np.ndarray, k: int) -> float:
    """The share of the exact k nearest that the index finds."""
    shares = []
    for query in queries.astype(np.float32):
        exact = made.scores(query, np.arange(len(made.keys)))
        least = np.sort(exact)[-k]
        shares.append(sum(score >= least - 1e-3 for _, score in made.nearest(query, k)) / k)
    return float(np.mean(shares))


def test_the_index_finds_nearly_what_exact_scores_find(generation: Callable[[np.ndarray], Generation]):
    matrix = clustered(3_000)
    queries = unit(matrix[:20] + 0.2 * np.random.default_rng(1).normal(size=(20, DIMENSION)))
    made = generation(matrix)
    assert recall(made, queries, 10) > 0.99
    assert recall(made, queries, 200) > 0.95


def test_scores_are_cosines_and_best_come_first(generation: Callable[[np.ndarray], Generation]):
    matrix = clustered(300)
    made = generation(matrix)
    found = made.nearest(matrix[5].astype(np.float32), 20)
    assert found[0] == (16, pytest.approx(1, abs=2e-3))
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    rows = np.array([(key - 1) // 3 for key, _ in found])
    np.testing.assert_allclose([score for _, score in found], made.scores(matrix[5].astype(np.float32), rows), atol=2e-3)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_small_generation_gives_all_it_has(generation: Callable[[np.ndarray], Generation], count: int):
    matrix = clustered(count)
    assert len(generation(matrix).nearest(matrix[0].astype(np.float32), count)) == count


def test_scores_of_chosen_rows_are_exact(generation: Callable[[np.ndarray], Generation]):
    matrix = clustered(500)
    made = generation(matrix)
    rows, query = np.array([3, 499, 0]), matrix[7].astype(np.float32)
    np.testing.assert_allclose(
        made.scores(query, rows), matrix[rows].astype(np.float16).astype(np.float32) @ query, atol=1e-6
    )
    assert made.scores(query, np.array([], dtype=np.int64)).shape == (0,)


@pytest.mark.parametrize("file", ["keys.npy", "records.npy", "matrix.npy", "chroma.sqlite3"])
@pytest.mark.parametrize("damage", ["missing", "garbage", "empty"])
def test_a_damaged_generation_is_a_library_error(tmp_path: Path, file: str, damage: str):
    keys = np.arange(10, dtype=np.int64)
    build(tmp_path / "1", keys, keys, [clustered(10).astype(np.float16)])
    if damage == "missing":
        (tmp_path / "1" / file).unlink()
    else:
        (tmp_path / "1" / file).write_bytes(b"garbage" * 1000 if damage == "garbage" else b"")
    with pytest.raises(LibraryError, match="is damaged"):
        Generation(tmp_path / "1").check()


@pytest.mark.parametrize("file", ["data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle"])
@pytest.mark.parametrize("damage", ["missing", "garbage", "short"])
def test_chroma_is_not_shown_a_file_that_is_not_as_it_was_written(tmp_path: Path, file: str, damage: str):
    """Over some of these it would end the process."""
    keys = np.arange(10, dtype=np.int64)
    build(tmp_path / "1", keys, keys, [clustered(10).astype(np.float16)])
    [path] = (tmp_path / "1").glob(f"*/{file}")
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(random.Random(1).randbytes(len(content)) if damage == "garbage" else content[:-1])
    generation = Generation(tmp_path / "1")
    with pytest.raises(LibraryError, match=rf"is damaged \(.*{file} is not as it was written\)"):
        generation.nearest(np.ones(24, dtype=np.float32), 3)


def test_a_missing_folder_is_a_library_error_and_stays_missing(tmp_path: Path):
    with pytest.raises(LibraryError):
        Generation(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_other_generations_and_debris_go(tmp_path: Path):
    for name in ("1", "2", "3", "half-made"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    remove_others(tmp_path, {3, None, 2})
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["2", "3"]


def test_places_without_a_vector_hold_nothing(tmp_path: Path):
    keys = np.arange(10, dtype=np.int64)
    build(tmp_path / "1", keys, keys, [clustered(10).astype(np.float16)])
    [data] = (tmp_path / "1").glob("*/data_level0.bin")
    content = data.read_bytes()
    generation = Generation(tmp_path / "1")
    generation.check()
    generation.close()
    assert len(content) % 100 == 0
    assert not any(content[len(content) // 10 :])
