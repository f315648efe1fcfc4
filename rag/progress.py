"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None, str], None]
"""Called with (phase, done, of, note): what is being done, how much of it, of how much where that is known, and a name."""


def quiet(phase: str, done: int, of: int | None, note: str) -> None:
    """Shows nothing."""
