"""Numbered sub-questions and answers: where each starts and ends, and which answer serves which sub-question.

Numbers are found at line starts and, as flattened tables have them, inside a line (`kunnen?2. Zou er`). What looks like a
number is one only as part of a sequence (1, 2, 3 with a, b, c inside), so that years, amounts and references are left alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rag.numbering.markers import name
from rag.numbering.sequences import best_sequence, first_doubtful


@dataclass(frozen=True)
class Item:
    """A stretch of text with the labels that it carries: `("2",)`, `("2.a",)`, `("3", "4")`; none before the first number.

    `start` is where its number stands; there is no white space at either end.
    """

    labels: tuple[str, ...]
    start: int
    end: int


def split_items(
    text: str, start: int, end: int, *, allow_gaps: bool = False, known: Collection[str] | None = None
) -> list[Item]:
    """The items of `text[start:end]`, in order, covering all of it but white space.

    Letters belong to the number before them: `a)` after `2.` is `2.a`; the sentence before `2.a` is `2`; without numbers
    letters stand alone. `allow_gaps` is for answers, which may begin after 1 and leave numbers out. `known` names the
    labels that exist (those of the questions): an answer's own enumeration inside an item is then left whole, and from a
    number on that stands twice where it may stand all is one item without labels.
    """
    sequence = best_sequence(text, start, end, allow_gaps=allow_gaps, known=known)
    if known is not None and (doubtful := first_doubtful(text, sequence, start, end)) is not None:
        sequence = [*sequence[:doubtful], (sequence[doubtful][0], ())]
    items: list[Item] = []
    opened, labels = start, ()  # type: int, tuple[str, ...]
    behind = start
    for marker, found in sequence:
        names = tuple(map(name, found))
        empty = not text[behind : marker.start].strip()
        if not (empty and labels and names and _nested(labels, names)):  # `2. a)` is one item that starts at its number
            _append(items, text, labels, opened, marker.start)
            opened = marker.start
        else:
            names = (*labels[:-1], *names)
        labels, behind = names, marker.end
    _append(items, text, labels, opened, end)
    return items


def align(questions: Sequence[Item], answers: Sequence[Item]) -> list[tuple[tuple[str, ...], float | None]]:
    """For each answer item the labels of the sub-questions that it answers, and how sure that is.

    The same label is 1; a number that answers its letters, or the other way round, .9; all of it less (.7) where the
    answers use labels that no question has, since their numbers may then be an enumeration of their own. An answer without
    numbers to a single question gives that question's labels, which may be none, with .9. What stands before the number 2,
    where nothing has the number 1, answers 1 (.7). Where nothing can be said, no labels and None: not aligned.
    """
    asked = [label for item in questions for label in item.labels]
    single = len(asked) <= 1 and len(questions) <= 2 and not (len(questions) == 2 and not asked)
    given = {label for item in answers for label in item.labels}
    stranger = bool(asked) and any(not _covered(label, asked) for label in given)
    found = [_aligned(item, asked, given, single=single, ceiling=0.7 if stranger else 1.0) for item in answers]
    if lost := _lost_first(asked, answers):
        found[0] = lost, 0.7
    return found


def _lost_first(asked: Sequence[str], answers: Sequence[Item]) -> tuple[str, ...]:
    """The labels under the first number asked, where the answers start without a number and go on with the next."""
    numbers = list(dict.fromkeys(label.split(".")[0] for label in asked))
    given = [label.split(".")[0] for item in answers for label in item.labels]
    if len(numbers) < 2 or not given or answers[0].labels or given[0] != numbers[1] or numbers[0] in given:
        return ()
    return tuple(label for label in asked if label.split(".")[0] == numbers[0])


def _covered(label: str, asked: Sequence[str]) -> bool:
    return label in asked or label.split(".")[0] in asked or any(a.startswith(label + ".") for a in asked)


def _aligned(
    item: Item, asked: Sequence[str], given: Collection[str], *, single: bool, ceiling: float
) -> tuple[tuple[str, ...], float | None]:
    """What one answer item answers."""
    if not asked and single:
        return (), 0.9
    if not item.labels:
        return (tuple(asked), 0.9) if single and not given else ((), None)
    served: list[str] = []
    confidence = ceiling
    for label in item.labels:
        inner = [a for a in asked if a.startswith(label + ".")]
        if any(g.startswith(label + ".") for g in given):
            inner = []  # the letters have answers of their own
        outer = label.split(".")[0]
        if label in asked or inner:
            served.extend(([label] if label in asked else []) + inner)
            confidence = min(confidence, 0.9) if inner else confidence
        elif outer in asked:
            served.append(outer)
            confidence = min(confidence, 0.9)
    if not served:
        return (), None
    return tuple(dict.fromkeys(served)), confidence


def _nested(labels: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return bool(labels) and all(label.startswith(labels[-1] + ".") for label in inner)


def _append(items: list[Item], text: str, labels: tuple[str, ...], start: int, end: int) -> None:
    """Add an item without the white space at its ends, if anything is left."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    if first < last:
        items.append(Item(labels, first, last))
