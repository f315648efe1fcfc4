"""Words of one language for those of another, learned from texts in both by `python -m eval.lexicon`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

Translations = Mapping[str, Mapping[str, float]]
"""For each term the terms that translate it, with how likely each is (above 0, at most 1)."""

PAIRS = (("nl", "fr"), ("en", "fr"))
"""Languages between which there is a table."""

BRIDGE = "fr"
"""Two languages without a table of their own are translated by way of this one."""

LIKELY = 0.1
"""A translation is at least so likely."""


def table_of(one: str, other: str) -> Path:
    """The file of two languages. A line holds a term of each, how likely the first gives the second, and the second the
    first."""
    return Path(__file__).parent / f"lexicon.{one}-{other}.tsv"


@cache
def lexicon(language: str, other: str) -> Translations:
    """The terms of one language with their translations into another; empty where there are no tables of the two."""
    if language == other:
        return {}
    if (language, other) in PAIRS:
        return _read(table_of(language, other), 0, 1, 2)
    if (other, language) in PAIRS:
        return _read(table_of(other, language), 1, 0, 3)
    if BRIDGE in (language, other):
        return {}
    return _joined(lexicon(language, BRIDGE), lexicon(BRIDGE, other))


def _read(path: Path, term: int, translation: int, likely: int) -> Translations:
    found: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        found.setdefault(row[term], {})[row[translation]] = float(row[likely])
    return found


def _joined(there: Translations, on: Translations) -> Translations:
    """What translations of translations are, and how likely: by all the words between that lead there."""
    found: dict[str, dict[str, float]] = {}
    for term, between in there.items():
        likely: dict[str, float] = {}
        for word, first in between.items():
            for translation, second in on.get(word, {}).items():
                likely[translation] = likely.get(translation, 0.0) + first * second
        if kept := {translation: p for translation, p in likely.items() if p >= LIKELY}:
            found[term] = kept
    return found
