"""What a hit shows: passages copied from their record, a question with its answer, the rest of the family."""

from collections.abc import Sequence

from rag.exchanges import exchanges
from rag.library.catalogue import PassageRow
from rag.records import Record
from rag.search.hits import Excerpt, FamilyMember, Hit, PartLabel
from rag.search.ranking import Close

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
        part=PartLabel(
            role=part.role,
            labels=part.labels,
            speaker=part.speaker,
            function=record.function_of(part.speaker),
            government=record.by_government(part),
        ),
        text=record.text[row.start : row.end],
        start=row.start,
        end=row.end,
        page=record.page_of(row.start),
    )


def counterpart(record: Record, row: PassageRow, passages: Close) -> PassageRow | None:
    """The passage that goes with another: the answer to a question, the question behind an answer. In a debate none: who
    replies to whom is not known, so that a turn that happens to follow would be a guess.

    The aligned part's passages go before the rest, those of the same exchange before other ones; among equals the one closest
    to the query.
    """
    part = record.parts[row.part]
    if record.kind == "debate" or part.role == "speech":
        return None
    answering, exchange = record.by_government(part), exchanges(record)
    labels = set(part.answers if answering else part.labels)

    def goes(other: PassageRow) -> bool:
        return other.role == "question" if answering else record.by_government(record.parts[other.part])

    def fits(other: PassageRow) -> tuple[int, bool, bool]:
        candidate = record.parts[other.part]
        theirs = candidate.labels if answering else candidate.answers
        aligned = max((_alignment(a, b) for a in labels for b in theirs), default=0)
        return aligned, exchange[other.part] == exchange[row.part], candidate.language == part.language

    others = [(other, score) for other, score in passages if goes(other)]
    return max(others, key=lambda pair: (*fits(pair[0]), pair[1] or 0.0, -pair[0].n))[0] if others else None


def _alignment(label: str, other: str) -> int:
    """2 for the same sub-question, 1 where one introduces or is part of the other (2 and 2.a), else 0."""
    return 2 if label == other else int(label.startswith(f"{other}.") or other.startswith(f"{label}."))
