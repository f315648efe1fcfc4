"""An index without any index: every search looks at everything that the catalogue holds. What others are compared with."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from rag.library.catalogue import Catalogue
from rag.library.index import Concept, Likeness, Likenesses, Phrase, Scored, Selection, Vocabulary
from rag.library.local import passage_terms
from rag.progress import Progress, quiet

_K1, _B = 1.2, 0.75


class ReferenceIndex:
    """Exact cosines, and BM25 (Robertson and Zaragoza 2009) by counting."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def mend(self) -> None:
        """There is nothing to mend."""

    def update(self) -> None:
        """Everything is read at each search."""

    def delete(self, records: Sequence[int]) -> None:
        """As `update`."""

    def publish(self, *, force: bool = False) -> None:
        """As `update`."""

    def rebuild(self, progress: Progress = quiet) -> None:
        """As `update`."""

    def close(self) -> None:
        """Nothing is open."""

    def nearest(self, vector: np.ndarray, k: int, allowed: Selection | None = None) -> Scored:
        owner = {row.seq: row.record for row in self._catalogue.passage_rows()}
        scores = self.similarities(vector, list(owner))
        return _best({key: score for key, score in scores.items() if allowed is None or owner[key] in allowed}, k)

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        return {
            int(key): float(score)
            for block in self._catalogue.stored_vectors()
            for key, score in zip(block.keys, block.matrix.astype(np.float32) @ vector, strict=True)
            if int(key) in keys
        }

    def search(
        self, concepts: Sequence[Concept], k: int, allowed: Selection | None = None, like: Likenesses | None = None
    ) -> Scored:
        passages = self._passages()
        mean = sum(len(words) for _, words in passages.values()) / max(len(passages), 1)
        scores: Counter[int] = Counter()
        for concept in concepts:
            for key, (_, words) in passages.items():
                # A concept scores as its best phrase does.
                of_phrases = [self._score(phrase, words, mean, passages) for phrase in concept]
                of_others = [self._alike(each, words, mean, passages) for each in (like or {}).get(concept, ())]
                scores[key] += max(of_phrases + of_others)  # type: ignore[assignment]
        return _best({key: scores[key] for key in +scores if allowed is None or passages[key][0] in allowed}, k)

    def _alike(self, like: Likeness, words: Sequence[str], mean: float, passages: dict[int, tuple[int, list[str]]]) -> float:
        if not like.apart:
            return like.weight * self._score(like.terms, words, mean, passages)
        of_terms = [self._score((term,), words, mean, passages) for term in like.terms]
        return like.weight * sum(of_terms) if all(of_terms) else 0.0

    def _score(self, phrase: Phrase, words: Sequence[str], mean: float, passages: dict[int, tuple[int, list[str]]]) -> float:
        frequency = _count(phrase, words)
        # tantivy weighs a phrase by the sum of its words' weights.
        holding = [sum(word in others for _, others in passages.values()) for word in phrase]
        rarity = sum(log(1 + (len(passages) - n + 0.5) / (n + 0.5)) for n in holding)
        return rarity * frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * len(words) / mean))

    def frequency(self, concept: Concept) -> int:
        return sum(any(_count(phrase, words) for phrase in concept) for _, words in self._passages().values())

    def vocabulary(self) -> Vocabulary:
        return _Terms([set(words) for _, words in self._passages().values()])

    def check(self) -> None:
        pass

    def size(self) -> int:
        return len(self._passages())

    def embedded(self) -> int:
        return sum(len(block.keys) for block in self._catalogue.stored_vectors())

    def _passages(self) -> dict[int, tuple[int, list[str]]]:
        """Each passage's record and terms."""
        rows = self._catalogue.passage_rows()
        records = self._catalogue.records_by_seq(sorted({row.record for row in rows}))
        return {row.seq: (row.record, passage_terms(records[row.record], row.start, row.end)) for row in rows}


class _Terms:
    def __init__(self, passages: list[set[str]]) -> None:
        self._passages = passages

    def size(self) -> int:
        return len(self._passages)

    def counts(self, terms: Sequence[str]) -> list[int]:
        return [sum(term in words for words in self._passages) for term in terms]

    def starting(self, beginning: str, most: int) -> list[str]:
        counts = Counter(term for words in self._passages for term in words if term.startswith(beginning))
        return sorted(counts, key=lambda term: (-counts[term], term))[:most]


def _count(phrase: Phrase, words: Sequence[str]) -> int:
    return sum(tuple(words[n : n + len(phrase)]) == phrase for n in range(len(words)))


def _best(scores: dict[int, float], k: int) -> Scored:
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
