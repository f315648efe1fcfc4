"""A report of the Belgian Chamber cut into its items, with who says what under each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from ingest.readers.chamber_blocks import Block
from ingest.readers.chamber_heads import Asked, Heading, headings
from ingest.readers.chamber_turns import Turn, turn_of

_INCIDENT = re.compile(r"(?:Het incident is gesloten|L['’]incident est clos)\b", re.IGNORECASE)
_END = re.compile(
    r"De (?:openbare )?(?:commissie)?vergadering wordt gesloten om\b"
    r"|La (?:séance|réunion publique de commission) est levée à\b"
    r"|De behandeling van de vragen(?: en interpellaties)? eindigt\b"
    r"|Le développement des questions(?: et interpellations)? se termine\b",
    re.IGNORECASE,
)
_STAGE = re.compile(r"\([^()]*\)\.?")


@dataclass
class Said:
    """Words that stand together: of a turn, of nobody named (`text`), or of the editors (`note`: votes, applause, times)."""

    kind: Literal["turn", "text", "note"]
    turn: Turn | None
    language: str | None
    words: list[str]


@dataclass
class Section:
    """An item with its headings, the lowest last; without any the meeting itself."""

    path: tuple[Heading, ...] = ()
    said: list[Said] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        """The number of the item, of the nearest heading that has one."""
        return next((heading.number for heading in reversed(self.path) if heading.number), None)

    @property
    def asked(self) -> list[Asked]:
        """The questions that its heading names, in the language that is printed first."""
        return next(iter(self.path[-1].asked.values()), []) if self.path else []

    @property
    def titles(self) -> dict[str, list[str]]:
        """The title in each language, behind that of the item where its own heading is a lower one."""
        above = [heading.titles for heading in self.path[:-1] if heading.level > 1]
        return {
            language: [": ".join([*("; ".join(each[language]) for each in above if language in each), first]), *others]
            for language, (first, *others) in (self.path[-1].titles if self.path else {}).items()
        }

    @property
    def is_spoken(self) -> bool:
        return any(said.kind == "turn" for said in self.said)

    def add(self, kind: Literal["turn", "text", "note"], turn: Turn | None, language: str | None, words: str) -> None:
        """Add words; a paragraph goes on with the one before it where kind, turn and language are the same."""
        if not words.strip():
            return
        last = self.said[-1] if self.said else None
        if last and (last.kind, last.language) == (kind, language) and last.turn is turn and kind != "note":
            last.words.append(words)
        else:
            self.said.append(Said(kind, turn, language, [words]))


def sections(found: Iterable[Block]) -> list[Section]:
    """The meeting and its items. What stands before the first heading, and what follows the end of a question or of the
    sitting up to the next heading, is the meeting's. What stands under a heading before anybody speaks belongs to the first
    heading below it."""
    made = [Section()]
    cutting = _Cutting(made[0], made[0])
    for is_heading, run in groupby(found, key=lambda block: block.kind == "heading"):
        if is_heading:
            for heading in headings(run):
                made.append(cutting.opened(heading))
        else:
            for block in run:
                cutting.take(block)
    return [section for section in made if section.said or section.asked or not section.path]


@dataclass
class _Cutting:
    """Where the cutting stands: the item that is open, and whose turn it is."""

    meeting: Section
    section: Section
    turn: Turn | None = None
    language: str | None = None
    is_closed: bool = False

    def opened(self, heading: Heading) -> Section:
        """The section of a heading, with what was waiting for it."""
        above = tuple(each for each in self.section.path if each.level < heading.level)
        waiting = list[Said]()
        if above and self.section.path == above and not (self.section.is_spoken or self.section.asked):
            waiting, self.section.said = self.section.said, []
        self.section = Section((*above, heading), waiting)
        self.turn, self.language, self.is_closed = None, None, False
        return self.section

    def take(self, block: Block) -> None:
        """Put a block where it belongs."""
        turn = turn_of(block)
        words = block.text.partition(":")[2] if turn else block.text
        plain = " ".join(words.split())
        if turn:
            self._begin(turn)
        elif _INCIDENT.match(plain):
            self.section.add("note", None, block.language, words)
            self._close()
            return
        elif _END.match(plain):
            self._close()
        self.language = block.language or self.language
        is_note = block.kind in ("aside", "table") or bool(_STAGE.fullmatch(plain))
        where = self.meeting if self.is_closed else self.section
        is_note = is_note or (not self.turn and not where.path and not self.is_closed)  # who opened the meeting, and when
        kind: Literal["turn", "text", "note"] = "note" if is_note else "turn" if self.turn else "text"
        where.add(kind, self.turn if kind == "turn" or turn else None, block.language if is_note else self.language, words)

    def _begin(self, turn: Turn) -> None:
        """A turn with the number of the item goes on with it, whatever was closed before."""
        if turn.item and self.section.number and int(turn.item) == int(self.section.number):
            self.is_closed = False
        self.turn, self.language = turn, None

    def _close(self) -> None:
        self.turn, self.language, self.is_closed = None, None, True
