"""A few of the faults that `make faults` injects, and whether what looks for damage would see it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from eval.faults import disk
from eval.faults.commands import FaultError, finish
from eval.faults.evidence import check_whole, committed, content
from rag.errors import HemicycleError
from rag.library.library import Library


@pytest.fixture
def folder(sample: Library, tmp_path: Path) -> Path:
    """A copy of the library of a few sample documents, to be damaged."""
    return Path(shutil.copytree(sample.folder, tmp_path / "copy"))


@pytest.fixture
def damage(folder: Path) -> Callable[[str], None]:
    """Runs a statement on the database of that library."""

    def run(statement: str) -> None:
        with closing(sqlite3.connect(folder / "library.db")) as database, database:
            database.execute(statement)

    return run


def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    """Ingests and rebuilds, really killed, on a disk in memory."""
    if disk.namespace() is None:
        pytest.skip("no disk of limited size can be mounted here: that needs Linux, and root or user namespaces")
    figures = tmp_path / "figures.json"
    few = ("--kills", "1", "--index-kills", "1", "--documents", "3", "--records", "24", "--seed", "3")
    only = ("--only", "kills", "--only", "index-kills")
    done = subprocess.run(
        [sys.executable, "-m", "eval.faults", *few, *only, "--json", str(figures)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [(each["times"], each["faults"]) for each in json.loads(figures.read_text())] == [(1, []), (1, [])]


def test_without_a_small_disk_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HemicycleError, match="no disk of limited size can be mounted here"):
        disk.run_on_small_disk([sys.executable, "-c", "raise SystemExit(1)"])


def test_an_undamaged_library_is_whole(folder: Path) -> None:
    check_whole(folder)
    there = committed(folder)
    assert (len(there.records), len(there.sources)) == (6, 6)
    there.check_kept(there)


@pytest.mark.parametrize("table", ["records", "vectors", "sources"])
def test_what_is_lost_is_seen(folder: Path, damage: Callable[[str], None], table: str) -> None:
    before = committed(folder)
    damage(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    with pytest.raises(FaultError, match=f"1 committed {table} are lost"):
        before.check_kept(committed(folder))
    committed(folder).check_kept(before)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE seq = (SELECT max(seq) FROM passages)",
        "UPDATE passages SET last = last - 1 WHERE n = 1",
        "UPDATE passages SET embedded_sha = 'other' WHERE n = 1",
    ],
)
def test_other_passages_than_the_text_gives_are_seen(folder: Path, damage: Callable[[str], None], statement: str) -> None:
    before = content(folder)
    damage(statement)
    with pytest.raises(FaultError, match="has other passages than its text gives"):
        check_whole(folder)
    assert content(folder)["passages"] != before["passages"]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import os; os.kill(os.getpid(), 11)", "was ended by SIGSEGV"),
        ("raise ValueError", "printed 'Traceback"),
        ("import sys; sys.exit(3)", "ended with 3: nothing said"),
        ("import sys; print('odd', file=sys.stderr); sys.exit(2)", "did not say in one line what is wrong"),
    ],
)
def test_a_crash_is_seen(script: str, said: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with pytest.raises(FaultError, match=said):
        finish(process, ends=(0, 2))
