"""The gold set of alignments: what the readers make of real records stays as exact as measured."""

from collections import Counter
from pathlib import Path

import pytest

from eval.alignment import measure


def test_pairs_of_real_records_are_found_and_few_are_wrong(data_folder: Path) -> None:
    for collection in ("dekamer-2017", "uk-questions", "kamervragen-pdf"):
        if not (data_folder / collection).exists():
            pytest.skip(f"no {data_folder / collection}")
    halves = {"rules": Counter[str](), "measure": Counter[str]()}
    for half, _, counts in measure(data_folder):
        halves[half] += counts
    assert halves["rules"]["records"] == halves["measure"]["records"] == 67
    assert halves["measure"]["right"] >= 0.97 * halves["measure"]["claimed"]
    assert halves["measure"]["right"] >= 0.93 * halves["measure"]["gold"]
    assert halves["measure"]["status_right"] >= 0.88 * halves["measure"]["statuses"]
