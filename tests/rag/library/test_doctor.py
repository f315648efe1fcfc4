"""Everything that can go wrong with a library is found, named, and told with what to do; a library that is well is well."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.run import ingest
from rag.embedding import cache
from rag.embedding.encoder import Encoder
from rag.library.doctor import examine
from rag.library.findings import Finding
from rag.library.forget import ERASING, choose, forget
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.library.rebuild import rebuild

CHECKS = {"database", "schema", "passages", "embedded", "words", "vectors", "encoder", "sources", "originals", "disk", "lock"}


@pytest.fixture
def folder(sample: Library, tmp_path: Path) -> Path:
    """A copy of the library of a few sample documents, to be damaged."""
    copy = Path(shutil.copytree(sample.folder, tmp_path / "copy"))
    sql(copy, "PRAGMA wal_checkpoint(TRUNCATE)")
    return copy


def sql(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "library.db")
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.commit()
    connection.close()


def ill(folder: Path, encoder: Encoder, **options: Any) -> dict[str, Finding]:
    """What is not well, by the name of the check. Every one of them says what to do."""
    found = list(examine(folder, encoder=encoder, **options))
    assert all((finding.advice is None) == (finding.status == "ok") for finding in found)
    assert all("\n" not in finding.detail for finding in found)
    return {finding.check: finding for finding in found if finding.status != "ok"}


@pytest.mark.parametrize("full", [False, True])
def test_a_library_that_is_well(folder: Path, encoder: Encoder, full: bool):
    found = list(examine(folder, encoder=encoder, full=full))
    assert {finding.check for finding in found} == CHECKS | {"debris"}
    assert [finding for finding in found if finding.status != "ok"] == []
    details = {finding.check: finding.detail for finding in found}
    assert encoder.runtime in details["encoder"]
    assert encoder.runtime_reason in details["encoder"]
    assert details["originals"] == "6 are there, 6 read through"


def test_an_empty_library_is_well(library: Library, encoder: Encoder):
    assert ill(library.folder, encoder) == {}


def garble(path: Path, at: int, length: int = 200) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + length] = b"\xa5" * length
    path.write_bytes(data)


def each_file(folder: Path, change: Callable[[Path], Any]) -> None:
    for path in list(folder.rglob("*")):
        if path.is_file():
            change(path)


def swap_two_generation_rows(folder: Path) -> None:
    """A vector index that answers with the wrong passages."""
    [keys] = (folder / "chroma").glob("*/keys.npy")
    garble(keys, keys.stat().st_size - 16, 8)


DAMAGE: dict[str, tuple[Callable[[Path], Any], dict[str, str]]] = {
    "a page of the database": (lambda f: garble(f / "library.db", 4096 * 20, 4096), {"database": "problem"}),
    "no database": (lambda f: (f / "library.db").unlink(), {"database": "problem"}),
    "another file": (lambda f: (f / "library.db").write_bytes(b"x" * 9999), {"database": "problem"}),
    "another's database": (lambda f: sql(f, "DROP TABLE meta"), {"database": "problem"}),
    "a newer version": (lambda f: sql(f, "UPDATE meta SET value = '99' WHERE key = 'schema'"), {"database": "problem"}),
    "rows astray": (lambda f: sql(f, "INSERT INTO themes VALUES (999, 'x')"), {"database": "problem"}),
    "an offset": (lambda f: sql(f, "UPDATE passages SET last = last + 1 WHERE seq = 2"), {"passages": "problem"}),
    "an offset beyond the text": (
        lambda f: sql(f, "UPDATE passages SET last = 99999 WHERE seq = 2"),
        {"passages": "problem"},
    ),
    "a text": (lambda f: sql(f, "UPDATE passages SET embedded = 'x' WHERE seq = 2"), {"passages": "problem"}),
    "a document": (
        lambda f: sql(f, "UPDATE records SET document = '{}' WHERE seq = 2"),
        {"passages": "problem", "words": "problem"},
    ),
    "a passage gone": (
        lambda f: sql(f, "DELETE FROM passages WHERE seq = 2"),
        {"passages": "problem", "words": "problem"},
    ),
    "a vector gone": (
        lambda f: sql(f, "DELETE FROM vectors WHERE embedded_sha = (SELECT embedded_sha FROM passages WHERE seq = 9)"),
        {"embedded": "warning", "vectors": "problem"},
    ),
    "other vectors": (
        lambda f: sql(f, "UPDATE vectors SET vector = (SELECT max(vector) FROM vectors)"),
        {"vectors": "problem", "encoder": "problem"},
    ),
    "no words": (lambda f: shutil.rmtree(f / "words"), {"words": "problem"}),
    "words cut off": (
        lambda f: each_file(f / "words", lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2])),
        {"words": "problem"},
    ),
    "no vector index": (lambda f: shutil.rmtree(f / "chroma"), {"vectors": "problem"}),
    "wrong keys in the vector index": (swap_two_generation_rows, {"vectors": "problem"}),
    "another encoder": (lambda f: sql(f, "UPDATE meta SET value = 'x' WHERE key = 'encoder'"), {"encoder": "problem"}),
    "an original gone": (lambda f: next((f / "originals").iterdir()).unlink(), {"originals": "problem"}),
    "an original changed": (lambda f: garble(next((f / "originals").iterdir()), 100), {"originals": "problem"}),
    "half an original": (lambda f: (f / "originals" / f"{'a' * 64}.part").write_text("x"), {"debris": "warning"}),
    "half a generation": (lambda f: (f / "chroma" / "99").mkdir(), {"debris": "warning"}),
    "half a restoration": (lambda f: (f / "restore.abc").mkdir(), {"debris": "warning"}),
    "uploads": (lambda f: (f / "uploads").mkdir(), {"debris": "warning"}),
    "a killed writer": (lambda f: (f / "lock.holder").write_text("process 1 (hemicycle ingest)"), {"lock": "warning"}),
    "a forget half-way": (lambda f: sql(f, f"INSERT INTO meta VALUES ('{ERASING}', 'x')"), {"forgetting": "problem"}),
    "another encoder half-way": (
        lambda f: sql(f, "INSERT INTO meta VALUES ('next_encoder', 'x')"),
        {"embedding anew": "warning"},
    ),
    "a file half-way": (lambda f: sql(f, "UPDATE sources SET status = 'reading'"), {"sources": "warning"}),
    "a failed file": (lambda f: sql(f, "UPDATE sources SET status = 'failed'"), {"sources": "warning"}),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_wrong_is_found_and_nothing_else_is_blamed(folder: Path, encoder: Encoder, kind: str):
    damage, expected = DAMAGE[kind]
    damage(folder)
    found = ill(folder, encoder, full=True)
    if "page" in kind:
        assert found["database"].status == "problem"
    else:
        assert {check: finding.status for check, finding in found.items()} == expected


@pytest.mark.parametrize("kind", [kind for kind, (_, expected) in DAMAGE.items() if expected.keys() <= {"words", "debris"}])
def test_a_rebuild_mends_what_the_doctor_says_it_does(folder: Path, encoder: Encoder, kind: str):
    DAMAGE[kind][0](folder)
    [finding] = ill(folder, encoder).values()
    assert "hemicycle rebuild" in (finding.advice or "")
    library = Library(folder, encoder=encoder)
    rebuild(library)
    library.close()
    assert ill(folder, encoder) == {}


def test_a_missing_original_comes_back_as_the_doctor_says(library: Library, sample_texts: Sequence[Path], encoder: Encoder):
    ingest(library, sample_texts[:1])
    next((library.folder / "originals").iterdir()).unlink()
    assert "--remember" in (ill(library.folder, encoder)["originals"].advice or "")
    ingest(library, sample_texts[:1], remember=True)
    assert ill(library.folder, encoder) == {}


def test_what_was_forgotten_is_not_missed(library: Library, sample_texts: Sequence[Path], encoder: Encoder):
    report = ingest(library, sample_texts[:3])
    forget(library, choose(library, [sample_texts[0].name, *report.files[1].records]))
    assert ill(library.folder, encoder) == {}


def test_while_somebody_writes_what_the_index_lacks_may_be_on_its_way(folder: Path, encoder: Encoder):
    sql(folder, "DELETE FROM passages WHERE seq = (SELECT max(seq) FROM passages)")
    assert ill(folder, encoder)["words"].status == "problem"
    with writer_lock(folder):
        found = ill(folder, encoder)
        assert found["words"].status == "warning"
        assert "being written" in (found["words"].advice or "")
        [lock] = [finding for finding in examine(folder, encoder=encoder) if finding.check == "lock"]
        assert "being written by process" in lock.detail


def test_the_doctor_changes_nothing(folder: Path, encoder: Encoder):
    (folder / "chroma" / "99").mkdir()
    (folder / "lock.holder").write_text("process 1")

    def everything() -> dict[str, bytes]:
        # The last is Chroma's own: it writes there whenever it opens.
        skipped = ("library.db-wal", "library.db-shm", "lock", "chroma.sqlite3")
        return {str(p): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*") if p.name not in skipped}

    before = everything()
    ill(folder, encoder, full=True)
    assert everything() == before


def test_too_little_room_is_a_warning(small_disk: Callable[[int], Path], library: Library, encoder: Encoder):
    library.close()
    folder = small_disk(400)
    shutil.copy(library.folder / "library.db", folder / "library.db")
    found = ill(folder, encoder)
    assert found.keys() == {"disk"}
    assert found["disk"].status == "warning"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
