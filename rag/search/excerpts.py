"""What a hit shows: passages copied from their record, a question with its answer, the rest of the family."""

from collections.abc import Sequence

from rag.library.catalogue import PassageRow
from rag.records import ANSWERING_ROLES, Record
from rag.search.hits import Excerpt, FamilyMember, Hit, PartLabel

Close = Sequence[tuple[PassageRow, float | None]]
"""The passages of a record with their closeness to the query (cosine; null without a vector), in the order of the text."""

_SHOWN = {
    "external_id",
    "kind",
    "parliament",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "askers",
    "addressees",
    "language",
    "url",
}


def hit(rank: int, score: float, row: PassageRow, record: Record, passages: Close, members: Sequence[Record]) -> Hit:
    """A record found by one of its passages, with the other members of its family, best first."""
    found = excerpt(record, row)
    other = counterpart(record, row, passages)
    family = (FamilyMember(record=m.id, external_id=m.external_id, number=m.number, addressees=m.addressees) for m in members)
    return Hit(
        rank=rank,
        score=round(score, 4),
        record=record.id,
        counterpart=excerpt(record, other) if other else None,
        family=tuple(family),
        **found.model_dump(),
        **record.model_dump(include=_SHOWN),
    )


def excerpt(record: Record, row: PassageRow) -> Excerpt:
    """A passage of a record as it is shown, copied from the record's text."""
    part = record.parts[row.part]
    return Excerpt(
        passage=f"{record.id}/{row.n}",
        part=PartLabel(role=part.role, labels=part.labels, speaker=part.speaker),
        text=record.text[row.start : row.end],
        start=row.start,
        end=row.end,
        page=record.page_of(row.start),
    )


def counterpart(record: Record, row: PassageRow, passages: Close) -> PassageRow | None:
    """The passage that goes with another: the answer to a question, the question behind an answer.

    The aligned part's passages go before the rest; among equals the one closest to the query.
    """
    part = record.parts[row.part]
    if part.role in ANSWERING_ROLES:
        wanted, labels = {"question"}, set(part.answers)
    else:
        wanted, labels = set(ANSWERING_ROLES), set(part.labels)

    def fits(other: PassageRow) -> tuple[int, bool]:
        candidate = record.parts[other.part]
        theirs = candidate.labels if "question" in wanted else candidate.answers
        return max((_alignment(a, b) for a in labels for b in theirs), default=0), candidate.language == part.language

    others = [(other, score) for other, score in passages if other.role in wanted]
    return max(others, key=lambda pair: (*fits(pair[0]), pair[1] or 0.0, -pair[0].n))[0] if others else None


def _alignment(label: str, other: str) -> int:
    """2 for the same sub-question, 1 where one introduces or is part of the other (2 and 2.a), else 0."""
    return 2 if label == other else int(label.startswith(f"{other}.") or other.startswith(f"{label}."))
