"""The second look: the first records of a ranking in the order in which their words answer to those of the query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.embedding.late import matches
from rag.library.catalogue import PassageRow
from rag.library.library import Library
from rag.search import cross_encoder
from rag.search.fusion import standardise
from rag.search.ranking import Meaning, Ranking, passages_of

RERANKED = 50
"""Records that are looked at again. Thirty rank as well as fifty, and 120 no better."""

PASSAGES = 8
"""Of each of them the passages nearest to the query, at most: one long debate must not take the time of fifty questions.
Four rank hardly worse than sixteen."""

WEIGHT = 2.0
"""What the standardised match of words weighs beside the standardised score of before. Anything from 1.5 to 4 ranks alike on
the dekamer-2017 topics."""


@dataclass(frozen=True, slots=True)
class Order:
    """Records, best first, with their `scores`. `matches`, likewise best first, tells of those that were looked at again how
    well their words match the query's: the mean of the tokens' best cosines."""

    scores: Mapping[int, float]
    matches: Mapping[int, float]


def as_ranked(ranking: Ranking) -> Order:
    """The order of a ranking as it is."""
    return Order({record: ranking.scores[key] for record, key in ranking.best.items()}, {})


def reranked(library: Library, ranking: Ranking, meaning: Meaning | None, query: str, *, most: int = RERANKED) -> Order:
    """The order of a ranking whose first records, `most` of them, have been looked at again, those on top by the user's
    cross-encoder where there is one; the rest follow as they were.

    Raises EncoderError where the cross-encoder cannot be loaded.
    """
    order = _by_words(library, ranking, meaning, most) if meaning else as_ranked(ranking)
    if not (model := cross_encoder.chosen()):
        return order
    first = list(order.scores)[: cross_encoder.READ]
    texts = library.catalogue.embedded_texts([ranking.best[record] for record in first])
    scores = cross_encoder.read(model, query, [texts[ranking.best[record]] for record in first])
    return Order(_first(dict(zip(first, scores, strict=True)), order.scores), order.matches)


def _by_words(library: Library, ranking: Ranking, meaning: Meaning, most: int) -> Order:
    before = as_ranked(ranking).scores
    first = dict(list(before.items())[:most])
    matched = _matched(library, list(first), meaning)
    was, match = standardise(first), standardise(matched)
    # A record without vectors yet is taken to match like the mean of the others.
    scores = _first({record: was[record] + WEIGHT * match.get(record, 0.0) for record in first}, before)
    return Order(scores, {record: matched[record] for record in scores if record in matched})


def _first(scores: Mapping[int, float], before: Mapping[int, float]) -> dict[int, float]:
    """Records by new scores, best first; those that have none follow at the distances that they had."""
    shift = min(scores.values(), default=0.0) - min((before[record] for record in scores), default=0.0)
    rest = {record: score + shift for record, score in before.items() if record not in scores}
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))) | rest


def _matched(library: Library, records: Sequence[int], meaning: Meaning) -> dict[int, float]:
    """How well the words of these records match, for those that have vectors with words."""
    rows = _nearest_passages(library, records, meaning)
    signs = library.catalogue.signs([row.seq for row in rows])
    rows = [row for row in rows if signs[row.seq]]
    if not rows or not len(meaning.tokens):
        return {}
    found = matches(meaning.tokens, [signs[row.seq] for row in rows])
    starts = np.flatnonzero(np.diff([row.record for row in rows], prepend=-1))
    best = np.maximum.reduceat(found, starts).mean(axis=1)
    return {rows[start].record: float(match) for start, match in zip(starts, best, strict=True)}


def _nearest_passages(library: Library, records: Sequence[int], meaning: Meaning) -> list[PassageRow]:
    """The passages of these records that are nearest to a query, at most PASSAGES of each, record by record."""
    nearest = list[PassageRow]()
    for passages in passages_of(library, records, meaning).values():
        near = sorted((-close, row.seq, row) for row, close in passages if close is not None)
        nearest += [row for *_, row in near[:PASSAGES]]
    return nearest
