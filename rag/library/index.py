"""The seam between the catalogue and what finds passages: one protocol for the indexes by meaning and by words.

Everything in an index comes from the catalogue and can be made again, so an index is brought up to the catalogue and never
told what to hold. One machine's is `rag.library.local`; an engine of several machines would stand in the same place, and
pass the same tests (`tests/rag/library/conformance.py`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rag.progress import Progress, quiet

Phrase = tuple[str, ...]
"""Terms that follow each other."""

Concept = tuple[Phrase, ...]
"""Phrases of which any will do: they count once."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What stands for a concept without being it: terms that follow each other or, where they are `apart`, stand in the same
    passage. What is found by it scores `weight` (above 0) times the BM25 score of the terms."""

    terms: Phrase
    weight: float
    apart: bool = False


Likenesses = Mapping[Concept, Sequence[Likeness]]
"""Concepts with what stands for them; a passage scores as by the best of a concept's phrases and likenesses."""

Scored = list[tuple[int, float]]
"""Passage keys with their scores, best first; among equal scores the lower key first."""


def rarity(holding: int, total: int) -> float:
    """Inverse document frequency of what so many of all passages hold, as in BM25 (Robertson and Spärck Jones, with 1 added
    so that it stays positive)."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


class Selection:
    """The records that a search may find: `records` (n,) int64 ascending are their keys."""

    def __init__(self, records: Iterable[int] | np.ndarray) -> None:
        """Of record keys in any order."""
        keys = records if isinstance(records, np.ndarray) else np.fromiter(records, dtype=np.int64)
        self.records: np.ndarray = np.unique(keys.astype(np.int64, copy=False))
        # A look-up by key is many times faster than a binary search for each passage; keys are small numbers.
        self._allowed = np.zeros(int(self.records[-1]) + 1 if len(self.records) else 0, dtype=np.bool_)
        self._allowed[self.records] = True

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, record: int) -> bool:
        return 0 <= record < len(self._allowed) and bool(self._allowed[record])

    def holds(self, records: np.ndarray) -> np.ndarray:
        """Which of these record keys (n,) are in the selection: (n,) bool."""
        found = np.zeros(len(records), dtype=np.bool_)
        known = records < len(self._allowed)
        found[known] = self._allowed[records[known]]
        return found


class Vocabulary(Protocol):
    """The terms of an index at one moment. What was deleted since the last `publish` may still count."""

    def size(self) -> int:
        """How many passages there are."""

    def counts(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each term stands."""

    def starting(self, beginning: str, most: int) -> list[str]:
        """The `most` commonest terms with a beginning."""


class Index(Protocol):
    """Finds the passages of a catalogue by meaning and by words.

    The writer calls `mend` first, `delete` and `update` after each commit to the catalogue, and `publish` when it has
    embedded. Readers in any process see what is committed to the catalogue without opening the index again. A search raises
    LibraryError where the index is missing or damaged; `mend` and `publish` make it anew.
    """

    def mend(self) -> None:
        """Make whole what a killed process left behind, or what was damaged or lost since."""

    def update(self) -> None:
        """Add every passage that the catalogue holds and the index lacks; what has a vector by now is found by it."""

    def delete(self, records: Sequence[int]) -> None:
        """Drop every passage of these records, by their keys; the catalogue has them no longer."""

    def publish(self, *, force: bool = False) -> None:
        """Make searches fast again where enough has been added or deleted since the last time (`force` makes it so anyway),
        and their scores those of an index that never held what is gone."""

    def rebuild(self, progress: Progress = quiet) -> None:
        """Make everything anew from the catalogue, whatever there is. Readers find what there was until it is replaced;
        afterwards no file holds anything that the catalogue does not. The phases of `progress` count passages."""

    def check(self) -> None:
        """Look for damage to the vectors, also such as a search would not notice. Raises LibraryError where there is some."""

    def nearest(self, vector: np.ndarray, k: int, allowed: Selection | None = None) -> Scored:
        """The `k` passages nearest to a unit vector (d,), with their cosines; as many as there are, if fewer are allowed.

        Nearly those of an exact search, and never fewer.
        """

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        """Exact cosines of a unit vector (d,) with these passages, for those that have a vector."""

    def search(
        self, concepts: Sequence[Concept], k: int, allowed: Selection | None = None, like: Likenesses | None = None
    ) -> Scored:
        """The best `k` passages that hold any of the concepts, or what is like one, with their BM25 scores, which do not
        depend on `allowed`."""

    def frequency(self, concept: Concept) -> int:
        """In how many passages a concept stands."""

    def vocabulary(self) -> Vocabulary:
        """The terms of all passages, as they are now."""

    def size(self) -> int:
        """How many passages can be found by their words."""

    def embedded(self) -> int:
        """How many passages can be found by their meaning."""

    def close(self) -> None:
        """Let go of files and connections; the next call opens them again."""
