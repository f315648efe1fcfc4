"""Whether the records answer a question at all, and which of the records found are about it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answer.quote import covered, mentions
from rag.library.index import Concept, Likeness, Likenesses, rarity
from rag.library.library import Library
from rag.records import ANSWERING_ROLES
from rag.search.names import is_home
from rag.search.search import Findings, Found

# Logistic regression on the dekamer-2017 topics in Dutch, English and French: answerable ones, unanswerable ones, and
# answerable ones without their relevant records. `python -m eval.abstention` fits it anew, cross-validates, and prints what
# these weights give.
_STANDS_OUT, _COVERS_MORE, _BIAS = 14.2, 4.5, -3.1

SURE = 0.38
"""From this confidence on the records are taken to answer: of what is absent two thirds are refused, of what is there an
eighth."""

RECORDS = 20
"""Records that are found for an answer."""

_FIRST = 10
"""Records behind these in the order of their matches are what a query matches by chance."""

_CHANCE, _CHANCE_RECORDS = 0.18, 5
"""How well a record that is on something else matches (sample collection, four languages), and how many records that counts
for: it is all there is to go by in a library of a few records, or where a filter allows no more."""

_CHANCE_COSINE, _CHANCE_COVERAGE = 0.1, 0.25
"""The same for the cosines of whole passages; and the share of a question's words that a record holds by chance."""

_TOGETHER = 0.25
"""The tokens of a query are so many observations of one thing, but not independent ones: what they have in common counts as
much as the number of tokens to this power."""

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
    like = findings.words.like
    weights = {concept: _rarity(library, concept, like.get(concept, ())) for concept in findings.words.concepts}
    required = [concept for code, concept in findings.words.names.items() if not is_home(code, library.parliaments())]
    evidence = [_evidence(found, weights, required, like) for found in findings.found]
    if any(_unheard_of(library, findings, concept) for concept in findings.words.proper):
        return [replace(item, named=False) for item in evidence]
    return evidence


def _unheard_of(library: Library, findings: Findings, name: Concept) -> bool:
    """Whether no record has a name of the question. Said only of questions in a language of the records: names of places
    and bodies change with the language."""
    return not findings.words.foreign and not library.index.frequency(name)


def _evidence(found: Found, weights: Mapping[Concept, float], required: Sequence[Concept], like: Likenesses) -> Evidence:
    record = found.record
    text = f"{record.title or ''} {record.text}"
    close = [score for _, score in found.passages if score is not None]
    return Evidence(
        found,
        max(close, default=None),
        covered(text, record.language, weights, like),
        any(mentions(text, record.language, concept) for concept in required) if required else None,
    )


def _rarity(library: Library, concept: Concept, like: Sequence[Likeness]) -> float:
    """The rarity of a concept and what is like it."""
    return rarity(library.index.frequency((*concept, *(other.terms for other in like))), library.index.size())


def about(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of the records found those that are about the question."""
    named = [item for item in evidence if item.named is not False]
    best = max((item.cosine for item in named if item.cosine is not None), default=0.0)

    def close(item: Evidence) -> bool:
        return item.cosine is None or item.cosine >= best - (_BEHIND_NAMED if item.named else _BEHIND)

    return [item for item in named if close(item)]


def confidence(findings: Findings, evidence: Sequence[Evidence]) -> float:
    """How likely (0 to 1) it is that the records found answer the question."""
    candidates = about(evidence)
    if not candidates:
        return 0.0
    if findings.meaning is None:
        return float(max(item.coverage for item in candidates) >= _WORDS_ENOUGH)
    return sure_of(stands_out(findings, evidence, candidates), covers_more(evidence, candidates))


def sure_of(standing: float, covering: float) -> float:
    """The confidence (0 to 1) where a best record stands out so far, and the first covers so much more."""
    return 1 / (1 + math.exp(-(_STANDS_OUT * standing + _COVERS_MORE * covering + _BIAS)))


def covers_more(evidence: Sequence[Evidence], candidates: Sequence[Evidence]) -> float:
    """How much more of the question's words the first of these records holds than the others that were found do."""
    others = [item.coverage for item in evidence if item is not candidates[0]]
    return candidates[0].coverage - (sum(others) / len(others) if others else _CHANCE_COVERAGE)


def stands_out(findings: Findings, evidence: Sequence[Evidence], candidates: Sequence[Evidence]) -> float:
    """How much better the words of the best of these records match those of the query than what matches by chance.

    Of an encoder that gives no words the cosines of whole passages are compared.
    """
    tokens = len(findings.meaning.tokens) if findings.meaning else 0
    if findings.matches:
        matches, others, chance = [item.found.match for item in candidates], findings.matches[_FIRST:], _CHANCE
    else:
        cosines = [item.cosine or 0.0 for item in evidence]
        matches, others, chance = [item.cosine for item in candidates], sorted(cosines, reverse=True)[_FIRST:], _CHANCE_COSINE
    best = max((match for match in matches if match is not None), default=0.0)
    background = (sum(others) + chance * _CHANCE_RECORDS) / (len(others) + _CHANCE_RECORDS)
    return float((best - background) * max(1, tokens) ** _TOGETHER)
