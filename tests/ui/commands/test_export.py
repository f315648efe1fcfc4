"""`hemicycle export`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.library.library import Library


def test_each_line_is_what_show_prints(hemicycle: Callable[..., Any], sample: Library, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    told = hemicycle("export", file, "--library", sample.folder, "--json")
    report = json.loads(told.out)
    assert (told.code, report["file"], report["records"]) == (0, str(file), sample.counts().records)
    assert report.keys() == {"file", "records", "took_s"}
    exported = [json.loads(line) for line in file.read_text().splitlines()]
    ids = [record["id"] for record in exported]
    assert json.loads(hemicycle("show", *ids, "--library", sample.folder, "--json").out) == exported


def test_another_ending_is_wrong_use_in_one_line(hemicycle: Callable[..., Any], sample: Library, tmp_path: Path) -> None:
    told = hemicycle("export", tmp_path / "all.xlsx", "--library", sample.folder)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert ".jsonl, .parquet" in told.err


def test_a_filter_is_an_option(hemicycle: Callable[..., Any], sample: Library, tmp_path: Path) -> None:
    told = hemicycle("export", tmp_path / "one.parquet", "--library", sample.folder, "--minister", "pietersoone")
    assert (told.code, told.out) == (0, f"1 record in {tmp_path / 'one.parquet'}\n")
