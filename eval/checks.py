"""`python -m eval.checks [N]`: what the checks of a model's statements make of N (400) true ones, and of foreign ones.

The Belgian Chamber publishes questions in Dutch and French. A sentence in one language is a true statement about the same
sentence in the other, and a foreign one about a sentence of another record, or another sentence of its own. Records whose
sentences are not as many in both languages are left out, since what belongs together is not known there.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from eval.collection import collections
from ingest.sample.library import open_sample
from rag.answer.verify import Support, failure, near, plain
from rag.library.library import Library
from rag.records import Part, Record, Span
from rag.sentences import sentences

SOURCE = Path("dekamer-2020-nl-fr") / "questions.jsonl"
_SHORTEST, _LONGEST = 60, 400

Pair = tuple[str, str]
"""A sentence in French and the same in Dutch."""


def pairs(file: Path) -> Iterator[list[Pair]]:
    """The pairs of each record."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        french, dutch = (_sentences(row[f"text_{code}"] or "", code) for code in ("fr", "nl"))
        if len(french) == len(dutch):
            yield [pair for pair in zip(french, dutch, strict=True) if all(_SHORTEST <= len(s) <= _LONGEST for s in pair)]


def _sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


def verdict(library: Library, statement: str, quote: str) -> str:
    """What the checks say of a statement in French about a quotation in Dutch."""
    part = Part(role="answer", start=0, end=len(quote))
    record = Record(id="x", parliament="be-chamber", kind="written-question", language="nl", text=quote, parts=(part,))
    support = Support(record, Span(start=0, end=len(quote)), "nl")
    statement = plain(statement)
    if not near(library, statement, "fr", [support]):
        return "closeness"
    return failure(library, statement, "fr", [support]) or "passes"


def measured(library: Library, records: Sequence[list[Pair]], count: int, dice: random.Random) -> dict[str, Counter[str]]:
    """The verdicts on true statements, on those about another record, and about another sentence of their own."""
    several = [record for record in records if len(record) > 1]
    quotes: dict[str, Callable[[list[Pair], int], str]] = {
        "of the same sentence": lambda record, n: record[n][1],
        "of another record": lambda _record, _n: dice.choice(dice.choice(several))[1],
        "of another sentence of the record": lambda record, n: record[n - 1][1],
    }
    found: dict[str, Counter[str]] = {what: Counter() for what in quotes}
    for record in dice.sample(several, count):
        n = dice.randrange(len(record))
        for what, quote in quotes.items():
            found[what][verdict(library, record[n][0], quote(record, n))] += 1
    return found


def main() -> int:
    """Measure, and print the verdicts. Exit code 2 where the collection is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=400)
    file = collections() / SOURCE
    if not file.exists():
        print(f"no {file}; see HEMICYCLE_DATA", file=sys.stderr)
        return 2
    count = parser.parse_args().count
    for what, verdicts in measured(open_sample(), list(pairs(file)), count, random.Random(2020)).items():
        shares = ", ".join(f"{name} {number / count:.1%}" for name, number in verdicts.most_common())
        print(f"{count} statements with a quotation {what}: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
