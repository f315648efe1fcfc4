"""The core of Hemicycle, and the names of it that a notebook needs: what is behind one is imported when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answer.written import answer as ask
    from rag.briefing.files import write as save
    from rag.briefing.make import brief
    from rag.library.filters import Filters
    from rag.library.library import Library
    from rag.search.search import search as find

__all__ = ["Filters", "Library", "ask", "brief", "find", "save"]

# Not `search` and `answer`: these are packages, and an import of one of them would take the place of the function.
_BEHIND = {
    "Filters": ("rag.library.filters", "Filters"),
    "Library": ("rag.library.library", "Library"),
    "ask": ("rag.answer.written", "answer"),
    "brief": ("rag.briefing.make", "brief"),
    "find": ("rag.search.search", "search"),
    "save": ("rag.briefing.files", "write"),
}


def __getattr__(name: str) -> Any:
    if name not in _BEHIND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _BEHIND[name]
    return getattr(import_module(module), own)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
