"""What stands under each heading of a report of Dáil Éireann: questions with their replies, or a debate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.dail_form import Heading, Mark, Proceedings, Question, Turn
from ingest.readers.dail_names import Speaker

REFERENCE = re.compile(r"\[(?P<reference>\d{3,6}/\d{2})\]")
"""The number that the Oireachtas gives a question, behind its words."""

_WRITTEN = re.compile(r"(?:Questions?\s*[:—-]*\s*)?(?:Written Answers|Freagraí Scríofa)\.?", re.IGNORECASE)
_ORAL = re.compile(r"Ceisteanna|Oral Answers|Priority Questions|Other Questions", re.IGNORECASE)
_RULE = " \n—–-"

Said = Question | Turn | Proceedings


@dataclass
class Item:
    """Questions, turns and proceedings under one heading, each with the end of its own words, and where all of it stands."""

    start: int
    title: tuple[int, int] | None
    written: bool
    content: list[tuple[Said, int]] = field(default_factory=list)
    end: int = 0

    @property
    def questions(self) -> list[tuple[Question, int]]:
        return [(mark, stop) for mark, stop in self.content if isinstance(mark, Question)]

    @property
    def turns(self) -> list[tuple[Turn, int]]:
        return [(mark, stop) for mark, stop in self.content if isinstance(mark, Turn)]


def items_of(text: str, found: Sequence[Mark]) -> list[Item]:
    """The marks of a report as items, in order.

    In the part of written answers a line in bold is a heading only right before a question, since replies have bold lines of
    their own, and what follows a question's reference is the reply, even if no minister's name opens it.
    """
    gathering = _Gathering(
        text, written=not any(isinstance(mark, Heading) and _ORAL.match(text, mark.start) for mark in found)
    )
    for n, (mark, stop) in enumerate(zip(found, [*(mark.start for mark in found[1:]), len(text)], strict=True)):
        if isinstance(mark, Heading):
            gathering.heading(mark, stop, titles=_titles_question(text, found, n))
        else:
            gathering.said(mark, stop)
    gathering.close(len(text))
    return gathering.items


class _Gathering:
    """The items so far, and the one that is open."""

    def __init__(self, text: str, *, written: bool) -> None:
        self.items: list[Item] = []
        self._text, self._written = text, written
        self._open: Item | None = None
        self._title: tuple[int, int] | None = None
        self._headed: int | None = None
        """Where the headings begin that no item has yet."""

    def heading(self, mark: Heading, stop: int, *, titles: bool) -> None:
        written = _WRITTEN.fullmatch(" ".join(self._text[mark.start : mark.end].split())) is not None
        if self._written and self._open and not (titles or written):
            self._go_on(stop)
            return
        self.close(mark.start)
        self._written = self._written or written
        if self._headed is None or self._before(mark.start):
            self._headed = mark.start
        self._title = (mark.start, mark.end)

    def said(self, mark: Said, stop: int) -> None:
        if isinstance(mark, Proceedings) and self._written:
            if mark.elsewhere:
                self.close(mark.start)
            else:
                self._go_on(stop)
            return
        if isinstance(mark, Question) and self._open and self._open.turns:
            self.close(mark.start)
        if self._open is None:
            if isinstance(mark, Proceedings) and self._headed is None:
                return
            self._open = Item(mark.start if self._headed is None else self._headed, self._title, self._written)
            if self._headed is not None and (before := self._before(mark.start)):
                self._open.content.append((Proceedings(before, mark.start, elsewhere=False), mark.start))
        self._open.content += self._with_nameless_reply(mark, stop) if self._written else [(mark, stop)]

    def close(self, end: int) -> None:
        if self._open:
            self._open.end = end
            self.items.append(self._open)
            self._open = self._headed = None

    def _before(self, start: int) -> int | None:
        """Where words begin that stand between the last heading and an offset."""
        end = self._title[1] if self._title else start
        return end if self._text[end:start].strip(_RULE) else None

    def _go_on(self, stop: int) -> None:
        """What is no heading and no proceedings after all belongs to what stands before it."""
        if self._open and self._open.content:
            self._open.content[-1] = (self._open.content[-1][0], stop)

    def _with_nameless_reply(self, mark: Said, stop: int) -> list[tuple[Said, int]]:
        reference = REFERENCE.search(self._text, mark.end, stop) if isinstance(mark, Question) else None
        if reference is None or not self._text[reference.end() : stop].strip():
            return [(mark, stop)]
        return [(mark, reference.end()), (Turn(reference.end(), reference.end(), Speaker("nobody")), stop)]


def _titles_question(text: str, found: Sequence[Mark], n: int) -> bool:
    """Whether nothing but headings stands between mark n and a question."""
    while (
        n + 1 < len(found) and isinstance(found[n], Heading) and not text[found[n].end : found[n + 1].start].strip(" \n—-–")
    ):
        n += 1
    return isinstance(found[n], Question)
