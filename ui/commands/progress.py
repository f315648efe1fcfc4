"""Progress of long work, on stderr."""

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.commands.output import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.progress import Progress


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
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as bars:
        tasks = {}

        def show(phase: str, done: int, of: int | None, _text: str) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=of)
            bars.update(tasks[phase], completed=done, total=of)

        yield show


def _lines() -> "Progress":
    shown: Counter[str] = Counter()

    def show(phase: str, done: int, of: int | None, _text: str) -> None:
        step = max(1, (of or 10_000) // 10)
        if done // step > shown[phase] or done == of:
            shown[phase] = done // step
            note(f"{phase}: {done}{f' of {of}' if of else ''}")

    return show
