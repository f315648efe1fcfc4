"""What stays open: sub-questions that got no reply or only a referral, and what was promised."""

from collections.abc import Mapping, Sequence
from datetime import date

from rag.answer.write import asking, citation
from rag.briefing.briefing import OpenEnd
from rag.commitments.commitments import Commitment, commitment
from rag.commitments.promises import promises
from rag.library.catalogue import PassageRow
from rag.library.library import Library
from rag.records import Part, Record, Span
from rag.vocabulary import Status

_SHOWN = 3
"""Sub-questions of one record that are quoted for what became of them, at most."""

_STATUSES: tuple[Status, ...] = ("unanswered", "declined", "postponed", "referred")

Rows = Mapping[str, Sequence[PassageRow]]
"""The passages of records, by their ids, in the order of the text."""


def open_ends(
    library: Library, records: Sequence[Record], rows: Rows, numbers: Mapping[str, int], language: str
) -> list[OpenEnd]:
    """For each record, in their order, what became of the sub-questions that got no reply; `numbers` are the records' in the
    list."""

    def cited(record: Record, span: Span) -> PassageRow | None:
        return next((row for row in rows[record.id] if row.start <= span.start and span.end <= row.end), None)

    found = []
    for record in records:
        for status in _STATUSES:
            parts = [part for part in record.parts if _open(part, status)]
            pieces = [Span(start=each.start, end=each.end) for part in parts[:_SHOWN] for each in [asking(record, part)]]
            asked = [(row, span) for span in pieces if (row := cited(record, span))]
            if not asked:
                continue
            evidence = next((part.evidence for part in parts if part.evidence), None)
            reply = cited(record, evidence) if evidence else None
            found.append(
                OpenEnd(
                    status=status,
                    listed=numbers[record.id],
                    asked=tuple(citation(record, row, span, library.badge, language=language) for row, span in asked),
                    more=len(parts) - len(asked),
                    reply=citation(record, reply, evidence, library.badge, language=language) if reply and evidence else None,
                )
            )
    return found


def _open(part: Part, status: Status) -> bool:
    return part.role == "question" and part.status == status and part.translation_of is None


def promised(library: Library, records: Sequence[Record], rows: Rows, language: str) -> list[Commitment]:
    """What was promised in these records, newest first."""
    found = [
        commitment(record, rows[record.id], promise, library.badge, language)
        for record in sorted(records, key=lambda one: one.answered_on or one.asked_on or date.min, reverse=True)
        for promise in promises(record)
    ]
    # The same answer to the same question, put to several, promises once.
    return list({one.citation.quote: one for one in reversed(found)}.values())[::-1]
