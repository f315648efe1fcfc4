"""Two texts compared by their letters and digits alone, so that spaces, hyphens and line ends do not matter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ANCHOR = 10
"""So many letters in a row that stand once in each of two texts are the same ones."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a text, folded: `folded[i]` stands at `offsets[i]` of it."""

    folded: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: Iterable[tuple[int, str]]) -> "Letters":
        """Those of characters with their offsets. Case, accents and ligatures do not matter."""
        pairs = [(offset, letter) for offset, character in text for letter in _folded(character)]
        return cls("".join(letter for _, letter in pairs), tuple(offset for offset, _ in pairs))


def _folded(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character.casefold()) if c.isalnum())


def aligned(own: str, printed: str) -> list[int | None]:
    """Where each letter of a text stands in another one from which pieces of it were taken; null where that is not decided.

    What stands once in both is an anchor, and the texts are the same as far as they go on alike around it. Anchors come in
    the same order in both: a stretch that would cross a longer one is chance. A letter for which that leaves several places
    has none: of a word that stands on both sides of what was taken out nobody can say which of the two was meant. Nor has
    one whose stretch is held by no anchor but at such letters, or leaves too little room for what stands before or behind.
    """
    first, last = _places(own, printed)
    stretches = _in_order(
        stretch
        for stretch in _alike(own, printed)
        if all(first[n] <= n + stretch.distance <= last[n] for n in (stretch.start, stretch.end - 1))
    )
    claims: list[set[int]] = [set() for _ in own]
    for stretch in stretches:
        for n in range(stretch.start, stretch.end):
            claims[n].add(n + stretch.distance)
    where: list[int | None] = [None] * len(own)
    for stretch in stretches:
        if any(all(len(claims[n]) == 1 for n in range(anchor, anchor + _ANCHOR)) for anchor in stretch.anchors):
            for n in range(stretch.start, stretch.end):
                where[n] = n + stretch.distance if len(claims[n]) == 1 else None
    return where


@dataclass(slots=True)
class _Stretch:
    """Letters that two texts have alike: from `start` to `end` in one, `distance` further on in the other, and where the
    anchors in them start."""

    start: int
    end: int
    distance: int
    anchors: list[int]


def _alike(own: str, printed: str) -> list[_Stretch]:
    """The stretches in which two texts agree around an anchor."""
    there = _once(printed)
    stretches: list[_Stretch] = []
    last: dict[int, _Stretch] = {}
    for piece, anchor in _once(own).items():
        if piece not in there:
            continue
        distance = there[piece] - anchor
        known = last.get(distance)
        if known and anchor < known.end:
            known.anchors.append(anchor)
            continue
        start, end = anchor, anchor + _ANCHOR
        while start and start + distance and own[start - 1] == printed[start + distance - 1]:
            start -= 1
        while end < len(own) and end + distance < len(printed) and own[end] == printed[end + distance]:
            end += 1
        last[distance] = _Stretch(start, end, distance, [anchor])
        stretches.append(last[distance])
    return stretches


def _in_order(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Those that stand in the same order in both texts; of two that do not, the longer one."""
    kept: list[_Stretch] = []
    for one in sorted(stretches, key=lambda stretch: stretch.start - stretch.end):
        if all(
            (one.start < other.start) == (one.start + one.distance < other.start + other.distance)
            and (one.end < other.end) == (one.end + one.distance < other.end + other.distance)
            for other in kept
            if one.distance != other.distance
        ):
            kept.append(one)
    return kept


def _places(own: str, printed: str) -> tuple[list[int], list[int]]:
    """For each letter the first and the last place that it can have when all those before, and all those behind it, have
    theirs. Where they cannot, since a text was changed, the whole other text is open to it."""
    end = len(printed) - 1
    return _first_places(own, printed), [end - place for place in reversed(_first_places(own[::-1], printed[::-1]))]


def _first_places(own: str, printed: str) -> list[int]:
    places: list[int] = []
    reached = -1
    for letter in own:
        reached = printed.find(letter, reached + 1)
        if reached < 0:
            break
        places.append(reached)
    return places + [0] * (len(own) - len(places))


def _once(text: str) -> dict[str, int]:
    """The pieces of an anchor's length that a text has once, in order, with their place."""
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for start in range(len(text) - _ANCHOR + 1):
        piece = text[start : start + _ANCHOR]
        if piece in places:
            repeated.add(piece)
        else:
            places[piece] = start
    return {piece: start for piece, start in places.items() if piece not in repeated}
