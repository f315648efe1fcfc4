"""The briefings made on the page, as long as somebody may still want them as a file. Nothing of them is on disk."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from rag.briefing.briefing import Briefing

MOST = 60
"""Briefings kept, the latest ones: each is some hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing, whose it is, and the library that it is from, as an address names it."""

    visitor: str
    briefing: Briefing
    library: str | None


class KeptBriefings:
    """Briefings by a name that nobody guesses."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, visitor: str, briefing: Briefing, library: str | None) -> str:
        """Keep a visitor's briefing from a library; returns its name."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._made[name] = Made(visitor, briefing, library)
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        return name

    def made(self, visitor: str, name: str) -> Made | None:
        """The briefing of a visitor, null where it is gone or another's."""
        with self._lock:
            made = self._made.get(name)
        return made if made and made.visitor == visitor else None
