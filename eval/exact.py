"""Exact search: every vector of a library in memory, a product with all of them. What approximate search is compared with."""

import numpy as np

from rag.library.index import Selection
from rag.library.library import Library


class ExactSearch:
    """`keys`, `records` (n,) int64 and `matrix` (n, d) float32 of every passage that has a vector."""

    def __init__(self, library: Library) -> None:
        size = library.counts().embedded
        self.keys, self.records = np.empty(size, np.int64), np.empty(size, np.int64)
        self.matrix = np.empty((size, library.encoder.dimension), np.float32)
        done = 0
        for block in library.catalogue.stored_vectors():
            rows = slice(done, done + len(block.keys))
            self.keys[rows], self.records[rows], self.matrix[rows] = block.keys, block.records, block.matrix
            done += len(block.keys)

    def mask(self, allowed: Selection | None) -> np.ndarray:
        """Which passages are allowed: (n,) bool."""
        return np.ones(len(self.keys), np.bool_) if allowed is None else allowed.holds(self.records)

    def nearest(self, vector: np.ndarray, k: int, mask: np.ndarray) -> set[int]:
        """The keys of the `k` nearest passages among those of a mask, or of as many as there are."""
        scores = np.where(mask, self.matrix @ vector, -np.inf)
        k = min(k, int(np.count_nonzero(mask)))
        return set(self.keys[np.argpartition(-scores, k - 1)[:k]].tolist()) if k else set()
