"""Two rankings into one: scores by meaning and by words, each standardised over the candidates of the query."""

from collections.abc import Mapping
from math import fsum, sqrt

WORDS_WEIGHT, FOREIGN_WORDS_WEIGHT = 0.3, 0.1
"""What a standardised BM25 score weighs beside a standardised cosine: for a query in a language of the records, and for one
in another language, where words find little more than names.

Rank fusion halves the quality of queries in another language; standardised scores with a small weight do not. On the
dekamer-2017 topics 0.3 was better than 0.4 in Dutch, and 0.1 better than none, 0.2 and 0.4 in English and French.
"""

PROMISE = 0.25
"""The standardised cosine that is expected of a passage without a vector, for each standard deviation of its BM25 score.

With half of the dekamer-2017 records embedded, recall of 50 rose from .57 (at the lowest cosine of the candidates) to .90 in
Dutch, .59 to .71 in English and .56 to .66 in French; twice as much costs nDCG in French what it gains in Dutch.
"""


def standardise(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores as distances from their mean in standard deviations; all zero where they do not differ."""
    values = scores.values()
    if not scores or min(values) == max(values):
        return dict.fromkeys(scores, 0.0)
    mean = fsum(values) / len(scores)
    deviation = sqrt(fsum((score - mean) ** 2 for score in values) / len(scores))
    return {key: (score - mean) / deviation for key, score in scores.items()}


def fuse(meaning: Mapping[int, float], words: Mapping[int, float], *, weight: float = WORDS_WEIGHT) -> dict[int, float]:
    """One score for each key of either ranking: z(meaning) + weight x z(words).

    What the words do not find scores 0 there; what has no vector yet is taken to mean what its words promise.
    """
    by_meaning = standardise(meaning)
    by_words = standardise({key: words.get(key, 0.0) for key in meaning.keys() | words.keys()})
    return {key: by_meaning.get(key, PROMISE * score) + weight * score for key, score in by_words.items()}
