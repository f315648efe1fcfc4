"""The commands that keep a library well: what they print, their JSON, their exit codes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.library.library import Library

Hemicycle = Callable[..., Any]


def read(done: Any, code: int = 0) -> Any:
    """The one JSON value on stdout."""
    assert done.code == code, done.err
    assert done.out.count("\n") == 1
    return json.loads(done.out)


@pytest.fixture
def folder(sample: Library, tmp_path: Path) -> Path:
    """A copy of the library of a few sample documents, to be changed."""
    return Path(shutil.copytree(sample.folder, tmp_path / "copy"))


def search(hemicycle: Hemicycle, folder: Path) -> list[str]:
    found = read(hemicycle("search", "artificiële intelligentie", "-k", "3", "--json", "--library", folder))
    return [hit["passage"] for hit in found["hits"]]


def test_rebuild(hemicycle: Hemicycle, folder: Path):
    before = search(hemicycle, folder)
    shutil.rmtree(folder / "words")
    done = hemicycle("search", "trein", "--library", folder)
    assert (done.code, done.out) == (2, "")
    assert "hemicycle rebuild makes it anew" in done.err
    done = hemicycle("rebuild", "--library", folder)
    assert done.code == 0
    assert "passages indexed by their words" in done.out
    assert "indexing words: " in done.err
    assert search(hemicycle, folder) == before
    facts = read(hemicycle("rebuild", "--library", folder, "--json"))
    assert facts == {"passages": facts["with_vectors"], "with_vectors": facts["with_vectors"], "embedded": 0}
