"""What a reader sees of a library's vectors at one moment: the published generation, and the tail that it lacks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.library.catalogue import Block, Catalogue
from rag.library.index import Scored, Selection
from rag.library.vectors import GATHERED, Generation

TAIL, TAIL_SHARE = 2_000, 32
"""Passages newer than the published generation are scored exactly. A new generation is due when they, and what is gone of
the old one, are more than TAIL and more than the TAIL_SHAREth part of it: a few milliseconds a query."""

_MARGIN = 1.5
"""How many more passages the index is asked for than would be enough if the allowed ones were spread evenly among all."""

_DEAR = 15
"""So many exact scores take the time in which the index finds one more passage."""

EXACT = 50_000
"""Up to so many passages exact scores take less than 10 ms, and need no index opened."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Passages that are scored exactly: `keys`, `records` (n,) int64 and `matrix` (n, d) float32.

    Of the passages after the generation none lacks its vector up to the key `through`; some may beyond.
    """

    keys: np.ndarray
    records: np.ndarray
    matrix: np.ndarray
    through: int


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees at one revision of the catalogue.

    `gone` (n,) int64, ascending, are passages of the generation whose records have been replaced or removed since.
    """

    revision: str | None
    encoder: str | None
    number: int | None
    generation: Generation | None
    gone: np.ndarray
    tail: Tail

    @property
    def outgrown(self) -> bool:
        """Whether a new generation is due."""
        size = len(self.generation.keys) if self.generation else 0
        return not self.generation or len(self.tail.keys) + len(self.gone) > max(TAIL, size // TAIL_SHARE)

    @property
    def size(self) -> int:
        """How many passages have a vector."""
        published = len(self.generation.keys) - len(self.gone) if self.generation else 0
        return published + len(self.tail.keys)

    def nearest(self, vector: np.ndarray, k: int, allowed: Selection | None) -> Scored:
        """The `k` passages nearest to a unit vector (d,), as `Index.nearest` says."""
        found = _nearest_of(self.generation, self.gone, vector, k, allowed) if self.generation else []
        rows = np.flatnonzero(allowed.holds(self.tail.records)) if allowed is not None else np.arange(len(self.tail.keys))
        if len(rows):
            found += _best(self.tail.keys[rows], self.tail.matrix[rows] @ vector, k)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        """Exact cosines of a unit vector (d,) with these passages, for those that have a vector."""
        wanted = np.unique(np.asarray(keys, dtype=np.int64))
        scores: dict[int, float] = {}
        if self.generation:
            rows = _rows_of(wanted, self.generation.keys)
            scores.update(
                zip(self.generation.keys[rows].tolist(), self.generation.scores(vector, rows).tolist(), strict=True)
            )
        rows = _rows_of(wanted, self.tail.keys)
        if len(rows):
            scores.update(zip(self.tail.keys[rows].tolist(), (self.tail.matrix[rows] @ vector).tolist(), strict=True))
        return scores


def refreshed(folder: Path, catalogue: Catalogue, old: View | None) -> View:
    """The view of the catalogue as it is now, made from the one before: only what is new is read.

    Raises LibraryError where the published generation cannot be opened.
    """
    # First of all, so that what is committed meanwhile is read again, not missed.
    revision, encoder, published = (catalogue.meta(key) for key in ("revision", "encoder", "generation"))
    # A generation of another encoder's vectors is good for nothing once the library has been embedded anew.
    number = int(published) if published and catalogue.meta("generation_encoder") in (None, encoder) else None
    if old and (old.number, old.encoder) == (number, encoder):
        generation, gone, tail = old.generation, old.gone, old.tail
    else:
        generation = Generation(folder / str(number)) if number is not None else None
        gone, tail = np.zeros(0, dtype=np.int64), None
    last = int(generation.keys[-1]) if generation else -1
    if generation and catalogue.passages_through(last) != len(generation.keys) - len(gone):
        gone = np.setdiff1d(generation.keys, catalogue.owners()[0], assume_unique=True)
    return View(revision, encoder, number, generation, gone, _tail(catalogue, last, tail))


def _tail(catalogue: Catalogue, last: int, old: Tail | None) -> Tail:
    """What the generation that ends with the key `last` lacks; what is known of it already is not read again."""
    kept = list[Block]()
    through = last
    if old and len(old.keys):
        known = int(np.searchsorted(old.keys, old.through, side="right"))
        if catalogue.passages_through(old.through) - catalogue.passages_through(last) == known:
            kept = [Block(old.keys[:known], old.records[:known], old.matrix[:known])] if known else []
            through = old.through
    gap = catalogue.first_unembedded(after=through)
    blocks = [*kept, *catalogue.stored_vectors(after=through)]
    if not blocks:
        return Tail(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32), through)
    keys = np.concatenate([block.keys for block in blocks])
    reached = keys[-1] if gap is None else gap - 1
    return Tail(
        keys,
        np.concatenate([block.records for block in blocks]),
        np.concatenate([block.matrix.astype(np.float32, copy=False) for block in blocks]),
        max(through, int(reached)),
    )


def _nearest_of(generation: Generation, gone: np.ndarray, vector: np.ndarray, k: int, allowed: Selection | None) -> Scored:
    """The `k` nearest of a generation that are allowed and still in the catalogue, or as many as there are.

    The index answers where it can be expected to give enough of what is allowed in less time than exact scores take.
    """
    size = len(generation.keys)
    alive = allowed.holds(generation.records) if allowed is not None else np.ones(size, dtype=np.bool_)
    alive[_rows_of(gone, generation.keys)] = False
    count = int(np.count_nonzero(alive))
    k = min(k, count)
    deep = k if count == size else min(size, math.ceil(_MARGIN * k * size / max(count, 1)))
    if size > EXACT and _DEAR * deep < min(count, size // GATHERED):
        near = generation.nearest(vector, deep) if k else []
        there = alive[_rows_of([key for key, _ in near], generation.keys)]
        found = [pair for pair, kept in zip(near, there, strict=True) if kept][:k]
        if len(found) == k:
            return found
    rows = np.flatnonzero(alive)
    return _best(generation.keys[rows], generation.scores(vector, rows), k)


def _rows_of(wanted: Sequence[int] | np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Where those of the wanted keys that there are stand among `keys` (ascending), in the order of `wanted`."""
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: np.ndarray = rows[keys[rows] == wanted]
    return found


def _best(keys: np.ndarray, scores: np.ndarray, k: int) -> Scored:
    """The `k` highest scores, of equal ones those with the lower keys; `keys` ascend."""
    if k < len(scores):
        rows = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
        keys, scores = keys[rows], scores[rows]
    order = np.argsort(-scores, kind="stable")[:k]
    return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))
