"""Whether the records answer a question at all, and which of the records found are about it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rag.answer.coverage import covered, mentions
from rag.library.index import Concept, Likenesses, rarity
from rag.library.library import Library
from rag.search.debated import on_it
from rag.search.names import is_home
from rag.search.query import Words
from rag.search.ranking import Close
from rag.search.rerank import RERANKED
from rag.search.search import Findings, Found

SURE = 0.26
"""From this confidence on the records are taken to answer: of what is absent two thirds are refused, of what is there an
eighth."""

RECORDS = 20
"""Records that are found for an answer."""

_FIRST = 10
"""Records behind these in the order of their matches are what a query matches by chance."""

CHANCE, _CHANCE_RECORDS = 0.22, 5
"""How well a record that is on something else may match (sample collection, four languages), and how many records that counts
for: it is all there is to go by in a library of a few records, or where a filter allows no more. No good record is taken to
follow from others that match worse."""

_FOLLOWER = 5
"""The record in this place is what the best one is compared with: four that are as good are no reason to doubt it."""

_FEWEST = 15
"""Fewer records than these are not told apart: no fewer were fitted."""

_CHANCE_COSINE, _CHANCE_COVERAGE = 0.1, 0.25
"""The same for the cosines of whole passages; and the share of a question's words that a record holds by chance."""

_TOGETHER = 0.25
"""The tokens of a query are so many observations of one thing, but not independent ones: what they have in common counts as
much as the number of tokens to this power."""

WORDS_ENOUGH = 0.5
"""Without vectors: the share of the query's rare words that a record must hold."""

_BEHIND, _BEHIND_NAMED = 0.05, 0.08
"""A record whose words match this much worse than the best record's (or whose closest passage lies this far behind by its
cosine, where words have not been compared) is left out; farther where the record mentions the country that the question
names, which is evidence of its own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one record found: the cosine of its closest passage (null by words alone), the share (0 to 1) of the
    query's words that it holds, and whether it may be about what the query names: a country has to be mentioned in it, and
    any other name somewhere in the records (null where nothing is named). `passages` are those that can be quoted: all, but
    of a debate (`rag.search.debated`)."""

    found: Found
    cosine: float | None
    coverage: float
    named: bool | None
    passages: Close

    @property
    def answering(self) -> Close:
        """The passages in which a government speaks."""
        record = self.found.record
        return [pair for pair in self.passages if record.by_government(record.parts[pair[0].part])]

    @property
    def answers(self) -> bool:
        """Whether a government speaks in this record, on what is asked."""
        return bool(self.answering)


def weigh(library: Library, findings: Findings) -> list[Evidence]:
    """The evidence for each record found, in their order."""
    like, weights = findings.words.like, rarities(library, findings.words)
    required = [concept for code, concept in findings.words.names.items() if not is_home(code, library.parliaments())]
    evidence = [
        _evidence(
            found,
            on_it(library, found.record, found.passages, findings.meaning, findings.filters),
            weights,
            required,
            like,
        )
        for found in findings.found
    ]
    if any(_unheard_of(library, findings, concept) for concept in findings.words.proper):
        return [replace(item, named=False) for item in evidence]
    return evidence


def _unheard_of(library: Library, findings: Findings, name: Concept) -> bool:
    """Whether no record has a name of the question. Said only of questions in a language of the records: names of places
    and bodies change with the language."""
    return not findings.words.foreign and not library.index.frequency(name)


def _evidence(
    found: Found, passages: Close, weights: Mapping[Concept, float], required: Sequence[Concept], like: Likenesses
) -> Evidence:
    record = found.record
    # A long debate holds most words somewhere.
    words = " ".join(record.text[row.start : row.end] for row, _ in passages) if record.kind == "debate" else record.text
    text = f"{record.title or ''} {words}"
    close = [score for _, score in passages if score is not None]
    named = any(mentions(text, record.language, concept) for concept in required) if required else None
    return Evidence(
        found,
        max(close, default=None),
        covered(text, record.language, weights, like),
        named if passages else False,
        passages,
    )


def rarities(library: Library, words: Words) -> dict[Concept, float]:
    """The rarity of each concept of a query, with what is like it."""
    frequency, size = library.index.frequency, library.index.size()
    return {
        concept: rarity(frequency((*concept, *(other.terms for other in words.like.get(concept, ())))), size)
        for concept in words.concepts
    }


def about(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of the records found those that are about the question."""
    named = [item for item in evidence if item.named is not False]
    likeness = [item.found.match if any(other.found.match is not None for other in named) else item.cosine for item in named]
    best = max((like for like in likeness if like is not None), default=0.0)

    def close(item: Evidence, like: float | None, leeway: float) -> bool:
        return like is None or like >= best - leeway * (_BEHIND_NAMED if item.named else _BEHIND)

    pairs = list(zip(named, likeness, strict=True))
    near = [item for item, like in pairs if close(item, like, 1)]
    if any(item.answers for item in near):
        return near
    # Where only questions come first, what a government said a little farther off is asked for as well.
    return [item for item, like in pairs if close(item, like, 2 if item.answers else 1)]


class Signals(NamedTuple):
    """What speaks for the records to answer a question: how far the best one `stands_out` among those that match it by
    chance, how far it is `ahead` of the fifth, how much more of the question's words it covers, and how `few` records there
    were to find: 0 from fifty on, and where a filter left few, since who filters knows what for. `foreign` (0 or 1): no
    record is in the question's language."""

    stands_out: float
    ahead: float
    covers_more: float
    few: float
    foreign: float


WEIGHTS, BIAS = Signals(8.7, 21.1, 5.1, -2.5, 0.7), -4.5
"""Logistic regression on the dekamer-2017 topics in Dutch, English and French: answerable ones, unanswerable ones, and
answerable ones without their relevant records, in the whole collection and in small parts of it. `python -m eval.abstention`
fits it anew, cross-validates, and prints what these weights give."""


def confidence(findings: Findings, evidence: Sequence[Evidence]) -> float:
    """How likely (0 to 1) it is that the records found answer the question."""
    candidates = about(evidence)
    if not candidates:
        return 0.0
    if findings.meaning is None:
        return float(max(item.coverage for item in candidates) >= WORDS_ENOUGH)
    return sure_of(signals(findings, evidence, candidates))


def sure_of(found: Signals) -> float:
    """The confidence (0 to 1) that goes with these signals."""
    return 1 / (1 + math.exp(-(sum(weight * value for weight, value in zip(WEIGHTS, found, strict=True)) + BIAS)))


def signals(findings: Findings, evidence: Sequence[Evidence], candidates: Sequence[Evidence]) -> Signals:
    """The signals for `candidates`, of all the `evidence`: of words, or for an encoder that gives no words of the cosines of
    whole passages."""
    if findings.matches:
        found, every, chance = {id(item): item.found.match for item in evidence}, list(findings.matches), CHANCE
    else:
        found, chance = {id(item): item.cosine for item in evidence}, _CHANCE_COSINE
        every = sorted((cosine for cosine in found.values() if cosine is not None), reverse=True)
    others = every[_FIRST:]
    background = max(chance, (sum(others) + chance * _CHANCE_RECORDS) / (len(others) + _CHANCE_RECORDS))
    best = max((match for item in candidates if (match := found[id(item)]) is not None), default=0.0)
    ranked = sorted((match for match in found.values() if match is not None), reverse=True)
    follower = max([chance, *ranked[_FOLLOWER - 1 : _FOLLOWER]])
    surer = max(1, len(findings.meaning.tokens) if findings.meaning else 0) ** _TOGETHER
    return Signals(
        float((best - background) * surer),
        float((best - follower) * surer),
        _covers_more(evidence, candidates),
        0.0 if findings.applied else math.log(RERANKED / min(RERANKED, max(_FEWEST, len(every)))),
        float(findings.words.foreign),
    )


def _covers_more(evidence: Sequence[Evidence], candidates: Sequence[Evidence]) -> float:
    """How much more of the question's words the first candidate holds than the others that were found do."""
    others = [item.coverage for item in evidence if not candidates or item is not candidates[0]]
    usual = sum(others) / len(others) if others else _CHANCE_COVERAGE
    return (candidates[0].coverage if candidates else 0.0) - usual
