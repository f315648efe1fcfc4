"""A draft question as somebody pastes it, taken apart: its title, what introduces it, its numbered sub-questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.errors import InputError
from rag.numbering.items import Item, split_items
from rag.sentences import sentences

_LONGEST_TITLE = 200
"""Characters of a first line that is a title."""

_LABEL = re.compile(
    r"[^\w«“\"'(]*(?:\(?(?:(?:vraag|question|frage)\s+)?(?:\d{1,3}|[a-z])(?:\.?[a-z])?[.):°]+\)?\s*)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """One sub-question: `draft.text[start:end]` is it as pasted, with its number; `label` is `2.a`, empty for a draft without
    numbers. `text` is without the number, `under` what the number above a letter says."""

    label: str
    start: int
    end: int
    text: str
    under: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A pasted text with its sub-questions in order."""

    text: str
    title: str
    intro: str
    items: tuple[SubQuestion, ...]

    @property
    def subject(self) -> str:
        """What every sub-question is about: the title, else the first sentence of the introduction."""
        if self.title or not self.intro:
            return self.title
        first = sentences(self.intro, 0, len(self.intro), None)[0]
        return self.intro[first.start : first.end]


def parse(text: str) -> Draft:
    """Take a draft apart. One without numbers is a single sub-question. Raises InputError where no words are in it."""
    if not re.search(r"[^\W\d_]", text):
        raise InputError("the draft holds no words; paste a question with numbered sub-questions")
    items = split_items(text, 0, len(text))
    labelled = [item for item in items if item.labels and _worded(text, item)]
    if not labelled:
        title, intro = _title(text)
        start = len(text) - len(text.lstrip())
        whole = SubQuestion("", start, len(text.rstrip()), " ".join((intro or title).split()), "")
        return Draft(text, title if intro else "", "", (whole,))
    title, intro = _title(text[: labelled[0].start])
    introducing = {item.labels[0] for item in labelled if _introduces(text, item, labelled)}
    above = {item.labels[0]: _words(text, item) for item in labelled}
    found = [
        SubQuestion(
            label=", ".join(item.labels),
            start=item.start,
            end=item.end,
            text=_words(text, item),
            under=above.get(item.labels[0].split(".")[0], "") if "." in item.labels[0] else "",
        )
        for item in labelled
        if item.labels[0] not in introducing
    ]
    return Draft(text, title, intro, tuple(found))


def is_draft(text: str) -> bool:
    """Whether a text that was typed or pasted is a draft: two numbered sub-questions at least, on lines or behind questions,
    and one of them asks."""
    items = [item for item in split_items(text, 0, len(text)) if item.labels and _worded(text, item)]
    return len(items) > 1 and any("?" in text[item.start : item.end] for item in items)


def _worded(text: str, item: Item) -> bool:
    """Whether an item says anything besides its number."""
    return bool(re.search(r"[^\W\d_]{2,}", _words(text, item)))


def bare(piece: str) -> str:
    """A sub-question without its number, on one line."""
    label = _LABEL.match(piece)
    return " ".join(piece[label.end() if label else 0 :].split())


def _words(text: str, item: Item) -> str:
    return bare(text[item.start : item.end])


def _introduces(text: str, item: Item, items: Sequence[Item]) -> bool:
    """Whether an item only leads up to the letters below it: it asks nothing itself."""
    below = any(other.labels[0].startswith(f"{item.labels[0]}.") for other in items)
    return below and "?" not in text[item.start : item.end]


def _title(before: str) -> tuple[str, str]:
    """The title, and what introduces the questions."""
    before = before.strip()
    first, _, rest = before.partition("\n")
    if before and len(first) <= _LONGEST_TITLE and (rest.strip() or not first.rstrip().endswith((".", "?", "!", ":"))):
        return " ".join(first.split()), " ".join(rest.split())
    return "", " ".join(before.split())
