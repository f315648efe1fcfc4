"""So much at once and no more, however many ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import TypeVar

import anyio
import anyio.to_thread

from rag.errors import HemicycleError

ANSWERS_AT_A_TIME = 4
"""Questions that are answered at once, of people and programs together; further ones wait their turn."""

BRIEFINGS_AT_A_TIME = 2
"""Briefings that are made at once, of people and programs together."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turns:
    """What people and programs share. A briefing that a language model writes takes minutes, so it never has an answer's
    turn."""

    answers: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(ANSWERS_AT_A_TIME))
    briefings: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(BRIEFINGS_AT_A_TIME))


class BusyError(HemicycleError):
    """Too many wait already."""


class Workers:
    """Threads of their own for what takes long, so that other routes do not wait for it; `at_once` work, `waiting` may
    wait."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._limiter = anyio.CapacityLimiter(at_once)
        self._waiting = waiting

    async def do(self, work: Callable[[], T]) -> T:
        """What the work gives. Raises BusyError where too many wait, and what the work raises."""
        if self._limiter.statistics().tasks_waiting >= self._waiting:
            raise BusyError("too much is being asked at once; try again in a few seconds")
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)


def in_turn(turns: BoundedSemaphore, steps: Iterator[T]) -> Iterator[T]:
    """The steps of an answer. A turn is held while one is worked out and never across a step: who is gone comes back for
    none."""
    while True:
        with turns:
            step = next(steps, None)
        if step is None:
            return
        yield step
