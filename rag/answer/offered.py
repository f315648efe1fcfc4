"""The passages that a language model is shown: those of the records that are about the question, numbered from 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.abstain import Evidence
from rag.answer.quote import quotable
from rag.library.catalogue import PassageRow
from rag.records import Part, Record
from rag.search.hits import FamilyMember

RECORDS = 6
"""Records of which passages are shown at most."""

EACH = 3
"""Passages of one record at most."""

ROOM = 9_000
"""Characters of all passages together at most: some 3,000 tokens, which a small model on a laptop still reads in time."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One passage shown to a model under its `number`."""

    number: int
    record: Record
    row: PassageRow
    family: tuple[FamilyMember, ...]

    @property
    def answers(self) -> bool:
        """Whether a government speaks in it."""
        return self.record.by_government(self.part)

    @property
    def part(self) -> Part:
        return self.record.parts[self.row.part]

    @property
    def language(self) -> str | None:
        return self.record.language_of(self.part)

    def as_data(self) -> dict[str, object]:
        """The passage as the model sees it: what a government says in a debate has the role of an answer, so that `speech` is
        what others say there."""
        record, part = self.record, self.part
        facts = {
            "passage": self.number,
            "role": "answer" if self.answers else part.role,
            "speaker": part.speaker or (", ".join(p.name for p in record.addressees if p.name) if self.answers else None),
            "date": record.asked_on.isoformat() if record.asked_on else None,
            "title": record.title,
            "text": record.text[self.row.start : self.row.end],
        }
        return {key: value for key, value in facts.items() if value}


def offered(about: Sequence[Evidence]) -> list[Offered]:
    """The closest passages of the best records, as many as there is room for: of what a government said, or where it said
    nothing of what others did. At least one."""
    found: list[Offered] = []
    left = ROOM
    for item in sorted(about, key=lambda item: not item.answers)[:RECORDS]:
        scored = [(row, score or 0.0) for row, score in quotable(item)]
        best = sorted(scored, key=lambda pair: -pair[1])[:EACH]
        for row, _ in sorted(best, key=lambda pair: pair[0].n):
            if found and row.end - row.start > left:
                continue
            left -= row.end - row.start
            found.append(Offered(len(found) + 1, item.found.record, row, item.found.hit.family))
    return found
