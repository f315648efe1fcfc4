"""Where records come from: files and folders, and the services of `hemicycle fetch`, one line in `SOURCES` each."""

from importlib import import_module
from typing import TYPE_CHECKING

from rag.errors import InputError

if TYPE_CHECKING:
    from ingest.sources.base import Source

SOURCES: dict[str, str] = {
    "flemish": "ingest.sources.flemish:FlemishSource",
    "tweede-kamer": "ingest.sources.tweede_kamer:TweedeKamerSource",
    "uk": "ingest.sources.uk:UkSource",
}
"""The name of a service to what asks it."""


def source_named(name: str) -> "Source":
    """A service by its name. Raises InputError where none has it."""
    if name not in SOURCES:
        raise InputError(f"no source is called {name!r}: give one of {', '.join(SOURCES)}")
    module, _, source = SOURCES[name].partition(":")
    made: Source = getattr(import_module(module), source)()
    return made
