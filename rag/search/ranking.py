"""The candidates of a query: passages by words and by meaning, their scores fused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rag.embedding.late import encode_query, matches
from rag.library.catalogue import PassageRow
from rag.library.index import Selection
from rag.library.library import Library
from rag.search.fusion import FOREIGN_WORDS_WEIGHT, WORDS_WEIGHT, fuse
from rag.search.query import Words, as_written

CANDIDATES = 200
"""Passages that each ranking puts forward, and more only where they do not come from enough records."""

CLOSENESS = 0.5
"""What the cosine of a whole passage weighs beside the match of its words. Anything from 0 to 1 quotes alike on the
dekamer-2017 topics."""

Close = Sequence[tuple[PassageRow, float | None]]
"""The passages of a record with their closeness to the query (cosine; null without a vector), in the order of the text."""


class Meaning(NamedTuple):
    """What a query means: centred unit vectors float32, `vector` (d,) as a whole and `tokens` (m, d) word by word."""

    vector: np.ndarray
    tokens: np.ndarray


@dataclass(frozen=True)
class Ranking:
    """Candidate passages of one query: `scores` by passage key."""

    rows: Mapping[int, PassageRow]
    scores: Mapping[int, float]

    @cached_property
    def best(self) -> dict[int, int]:
        """The best passage of each record, the records in the order of those, best first."""
        best: dict[int, int] = {}
        for key in sorted(self.scores):
            record = self.rows[key].record
            if record not in best or self.scores[key] > self.scores[best[record]]:
                best[record] = key
        return dict(sorted(best.items(), key=lambda item: (-self.scores[item[1]], item[0])))


def meaning_of(library: Library, query: str, language: str | None) -> Meaning | None:
    """What a query means, countries under the records' names; null where nothing is embedded."""
    if not library.index.embedded():
        return None
    written = as_written(query, language, library.index.frequency)
    return Meaning(*encode_query(library.encoder, written, language))


def passages_of(
    library: Library, records: Sequence[int], meaning: Meaning | None
) -> dict[int, list[tuple[PassageRow, float | None]]]:
    """Every passage of these records with its closeness to the query (cosine; null without a vector), in the order of the
    text."""
    rows = library.catalogue.passage_rows(of=records)
    close = library.index.similarities(meaning.vector, [row.seq for row in rows]) if meaning else {}
    found: dict[int, list[tuple[PassageRow, float | None]]] = {record: [] for record in records}
    for row in rows:
        found[row.record].append((row, close.get(row.seq)))
    return found


def likeness(library: Library, passages: Close, meaning: Meaning) -> list[float]:
    """How like each of these passages is to a query: the match of its words, and its closeness as a whole."""
    match = [0.0] * len(passages)
    if passages and len(meaning.tokens):
        signs = library.catalogue.signs([row.seq for row, _ in passages])
        match = matches(meaning.tokens, [signs.get(row.seq, b"") for row, _ in passages]).mean(axis=1).tolist()
    return [own + CLOSENESS * (close or 0.0) for own, (_, close) in zip(match, passages, strict=True)]


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
        return Ranking(rows, by_words)
    weight = FOREIGN_WORDS_WEIGHT if words and words.foreign else WORDS_WEIGHT
    return Ranking(rows, fuse(meaning, by_words, weight=weight))
