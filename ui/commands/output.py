"""How results reach the terminal: JSON for machines; for people plain lines that a record cannot disguise."""

import json
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rag.records import Person


# JSON itself escapes what lies below the space; these are the other controls, and marks that turn the direction of writing.
_UNREADABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


# Spaces of French typography: unprintable to Python, and they steer nothing.
_SPACES = "\u00a0\u202f"


def print_json(value: "BaseModel | Sequence[BaseModel | dict[str, Any]] | dict[str, Any]") -> None:
    """One JSON value on one line of stdout: what would steer a terminal is written as `\\u009b`, and means the same."""
    print(as_json(value), flush=True)


def as_json(value: "BaseModel | Sequence[BaseModel | dict[str, Any]] | dict[str, Any]") -> str:
    """The same as text, for whoever reads it."""
    return _UNREADABLE.sub(_as_escapes, json.dumps(plain(value), ensure_ascii=False))


def plain(value: Any) -> Any:
    """Models as JSON-ready values, under the names of the contract."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def say(text: str = "") -> None:
    """A line on stdout. Control characters of a record show as `?`: a text never steers the terminal."""
    print(readable(text))


def readable(text: str, kept: str = "\n\t") -> str:
    """The text with `?` for what would steer a terminal."""
    return "".join(c if c in kept or c in _SPACES or c.isprintable() else "?" for c in text)


def _as_escapes(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def say_table(rows: Sequence[Sequence[str | int]]) -> None:
    """Rows of equal length in columns, numbers and their headings to the right."""
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (str(cell) for cell in row)
        say("  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]))


def note(text: str) -> None:
    """A line on stderr, likewise."""
    print(readable(text), file=sys.stderr, flush=True)


def complain(problem: object) -> None:
    """What is wrong, in one line on stderr whatever the names in it hold."""
    note(f"hemicycle: {readable(str(problem), kept='')}")


def people(persons: Sequence["Person"]) -> str:
    """`Jan Jambon (minister-president)`, several separated by semicolons."""
    return "; ".join(f"{p.name} ({p.role})" if p.name and p.role else p.name or p.role or "" for p in persons)
