"""At which rank the right record of each need is found, by each way to search."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from eval.metrics import Families
from eval.quality import RANKINGS, Step
from eval.robustness.needs import Need
from rag.library.library import Library
from rag.progress import Progress
from rag.search.search import search, warm_up

DEPTH = 10


DEFAULT: Step = "hybrid"
"""What a search does unless told otherwise."""


class Found(NamedTuple):
    """Where the right record of a need was: its `rank` (from 1; null below DEPTH), and how long the search took."""

    rank: int | None
    ms: float


class Asker:
    """Asks a library, each query in each way once."""

    def __init__(self, library: Library) -> None:
        warm_up(library)
        self._library, self._families = library, Families(library)
        self._searched = cache(self._search)

    def ask(self, needs: Sequence[Need], progress: Progress) -> dict[Step, list[Found]]:
        """What became of each need, by the name of the way."""
        found: dict[Step, list[Found]] = {way: [] for way in RANKINGS}
        for done, need in enumerate(needs):
            progress("asking", done, len(needs), "")
            right = {self._families.of(one) for one in need.targets}
            for way in RANKINGS:
                hits, ms = self._searched(need.query, way)
                found[way].append(Found(rank(hits, right), ms))
        progress("asking", len(needs), len(needs), "")
        return found

    def _search(self, query: str, way: Step) -> tuple[list[list[str]], float]:
        """The families that each hit shows, and the milliseconds taken."""
        mode, again = RANKINGS[way]
        result = search(self._library, query, k=DEPTH, mode=mode, rerank=again)
        return [self._families.ranked([hit]) for hit in result.hits], result.took_ms


def rank(hits: Sequence[Sequence[str]], right: set[str]) -> int | None:
    """The rank of the first hit of which a family is right."""
    return next((n for n, own in enumerate(hits, start=1) if right.intersection(own)), None)
