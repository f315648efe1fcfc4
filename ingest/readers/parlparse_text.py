"""The words of parlparse's elements."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.markup import element_text, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_SMALL = frozenset(["and", "for", "in", "of", "on", "the", "to"])


def heading_text(element: "_Element") -> str:
    """A heading on one line."""
    return " ".join(element_text(element).split())


def display_department(heading: str) -> str:
    """A department printed in capitals as it is shown: `WORK AND PENSIONS` gives `Work and Pensions`."""
    if any(letter.islower() for letter in heading):
        return heading
    words = [
        word if word in _SMALL else re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda part: part[0].capitalize(), word)
        for word in heading.lower().split()
    ]
    shown = " ".join(words)
    return shown[:1].upper() + shown[1:]


def display_title(heading: str | None) -> str | None:
    """A title of several words in capitals as it is shown; one word may be an acronym (`UNRWA`) and stays."""
    words = re.findall(r"[^\W\d_]{4,}", heading or "")
    return display_department(heading) if heading and len(words) > 1 else heading


def blocks(element: "_Element") -> Iterator[tuple[frozenset[str], str]]:
    """The paragraphs, lists and tables of an element in order, each with its classes; a text without any is one block."""
    children = list(element)
    if (element.text or "").strip() or any((child.tail or "").strip() for child in children):
        yield frozenset(), element_text(element)
        return
    for child in children:
        yield frozenset((child.get("class") or "").lower().split()), element_text(child)


def runs(element: "_Element", apart: str, *, and_behind: str | None = None) -> Iterator[tuple[bool, str]]:
    """What an element says, cut where the class `apart` begins or ends: whether a run has it, and its words.
    Paragraphs of the class `and_behind` belong to a run that they follow."""
    kept: list[tuple[bool, str]] = []
    for classes, words in blocks(element):
        follows = bool(kept and kept[-1][0] and and_behind in classes)
        kept.append((apart in classes or follows, words))
    for is_apart, group in groupby(kept, key=lambda run: run[0]):
        yield is_apart, "\n\n".join(words for _, words in group)


def division_text(division: "_Element") -> str:
    """A vote: its number and counts, and who voted how, a line for each side."""
    count = next((child for child in division if local_name(child) == "divisioncount"), None)
    counted = {key: value for key, value in count.attrib.items() if "teller" not in str(key)} if count is not None else {}
    lines = [f"Division No. {division.get('divnumber')}" if division.get("divnumber") else "Division"]
    lines += [", ".join(f"{str(key).capitalize()} {value}" for key, value in counted.items())]
    for side in division:
        names = ["".join(name.itertext()).strip() + (" (teller)" if name.get("teller") else "") for name in side]
        if any(names):
            lines.append(f"{(side.get('vote') or 'voted').capitalize()}: {'; '.join(filter(None, names))}")
    return "\n".join(filter(None, lines))
