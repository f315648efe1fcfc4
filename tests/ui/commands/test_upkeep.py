"""The commands that keep a library well: what they print, their JSON, their exit codes."""

import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.library import database
from rag.library.filters import Filters
from rag.library.library import Library
from rag.settings import kept_file
from ui.kept import Kept

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


def test_backup_and_restore(hemicycle: Hemicycle, folder: Path, tmp_path: Path):
    file, new = tmp_path / "backup.zip", tmp_path / "new"
    done = hemicycle("backup", file, "--library", folder)
    assert done.code == 0
    assert "6 records and 6 originals in " in done.out
    refused = hemicycle("backup", file, "--library", folder)
    assert (refused.code, refused.out) == (2, "")
    facts = read(hemicycle("backup", file, "--overwrite", "--library", folder, "--json"))
    assert facts == {"file": str(file), "bytes": file.stat().st_size, "records": 6, "originals": 6, "missing": []}
    restored = read(hemicycle("restore", file, "--library", new, "--json"))
    assert restored.keys() == {"library", "records", "passages", "embedded"}
    assert (restored["library"], restored["records"], restored["embedded"]) == (str(new), 6, restored["passages"])
    assert search(hemicycle, new) == search(hemicycle, folder)
    assert hemicycle("restore", file, "--library", new).code == 2
    assert "6 records in " in hemicycle("restore", file, "--overwrite", "--library", new).out


def test_a_backup_without_all_originals_says_so(hemicycle: Hemicycle, folder: Path, tmp_path: Path):
    next((folder / "originals").iterdir()).unlink()
    done = hemicycle("backup", tmp_path / "backup.zip", "--library", folder)
    assert done.code == 1
    assert "1 originals are missing or damaged" in done.err


def test_ones_own_library_is_restored_where_the_commands_look_for_it(hemicycle: Hemicycle, folder: Path, tmp_path: Path):
    assert hemicycle("backup", tmp_path / "backup.zip", "--library", folder).code == 0
    assert hemicycle("restore", tmp_path / "backup.zip").code == 0
    assert len(read(hemicycle("list", "--json"))) == 6


def test_forget(hemicycle: Hemicycle, folder: Path):
    listed = read(hemicycle("list", "--library", folder, "--json"))
    [first, second, *_] = [record["id"] for record in listed]
    refused = hemicycle("forget", first, "--library", folder)
    assert (refused.code, refused.out) == (2, "")
    assert "say --yes" in refused.err
    unknown = hemicycle("forget", first[:-2], "--yes", "--library", folder)
    assert (unknown.code, unknown.out) == (2, "")
    assert first in unknown.err
    facts = read(hemicycle("forget", first, "--yes", "--library", folder, "--json"))
    assert facts == {"records": [first], "sources": [], "originals": 1, "complete": True}
    source = next(record["source"]["path"] for record in listed if record["id"] == second)
    done = hemicycle("forget", Path(source).name, "--yes", "--library", folder)
    assert done.out == "1 records and 1 source files forgotten, 1 originals dropped\n"
    assert {first, second} == {r["id"] for r in listed} - {
        r["id"] for r in read(hemicycle("list", "--library", folder, "--json"))
    }


def test_forgetting_is_not_complete_while_somebody_reads_what_the_page_keeps(
    hemicycle: Hemicycle, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "_WAIT", 0.2)
    record = read(hemicycle("list", "--library", folder, "--json"))[0]["id"]
    kept = Kept(kept_file())
    kept.keep("an", "1", 0, library="own", title="Trein", words="", document=[{"record": record}])
    kept.close()
    reader = sqlite3.connect(kept_file(), isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    assert read(hemicycle("forget", record, "--yes", "--library", folder, "--json"), code=1)["complete"] is False
    again = hemicycle("forget", record, "--yes", "--library", folder)
    assert again.code == 1
    assert "run the same command again" in again.err
    reader.close()
    assert hemicycle("forget", record, "--yes", "--library", folder).code == 0


@pytest.mark.parametrize(("answer", "left"), [("n", 6), ("y", 5)])
def test_forget_asks_on_a_terminal(folder: Path, answer: str, left: int):
    """In a real terminal, without --yes."""
    library = Library(folder)
    [record, *_] = library.catalogue.listing(Filters())
    command = [sys.executable, "-c", "from ui.cli import run; run()", "forget", record.id, "--library", str(folder)]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    os.write(ours, f"{answer}\n".encode())
    out, err = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, err
    assert f"{record.id}  {record.title}" in err
    assert "Forget this for good?" in err
    assert (out == "") == (answer == "n")
    assert library.counts().records == left
    library.close()


def test_doctor(hemicycle: Hemicycle, folder: Path, tmp_path: Path):
    facts = read(hemicycle("doctor", "--library", folder, "--json"))
    assert facts.keys() == {"library", "full", "checks", "problems", "took_s"}
    assert all(check.keys() == {"check", "status", "detail", "advice"} for check in facts["checks"])
    assert (facts["problems"], facts["full"]) == (0, False)
    (folder / "chroma" / "99").mkdir()
    assert "warning  debris: left by killed processes: chroma/99" in hemicycle("doctor", "--library", folder).out
    shutil.rmtree(folder / "words")
    done = hemicycle("doctor", "--full", "--library", folder)
    assert (done.code, done.err) == (1, "")
    assert "problem  words: " in done.out
    assert "1 problems" in done.out
    assert hemicycle("rebuild", "--library", folder).code == 0
    done = hemicycle("doctor", "--library", folder)
    assert (done.code, "0 problems" in done.out, "warning" in done.out) == (0, True, False)
    # Another file in its place: a command of this process may still hold the old one, and would be waited for.
    for file in folder.glob("library.db*"):
        file.unlink()
    (folder / "library.db").write_bytes(b"x")
    assert read(hemicycle("doctor", "--library", folder, "--json"), code=1)["problems"] == 1
    nowhere = hemicycle("doctor", "--library", tmp_path / "nowhere")
    assert (nowhere.code, nowhere.out) == (2, "")


def test_an_ingest_in_which_all_fails_does_not_hide_the_sample(hemicycle: Hemicycle, tmp_path: Path, sample_home: Path):
    shutil.copytree(sample_home, tmp_path / "data", dirs_exist_ok=True)
    (tmp_path / "bad.txt").write_bytes(b"")
    before = hemicycle("status", "--json")
    assert json.loads(before.out)["badge"]
    assert hemicycle("ingest", tmp_path / "bad.txt").code == 1
    assert json.loads(hemicycle("status", "--json").out) == json.loads(before.out)
