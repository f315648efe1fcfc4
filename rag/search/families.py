"""The same question, or nearly the same, is one hit: which of the records found belong together, and which of them leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.library.catalogue import PassageRow
from rag.library.library import Library
from rag.library.references import referred_to
from rag.records import Record
from rag.search.alike import Question, nearly_same

WINDOW = 20
"""So many of the best records are compared with each other at least, so that the first hits have the same members whether
few or many are asked for."""

BEHIND = 0.1
"""What a family loses of its score (in standard deviations of the candidates' cosines, as in `fusion`) if its best answer
refers to another one, postpones or declines, so that it stands behind an equally good family that answers. On the
dekamer-2017 topics nDCG@10 rises by .000 in Dutch, .005 in English and .000 in French, and one barely relevant record leaves
the first ten in French; a loss of .3 does hardly more. A question without an answer loses nothing: who looks for what was
asked wants it (one of eight topics with a filter fell from .61 to .43).
"""

_COMPARED = frozenset({"context", "question", "answer"})
"""Roles of the passages of a question with its answer; a debate is long, and no question is the same as it."""


@dataclass(slots=True)
class Families:
    """The records found, by their keys, in `groups` of one question, in the order in which they were found; `questions` are
    those of them that had to be read."""

    groups: list[list[int]] = field(default_factory=list)
    questions: dict[int, Question] = field(default_factory=dict)


def families(library: Library, found: Mapping[int, PassageRow], k: int) -> Families:
    """The first `k` families, if there are so many, of records given best first with their best passages.

    A record joins the family of an earlier one if both have the same key in the catalogue, if the first of that family asks
    nearly the same, or if one of the two only refers to the answer in the other. No more records are read than it takes.
    """
    keys = library.catalogue.family_keys(list(found))
    known = [record for record in found if record in keys]
    made, of, meant = Families(), dict[str, list[int]](), dict[int, list[int]]()
    for n, record in enumerate(known):
        if n >= WINDOW and len(made.groups) >= k:
            break
        if n % WINDOW == 0:
            few = [each for each in known[n : n + WINDOW] if found[each].role in _COMPARED]
            read = library.catalogue.records_by_seq(few)
            made.questions |= {seq: Question(own) for seq, own in read.items()}
            meant |= _referred_to(library, read)
        named = [other for other in meant.get(record, ()) if other in keys]
        group = next((of[keys[each]] for each in (record, *named) if keys[each] in of), None) or _alike(made, record)
        if group is None:
            made.groups.append(group := [])
        for each in (record, *named):
            if of.setdefault(keys[each], group) is group and each not in group:
                group.append(each)
    return made


def _referred_to(library: Library, read: Mapping[int, Record]) -> dict[int, list[int]]:
    """The records that hold the answer of those that give none themselves."""
    referring = {seq: record for seq, record in read.items() if record.status == "referred"}
    if not referring:
        return {}
    with library.catalogue.engine.connect() as connection:
        return referred_to(connection, referring)


def _alike(made: Families, record: int) -> list[int] | None:
    """The first family whose first record asks nearly the same as this one."""
    if not (question := made.questions.get(record)):
        return None
    for group in made.groups:
        if (first := made.questions.get(group[0])) and nearly_same(first, question):
            return group
    return None


def best_first(members: Mapping[int, tuple[Record, float]]) -> list[int]:
    """The records of a family, with their scores, in the order in which they are shown.

    What answers goes before what refers to another answer, postpones or declines, and that before what has no answer; then
    the better score: of several answers to one question the one that is closest to the query; then the longer answer.
    """

    def order(key: int) -> tuple[int, float, int]:
        record, score = members[key]
        return _lack(record), -score, -sum(part.end - part.start for part in record.parts if record.by_government(part))

    return sorted(members, key=order)


def place(lead: Record, score: float) -> float:
    """The score by which a family takes its place among the others: that of its best member, less where none answers it
    though one replies."""
    return score - (BEHIND if _lack(lead) == 1 else 0)


def _lack(record: Record) -> int:
    """0 for a record that answers, 1 for one that refers to another answer, postpones or declines, 2 for no answer at all."""
    if record.status in ("answered", None):
        return 0
    return 2 if record.status == "unanswered" else 1
