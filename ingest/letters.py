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
    has none: of a word that stands on both sides of what was taken out nobody can say which of the two was meant.
    """
    claims: list[set[int]] = [set() for _ in own]
    for start, end, distance in _in_order(_alike(own, printed)):
        for n in range(start, end):
            claims[n].add(n + distance)
    return [next(iter(claimed)) if len(claimed) == 1 else None for claimed in claims]


def _alike(own: str, printed: str) -> list[tuple[int, int, int]]:
    """The stretches (start, end, distance) in which two texts agree around an anchor."""
    there = _once(printed)
    stretches: list[tuple[int, int, int]] = []
    for piece, start in _once(own).items():
        if piece not in there:
            continue
        distance = there[piece] - start
        if stretches and stretches[-1][2] == distance and start < stretches[-1][1]:
            continue
        end = start + _ANCHOR
        while start and start + distance and own[start - 1] == printed[start + distance - 1]:
            start -= 1
        while end < len(own) and end + distance < len(printed) and own[end] == printed[end + distance]:
            end += 1
        stretches.append((start, end, distance))
    return stretches


def _in_order(stretches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those that stand in the same order in both texts; of two that do not, the longer one."""
    kept: list[tuple[int, int, int]] = []
    for start, end, distance in sorted(stretches, key=lambda stretch: stretch[0] - stretch[1]):
        if all(
            (start < other) == (start + distance < other + away) and (end < stop) == (end + distance < stop + away)
            for other, stop, away in kept
            if away != distance
        ):
            kept.append((start, end, distance))
    return kept


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
