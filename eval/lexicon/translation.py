"""How likely one term is the translation of another: IBM model 1 (Brown et al., The Mathematics of Statistical Machine
Translation, Computational Linguistics 19, 1993), over pairs of sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.search.lexicon import LIKELY

OFTEN = 2.0
"""A translation was seen at least so many times, by the counts of the model."""

_ROUNDS = 8
_NOTHING = 0
"""The word that gives those that translate nothing."""


@dataclass(frozen=True, slots=True)
class Links:
    """Every term of one language (`given`) beside every term of the other (`made`) that a sentence pair has it with: `p` is
    how likely the one gives the other, `count` how often it did, all (n,); the terms by their numbers."""

    given: np.ndarray
    made: np.ndarray
    p: np.ndarray
    count: np.ndarray


def model1(sentences: Iterable[tuple[Sequence[int], Sequence[int]]], terms: int) -> Links:
    """The model of `sentences`: the numbers of the terms (from 1, below `terms`) of each and of its translation."""
    given, made, tokens = list[np.ndarray](), list[np.ndarray](), 0
    token = list[np.ndarray]()
    for own, other in sentences:
        source = np.unique(np.array([_NOTHING, *own], dtype=np.int64))
        target = np.unique(np.array(other, dtype=np.int64))
        given.append(np.tile(source, len(target)))
        made.append(np.repeat(target, len(source)))
        token.append(np.repeat(np.arange(tokens, tokens + len(target)), len(source)))
        tokens += len(target)
    keys, pair = np.unique(np.concatenate(given) * terms + np.concatenate(made), return_inverse=True)
    of_token = np.concatenate(token)
    givers, makers = keys // terms, keys % terms
    p: np.ndarray = np.ones(len(keys))
    count: np.ndarray = p
    for _ in range(_ROUNDS):
        likely = p[pair]
        total = np.bincount(of_token, weights=likely, minlength=tokens)
        count = np.bincount(pair, weights=likely / total[of_token], minlength=len(keys))
        whole = np.bincount(givers, weights=count, minlength=terms)
        p = count / whole[givers]
    known = givers != _NOTHING
    return Links(givers[known], makers[known], p[known], count[known])


def translations(pieces: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Iterator[tuple[str, str, float, float]]:
    """The pairs of terms that translate each other: (one, other, how likely one gives other, how likely other gives one).

    `pieces` are the terms of each sentence and of its translation. A pair has to be likely both ways, and to have occurred
    more often than chance puts two words in the same place.
    """
    kept = [(one, other) for one, other in pieces if one and other]
    ours, theirs = (_numbered(side) for side in zip(*kept, strict=True))
    size = max(len(ours), len(theirs)) + 1
    numbers = [([ours[term] for term in one], [theirs[term] for term in other]) for one, other in kept]
    there = _likely(model1(numbers, size))
    back = _likely(model1([(other, one) for one, other in numbers], size))
    one_of, other_of = list(ours), list(theirs)
    for (one, other), p in there.items():
        if (q := back.get((other, one))) is not None:
            yield one_of[one - 1], other_of[other - 1], p, q


def _numbered(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    return {term: n for n, term in enumerate(sorted({term for text in texts for term in text}), start=1)}


def _likely(links: Links) -> dict[tuple[int, int], float]:
    kept = (links.p >= LIKELY) & (links.count >= OFTEN)
    return dict(
        zip(zip(links.given[kept].tolist(), links.made[kept].tolist(), strict=True), links.p[kept].tolist(), strict=True)
    )
