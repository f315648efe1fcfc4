"""What is forgotten is gone from every file of the library, stays out, and comes back only when asked."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ingest.run import ingest
from rag.embedding import cache
from rag.errors import InputError, LibraryError
from rag.library.analysis import stem
from rag.library.backup import backup
from rag.library.filters import Filters
from rag.library.forget import ERASING, choose, forget
from rag.library.library import Library
from rag.library.lock import writer_lock

MAP = (
    'parliament = "be-test"\nkind = "written-question"\nlanguage = "nl"\n[columns]\nid = "id"\nquestion = "q"\nanswer = "a"\n'
)
SECRET = "kwibusfanfare"
STEM = stem(SECRET, "nl")


def row(n: int, question: str, answer: str = "Dat klopt.") -> str:
    return json.dumps({"id": f"Q{n}", "q": question, "a": answer}) + "\n"


@pytest.fixture(autouse=True)
def vector_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three records, of which Q2 holds the secret word; a question of its own is asked word for word in Q4."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "t.map.toml").write_text(MAP)
    (folder / "t.jsonl").write_text(
        row(1, "Waarom rijdt de trein niet?") + row(2, f"Waar speelt de {SECRET}?") + row(3, "Wanneer komt de bus?")
    )
    return folder / "t.jsonl"


@pytest.fixture
def filled(library: Library, table: Path) -> Library:
    ingest(library, [table])
    return library


def holding(folder: Path, *words: str) -> list[str]:
    """The files that hold a word, in capitals or not, also half-way through a generation that was removed."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        if any(word.encode(code) in data for word in words for code in ("utf-8", "utf-16-le")):
            found.append(str(path.relative_to(folder)))
    return found


def ids(library: Library) -> list[str]:
    return sorted(record.external_id or record.id for record in library.catalogue.listing(Filters()))


def segments(library: Library) -> set[str]:
    """The files of the full-text index that hold terms."""
    return {path.name for path in (library.folder / "words").iterdir() if re.match(r"[0-9a-f]{32}\.", path.name)}


def do(library: Library, *names: str) -> Any:
    return forget(library, choose(library, names))


def test_no_file_holds_the_words_of_a_forgotten_record(filled: Library, vector_cache: Path, make_library: Any):
    reader = make_library()
    assert reader.index.frequency(((STEM,),)) == 1
    assert {Path(name).parts[0] for name in holding(filled.folder, SECRET)} >= {"library.db-wal", "originals"}
    with sqlite3.connect(filled.folder / "library.db") as connection:
        before = [vector for (vector,) in connection.execute("SELECT vector FROM vectors")]
    connection.close()
    old_words = segments(filled)
    done = do(filled, "Q2")
    assert done.model_dump() == {
        "records": ("be-test.written-question.q2",),
        "sources": (),
        "originals": 1,
        "complete": True,
    }
    assert holding(filled.folder, SECRET, STEM) == []
    kept = {vector for block in filled.catalogue.stored_vectors() for vector in map(bytes, block.matrix)}
    gone = [vector for vector in before if vector not in kept]
    assert len(gone) == 2
    for folder in (filled.folder, vector_cache):
        data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert not [vector for vector in gone if vector in data]
        assert all(vector in data for vector in kept)
    assert not old_words & segments(filled)
    assert [path.name for path in (filled.folder / "chroma").iterdir()] == [filled.catalogue.meta("generation")]
    for library in (filled, reader):
        assert ids(library) == ["Q1", "Q3"]
        assert library.index.frequency(((STEM,),)) == 0
        assert library.index.size() == library.counts().passages == 4
        vector = library.encoder.encode_queries([SECRET])[0]
        assert len(library.index.nearest(vector, 100)) == 4
    assert filled.catalogue.meta(ERASING) is None


def test_what_was_written_before_it_changed_goes_too(library: Library, table: Path):
    """An earlier revision lies in freed pages of the database, in unused vectors, and among the originals."""
    ingest(library, [table])
    table.write_text(table.read_text().replace(SECRET, "harmonie"))
    ingest(library, [table])
    assert {Path(name).parts[0] for name in holding(library.folder, SECRET)} >= {"originals"}
    do(library, "Q2")
    assert holding(library.folder, SECRET, STEM, "harmonie") == []


def test_a_vector_that_another_passage_needs_stays(filled: Library, table: Path):
    (table.parent / "u.map.toml").write_text(MAP)
    (table.parent / "u.jsonl").write_text(row(4, f"Waar speelt de {SECRET}?", "Nergens."))
    ingest(filled, [table.parent / "u.jsonl"])
    do(filled, "Q2")
    assert filled.counts().embedded == filled.counts().passages == 6
    assert filled.index.frequency(((STEM,),)) == 1
    do(filled, "Q4")
    assert holding(filled.folder, SECRET) == []


def only(report: Any) -> tuple[str, tuple[str, ...], str]:
    [file] = report.files
    return file.status, tuple(each.rsplit(".", 1)[-1] for each in file.records), file.reason or ""


def test_a_forgotten_record_stays_out_until_it_is_asked_for(filled: Library, table: Path):
    do(filled, "Q2")
    report = ingest(filled, [table])
    status, records, reason = only(report)
    assert (status, records, report.failed) == ("unchanged", ("q1", "q3"), False)
    assert reason == "1 records forgotten on request stay out; ingest it with --remember to have it again"
    table.write_text(table.read_text() + row(5, "Nieuw?"))
    report = ingest(filled, [table])
    status, records, reason = only(report)
    assert (status, records, report.failed) == ("updated", ("q1", "q3", "q5"), False)
    assert "1 records forgotten" in reason
    copy = table.with_name("copy.jsonl")
    copy.write_bytes(table.read_bytes())
    copy.with_name("copy.map.toml").write_text(MAP)
    assert only(ingest(filled, [copy]))[0] == "skipped"
    assert holding(filled.folder, SECRET) == []
    assert only(ingest(filled, [table], remember=True)) == ("updated", ("q1", "q2", "q3", "q5"), "")
    assert ids(filled) == ["Q1", "Q2", "Q3", "Q5"]
    assert filled.counts().embedded == 8
    assert only(ingest(filled, [table])) == ("unchanged", ("q1", "q2", "q3", "q5"), "")
    with filled.catalogue.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM forgotten").scalar_one() == 0
    assert SECRET in (filled.folder / "originals" / filled_sha(filled)).read_text()


def filled_sha(library: Library) -> str:
    record = library.catalogue.record("Q2")
    assert record is not None
    assert record.source is not None
    return record.source.sha256


def test_a_file_of_nothing_but_forgotten_records_is_skipped(library: Library, table: Path):
    table.write_text(row(2, f"Waar speelt de {SECRET}?"))
    ingest(library, [table])
    do(library, "be-test.written-question.q2")
    assert library.counts().records == 0
    assert not library.index.embedded()
    for change in ("", "\n"):
        table.write_text(table.read_text() + change)
        report = ingest(library, [table])
        assert only(report)[:2] == ("skipped", ())
        assert "forgotten on request" in only(report)[2]
        assert not report.failed
    assert holding(library.folder, SECRET) == []


def test_a_forgotten_source_stays_out_by_path_and_by_content(filled: Library, table: Path):
    secret = table.read_bytes()
    done = do(filled, "t.jsonl")
    assert (len(done.records), done.sources, done.originals) == (3, (str(table),), 1)
    assert (filled.counts().records, filled.index.size(), holding(filled.folder, SECRET)) == (0, 0, [])
    copy = table.with_name("copy.jsonl")
    copy.write_bytes(secret)
    copy.with_name("copy.map.toml").write_text(MAP)
    for path in (table, copy):
        report = ingest(filled, [path])
        assert only(report)[0] == "skipped"
        assert only(report)[2].startswith("forgotten on request, 20")
        assert not report.failed
    table.write_text("")
    assert only(ingest(filled, [table]))[0] == "skipped"
    table.write_text(row(1, "Heel iets anders?"))
    assert only(ingest(filled, [table]))[0] == "skipped"
    assert only(ingest(filled, [table], remember=True))[:2] == ("added", ("q1",))
    assert only(ingest(filled, [table]))[0] == "unchanged"
    assert ids(filled) == ["Q1"]


def test_records_that_another_source_gives_too_stay(filled: Library, table: Path):
    other = table.with_name("other.jsonl")
    other.with_name("other.map.toml").write_text(MAP)
    other.write_text(row(3, "Wanneer komt de bus?") + row(6, "Zes?"))
    ingest(filled, [other])
    chosen = choose(filled, [str(table)])
    assert (len(chosen.with_sources), chosen.kept) == (2, ("be-test.written-question.q3",))
    forget(filled, chosen)
    assert ids(filled) == ["Q3", "Q6"]
    assert holding(filled.folder, SECRET) == []
    assert len(list((filled.folder / "originals").iterdir())) == 1
    chosen = choose(filled, ["Q6"])
    assert chosen.originals == 1
    assert forget(filled, chosen).originals == 1
    assert list((filled.folder / "originals").iterdir()) == []


def test_the_originals_of_other_files_stay_whatever_revision_is_cited(library: Library, table: Path):
    other = table.with_name("other.jsonl")
    other.with_name("other.map.toml").write_text(MAP)
    other.write_text(row(7, "Zeven?") + row(8, "Acht?"))
    ingest(library, [table, other])
    other.write_text(row(7, "Zeven?") + row(8, "Toch acht?"))
    ingest(library, [other])
    assert len(library.originals.kept()) == 3
    do(library, "Q2")
    left = [(library.folder / "originals" / sha256).read_text() for sha256 in library.originals.kept()]
    assert sorted("Toch" in text for text in left) == [False, True]  # Q7 is still cited from the first revision


class LostMachineError(Exception):
    """Stands for Ctrl-C or a lost machine."""


def test_an_interrupted_forget_is_completed_by_asking_again(filled: Library, make_library: Any):
    def stop(*_: Any) -> None:
        raise LostMachineError

    with pytest.raises(LostMachineError):
        forget(filled, choose(filled, ["Q2"]), stop)
    assert ids(make_library()) == ["Q1", "Q3"]
    assert filled.catalogue.meta(ERASING) == "be-test.written-question.q2"
    assert do(filled, "be-test.written-question.q2").complete
    assert holding(filled.folder, SECRET, STEM) == []
    assert filled.catalogue.meta(ERASING) is None
    filled.index.mend()
    assert filled.index.size() == 4


def test_a_reader_in_the_way_is_said_and_the_next_time_completes_it(filled: Library, monkeypatch: pytest.MonkeyPatch):
    from rag.library import database

    monkeypatch.setattr(database, "_WAIT", 0.2)
    reader = sqlite3.connect(filled.folder / "library.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM records").fetchone()
    library = Library(filled.folder, encoder=filled.encoder)
    assert not do(library, "Q2").complete
    assert reader.execute("SELECT count(*) FROM records").fetchone() == (3,)
    assert library.catalogue.meta(ERASING)
    reader.close()
    assert do(library, "be-test.written-question.q2").complete
    assert holding(library.folder, SECRET) == []
    library.close()


def test_names_are_found_or_something_near_is_offered(filled: Library, table: Path, monkeypatch: pytest.MonkeyPatch):
    one = "be-test.written-question.q1"
    monkeypatch.chdir(table.parent)
    assert choose(filled, ["Q1", one, f"{one}/0"]).records == (one,)
    for name in ("t.jsonl", "tables/t.jsonl", str(table), "./t.jsonl"):
        assert choose(filled, [name]).sources == (str(table),), name
    for name, near in (("be-test.written-question.q9", "q1"), ("t.json", r"t\.jsonl"), ("zzzz", "hemicycle list")):
        with pytest.raises(InputError, match=rf"no record or source file '{name}'.*{near}"):
            choose(filled, [name])
    other = table.parent / "deeper" / "t.jsonl"
    other.parent.mkdir()
    other.write_text(row(9, "Negen?"))
    other.with_name("t.map.toml").write_text(MAP)
    ingest(filled, [other])
    with pytest.raises(InputError, match=r"'t\.jsonl' stands for several: .*deeper"):
        choose(filled, ["t.jsonl"])
    assert choose(filled, ["deeper/t.jsonl"]).sources == (str(other),)


def test_there_is_one_writer(filled: Library):
    with writer_lock(filled.folder), pytest.raises(LibraryError, match="being written"):
        do(filled, "Q2")
    assert ids(filled) == ["Q1", "Q2", "Q3"]


def test_a_backup_after_it_does_not_hold_it(filled: Library, tmp_path: Path):
    do(filled, "Q2")
    done = backup(filled, tmp_path / "b.zip")
    assert (done.records, done.originals, done.missing) == (2, 0, ())
