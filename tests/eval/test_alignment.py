"""The gold set of alignments: what the readers make of real records stays as exact as measured."""

from collections import Counter
from pathlib import Path

import pytest

from eval.alignment import SPLITS, measure


def test_pairs_of_real_records_are_found_and_few_are_wrong(data_folder: Path) -> None:
    for collection in ("dekamer-2017", "uk-questions", "kamervragen-pdf"):
        if not (data_folder / collection).exists():
            pytest.skip(f"no {data_folder / collection}")
    splits = {split: Counter[str]() for split in SPLITS}
    for split, _, counts in measure(data_folder):
        splits[split] += counts
    assert [splits[split]["records"] for split in SPLITS] == [67, 67, 55]
    for split in ("measure", "blind"):
        assert splits[split]["right"] >= 0.97 * splits[split]["claimed"]
        assert splits[split]["right"] >= 0.93 * splits[split]["gold"]
        assert splits[split]["status_right"] >= 0.88 * splits[split]["statuses"]
