"""Progress of long work, on stderr."""

import sys
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.commands.output import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.progress import Progress


_LONGEST = 50
"""Characters that are shown of what is worked on."""

_PATIENCE = 10
"""Seconds without a line, where nothing is counted meanwhile."""


@contextmanager
def shown_progress(title: str = "") -> "Iterator[Progress]":
    """A bar on a terminal; on anything else a line now and then. A title stands above."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if title:
        note(title)
    if not sys.stderr.isatty():
        yield _lines()
        return
    with Bars(
        *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()),
        TextColumn("{task.fields[text]}", style="dim", markup=False),
        console=console,
    ) as bars:
        tasks = {}

        def show(phase: str, done: int, of: int | None, text: str) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=of, text="")
            bars.update(tasks[phase], completed=done, total=of, text=_ending(text))

        yield show


def _lines() -> "Progress":
    shown: Counter[str] = Counter()
    said = time.monotonic()

    def show(phase: str, done: int, of: int | None, text: str) -> None:
        nonlocal said
        step = max(1, (of or 10_000) // 10)
        further = done // step > shown[phase] or done == of
        if further or time.monotonic() - said > _PATIENCE:
            shown[phase], said = done // step, time.monotonic()
            what = "" if further or not text else f", {_ending(text)}"
            note(f"{phase}: {done}{f' of {of}' if of else ''}{what}")

    return show


def _ending(text: str) -> str:
    """The end of what is worked on: of a path its file."""
    return text if len(text) <= _LONGEST else f"…{text[1 - _LONGEST :]}"
