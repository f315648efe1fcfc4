"""What a run outlives: a full disk, a kill, files that change or vanish under it, and an ingest of nothing but bad files."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.report import Report
from ingest.run import ingest
from rag.embedding import cache
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import States
from rag.errors import LibraryError
from rag.library import ledger
from rag.library.doctor import examine
from rag.library.filters import Filters
from rag.library.library import Library

MAP = (
    'parliament = "be-test"\nkind = "written-question"\nlanguage = "nl"\n[columns]\nid = "id"\nquestion = "q"\nanswer = "a"\n'
)


def rows(*numbers: int) -> str:
    return "".join(json.dumps({"id": f"Q{n}", "q": f"Vraag {n}?", "a": f"Antwoord {n}."}) + "\n" for n in numbers)


def table(folder: Path, name: str, *numbers: int) -> Path:
    """A small table with its mapping beside it."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.map.toml").write_text(MAP)
    (folder / f"{name}.jsonl").write_text(rows(*numbers))
    return folder / f"{name}.jsonl"


def without_source(library: Library) -> list[str]:
    """Records that no entry of the ledger gives."""
    with library.catalogue.engine.connect() as connection:
        given = {record for entry in ledger.listing(connection) for record in entry.records}
    return [record.id for record in library.catalogue.listing(Filters()) if record.id not in given]


def statuses(report: Report) -> dict[str, str]:
    return {Path(file.path).name: file.status for file in report.files}


# Sizes in kB at which each of the parts of a library is the first that finds no room.
@pytest.mark.parametrize("size", [60, 200, 400, 1_000, 4_000, 5_500, 8_000])
def test_a_full_disk_is_one_clear_error_and_with_more_room_the_same_run_completes(
    small_disk: Callable[[int], Path], tmp_path: Path, encoder: Encoder, size: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    file, disk = table(tmp_path / "tables", "t", *range(600)), small_disk(size)
    chance = np.random.default_rng(0)

    def state(_text: str) -> States:
        """The model would only take time here: which numbers fill a disk is all the same."""
        return States(unit(chance.normal(size=(1, 384)))[0], chance.normal(size=(60, 384)), np.arange(60))

    monkeypatch.setattr(encoder, "states", lambda texts, kind: map(state, texts))
    with pytest.raises(LibraryError, match=r"cannot|could not") as error:
        with_library(disk / "library", encoder, lambda library: ingest(library, [file]))
    assert any(said in str(error.value) for said in ("No space left", "disk is full"))
    assert "\n" not in str(error.value)
    subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
    with_library(disk / "library", encoder, lambda library: ingest(library, [file]))
    counts = with_library(disk / "library", encoder, lambda library: library.counts())
    assert (counts.records, counts.passages, counts.embedded) == (600, 1200, 1200)
    problems = [finding for finding in examine(disk / "library", encoder=encoder) if finding.status == "problem"]
    assert [problem.check for problem in problems] == ["encoder"]  # these vectors are not its own


def unit(matrix: np.ndarray) -> np.ndarray:
    return (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)


def with_library(folder: Path, encoder: Encoder, do: Callable[[Library], Any]) -> Any:
    library = Library(folder, create=True, encoder=encoder)
    try:
        return do(library)
    finally:
        library.close()


KILLED = """
import os, signal, sys
from ingest import run
from ui.cli import main
run._RECORDS_AT_A_TIME = 2
write = run.Run._write
def write_and_die(self, records, source):
    write(self, records, source)
    if self.tally.records == 4:
        os.kill(os.getpid(), signal.SIGKILL)
run.Run._write = write_and_die
main()
"""


@pytest.mark.parametrize("known", [False, True])
def test_what_a_killed_run_had_read_is_in_the_ledger_and_goes_with_a_later_revision(
    make_library: Callable[..., Library], tmp_path: Path, known: bool
):
    file, folder = table(tmp_path / "tables", "t", 1, 2), tmp_path / "library"
    if known:
        ingest(make_library(), [file], embed=False)
    file.write_text(rows(3, 4, 5, 6, 7, 8))
    environment = os.environ | {"HEMICYCLE_LIBRARY": str(folder)}
    killed = subprocess.run([sys.executable, "-c", KILLED, "ingest", "--no-embed", str(file)], env=environment, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    library = make_library()
    assert library.counts().records == (6 if known else 4)
    assert without_source(library) == []
    found = {finding.check: finding for finding in examine(folder)}
    assert (found["sources"].status, found["lock"].status) == ("warning", "warning")
    assert str(file) in found["sources"].detail
    assert "(-c ingest)" in found["lock"].detail or "python" in found["lock"].detail
    file.write_text(rows(9))
    report = ingest(library, [file], embed=False)
    assert statuses(report) == {"t.jsonl": "updated"}
    assert [record.external_id for record in library.catalogue.listing(Filters())] == ["Q9"]
    assert without_source(library) == []
    assert library.index.size() == library.counts().passages == 2


def test_files_that_vanish_or_change_under_a_run_are_told_and_stop_nothing(library: Library, tmp_path: Path):
    folder = tmp_path / "tables"
    files = {name: table(folder, name, n) for n, name in enumerate("abcdef")}
    shutil.make_archive(str(folder / "e"), "zip", folder, "e.jsonl")
    done = set[str]()

    def meanwhile(_phase: str, _done: int, _of: int | None, note: str) -> None:
        if note.endswith("a.jsonl") and not done:
            done.add(note)
            files["b"].unlink()
            files["c"].write_text(rows(30, 31))
            files["d"].with_suffix(".map.toml").unlink()
            (folder / "e.zip").write_bytes(b"PK\x03\x04 cut off")
            files["f"].unlink()
            files["f"].mkdir()

    report = ingest(library, [folder], embed=False, progress=meanwhile)
    found = statuses(report)
    assert (found["a.jsonl"], found["b.jsonl"], found["c.jsonl"], found["e.jsonl"]) == ("added", "failed", "added", "added")
    assert {found["d.jsonl"], found["e.zip"]} == {"failed"}
    assert all("\n" not in (file.reason or "") for file in report.files)
    ids = {record.external_id for record in library.catalogue.listing(Filters())}
    assert ids == {"Q0", "Q30", "Q31", "Q4"}
    assert without_source(library) == []
