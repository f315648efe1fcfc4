"""Filters to measure with: some that allow much, some little, made from what a library holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np

from rag.library.library import Library
from rag.records import Frozen, Record

_AT_A_TIME = 1_000


class Filtered(Frozen):
    """A filter as ours takes it (the names of the command line), and as `where` of a plain Chroma over `facts`."""

    name: str
    filters: dict[str, str]
    where: dict[str, Any] | None


def filters_of(library: Library) -> list[Filtered]:
    """No filter, shares of the time, the commonest office, the commonest asker in half of the time."""
    known = [facts(record) for record in records_of(library)]
    days = sorted(fact["day"] for fact in known if fact["day"])
    asker, office = (_commonest(fact[name] for fact in known) for name in ("asker", "office"))
    since = {part: days[-max(1, len(days) // part)] for part in (2, 10, 100)}
    half, recent = {"from": _iso(since[2])}, {"day": {"$gte": since[2]}}
    return [
        Filtered(name="none", filters={}, where=None),
        *(
            Filtered(name=f"1/{part} of the time", filters={"from": _iso(day)}, where={"day": {"$gte": day}})
            for part, day in since.items()
        ),
        Filtered(name="one office", filters={"department": office}, where={"office": office}),
        Filtered(
            name="one member, 1/2 of the time", filters={"asker": asker, **half}, where={"$and": [{"asker": asker}, recent]}
        ),
    ]


def facts(record: Record) -> dict[str, Any]:
    """What the filters ask of a record, as metadata of a plain Chroma: dates are numbers, absent texts empty."""
    return {
        "day": int(record.asked_on.strftime("%Y%m%d")) if record.asked_on else 0,
        "asker": next((person.name for person in record.askers if person.name), ""),
        "office": next((person.role for person in record.addressees if person.role), ""),
        "language": record.language or "",
        "kind": record.kind,
    }


def records_of(library: Library) -> Iterator[Record]:
    """Every record, some at a time in memory."""
    seqs = np.unique(library.catalogue.owners()[1]).tolist()
    for start in range(0, len(seqs), _AT_A_TIME):
        yield from library.catalogue.records_by_seq(seqs[start : start + _AT_A_TIME]).values()


def _commonest(values: Iterable[str]) -> str:
    return Counter(value for value in values if value).most_common(1)[0][0]


def _iso(day: int) -> str:
    return date(day // 10_000, day // 100 % 100, day % 100).isoformat()
