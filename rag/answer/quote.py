"""Which sentences to quote: the ones of a passage that answer, whole, with enough beside them to be understood."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.library.analysis import terms
from rag.library.catalogue import PassageRow
from rag.library.index import Concept, Likenesses, Phrase
from rag.records import Record, Span
from rag.sentences import sentences

WHOLE = 420
"""A passage of at most so many characters is quoted whole: it is its own context."""

LONGEST = 600
"""Characters that a quotation grows to at most, unless one sentence alone is longer."""

_CLOSE = 0.03
"""A neighbour whose cosine is this near to the best sentence's belongs to the answer as well."""

_TOO_SHORT = 60
"""A best sentence shorter than this says too little alone: its predecessor is quoted with it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The sentences of one passage, with their places in the record's text."""

    record: Record
    row: PassageRow
    spans: tuple[Span, ...]

    @property
    def texts(self) -> list[str]:
        return [self.record.quote(span) for span in self.spans]

    @property
    def whole(self) -> bool:
        return self.row.end - self.row.start <= WHOLE


def candidate(record: Record, row: PassageRow) -> Candidate:
    part = record.parts[row.part]
    found = sentences(record.text, row.start, row.end, part.language or record.language)
    return Candidate(record, row, tuple(Span(start=start, end=end) for start, end in found))


def choose(candidate: Candidate, scores: Sequence[float]) -> Span:
    """The span to quote: the best sentence, and neighbours that score nearly as well, up to LONGEST characters."""
    if candidate.whole:
        return Span(start=candidate.row.start, end=candidate.row.end)
    best = int(np.argmax(scores))
    first, last = best, best
    if len(candidate.texts[best]) < _TOO_SHORT and best:
        first -= 1
    while True:
        before = scores[first - 1] if first else -math.inf
        after = scores[last + 1] if last + 1 < len(scores) else -math.inf
        if max(before, after) < scores[best] - _CLOSE:
            break
        wider = (first - 1, last) if before > after else (first, last + 1)
        if candidate.spans[wider[1]].end - candidate.spans[wider[0]].start > LONGEST:
            break
        first, last = wider
    return Span(start=candidate.spans[first].start, end=candidate.spans[last].end)


def mentions(text: str, language: str | None, concept: Concept) -> bool:
    """Whether a text holds any phrase of a concept."""
    words = f" {' '.join(terms(text, language))} "
    return any(f" {' '.join(phrase)} " in words for phrase in concept)


def covered(text: str, language: str | None, weights: Mapping[Concept, float], like: Likenesses | None = None) -> float:
    """The share (0 to 1) of the query's weight whose concepts stand in a text; what is like one counts for what it weighs."""
    words = terms(text, language)
    joined, every = f" {' '.join(words)} ", frozenset(words)

    def stands(phrase: Phrase) -> bool:
        return f" {' '.join(phrase)} " in joined

    def share(concept: Concept) -> float:
        if any(map(stands, concept)):
            return 1.0
        others = (like or {}).get(concept, ())
        return max((o.weight for o in others if (every.issuperset(o.terms) if o.apart else stands(o.terms))), default=0.0)

    total = sum(weights.values())
    return sum(weight * share(concept) for concept, weight in weights.items()) / total if total else 0.0
