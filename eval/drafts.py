"""How well sub-questions of drafts are told from those that nobody asked: `python -m eval.drafts LIBRARY`.

A draft is a record of a library, taken for one that is not in it. Where others ask the same (its family), its sub-questions
were asked before: as they stand, and with every fifth word left out, as somebody words them anew. Without its family they
were not, unless other records ask nearly the same: what is found then is printed, to be read.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from rag.drafts.asked_before import check
from rag.drafts.parse import Draft, SubQuestion, bare
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import Record

LEFT_OUT = 5
"""Every so many-th word is left out of a question that is worded anew."""

MOST = 3
"""Sub-questions of one record that are looked for."""


def main() -> None:
    """Print, for a development half and another, the share of sub-questions that are found as asked before."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("library", type=Path)
    options.add_argument("--records", type=int, default=40, help="of each kind and half")
    options.add_argument("--read", action="store_true", help="print what is found without the family")
    chosen = options.parse_args()
    library = Library(chosen.library)
    repeated, single = _kinds(library)
    for half in (0, 1):
        again, alone = (list(kind[half::2])[: chosen.records] for kind in (repeated, single))
        print(f"half {half + 1}: {len(again)} records asked again, {len(alone)} asked once")
        _print("asked again, as it stands", _verdicts(library, again, keep_family=True))
        _print("asked again, every fifth word left out", _verdicts(library, again, keep_family=True, reworded=True))
        _print("its family left out", _verdicts(library, [*again, *alone], keep_family=False, read=chosen.read))


def _kinds(library: Library) -> tuple[list[Record], list[Record]]:
    """The records with several sub-questions: one of each family of several, and those that nobody asked again."""
    repeated, single, seen = list[Record](), list[Record](), set[str]()
    for record in library.catalogue.listing(Filters()):
        if record.title and sum(part.role == "question" for part in record.parts) > 1 and record.id not in seen:
            family = _family(library, record)
            seen |= set(family)
            (repeated if len(family) > 1 else single).append(record)
    for kind in (repeated, single):
        random.Random(7).shuffle(kind)
    return repeated, single


def _family(library: Library, record: Record) -> list[str]:
    """The ids of a record and of the others with its question."""
    with library.catalogue.engine.connect() as connection:
        own = identified(connection, record.id)[:1]
    others = [other for same in library.catalogue.families(own).values() for other in same]
    return [record.id, *(other.id for other in library.catalogue.records_by_seq(others).values())]


def _verdicts(
    library: Library, records: Iterable[Record], *, keep_family: bool, reworded: bool = False, read: bool = False
) -> list[str]:
    found = list[str]()
    for record in records:
        draft = _draft(record, reworded=reworded)
        exclude = [record.id] if keep_family else _family(library, record)
        for row in check(library, draft, exclude=exclude, language=record.language).rows:
            found.append(row.verdict)
            if read and row.earlier:
                best = row.earlier[0]
                own, other = f"{draft.title} | {_line(row.text)}", f"{best.title} | {_line(best.question.quote)}"
                print(f"  {row.verdict} {best.alike:.2f} | {own} || {other}")
    return found


def _draft(record: Record, *, reworded: bool) -> Draft:
    """A record's sub-questions as the draft of one."""
    items = []
    for part in [part for part in record.parts if part.role == "question"][:MOST]:
        words = bare(record.quote(part)).split()
        kept = [word for n, word in enumerate(words, start=1) if not reworded or n % LEFT_OUT]
        items.append(SubQuestion(part.labels[0] if part.labels else "", part.start, part.end, " ".join(kept), ""))
    return Draft(record.text, record.title or "", "", tuple(item for item in items if item.text))


def _print(name: str, verdicts: Sequence[str]) -> None:
    shares = ", ".join(
        f"{verdict} {verdicts.count(verdict) / max(1, len(verdicts)):.2f}"
        for verdict in ("asked before", "something close", "not found")
    )
    print(f"  {name}: {len(verdicts)} sub-questions: {shares}", flush=True)


def _line(text: str) -> str:
    return " ".join(text.split())[:110]


if __name__ == "__main__":
    main()
