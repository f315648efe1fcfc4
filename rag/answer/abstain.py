"""Whether the records answer a question at all, and which of the records found are about it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answer.quote import covered, mentions
from rag.library.library import Library
from rag.library.words import Concept
from rag.records import ANSWERING_ROLES
from rag.search.names import is_home
from rag.search.search import Findings, Found

# Fitted by `python -m eval.abstention` on the answerable topics, the unanswerable ones and the answerable ones without
# their relevant records; it prints the cross-validated shares beside these numbers.
_COSINE, _COVERAGE, _BIAS = 30.0, 1.0, -10.0

_BEHIND = 0.08
"""A record whose closest passage lies this far (cosine) behind the best record's is about something else."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one record found: the cosine of its closest passage (null by words alone), the share (0 to 1) of the
    query's words that it holds, and whether it mentions a country that the query names (true where none is named)."""

    found: Found
    cosine: float | None
    coverage: float
    named: bool

    @property
    def answers(self) -> bool:
        """Whether a government speaks in this record."""
        return any(row.role in ANSWERING_ROLES for row, _ in self.found.passages)


def weigh(library: Library, findings: Findings) -> list[Evidence]:
    """The evidence for each record found, in their order."""
    weights = {concept: _rarity(library, concept) for concept in findings.words.concepts}
    required = [concept for code, concept in findings.words.names.items() if not is_home(code, library.parliaments())]
    return [_evidence(found, weights, required) for found in findings.found]


def _evidence(found: Found, weights: Mapping[Concept, float], required: Sequence[Concept]) -> Evidence:
    record = found.record
    text = f"{record.title or ''} {record.text}"
    close = [score for _, score in found.passages if score is not None]
    return Evidence(
        found,
        max(close, default=None),
        covered(text, record.language, weights),
        not required or any(mentions(text, record.language, concept) for concept in required),
    )


def _rarity(library: Library, concept: Concept) -> float:
    """Inverse document frequency as in BM25 (Robertson and Spärck Jones, with 1 added so that it stays positive)."""
    total, holding = library.words.size(), library.words.frequency(concept)
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def about(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of the records found those that are about the question."""
    named = [item for item in evidence if item.named]
    best = max((item.cosine for item in named if item.cosine is not None), default=0.0)
    return [item for item in named if item.cosine is None or item.cosine >= best - _BEHIND]


def confidence(evidence: Sequence[Evidence]) -> float:
    """How likely (0 to 1) it is that the records found answer the question."""
    candidates = about(evidence)
    if not candidates:
        return 0.0
    cosine = max((item.cosine for item in candidates if item.cosine is not None), default=0.0)
    coverage = max(item.coverage for item in candidates)
    return 1 / (1 + math.exp(-(_COSINE * cosine + _COVERAGE * coverage + _BIAS)))
