"""Turns at a library: one process writes at a time, and who has time waits."""

import time
from collections.abc import Callable
from typing import TypeVar

from rag.errors import LockedError

_T = TypeVar("_T")


def when_free(work: Callable[[], _T], told: Callable[[str], None], *, pause: float = 0.5) -> _T:
    """Do work that writes in a library as soon as nobody else does, looking every `pause` seconds; `told` gets the line that
    names who writes, once."""
    said = False
    while True:
        try:
            return work()
        except LockedError as held:
            if not said:
                told(f"waiting: {held}")
            said = True
        time.sleep(pause)
