"""`python -m eval.alignment`: how exactly sub-questions, their answers and what became of them are read.

Measured on `eval/gold/alignment.jsonl`, in three splits: rules are written with the first in sight, the others only measure.
The first two were labelled by correcting, with the text in sight, what the readers had made of it, which favours the
readers; `blind` by a language model that was shown the source alone, and nothing of what the readers make of it.

A line holds the parts of one record: `questions` with labels, span and status, and `answers` with the labels that they
answer. Spans count letters and digits only, so that cleaning white space or punctuation differently moves none.

A pair is a label with the span of its question and the span of its answer. It is right where both spans share at least nine
tenths of their letters with those of the gold pair of that label. Where a reply does not show which sub-question it answers,
there is no pair to be found, and none should be claimed.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from eval.collection import collections
from ingest.files import SourceFile
from ingest.readers import reader_for
from rag.records import Record

SPLITS = ("rules", "measure", "blind")
GOLD = Path(__file__).parent / "gold" / "alignment.jsonl"
_IDS = {"dekamer-2017": "doc_id", "uk-questions": "id"}
_SHARED = 0.9

Pairs = dict[str, tuple[tuple[int, int], tuple[int, int]]]
"""Label to the spans of question and answer."""


def measure(folder: Path) -> Iterator[tuple[str, str, Counter[str]]]:
    """For each split and collection what was counted: `right` pairs of those `claimed` and those in `gold`; `status_right` of
    `statuses` of sub-questions, `record_right` of `records`."""
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    for collection in dict.fromkeys(row["collection"] for row in gold):
        rows = {row["id"]: row for row in gold if row["collection"] == collection}
        found = dict(_read(folder / collection, set(rows)))
        for split in SPLITS:
            counts = Counter[str]()
            for key, row in rows.items():
                if row["split"] == split:
                    counts.update(_compared(found[key], row))
            yield split, collection, counts


def _read(folder: Path, ids: set[str]) -> Iterator[tuple[str, Record]]:
    """The records of a collection by their id, or by the name of their file."""
    for name, data in _files(folder, ids):
        file = SourceFile(str(folder / name), data)
        for record in reader_for(file, mapping=folder.name if folder.name in _IDS else None).read(file):
            if isinstance(record, Record):
                yield record.external_id if record.external_id in ids else name, record


def _files(folder: Path, ids: set[str]) -> Iterator[tuple[str, bytes]]:
    if folder.name not in _IDS:
        yield from ((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.name in ids)
        return
    path = folder / "questions.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if str(json.loads(line)[_IDS[folder.name]]) in ids]
    yield path.name, "\n".join(wanted).encode()


def _compared(record: Record, row: dict[str, Any]) -> dict[str, int]:
    # How many letters and digits stand before each offset.
    letters = list(accumulate((character.isalnum() for character in record.text), initial=0))
    questions = [
        (part.labels, (letters[part.start], letters[part.end]), part.status)
        for part in record.parts
        if part.role == "question"
    ]
    answers = [
        (part.answers, (letters[part.start], letters[part.end]))
        for part in record.parts
        if part.role == "answer" and part.confidence is not None
    ]
    claimed = _pairs([(labels, span) for labels, span, _ in questions], answers)
    expected = _pairs(
        [(question["labels"], (question["start"], question["end"])) for question in row["questions"]],
        [(answer["answers"], (answer["start"], answer["end"])) for answer in row["answers"]],
    )
    statuses = {label: status for labels, _, status in questions for label in labels or ("",)}
    told = {label: question["status"] for question in row["questions"] for label in question["labels"] or ("",)}
    return {
        "gold": len(expected),
        "claimed": len(claimed),
        "right": sum(all(map(_same, spans, expected[label])) for label, spans in claimed.items() if label in expected),
        "statuses": len(told),
        "status_right": sum(label in statuses and statuses[label] == status for label, status in told.items()),
        "records": 1,
        "record_right": int(record.status == row["status"]),
    }


def _pairs(questions: list[Any], answers: list[Any]) -> Pairs:
    asked = {label: span for labels, span in questions for label in labels or ("",)}
    return {label: (asked[label], span) for labels, span in answers for label in labels or ("",) if label in asked}


def _same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= _SHARED * (max(one[1], other[1]) - min(one[0], other[0]))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def main() -> None:
    """Print a table: for each split and collection, and for each split over all, precision, recall and statuses."""
    rows = list(measure(collections()))
    print(f"{'split':8} {'collection':16} records  pairs  precision  recall  status  of record")
    for split in SPLITS:
        own = [(collection, counts) for there, collection, counts in rows if there == split]
        for collection, counts in [*own, ("all", sum((counts for _, counts in own), Counter[str]()))]:
            print(
                f"{split:8} {collection:16} {counts['records']:7} {counts['gold']:6}"
                f" {_share(counts['right'], counts['claimed']):>10} {_share(counts['right'], counts['gold']):>7}"
                f" {_share(counts['status_right'], counts['statuses']):>7}"
                f" {_share(counts['record_right'], counts['records']):>10}"
            )


if __name__ == "__main__":
    main()
