"""Which parts of a record stand side by side: a question and its answer, a text and its translation."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.exchanges import exchanges
from rag.records import Record

SURE = 0.85
"""From this confidence on an alignment is shown without a word of doubt."""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts of a record by their index: those on the left, and those on the right; none there for a part of its own."""

    left: tuple[int, ...]
    right: tuple[int, ...] = ()
    confidence: float | None = None


def rows(record: Record) -> Iterator[Row]:
    """All parts but the title in the order of the text, each once, a pair where its first part stands.

    An answer stands beside the questions whose labels it answers; one that no label aligns, beside the only question there
    is, or in an oral question beside what it follows. A turn of a debate stands alone. A translation stands beside its
    original.
    """
    translations: dict[int, list[int]] = {}
    for n, part in enumerate(record.parts):
        if part.translation_of is not None:
            translations.setdefault(part.translation_of, []).append(n)
    pairs = {member: pair for pair in _pairs(record) for member in (*pair.left, *pair.right)}
    # The title is the heading of the whole; a translated one has its row.
    shown = {
        n
        for n, part in enumerate(record.parts)
        if part.translation_of is not None or (part.role == "title" and n not in translations)
    }
    for n in range(len(record.parts)):
        if n in shown:
            continue
        row = pairs.get(n, Row((n,)))
        members = (*row.left, *row.right)
        shown.update(members)
        if translations.keys().isdisjoint(members):
            yield row
        else:
            yield from (Row((member,), tuple(translations.get(member, ()))) for member in members)


def _pairs(record: Record) -> list[Row]:
    """Questions with their answers, each part in one pair at most."""
    own = [(n, part) for n, part in enumerate(record.parts) if part.translation_of is None]
    questions = [(n, part) for n, part in own if part.role == "question"]
    answers = [(n, part) for n, part in own if record.by_government(part)]
    replies = [(n, part) for n, part in answers if part.role == "answer"]
    if len(questions) == 1 and replies:
        sure = min((part.confidence for _, part in replies if part.confidence is not None), default=None)
        return [Row((questions[0][0],), tuple(n for n, _ in replies), sure)]
    if record.kind == "oral-question" and not any(part.labels for _, part in questions):
        return _exchanged(record, [n for n, _ in questions], [n for n, _ in replies])
    pairs: list[Row] = []
    for n, answer in answers:
        asked = {m for m, question in questions if set(question.labels) & set(answer.answers)}
        if not asked:
            continue
        # An answer to several questions, or several to one, make one pair.
        touching = [pair for pair in pairs if asked & set(pair.left)]
        pairs = [pair for pair in pairs if pair not in touching]
        known = [c for c in (answer.confidence, *(pair.confidence for pair in touching)) if c is not None]
        left = sorted(asked.union(*(pair.left for pair in touching)))
        right = sorted([n, *(m for pair in touching for m in pair.right)])
        pairs.append(Row(tuple(left), tuple(right), min(known, default=None)))
    return pairs


def _exchanged(record: Record, questions: list[int], replies: list[int]) -> list[Row]:
    """Turns with the replies that follow them."""
    exchange, pairs = exchanges(record), list[Row]()
    for each in dict.fromkeys(exchange[n] for n in questions):
        left, right = (tuple(n for n in own if exchange[n] == each) for own in (questions, replies))
        known = [c for n in right if (c := record.parts[n].confidence) is not None]
        pairs += [Row(left, right, min(known, default=None))] if right else []
    return pairs
