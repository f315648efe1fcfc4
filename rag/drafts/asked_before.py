"""Whether the sub-questions of a draft were asked before: by whom, when, to whom, and what the answer was."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from rag.answer.abstain import RECORDS, about, confidence, weigh
from rag.answer.answer import Citation
from rag.answer.quote import whole_sentences
from rag.answer.write import citation
from rag.drafts.alike import ASKED, CLOSE, Asked, held, similarities
from rag.drafts.parse import Draft, SubQuestion
from rag.exchanges import exchanges
from rag.language import detect
from rag.library.catalogue import PassageRow
from rag.library.filters import AppliedFilter, Filters
from rag.library.library import Library
from rag.progress import Progress, quiet
from rag.records import Frozen, Person, Record, Span
from rag.search.asked import CONDITIONS
from rag.search.search import NO_FILTERS, Found, find
from rag.vocabulary import Status

Verdict = Literal["asked before", "something close", "not found"]

COMPARED = 8
"""Records that each sub-question is compared with, and as many that are about its subject."""

SURE, ON_SUBJECT, BARE, HELD = 0.75, 0.35, 0.4, 0.5
"""Where the records answer a sub-question with the confidence SURE, those that are about it are close from the likeness
ON_SUBJECT on, if without their subjects the two questions are alike as well (a cosine of BARE), or the record holds so much
(HELD) of the sub-question's own rare words: every sub-question shares the draft's subject, also one about something else."""

MATCHES = 3
"""Earlier questions that are named for each at most."""

_QUOTED = 420
"""Characters of an answer that are quoted at most, in whole sentences, but for one that is longer."""


class Earlier(Frozen):
    """An earlier question that a sub-question is close to (`alike`, 0 to 1): who asked whom and when, what became of it, and
    its words. `answers` quote the reply; `aligned` tells whether it is the reply to this very sub-question."""

    verdict: Verdict
    alike: float
    record: str
    external_id: str | None
    number: str | None
    title: str | None
    asked_on: date | None
    answered_on: date | None
    askers: tuple[Person, ...]
    addressees: tuple[Person, ...]
    status: Status | None
    question: Citation
    answers: tuple[Citation, ...]
    aligned: bool


class Row(Frozen):
    """A sub-question of the draft: `text` is its words as pasted, between `start` and `end` of the draft."""

    label: str
    text: str
    start: int
    end: int
    verdict: Verdict
    earlier: tuple[Earlier, ...]


class Checked(Frozen):
    """A draft, checked against so many records."""

    title: str
    records: int
    filters: tuple[AppliedFilter, ...]
    rows: tuple[Row, ...]


def check(
    library: Library,
    draft: Draft,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    progress: Progress = quiet,
) -> Checked:
    """Look for each sub-question of a draft among the questions of a library.

    Each is searched for with the draft's subject, since most say nothing without it (`how many were there in 2023?`).
    """
    language = language or detect(draft.text)
    excluded = tuple(exclude)
    rows = []
    for n, item in enumerate(draft.items, start=1):
        rows.append(_row(library, draft, item, filters, excluded, language))
        progress("sub-questions", n, len(draft.items), item.label)
    counts = library.catalogue.counts(filters)
    return Checked(title=draft.title, records=counts.records, filters=filters.applied(), rows=tuple(rows))


def _row(library: Library, draft: Draft, item: SubQuestion, filters: Filters, exclude: Sequence[str], language: str) -> Row:
    subject = " ".join(filter(None, (draft.subject, item.under)))
    query = f"{subject} {item.text}".strip()
    findings = find(library, query, k=RECORDS, filters=filters, exclude=exclude, language=language, ignoring=CONDITIONS)
    evidence = weigh(library, findings)
    on_it = [item.found for item in about(evidence)] if confidence(findings, evidence) >= SURE else []
    asking = [found for found in findings.found if found.record.kind != "debate"]
    on_it = [found for found in on_it if found.record.kind != "debate"]
    by_record = {found.record.id: found for found in (*asking[:COMPARED], *on_it[:COMPARED])}
    scored = similarities(library, subject, item.text, language, list(by_record.values()))
    subjects = {found.record.id for found in on_it}
    holding = held(library, item.text, language, [found.record for found in on_it[:COMPARED]])

    def close_enough(asked: Asked) -> bool:
        if asked.record.id not in subjects:
            return asked.alike >= CLOSE
        same_words = (asked.bare or 0.0) >= BARE or holding.get(asked.record.id, 0.0) >= HELD
        return asked.alike >= CLOSE or (asked.alike >= ON_SUBJECT and same_words)

    best = sorted(filter(close_enough, scored), key=lambda asked: -asked.alike)
    sure = [asked for asked in best if asked.alike >= ASKED]
    close = list({asked.record.id: asked for asked in reversed(sure or best)}.values())[::-1][:MATCHES]
    earlier = tuple(_earlier(library, by_record[asked.record.id], asked, language) for asked in close)
    verdict: Verdict = "asked before" if sure else "something close" if close else "not found"
    words = draft.text[item.start : item.end]
    return Row(label=item.label, text=words, start=item.start, end=item.end, verdict=verdict, earlier=earlier)


def _earlier(library: Library, found: Found, asked: Asked, language: str) -> Earlier:
    record, part = asked.record, asked.record.parts[asked.part]
    rows = [row for row, _ in found.passages]
    question = next(row for row in rows if row.part == asked.part)
    aligned = _aligned(record, asked.part)
    replies = [(row, score or 0.0) for row, score in found.passages if record.by_government(record.parts[row.part])]
    own = [(row, score) for row, score in replies if row.part in aligned] or replies
    best = max(own, key=lambda pair: pair[1])[0] if own else None
    return Earlier(
        verdict="asked before" if asked.alike >= ASKED else "something close",
        alike=round(asked.alike, 3),
        record=record.id,
        question=citation(record, question, _first(record, question), library.badge, language=language),
        answers=(citation(record, best, _first(record, best), library.badge, language=language),) if best else (),
        aligned=bool(best and best.part in aligned),
        status=part.status or record.status,
        **record.model_dump(include={"external_id", "number", "title", "asked_on", "answered_on", "askers", "addressees"}),
    )


def _aligned(record: Record, question: int) -> set[int]:
    """The answer parts that serve a question part, or where there is one question in its exchange all of that."""
    exchange, labels = exchanges(record), set(record.parts[question].labels)
    own = {n: part for n, part in enumerate(record.parts) if exchange[n] == exchange[question]}
    replies = {n: part for n, part in own.items() if record.by_government(part)}
    served = {n for n, part in replies.items() if set(part.answers) & labels}
    if served or sum(part.role == "question" for part in own.values()) > 1:
        return served
    return set(replies)


def _first(record: Record, row: PassageRow) -> Span:
    """The first sentences of a passage, up to _QUOTED characters."""
    spans = whole_sentences(record, row)
    end = max((span.end for span in spans if span.end - row.start <= _QUOTED), default=spans[0].end)
    return Span(start=spans[0].start, end=end)
