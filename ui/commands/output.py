"""How results reach the terminal: JSON for machines; for people plain lines that a record cannot disguise."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rag.records import Person


def print_json(value: "BaseModel | Sequence[BaseModel] | dict[str, Any]") -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(plain(value), ensure_ascii=False), flush=True)


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


def readable(text: str) -> str:
    """The text with `?` for what would steer a terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else "?" for c in text)


def say_table(rows: Sequence[Sequence[str | int]]) -> None:
    """Rows of equal length in columns, numbers and their headings to the right."""
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (str(cell) for cell in row)
        say("  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]))


def note(text: str) -> None:
    """A line on stderr."""
    print(text, file=sys.stderr, flush=True)


def people(persons: Sequence["Person"]) -> str:
    """`Jan Jambon (minister-president)`, several separated by semicolons."""
    return "; ".join(f"{p.name} ({p.role})" if p.name and p.role else p.name or p.role or "" for p in persons)
