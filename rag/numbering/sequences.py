"""The longest consistent sequence of numbers in a text: 1, 2, 3 with a, b, c inside, chosen over all, not one by one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rag.numbering.markers import PLAIN, RUN_ON, STRONG, Label, Marker, find_markers, name

_GAP = 3
"""The farthest that the next number of an answer may lie from the one before: answers leave questions out."""

_SKIPPED = 0.4
"""What each number left out takes from a sequence's strength."""


@dataclass(frozen=True)
class _Chain:
    """A sequence under construction: its summed strength, its last marker with labels, and the chain before that."""

    score: float
    length: int
    marker: Marker
    labels: tuple[Label, ...]
    before: "_Chain | None"

    @property
    def last(self) -> Label:
        """The label that the next one continues: the end of the first unbroken run of `1 en 3`, so that 2 may follow."""
        run = self.labels[0]
        for label in self.labels[1:]:
            if label != _next_number(run) and label != _next_letter(run):
                break
            run = label
        return run

    def unrolled(self) -> "list[_Chain]":
        chain: list[_Chain] = []
        link: _Chain | None = self
        while link:
            chain.append(link)
            link = link.before
        return chain[::-1]


def best_sequence(
    text: str, start: int, end: int, *, allow_gaps: bool, known: Collection[str] | None
) -> list[tuple[Marker, tuple[Label, ...]]]:
    """The markers of `text[start:end]` that form its numbering, each with its labels. Empty where there is none.

    Numbers of one numbering have one style (`1.` or `1)`). Where there are two, the one that starts first and goes on behind
    the start of the other is the outer one; of two that follow each other the stronger stands.
    """
    markers = find_markers(text, start, end)
    chains = []
    for style in (".", ")"):
        usable = [m for m in markers if m.labels[0][0] == 0 or m.style == style]
        if any(m.labels[0][0] for m in usable):
            chains.append(_longest(usable, allow_gaps, known, numbered=True))
    chains = [chain for chain in chains if _stands(chain)]
    if not chains:
        lettered = _longest([m for m in markers if m.labels[0][0] == 0], allow_gaps, known, numbered=False)
        chains = [lettered] if len(lettered) > 1 else []
    if not chains:
        return []
    return [(link.marker, link.labels) for link in _outer(chains)]


def first_doubtful(text: str, sequence: Sequence[tuple[Marker, tuple[Label, ...]]], start: int, end: int) -> int | None:
    """Where in a sequence of `text[start:end]` a number stands that stands once more before the next: either may be meant.

    So it is where a reply of several offices numbers from 1 again, or a number was typed twice. An enumeration after a colon
    is one inside its item.
    """
    markers = [m for m in find_markers(text, start, end) if m.strength >= PLAIN]
    for n, (marker, labels) in enumerate(sequence):
        behind = sequence[n - 1][0].end if n else start
        before = sequence[n + 1][0].start if n + 1 < len(sequence) else end
        if any(
            rival.labels == labels
            and rival.style == marker.style
            and behind <= rival.start < before
            and (rival.end <= marker.start or rival.start >= marker.end)
            and not text[start : rival.start].rstrip().endswith(":")
            for rival in markers
        ):
            return n
    return None


def _outer(chains: list[list[_Chain]]) -> list[_Chain]:
    """Of the chains of the two styles the one that numbers the items."""
    first, *others = sorted(chains, key=lambda chain: chain[0].marker.start)
    for other in others:
        last_number = max(link.marker.start for link in first if not link.labels[0][1] or link is first[0])
        if other[0].marker.start > last_number and other[-1].score > first[-1].score:
            first = other
    return first


def _numbers(chain: list[_Chain]) -> int:
    return len({label[0] for link in chain for label in link.labels})


def _stands(chain: list[_Chain]) -> bool:
    """Whether a chain is a numbering: two numbers, or one number at a line start."""
    return bool(chain) and (_numbers(chain) > 1 or chain[0].marker.strength >= STRONG)


def _longest(markers: list[Marker], allow_gaps: bool, known: Collection[str] | None, *, numbered: bool) -> list[_Chain]:
    """The strongest chain, by dynamic programming over the label that a chain ends in."""
    best: dict[Label, _Chain] = {}
    for marker in markers:
        extended: list[_Chain] = []
        for labels in _readings(marker, best, allow_gaps, numbered):
            if known is not None and not all(_exists(label, known) for label in labels):
                continue
            extended.extend(_extensions(marker, labels, best, allow_gaps))
        for chain in extended:
            rival = best.get(chain.last)
            if rival is None or chain.score > rival.score:
                best[chain.last] = chain
    if not best:
        return []
    links = max(best.values(), key=lambda c: c.score).unrolled()
    while links and links[-1].marker.strength < RUN_ON:
        links.pop()  # a weak marker counts only where the sequence goes on behind it
    return links


def _exists(label: Label, known: Collection[str]) -> bool:
    """Whether a label, or a letter below it, is among those that exist."""
    return name(label) in known or (not label[1] and any(k.startswith(f"{label[0]}.") for k in known))


def _readings(marker: Marker, best: dict[Label, _Chain], allow_gaps: bool, numbered: bool) -> list[tuple[Label, ...]]:
    """The labels that a marker may have: its own, or for a letter one for each number it may belong to."""
    if marker.labels[0][0]:
        return [marker.labels]
    letters = [letter for _, letter in marker.labels]
    numbers = {number for number, _ in best} if numbered else {0}
    return [tuple((number, letter) for letter in letters) for number in numbers]


def _extensions(marker: Marker, labels: tuple[Label, ...], best: dict[Label, _Chain], allow_gaps: bool) -> list[_Chain]:
    """The chain that the marker starts and the best chain that it continues."""
    first = labels[0]
    strength = marker.strength + 0.1 * (len(labels) - 1)
    found = []
    skipped = _skipped_at_start(first, allow_gaps)
    if skipped is not None:
        found.append(_Chain(strength - _SKIPPED * skipped, 1, marker, labels, None))
    before: _Chain | None = None
    score = 0.0
    for last, chain in best.items():
        gap = _skipped_between(last, first, allow_gaps)
        if gap is None or chain.marker.end > marker.start:
            continue
        if before is None or chain.score - _SKIPPED * gap > score:
            before, score = chain, chain.score - _SKIPPED * gap
    if before is not None:
        found.append(_Chain(score + strength, before.length + 1, marker, labels, before))
    return found


def _skipped_at_start(first: Label, allow_gaps: bool) -> int | None:
    """How many numbers a chain that starts with this label leaves out; None where it cannot start so."""
    number, letter = first
    missing = max(number - 1, 0) + (ord(letter) - ord("a") if letter else 0)
    return missing if missing == 0 or (allow_gaps and missing <= _GAP) else None


def _skipped_between(last: Label, first: Label, allow_gaps: bool) -> int | None:
    """How many labels lie between two that follow each other; None where the second does not continue the first."""
    missing: int
    if first[0] == last[0]:
        if not first[1] or (last[1] and first[1] <= last[1]):
            return None
        missing = ord(first[1]) - (ord(last[1]) if last[1] else ord("a") - 1) - 1
    elif last[0] and first[0] > last[0]:
        missing = first[0] - last[0] - 1 + (ord(first[1]) - ord("a") if first[1] else 0)
    else:
        return None
    return missing if missing == 0 or (allow_gaps and missing < _GAP) else None


def _next_number(label: Label) -> Label:
    return (label[0] + 1, "")


def _next_letter(label: Label) -> Label:
    return (label[0], chr(ord(label[1]) + 1)) if label[1] else (label[0], "a")
