"""Which sentences of a text stand for which of its translation: Gale and Church, A Program for Aligning Sentences in
Bilingual Corpora (Computational Linguistics 19, 1993): translations are about as long as what they translate."""

from collections.abc import Iterator, Sequence
from math import erfc, inf, log, sqrt

_VARIANCE = 6.8
"""Variance of a translation's length for each character of the original, as the paper estimates it."""

_SHAPES = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
"""How often so many sentences stand for so many (there, `2-1` and `1-2` are counted together, as are `1-0` and `0-1`)."""

_LEAST = 1e-12


def pairs(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The likeliest pairs of pieces, one or two sentences each, in order; sentences that stand for nothing are left out."""
    ratio = max(1, sum(map(len, other))) / max(1, sum(map(len, one)))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            for (m, n), share in _SHAPES.items():
                if i < m or j < n:
                    continue
                before = best.get((i - m, j - n), (inf, (0, 0)))[0]
                cost = before - log(share) + _cost(one[i - m : i], other[j - n : j], ratio)
                if cost < best.get((i, j), (inf, (0, 0)))[0]:
                    best[i, j] = cost, (m, n)
    i, j = len(one), len(other)
    found: list[tuple[str, str]] = []
    while i or j:
        m, n = best[i, j][1]
        if m and n:
            found.append((" ".join(one[i - m : i]), " ".join(other[j - n : j])))
        i, j = i - m, j - n
    yield from reversed(found)


def _cost(one: Sequence[str], other: Sequence[str], ratio: float) -> float:
    """The negative logarithm of how likely lengths so different are."""
    length, across = sum(map(len, one)), sum(map(len, other))
    mean = (length + across / ratio) / 2
    distance = abs(across - ratio * length) / sqrt(max(1.0, mean) * _VARIANCE)
    return -log(max(_LEAST, erfc(distance / sqrt(2))))
