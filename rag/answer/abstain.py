"""Whether the records answer a question at all, and which of the records found are about it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answer.quote import covered, mentions
from rag.library.index import Concept
from rag.library.library import Library
from rag.records import ANSWERING_ROLES
from rag.search.names import is_home
from rag.search.search import Findings, Found

# Logistic regression on the dekamer-2017 topics in Dutch, English and French: answerable ones, unanswerable ones, and
# answerable ones without their relevant records. `python -m eval.abstention` fits it anew, cross-validates, and prints what
# these weights give.
_BEST, _BACKGROUND, _BIAS = 36.0, -28.0, -2.8

SURE = 0.38
"""From this confidence on the records are taken to answer: 10 % of the answerable topics are refused, and 31 % of what is
absent. A little higher, one borderline question was answered or not by which runtime computes its vector."""

RECORDS = 20
"""The cosine of the record at this rank is the background against which the best one must stand out."""

_CHANCE_MEAN, _CHANCE_DEVIATION = 0.0, 0.033
"""Cosines of a centred query with passages on anything else: mean and standard deviation, as measured there."""

_WORDS_ENOUGH = 0.5
"""Without vectors: the share of the query's rare words that a record must hold."""

_BEHIND, _BEHIND_NAMED = 0.05, 0.08
"""A record whose closest passage lies this far (cosine) behind the best record's is left out; farther where the record
mentions the country that the question names, which is evidence of its own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one record found: the cosine of its closest passage (null by words alone), the share (0 to 1) of the
    query's words that it holds, and whether it may be about what the query names: a country has to be mentioned in it, and
    any other name somewhere in the records (null where nothing is named)."""

    found: Found
    cosine: float | None
    coverage: float
    named: bool | None

    @property
    def answers(self) -> bool:
        """Whether a government speaks in this record."""
        return any(row.role in ANSWERING_ROLES for row, _ in self.found.passages)


def weigh(library: Library, findings: Findings) -> list[Evidence]:
    """The evidence for each record found, in their order."""
    weights = {concept: _rarity(library, concept) for concept in findings.words.concepts}
    required = [concept for code, concept in findings.words.names.items() if not is_home(code, library.parliaments())]
    evidence = [_evidence(found, weights, required) for found in findings.found]
    if any(_unheard_of(library, findings, concept) for concept in findings.words.proper):
        return [replace(item, named=False) for item in evidence]
    return evidence


def _unheard_of(library: Library, findings: Findings, name: Concept) -> bool:
    """Whether no record has a name of the question. Said only of questions in a language of the records: names of places
    and bodies change with the language."""
    return not findings.words.foreign and not library.index.frequency(name)


def _evidence(found: Found, weights: Mapping[Concept, float], required: Sequence[Concept]) -> Evidence:
    record = found.record
    text = f"{record.title or ''} {record.text}"
    close = [score for _, score in found.passages if score is not None]
    return Evidence(
        found,
        max(close, default=None),
        covered(text, record.language, weights),
        any(mentions(text, record.language, concept) for concept in required) if required else None,
    )


def _rarity(library: Library, concept: Concept) -> float:
    """Inverse document frequency as in BM25 (Robertson and Spärck Jones, with 1 added so that it stays positive)."""
    total, holding = library.index.size(), library.index.frequency(concept)
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def about(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of the records found those that are about the question."""
    named = [item for item in evidence if item.named is not False]
    best = max((item.cosine for item in named if item.cosine is not None), default=0.0)

    def close(item: Evidence) -> bool:
        return item.cosine is None or item.cosine >= best - (_BEHIND_NAMED if item.named else _BEHIND)

    return [item for item in named if close(item)]


def confidence(evidence: Sequence[Evidence]) -> float:
    """How likely (0 to 1) it is that the records found answer the question: how far the best stands out."""
    candidates = about(evidence)
    if not candidates:
        return 0.0
    cosines = [item.cosine for item in candidates if item.cosine is not None]
    if not cosines:
        return float(max(item.coverage for item in candidates) >= _WORDS_ENOUGH)
    return stands_out(max(cosines), background(evidence))


def stands_out(best: float, background: float) -> float:
    """The score (0 to 1) of a best cosine against the background."""
    return 1 / (1 + math.exp(-(_BEST * best + _BACKGROUND * background + _BIAS)))


def background(evidence: Sequence[Evidence]) -> float:
    """The cosine at rank RECORDS; where there are fewer, what the best of so many unrelated passages reaches by chance
    (the expected maximum of n normal values is about sqrt(2 ln n) standard deviations)."""
    cosines = sorted((item.cosine for item in evidence if item.cosine is not None), reverse=True)
    if len(cosines) >= RECORDS:
        return cosines[RECORDS - 1]
    passages = max(2, sum(len(item.found.passages) for item in evidence))
    return _CHANCE_MEAN + _CHANCE_DEVIATION * math.sqrt(2 * math.log(passages))
