"""So much at once and no more."""

import threading

import anyio
import pytest
from anyio.from_thread import start_blocking_portal

from ui.turns import BusyError, Workers, in_turn


def test_some_wait_and_further_ones_are_told_to_come_back() -> None:
    begun, end = threading.Event(), threading.Event()
    done = list[str]()

    def work(name: str) -> None:
        begun.set()
        assert end.wait(30)
        done.append(name)

    async def several() -> None:
        workers = Workers(at_once=1, waiting=1)
        async with anyio.create_task_group() as group:
            group.start_soon(workers.do, lambda: work("first"))
            while not begun.is_set():
                await anyio.sleep(0.01)
            group.start_soon(workers.do, lambda: work("second"))
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(BusyError):
                await workers.do(lambda: work("third"))
            end.set()

    with start_blocking_portal() as portal:
        portal.call(several)
    assert done == ["first", "second"]


def test_a_turn_is_held_while_a_step_is_made_and_not_between_steps() -> None:
    turns = threading.BoundedSemaphore(1)
    held = []

    def steps():
        for n in range(3):
            held.append(not turns.acquire(blocking=False))
            yield n

    for _ in in_turn(turns, steps()):
        assert turns.acquire(blocking=False)
        turns.release()
    assert held == [True, True, True]
