"""Which sentences to quote: of the records that are about a question the passages that match it, of these the sentences that
answer it, whole, with enough beside them to be understood."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from rag.answer.abstain import Evidence
from rag.answer.coverage import covered
from rag.answer.wording import leans_back
from rag.library.catalogue import PassageRow
from rag.library.library import Library
from rag.records import Record, Span
from rag.search.debated import speakers_meant
from rag.search.ranking import Close, likeness
from rag.search.search import Findings
from rag.sentences import sentences
from rag.vocabulary import PartRole

CITATIONS = 5
"""Quotations in an answer at most."""

ASKED_ROLES: frozenset[PartRole] = frozenset({"question", "context", "text"})
"""Roles of the parts that are quoted as what was asked, or as what a document says, and never as what a government said."""

SAID_ROLES: frozenset[PartRole] = ASKED_ROLES | {"speech"}
"""The same with what others than a government say in a debate."""

MOST = 3
"""Quotations from the answers in one record at most; of what was asked in it there is one."""

LONGEST = 700
"""Characters that a quotation grows to at most, unless one sentence alone is longer. It lies within one passage."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A record, and what is quoted from one speaker in it: spans in its passages, in the order of the text. Of all their
    sentences `best` is the nearest to the question, by its row and span."""

    evidence: Evidence
    spans: tuple[tuple[PassageRow, Span], ...]
    best: tuple[PassageRow, Span]

    @property
    def record(self) -> Record:
        return self.evidence.found.record


def quotations(
    library: Library, findings: Findings, about: Sequence[Evidence], *, most: int = CITATIONS, asked: bool = False
) -> list[Quoted]:
    """Of records, best first, what to quote, `most` passages; what a government said goes before what was only asked, and so
    does what somebody said in a debate whom the filters name. With `asked` what was asked is quoted of all of them.

    The best record is quoted twice before the fifth is quoted at all, and more often where there are few.
    """

    def wanted(item: Evidence) -> bool:
        return item.answers or bool(speakers_meant(item.found.record, findings.filters))

    ordered = list(about) if asked else sorted(about, key=lambda item: not wanted(item))
    ranked = [_best_passages(library, findings, item, asked=asked) for item in ordered[:most]]
    given = shares([len(rows) for rows in ranked], most)
    pairs = [(item, row) for item, rows, share in zip(ordered, ranked, given, strict=False) for row in rows[:share]]
    cut = [whole_sentences(item.found.record, row) for item, row in pairs]
    texts = [item.found.record.quote(span) for (item, _), spans in zip(pairs, cut, strict=True) for span in spans]
    scores = iter(_sentence_scores(library, findings, texts))
    quoted: dict[str, dict[str | None, list[tuple[float, PassageRow, Span, Span]]]] = {}
    for (item, row), spans in zip(pairs, cut, strict=True):
        record, own = item.found.record, list(islice(scores, len(spans)))
        part = record.parts[row.part]
        span = choose(record, spans, own, record.language_of(part))
        best = int(np.argmax(own))
        quoted.setdefault(record.id, {}).setdefault(part.speaker, []).append((own[best], row, span, spans[best]))
    return [
        Quoted(
            item,
            tuple(sorted(((row, span) for _, row, span, _ in chosen), key=lambda pair: pair[1].start)),
            max(((score, row, sentence) for score, row, _, sentence in chosen), key=lambda one: one[0])[1:],
        )
        for item in ordered
        for chosen in quoted.get(item.found.record.id, {}).values()
    ]


def shares(available: Sequence[int], left: int = CITATIONS) -> list[int]:
    """How many quotations each record gets, best first: one each and a second for the best, what is left over by turns."""
    shares = [0] * len(available)
    for turn in range(MOST):
        for n, passages in enumerate(available):
            # The best record gets its second before the last gets its first.
            due = 1 + (turn == 0 and n == 0)
            given = max(0, min(due, passages - shares[n], MOST - shares[n], left))
            shares[n] += given
            left -= given
    return shares


def quotable(item: Evidence) -> Close:
    """The passages of a record to quote from: of what a government said, or where it said nothing of what others did."""
    return item.answering or [pair for pair in item.passages if pair[0].role in SAID_ROLES]


def _best_passages(library: Library, findings: Findings, item: Evidence, *, asked: bool) -> list[PassageRow]:
    """The passages of a record to quote from, best first; with `asked` of what was asked."""
    chosen = [pair for pair in item.passages if pair[0].role in ASKED_ROLES] if asked else quotable(item)
    if findings.meaning is None:
        record, same = item.found.record, dict.fromkeys(findings.words.concepts, 1.0)
        like = [covered(record.text[row.start : row.end], record.language, same, findings.words.like) for row, _ in chosen]
    else:
        like = likeness(library, chosen, findings.meaning)
    order = sorted(range(len(chosen)), key=lambda n: (-like[n], n))
    return [chosen[n][0] for n in order[: MOST if item.answers and not asked else 1]]


def whole_sentences(record: Record, row: PassageRow) -> list[Span]:
    """The sentences of a passage."""
    language = record.language_of(record.parts[row.part])
    return [Span(start=start, end=end) for start, end in sentences(record.text, row.start, row.end, language)]


def _sentence_scores(library: Library, findings: Findings, texts: Sequence[str]) -> list[float]:
    """How close each sentence is to the question: its cosine, or without vectors the share of the question's words."""
    if findings.meaning is None:
        same = dict.fromkeys(findings.words.concepts, 1.0)
        return [covered(text, findings.language, same) for text in texts]
    scores: list[float] = (library.encoder.encode_passages(texts) @ findings.meaning.vector).tolist()
    return scores


def choose(record: Record, spans: Sequence[Span], scores: Sequence[float], language: str | None) -> Span:
    """The span to quote of a passage's sentences: the best one and its neighbours, the better ones first, up to LONGEST
    characters. What a sentence leans back on (`Zij ...`, `Therefore ...`) comes before anything else."""
    first = last = int(np.argmax(scores))

    def fits(start: int, end: int) -> bool:
        return start >= 0 and end < len(spans) and spans[end].end - spans[start].start <= LONGEST

    while first and leans_back(record.quote(spans[first]), language) and fits(first - 1, last):
        first -= 1
    while True:
        before = scores[first - 1] if fits(first - 1, last) else -math.inf
        after = scores[last + 1] if fits(first, last + 1) else -math.inf
        if before == after == -math.inf:
            return Span(start=spans[first].start, end=spans[last].end)
        first, last = (first - 1, last) if before > after else (first, last + 1)
