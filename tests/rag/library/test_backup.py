"""One library as one file, and back: whole or not at all, whoever reads or writes meanwhile, whatever is damaged."""

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.run import ingest
from rag.errors import HemicycleError, InputError, LibraryError
from rag.library import archive
from rag.library.analysis import stem
from rag.library.backup import backup
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.library.restore import restore
from rag.library.schema import SCHEMA_VERSION
from rag.records import Record

Make = Callable[..., Library]


class LostMachineError(Exception):
    """Stands for Ctrl-C or a lost machine."""


@pytest.fixture
def filled(library: Library, sample_texts: Sequence[Path]) -> Library:
    """A library of two files, embedded."""
    ingest(library, sample_texts[:2])
    return library


@pytest.fixture
def file(filled: Library, tmp_path: Path) -> Path:
    """Its backup."""
    backup(filled, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def content(folder: Path) -> list[str]:
    """What a library holds: the database but for what its index needs, and the originals."""
    connection = sqlite3.connect(folder / "library.db")
    lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "meta"')]
    connection.close()
    return lines + [f"{path.name} {path.read_bytes()!r}" for path in sorted((folder / "originals").glob("*"))]


def assert_searchable(library: Library) -> None:
    counts = library.counts()
    assert library.index.size() == counts.passages == counts.embedded
    vector = library.encoder.encode_queries(["Wit-Rusland"])[0]
    assert len(library.index.nearest(vector, 10_000)) == counts.passages
    assert library.index.search([((stem("regering", "nl"),),)], 5)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_comes_back_is_what_was_there(filled: Library, tmp_path: Path):
    told: list[str] = []
    done = backup(filled, tmp_path / "b.zip", progress=lambda phase, *_: told.append(phase))
    assert (done.records, done.originals, done.missing) == (2, 2, ())
    assert done.bytes == (tmp_path / "b.zip").stat().st_size
    assert {"copying", "packing library.db", "packing originals"} <= set(told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "library"]
    restored = restore(tmp_path / "b.zip", tmp_path / "new" / "library")
    assert content(restored.folder) == content(filled.folder)
    assert restored.catalogue.meta("encoder") == filled.catalogue.meta("encoder")
    assert_searchable(restored)
    assert {path.name for path in restored.folder.iterdir()} - {"library.db-wal", "library.db-shm"} == {
        "library.db",
        "originals",
        "words",
        "chroma",
        "lock",
    }
    restored.close()


def test_a_backup_is_of_one_moment_though_a_writer_goes_on(
    library: Library,
    make_library: Make,
    make_record: Callable[..., Record],
    with_passages: Callable[..., Any],
    tmp_path: Path,
):
    library.add(with_passages(*(make_record(f"first{n}", asked=f"{n} {'Waarom? ' * 60}") for n in range(3000))))
    writer, written = make_library(), 0

    def meanwhile(phase: str, *_: Any) -> None:
        nonlocal written
        if phase == "copying":
            writer.add(with_passages(make_record(f"later{written}"), make_record("first0", asked=f"{written}?")))
            written += 1

    done = backup(library, tmp_path / "b.zip", progress=meanwhile)
    assert written >= 3
    assert (done.records, library.counts().records) == (3000, 3000 + written)
    restored = restore(tmp_path / "b.zip", tmp_path / "restored")
    first = restored.catalogue.record("be-vl.written-question.first0")
    assert first is not None
    assert "Waarom?" in first.text
    assert restored.counts().records == 3000
    restored.close()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_library_in_the_place_is_replaced_only_when_asked(
    filled: Library, file: Path, make_library: Make, make_record: Callable[..., Record], with_passages: Any, overwrite: bool
):
    other = make_library("other")
    other.add(with_passages(*(make_record(str(n), asked=f"Waarom trein {n}?") for n in range(40))))
    other.embed()
    other.index.publish()
    reader = make_library("other")
    before = content_of_records(reader)
    if not overwrite:
        with pytest.raises(LibraryError, match=r"holds a library already; .*--library.*--overwrite"):
            restore(file, other.folder)
        assert content_of_records(reader) == before
        return
    seen = set[tuple[str, ...]]()
    restore(file, other.folder, overwrite=True, progress=lambda *_: seen.add(content_of_records(reader)))
    after = content_of_records(filled)
    assert seen == {before, after}
    assert content_of_records(reader) == after  # without opening it again
    assert reader.index.search([(("trein",),)], 50) == []
    assert_searchable(reader)


def content_of_records(library: Library) -> tuple[str, ...]:
    return tuple(record.model_dump_json() for record in library.catalogue.listing(Filters()))


def test_an_empty_library_and_an_unreadable_one_make_room(file: Path, filled: Library, make_library: Make, tmp_path: Path):
    empty = make_library("empty").folder
    assert content(restore(file, empty).folder) == content(filled.folder)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "library.db").write_bytes(b"garbage" * 1000)
    (broken / "library.db-wal").write_bytes(b"garbage" * 1000)
    with pytest.raises(LibraryError, match="not empty"):
        restore(file, broken)
    assert (broken / "library.db").read_bytes() == b"garbage" * 1000
    restored = restore(file, broken, overwrite=True)
    assert content(broken) == content(filled.folder)
    assert_searchable(restored)


def phases(do: Callable[[Any], Any]) -> list[tuple[str, int]]:
    told: list[tuple[str, int]] = []
    do(lambda phase, done, *_: told.append((phase, done)))
    return told


@pytest.mark.parametrize("there", ["nothing", "a library"])
def test_an_interruption_anywhere_leaves_the_old_or_the_new(
    file: Path,
    filled: Library,
    make_library: Make,
    make_record: Any,
    with_passages: Any,
    tmp_path: Path,
    there: str,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(archive, "_PAGES", 10)
    new = content_of_records(filled)

    def prepared(name: str) -> Path:
        if there == "nothing":
            return tmp_path / name
        library = make_library(name)
        library.add(with_passages(make_record("old")))
        return library.folder

    steps = phases(lambda told: restore(file, prepared("all"), overwrite=True, progress=told).close())
    assert len(steps) >= 5
    committed = steps.index([step for step in steps if step[0] in ("unpacking", "restoring")][-1])
    for n, step in enumerate(steps):
        folder = prepared(str(n))

        def stop(phase: str, done: int, *_: Any, at: tuple[str, int] = step) -> None:
            if (phase, done) == at:
                raise LostMachineError

        with pytest.raises(LostMachineError):
            restore(file, folder, overwrite=True, progress=stop)
        if not folder.exists():
            assert there == "nothing"
            assert n <= committed
            continue
        library = make_library(str(n), create=False)
        is_new = content_of_records(library) == new
        assert is_new == (n > committed or (there == "a library" and n == committed))
        assert library.counts().records == (2 if is_new else 1)
        assert not list(folder.glob("restore.*"))
        with library.writing():
            pass
        assert library.index.size() == library.counts().passages


def test_an_interrupted_backup_leaves_nothing_and_the_old_one(filled: Library, file: Path, tmp_path: Path):
    before = everything(tmp_path / "library"), file.read_bytes()

    def stop(phase: str, *_: Any) -> None:
        if phase == "packing originals":
            raise LostMachineError

    with pytest.raises(LostMachineError):
        backup(filled, file, overwrite=True, progress=stop)
    assert (everything(tmp_path / "library"), file.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "library"]


def test_a_file_that_exists_is_replaced_only_when_asked(filled: Library, tmp_path: Path):
    (tmp_path / "precious.pdf").write_bytes(b"precious")
    with pytest.raises(InputError, match=r"precious\.pdf exists; .*--overwrite"):
        backup(filled, tmp_path / "precious.pdf")
    assert (tmp_path / "precious.pdf").read_bytes() == b"precious"
    backup(filled, tmp_path / "precious.pdf", overwrite=True)
    assert zipfile.is_zipfile(tmp_path / "precious.pdf")
    with pytest.raises(InputError, match="exists"):
        backup(filled, tmp_path, overwrite=True)
    with pytest.raises(LibraryError, match="nowhere"):
        backup(filled, tmp_path / "nowhere" / "b.zip")


def test_missing_and_damaged_originals_are_told_and_the_rest_is_kept(filled: Library, tmp_path: Path):
    first, second = sorted((filled.folder / "originals").iterdir())
    first.unlink()
    second.write_bytes(b"changed")
    done = backup(filled, tmp_path / "b.zip")
    assert (done.originals, set(done.missing)) == (0, {first.name, second.name})
    restored = restore(tmp_path / "b.zip", tmp_path / "restored")
    assert restored.counts().records == 2
    assert list((restored.folder / "originals").iterdir()) == []
    restored.close()


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A backup with other members: `change` gives their content, null takes one away."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return target


def with_manifest(file: Path, **values: Any) -> Path:
    def change(name: str, data: bytes) -> bytes:
        return json.dumps(json.loads(data) | values).encode() if name == "hemicycle.json" else data

    return rewritten(file, change)


BAD: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no file": (lambda file: file.unlink(), "cannot be read"),
    "a folder": (lambda file: (file.unlink(), file.mkdir()), "cannot be read"),
    "empty": (lambda file: file.write_bytes(b""), "no backup"),
    "text": (lambda file: file.write_text("Beste lezer"), "no backup"),
    "cut off": (lambda file: file.write_bytes(file.read_bytes()[:-1000]), "no backup"),
    "another zip": (lambda file: rewritten(file, lambda n, d: d if "json" not in n else None).replace(file), "but no backup"),
    "a flipped byte": (lambda file: flip(file, 5000), "damaged at library.db"),
    "no database": (lambda file: rewritten(file, lambda n, d: d if n != "library.db" else None).replace(file), "damaged at"),
    "another database": (
        lambda file: rewritten(file, lambda n, d: d[::-1] if n == "library.db" else d).replace(file),
        "damaged at",
    ),
    "another original": (
        lambda file: rewritten(file, lambda n, d: b"x" if n.startswith("originals/") else d).replace(file),
        "damaged at originals/",
    ),
    "a newer format": (lambda file: with_manifest(file, format=99).replace(file), "newer Hemicycle"),
    "a newer schema": (lambda file: with_manifest(file, schema_version=SCHEMA_VERSION + 1).replace(file), "newer Hemicycle"),
    "a way out": (lambda file: with_manifest(file, members={"library.db": "0", "../x": "0"}).replace(file), "describe"),
    "other words": (lambda file: with_manifest(file, colour="red").replace(file), "manifest"),
}


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 0xFF
    file.write_bytes(data)


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    file: Path, make_library: Make, make_record: Any, with_passages: Any, tmp_path: Path, kind: str
):
    damage, message = BAD[kind]
    damage(file)
    there = make_library("there")
    there.add(with_passages(make_record("old")))
    there.close()
    before = everything(there.folder)
    with pytest.raises(InputError, match=message) as refused:
        restore(file, there.folder, overwrite=True)
    assert "\n" not in str(refused.value)
    left = everything(there.folder)
    assert {name: left[name] for name in left if name not in ("lock", "library.db-shm", "library.db-wal")} == {
        name: data for name, data in before.items() if name not in ("lock", "library.db-shm", "library.db-wal")
    }
    with pytest.raises(InputError):
        restore(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_library_that_is_being_written_is_not_replaced(file: Path, filled: Library):
    with writer_lock(filled.folder), pytest.raises(LibraryError, match="is being written by"):
        restore(file, filled.folder, overwrite=True)
    assert filled.counts().records == 2


def test_the_sample_is_not_backed_up_in_place_of_ones_own(filled: Library, tmp_path: Path):
    filled.catalogue.set_meta("badge", "sample, fictional")
    with pytest.raises(InputError, match=r"sample, fictional.*--library"):
        backup(filled, tmp_path / "b.zip")


def test_a_backup_of_an_older_version_is_upgraded(tmp_path: Path, file: Path):
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old)
    connection.executescript((Path(__file__).parent / "version1.sql").read_text())
    connection.close()
    data = old.read_bytes()

    def change(name: str, content: bytes) -> bytes | None:
        if name == "hemicycle.json":
            members = {"library.db": hashlib.sha256(data).hexdigest()}
            return json.dumps(json.loads(content) | {"schema_version": 1, "members": members}).encode()
        return data if name == "library.db" else None

    restored = restore(rewritten(file, change), tmp_path / "restored")
    assert restored.counts().records == 2
    assert restored.catalogue.meta("schema") == str(SCHEMA_VERSION)
    restored.close()


def test_a_full_disk_is_said(filled: Library, file: Path, small_disk: Callable[[int], Path]):
    disk = small_disk(128)
    with pytest.raises(LibraryError, match=r"No space left|disk is full"):
        backup(filled, disk / "b.zip")
    assert list(disk.iterdir()) == []
    with pytest.raises(HemicycleError, match=r"No space left|disk is full"):
        restore(file, disk / "library")
    assert list(disk.iterdir()) == []
