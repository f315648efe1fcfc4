"""A question in, an answer out: quotations that are word for word in the records, or an honest abstention."""

import time
from collections.abc import Iterable

from rag.answer.abstain import knows, weigh
from rag.answer.answer import Answer, Searched
from rag.answer.phrases import long_date, say
from rag.answer.write import citation, statement
from rag.errors import InputError
from rag.language import detect
from rag.library.catalogue import Counts
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.search import find

RECORDS = 5
"""Records that an answer quotes at most."""

QUOTES = 3
"""Passages of one record that an answer quotes at most."""

CLOSEST = 3
"""Records offered with an abstention."""

_NO_FILTERS = Filters()


def answer(
    library: Library,
    question: str,
    *,
    filters: Filters = _NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
) -> Answer:
    """Answer a question from a library, without a language model.

    `exclude` are record or external ids that count as absent; `language` overrides the detected one.
    Raises InputError where the question is empty.
    """
    if not question.strip():
        raise InputError("the question is empty; ask something, e.g. what did the government say about Belarus?")
    started = time.perf_counter()
    language = language or detect(question)
    found = find(library, question, k=RECORDS + CLOSEST, filters=filters, exclude=exclude, language=language)
    evidence = weigh(library, found)
    abstained = not knows(evidence)
    quoted = [] if abstained else _quoted(library, found, evidence)
    statements = [
        statement(record, [citation(record, row, span, library.badge) for row, span in spans], language)
        for record, spans in quoted
    ]
    counts = library.catalogue.counts(filters)
    return Answer(
        question=question,
        language=language,
        filters=filters.applied(),
        abstained=not statements,
        statements=tuple(statements),
        searched=Searched(records=counts.records, first=counts.first, last=counts.last),
        closest=() if statements else tuple(hit for hit in found.hits[:CLOSEST]),
        written_by="quotation",
        dropped=0,
        note=None if statements else _abstention(counts, language),
        took_ms=round((time.perf_counter() - started) * 1000, 1),
    )


def _abstention(counts: Counts, language: str) -> str:
    if not counts.records:
        return say(language, "nothing")
    dates = [long_date(day, language) for day in (counts.first, counts.last) if day]
    period = " – ".join(dict.fromkeys(dates)) or say(language, "undated")
    return say(language, "abstained", records=counts.records, period=period)
