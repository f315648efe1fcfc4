"""The candidates of a query: passages by words and by meaning, their scores fused."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rag.embedding.centring import centred_queries
from rag.library.catalogue import PassageRow
from rag.library.index import Selection
from rag.library.library import Library
from rag.search.fusion import FOREIGN_WORDS_WEIGHT, WORDS_WEIGHT, fuse
from rag.search.query import Words, as_written

CANDIDATES = 200
"""Passages that each ranking puts forward, and more only where they do not come from enough records."""


@dataclass(frozen=True)
class Ranking:
    """Candidate passages of one query: `scores` by passage key; `vector` (d,) float32 is the centred query, null by words."""

    rows: Mapping[int, PassageRow]
    scores: Mapping[int, float]
    vector: np.ndarray | None

    @cached_property
    def best(self) -> dict[int, int]:
        """The best passage of each record, the records in the order of those, best first."""
        best: dict[int, int] = {}
        for key in sorted(self.scores):
            record = self.rows[key].record
            if record not in best or self.scores[key] > self.scores[best[record]]:
                best[record] = key
        return dict(sorted(best.items(), key=lambda item: (-self.scores[item[1]], item[0])))


def query_vector(library: Library, query: str, language: str | None) -> np.ndarray | None:
    """The centred unit vector (d,) float32 of a query, countries under the records' names; null where nothing is embedded."""
    if not library.index.embedded():
        return None
    written = as_written(query, language, library.index.frequency)
    vector: np.ndarray = centred_queries(library.encoder, [written], [language])[0]
    return vector


def deep_enough(
    library: Library, words: Words | None, vector: np.ndarray | None, allowed: Selection | None, k: int
) -> tuple[Ranking, list[int]]:
    """A ranking that holds `k` hits if there are so many, and the best record of each family in it, best first: the passages
    of one long debate can fill a whole ranking."""
    depth = CANDIDATES
    while True:
        ranking = rank(library, words, vector, allowed, depth=depth)
        leaders = _leaders(library, ranking)
        if len(ranking.scores) < depth or len(leaders) >= k:
            return ranking, leaders
        depth *= 4


def rank(
    library: Library, words: Words | None, vector: np.ndarray | None, allowed: Selection | None, *, depth: int = CANDIDATES
) -> Ranking:
    """Score the candidate passages of a query by its words, its vector or both; the scores compare within one query."""
    by_words = dict(library.index.search(words.concepts, depth, allowed, words.like)) if words else {}
    by_meaning: dict[int, float] = {}
    if vector is not None:
        nearest = [key for key, _ in library.index.nearest(vector, depth, allowed)]
        by_meaning = library.index.similarities(vector, [*nearest, *by_words])
    rows = {row.seq: row for row in library.catalogue.passage_rows(seqs=[*(by_meaning.keys() | by_words.keys())])}
    meaning = {key: score for key, score in by_meaning.items() if key in rows}
    by_words = {key: score for key, score in by_words.items() if key in rows}
    if vector is None:
        return Ranking(rows, by_words, vector)
    weight = FOREIGN_WORDS_WEIGHT if words and words.foreign else WORDS_WEIGHT
    return Ranking(rows, fuse(meaning, by_words, weight=weight), vector)


def _leaders(library: Library, ranking: Ranking) -> list[int]:
    """The best record of each family among the candidates, best first."""
    families = library.catalogue.family_keys(list(ranking.best))
    first: dict[str, int] = {}
    for record in ranking.best:
        if record in families:
            first.setdefault(families[record], record)
    return list(first.values())
