"""The catalogue: all of a change is there or nothing, and what is no library is said to be none."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from rag.errors import LibraryError
from rag.library.catalogue import Catalogue
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.schema import SCHEMA_VERSION
from rag.records import Person, Record

Records = Callable[..., Record]
Items = Callable[..., list[Any]]


def dump(library: Library) -> list[str]:
    """The whole database as SQL."""
    with sqlite3.connect(library.catalogue.path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def count(library: Library, table: str) -> int:
    with library.catalogue.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_a_record_comes_back_as_it_went_in(library: Library, make_record: Records, with_passages: Items):
    record = make_record(
        "1",
        "Treïn",
        "Waarom? 🚂",
        external_id="Q/1",
        themes=["Spoor"],
        askers=[Person(name="Jan", party="PS")],
        url="http://x",
    )
    library.add(with_passages(record))
    assert library.catalogue.record(record.id) == record
    assert library.catalogue.record("Q/1") == record
    assert library.catalogue.record("nothing") is None


def test_an_external_id_of_two_records_names_neither(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", external_id="x"), make_record("2", external_id="x")))
    assert library.catalogue.record("x") is None


def test_a_changed_record_replaces_the_old_one(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", asked="Een?", askers=[Person(name="Jan")], themes=["a", "b"])))
    changed = make_record("1", asked="Twee?", askers=[Person(name="Piet")], themes=["c"])
    assert library.add(with_passages(changed)) == [changed.id]
    assert library.catalogue.listing(Filters()) == [changed]
    assert (count(library, "people"), count(library, "themes"), count(library, "passages")) == (1, 1, 2)
    assert library.catalogue.listing(Filters(asker="jan")) == []
    assert [row.n for row in library.catalogue.passage_rows()] == [0, 1]


def test_an_unchanged_record_is_not_written_again(library: Library, make_record: Records, with_passages: Items):
    record = make_record("1", source={"path": "a.txt", "sha256": "1"})
    elsewhere = make_record("1", source={"path": "b.txt", "sha256": "2"})
    library.add(with_passages(record))
    before = library.catalogue.passage_rows()
    assert library.add(with_passages(record)) == []
    assert library.add(with_passages(elsewhere)) == []
    assert library.catalogue.passage_rows() == before


def test_other_passages_of_the_same_record_are_written(library: Library, make_record: Records, with_passages: Items):
    [(record, its_passages)] = with_passages(make_record("1"))
    library.add([(record, its_passages)])
    assert library.add([(record, [p.model_copy(update={"embedded": f"x {p.embedded}"}) for p in its_passages])])
    assert len(library.catalogue.unembedded()) == 2


def test_a_failure_half_way_leaves_the_database_as_it_was(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", asked="Een?")))
    before = dump(library)
    items = with_passages(make_record("1", asked="Anders?"), make_record("2"), make_record("3"))
    record, its_passages = items[-1]
    items[-1] = (record, [its_passages[0], its_passages[0]])
    with pytest.raises(IntegrityError):
        library.add(items)
    assert dump(library) == before
    assert library.index.size() == 2


def test_what_hangs_on_a_record_goes_with_it(library: Library, make_record: Records, with_passages: Items):
    record = make_record("1", askers=[Person(name="Jan")], addressees=[Person(name="Piet")], themes=["x"])
    library.add(with_passages(record))
    with library.catalogue.writing() as connection:
        library.catalogue.remove([record.id], connection)
    assert [count(library, table) for table in ("records", "passages", "people", "themes")] == [0, 0, 0, 0]


def test_keys_never_come_back(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1")))
    old = {row.seq for row in library.catalogue.passage_rows()}
    with library.catalogue.writing() as connection:
        library.catalogue.remove(["be-vl.written-question.1"], connection)
    library.add(with_passages(make_record("1")))
    assert min(row.seq for row in library.catalogue.passage_rows()) > max(old)


def test_thousands_of_records_go_at_once(library: Library, make_record: Records):
    ids = [f"be-vl.written-question.{n}" for n in range(40_000)]
    library.add([(make_record("39999"), [])])
    with library.catalogue.writing() as connection:
        assert len(library.catalogue.remove(ids, connection)) == 1


def test_a_missing_library_is_named_with_the_way_to_make_one(tmp_path: Path):
    with pytest.raises(LibraryError, match=r"no library at .*nowhere; make one with: hemicycle ingest"):
        Library(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"", b"this is no database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "library.db").write_bytes(content)
    with pytest.raises(LibraryError, match=r"library\.db"):
        Library(tmp_path)


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, create: bool):
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name)")
    connection.close()
    with pytest.raises(LibraryError, match="library"):
        Catalogue(path, create=create)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    connection.close()


def test_a_newer_schema_is_refused(make_library: Callable[..., Library]):
    made = make_library()
    made.catalogue.set_meta("schema", str(SCHEMA_VERSION + 1))
    for create in (True, False):
        with pytest.raises(LibraryError, match="newer Hemicycle"):
            make_library(create=create)


@pytest.mark.parametrize("name", ["with space", "per%20cent", "what?", "hash#mark", "ünïcode", "a:b"])
def test_any_folder_name_will_do(make_library: Callable[..., Library], name: str, make_record: Records, with_passages: Items):
    made = make_library(name)
    made.add(with_passages(make_record("1")))
    assert (made.folder / "library.db").stat().st_size > 0
    assert make_library(name, create=False).counts().records == 1


def test_a_file_in_the_place_of_the_folder_is_said_to_be_in_the_way(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot make a library"):
        Library(tmp_path / "file", create=True)
    with pytest.raises(LibraryError, match="no library"):
        Library(tmp_path / "file")


def test_vectors_come_back_as_half_floats_in_the_order_of_keys(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(*(make_record(str(n), asked=f"Vraag {n}?", replied=None) for n in range(5))))
    waiting = library.catalogue.unembedded()
    matrix = np.eye(5, 8, dtype=np.float32)
    library.catalogue.put_vectors([sha for sha, *_ in reversed(waiting)], matrix)
    [stored] = library.catalogue.stored_vectors()
    assert stored.keys.tolist() == sorted(stored.keys.tolist())
    assert stored.matrix.dtype == np.dtype("<f2")
    np.testing.assert_array_equal(stored.matrix, matrix[::-1].astype(np.float16))
    assert library.catalogue.integrity() == "ok"
