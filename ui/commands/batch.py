"""`--batch FILE.jsonl`: many queries in one process, one JSON object a line in and out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import HemicycleError, InputError
from ui.commands.options import filters_from
from ui.commands.output import plain, print_json

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rag.library.filters import Filters


def run_batch(file: Path, filters: "Filters", do: "Callable[[str, Filters, list[str]], BaseModel]") -> bool:
    """Answer each line of a file in turn; a bad line gives `{"id", "error"}` and the rest goes on.

    `filters` hold for every line that does not set the same filter itself. Returns whether every line was good.
    Raises InputError where the file cannot be read at all.
    """
    try:
        # Not splitlines: a JSON text may hold U+2028 and U+0085 as they are.
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--batch {file}: cannot be read as text ({error})") from None
    given = filters.values()
    good = True
    for number, text in enumerate(lines, start=1):
        if text.strip():
            answer = _answer(text, number, given, do)
            print_json(answer)
            good = good and "error" not in answer
    return good


def _answer(
    text: str, number: int, given: dict[str, Any], do: "Callable[[str, Filters, list[str]], BaseModel]"
) -> dict[str, Any]:
    data: Any = None
    try:
        data = json.loads(text)
        query, own, exclude = _fields(data)
        return {"id": data["id"], **plain(do(query, filters_from({**given, **own}), exclude))}
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error}"
    except HemicycleError as error:
        reason = str(error)
    return {"id": data.get("id") if isinstance(data, dict) else None, "error": f"line {number}: {reason}"}


def _fields(data: Any) -> tuple[str, dict[str, Any], list[str]]:
    """Query, filters and excluded ids of one line. Raises InputError naming what is missing or of the wrong type."""
    if not isinstance(data, dict) or "id" not in data or not isinstance(data.get("query"), str):
        raise InputError('give an object with "id" and a text "query"')
    if unknown := sorted(data.keys() - {"id", "query", "filters", "exclude"}):
        raise InputError(f"unknown key {unknown[0]!r}; a line has id, query, filters and exclude")
    filters, exclude = data.get("filters") or {}, data.get("exclude") or []
    if not isinstance(filters, dict) or not isinstance(exclude, list):
        raise InputError('"filters" is an object and "exclude" a list of ids')
    return data["query"], filters, [str(record) for record in exclude]
