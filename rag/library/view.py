"""What a reader sees of a library's vectors at one moment: the published generation, and the tail that it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.library import vectors

TAIL = 2_000
"""Passages newer than the published generation are scored exactly; a new generation is due when there are more."""


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees at one revision: the published generation and the tail that it lacks.

    `gone` are passages of the generation whose records have been replaced or removed since. `keys`, `records` (n,) int64
    and `matrix` (n, d) float32 describe the tail; `languages` and `parliaments` are those of the records.
    """

    revision: str | None
    number: int | None
    generation: vectors.Generation | None
    gone: frozenset[int]
    keys: np.ndarray
    records: np.ndarray
    matrix: np.ndarray
    languages: tuple[str, ...]
    parliaments: tuple[str, ...]

    def nearest(self, vector: np.ndarray, k: int, allowed: set[int] | None = None) -> list[tuple[int, float]]:
        """The `k` passages (key, cosine) nearest to a unit vector (d,), best first; `allowed` are record keys.

        Without a filter Chroma answers, with one exact scores do, so that a filter never hides a hit that exists.
        """
        found = list[tuple[int, float]]()
        if self.generation and allowed is None:
            found += _indexed(self.generation, self.gone, vector, k)
        elif self.generation:
            rows = _rows_of(self.generation.records, allowed)
            found += _best(self.generation.keys[rows], self.generation.scores(vector, rows), k)
        if len(self.keys):
            rows = _rows_of(self.records, allowed)
            found += _best(self.keys[rows], self.matrix[rows] @ vector, k)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        """Exact cosines of a unit vector (d,) with these passages, for those that have a vector."""
        wanted = np.asarray(sorted(keys), dtype=np.int64)
        scores: dict[int, float] = {}
        if self.generation:
            rows = np.flatnonzero(np.isin(self.generation.keys, wanted))
            scores.update(
                zip(self.generation.keys[rows].tolist(), self.generation.scores(vector, rows).tolist(), strict=True)
            )
        rows = np.flatnonzero(np.isin(self.keys, wanted))
        if len(rows):
            scores.update(zip(self.keys[rows].tolist(), (self.matrix[rows] @ vector).tolist(), strict=True))
        return scores


def _indexed(generation: vectors.Generation, gone: frozenset[int], vector: np.ndarray, k: int) -> list[tuple[int, float]]:
    """The `k` nearest of a generation that are still in the catalogue, by exact scores where the index finds too few."""
    size = len(generation.keys)
    if len(gone) <= TAIL:
        near = generation.nearest(vector, min(k + len(gone), size))
        found = [(key, score) for key, score in near if key not in gone][:k]
        if len(found) == min(k, size - len(gone)):
            return found
    rows = np.flatnonzero(~np.isin(generation.keys, np.fromiter(gone, dtype=np.int64, count=len(gone))))
    return _best(generation.keys[rows], generation.scores(vector, rows), k)


def _rows_of(records: np.ndarray, allowed: set[int] | None) -> np.ndarray:
    """The rows whose record is allowed; all of them where nothing restricts."""
    if allowed is None:
        return np.arange(len(records))
    return np.flatnonzero(np.isin(records, np.fromiter(allowed, dtype=np.int64, count=len(allowed))))


def _best(keys: np.ndarray, scores: np.ndarray, k: int) -> list[tuple[int, float]]:
    order = np.argsort(-scores, kind="stable")[:k]
    return [(int(keys[i]), float(scores[i])) for i in order]
