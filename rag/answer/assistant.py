"""A question in, an answer out: quotations that are word for word in the records, or an honest abstention."""

import time
from collections.abc import Collection, Iterable, Sequence

from rag.answer.abstain import Evidence
from rag.answer.answer import QUOTATION, Answer, Searched
from rag.answer.grounds import Grounds, ground
from rag.answer.phrases import long_date, say
from rag.answer.quote import candidate, choose, covered
from rag.answer.write import citation, statement
from rag.library.catalogue import Counts, PassageRow
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import ANSWERING_ROLES, Record, Span
from rag.search.order import Sort, in_order
from rag.search.search import NO_FILTERS, Findings

QUOTED = 5
"""Records that an answer quotes at most."""

QUOTES = 3
"""Passages of one record that an answer quotes at most."""

NEAR = 0.04
"""A passage whose cosine is this near to the best one of its record is quoted beside it."""

CLOSEST = 3
"""Records offered with an abstention."""


def answer(
    library: Library,
    question: str,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
) -> Answer:
    """Answer a question from a library, without a language model.

    `exclude` are record or external ids that count as absent; `language` overrides the detected one. Conditions that the
    question names filter as well, but for those named in `ignoring` (`rag.search.asked`). `sort` orders the statements.
    Raises InputError where the question is empty.
    """
    started = time.perf_counter()
    grounds = ground(library, question, filters=filters, exclude=exclude, language=language, ignoring=ignoring)
    return quoted(library, grounds, sort).model_copy(update={"took_ms": round((time.perf_counter() - started) * 1000, 1)})


def quoted(library: Library, grounds: Grounds, sort: Sort = "relevance") -> Answer:
    """The answer in quotations to what has been looked up, or an abstention; how long it took is not known here."""
    findings, language = grounds.findings, grounds.language
    chosen = _quoted(library, findings, grounds.about)
    families = {found.record.id: found.hit.family for found in findings.found}
    statements = [
        statement(record, [citation(record, row, span, library.badge, families[record.id]) for row, span in spans], language)
        for record, spans in in_order(chosen, sort, lambda one: one[0].asked_on)
    ]
    counts = grounds.counts
    return Answer(
        question=grounds.question,
        language=language,
        filters=findings.applied,
        abstained=not statements,
        statements=tuple(statements),
        searched=Searched(records=counts.records, first=counts.first, last=counts.last),
        closest=() if statements else tuple(found.hit for found in findings.found[:CLOSEST]),
        written_by=QUOTATION,
        dropped=0,
        note=None if statements else _abstention(counts, language),
        took_ms=0.0,
    )


def _quoted(
    library: Library, findings: Findings, chosen: Sequence[Evidence]
) -> list[tuple[Record, list[tuple[PassageRow, Span]]]]:
    """For each record the passages and the spans in them to quote; what a government said goes before what was asked."""
    ordered = sorted(chosen, key=lambda item: not item.answers)[:QUOTED]
    candidates = [candidate(item.found.record, row) for item in ordered for row in _rows(item)]
    texts = [text for one in candidates if not one.whole for text in one.texts]
    scores = iter(_sentence_scores(library, findings, texts))
    spans: dict[str, list[tuple[PassageRow, Span]]] = {}
    for one in candidates:
        own = [] if one.whole else [next(scores) for _ in one.spans]
        spans.setdefault(one.record.id, []).append((one.row, choose(one, own)))
    return [(item.found.record, spans[item.found.record.id]) for item in ordered if item.found.record.id in spans]


def _rows(item: Evidence) -> list[PassageRow]:
    """The passages of a record to quote from: of its answers, or of what was asked where there is no answer."""
    roles = ANSWERING_ROLES if item.answers else {"question", "context", "text"}
    scored = [(row, score or 0.0) for row, score in item.found.passages if row.role in roles]
    best = max((score for _, score in scored), default=0.0)
    near = sorted((pair for pair in scored if pair[1] >= best - NEAR), key=lambda pair: -pair[1])
    return [row for row, _ in near[: QUOTES if item.answers else 1]]


def _sentence_scores(library: Library, findings: Findings, texts: Sequence[str]) -> list[float]:
    """How close each sentence is to the question: its cosine, or without vectors the share of the question's words."""
    if not texts:
        return []
    if findings.meaning is None:
        same = dict.fromkeys(findings.words.concepts, 1.0)
        return [covered(text, findings.language, same) for text in texts]
    scores: list[float] = (library.encoder.encode_passages(texts) @ findings.meaning.vector).tolist()
    return scores


def _abstention(counts: Counts, language: str) -> str:
    if not counts.records:
        return say(language, "nothing")
    dates = [long_date(day, language) for day in (counts.first, counts.last) if day]
    period = " – ".join(dict.fromkeys(dates)) or say(language, "undated")
    return say(language, "abstained_one" if counts.records == 1 else "abstained", records=counts.records, period=period)
