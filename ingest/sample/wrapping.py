"""Breaks paragraphs into lines, also inside words, the way a word processor with hyphenation does."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path

Measure = Callable[[str], float]

RAGGED = 0.93
"""A line that would stay shorter than this share of the width takes a hyphenated piece of the next word."""


@cache
def load_hyphenation() -> Mapping[str, str]:
    """Words of `hyphenation.txt` with the places where they may be broken: `leerlingenvervoer` to `leer-lingen-vervoer`."""
    listed = (Path(__file__).parent / "hyphenation.txt").read_text(encoding="utf-8").split()
    return {word.replace("-", ""): word for word in listed}


def wrap(text: str, width: float, measure: Measure, *, hyphenate: bool = True) -> list[str]:
    """The lines of a paragraph. A line broken at a space keeps that space at its end, as text taken from a PDF does;
    a line broken inside a word ends with a hyphen. Without `hyphenate` words break at hyphens of their own only."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        while measure(candidate) > width and line:
            head, word = _split(word, line, width, measure, hyphenate=hyphenate)
            lines.append(f"{line} {head}" if head else f"{line} ")
            line, candidate = "", word
        line = candidate
    return [*lines, line]


def _split(word: str, line: str, width: float, measure: Measure, *, hyphenate: bool) -> tuple[str, str]:
    """The longest piece of the word that still fits on the line (perhaps none), and the rest."""
    for at in sorted(_hyphens_in(word), reverse=True):
        if measure(f"{line} {word[:at]}") <= width:
            return word[:at], word[at:]
    if hyphenate and measure(line) < RAGGED * width:
        for at in sorted(_breaks_in(word), reverse=True):
            if measure(f"{line} {word[:at]}-") <= width:
                return f"{word[:at]}-", word[at:]
    return "", word


def _hyphens_in(word: str) -> list[int]:
    """Positions after a hyphen that belongs to the word: `Wit-Russische`, `2021-2022`, never `onderwijs-`."""
    return [hyphen.end() for hyphen in re.finditer(r"(?<=\w)-(?=\w)", word)]


def _breaks_in(word: str) -> list[int]:
    """Positions where the hyphenation list allows a break, whatever stands around the word (`(leerlingenvervoer).`)."""
    core = word.strip("(),.;:?!‘’")
    listed = load_hyphenation().get(core.lower())
    if not listed:
        return []
    pieces = listed.split("-")
    return [word.index(core) + end for end in accumulate(len(piece) for piece in pieces[:-1])]
