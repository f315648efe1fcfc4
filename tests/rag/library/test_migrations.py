"""Libraries of older versions: upgraded at opening, with nothing lost, or left as they are with a clear word."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from rag.errors import LibraryError
from rag.library import migrations
from rag.library.analysis import stem
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.library.schema import SCHEMA_VERSION, metadata

VERSION_1 = (Path(__file__).parent / "version1.sql").read_text()


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What lies in a database, table by table."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    connection.close()
    return found


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library as version 1 wrote it."""
    folder = tmp_path / "old"
    folder.mkdir()
    connection = sqlite3.connect(folder / "library.db")
    connection.executescript(VERSION_1)
    connection.close()
    return folder


def test_a_library_of_version_1_is_upgraded_with_nothing_lost(old: Path):
    before = tables(old / "library.db")
    library = Library(old)
    assert library.catalogue.record("Q1") is not None
    assert [record.external_id for record in library.catalogue.listing(Filters(asker="peeters"))] == ["Q2", "Q1"]
    assert (library.counts().records, library.counts().embedded, library.failed_sources()) == (2, 3, 1)
    after = tables(old / "library.db")
    moved = ("schema", "revision")  # the revision, since the index was looked after
    assert ("schema", str(SCHEMA_VERSION)) in after["meta"]
    assert [row for row in after["meta"] if row[0] not in moved] == [row for row in before["meta"] if row[0] not in moved]
    after["vectors"] = [row[:2] for row in after["vectors"]]  # the signs of words are new
    assert {name: rows for name, rows in after.items() if name in before and name != "meta"} == {
        name: rows for name, rows in before.items() if name != "meta"
    }
    library.close()


def test_an_index_that_an_older_version_made_is_made_anew(old: Path):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace")
    (old / "words").mkdir()
    tantivy.Index(builder.build(), path=str(old / "words"))
    library = Library(old)
    assert library.index.size() == library.counts().passages == 3
    assert library.index.frequency(((stem("bode", "nl"),),)) == 1
    library.close()


def test_an_upgraded_library_has_the_tables_of_a_new_one(old: Path):
    with Library(old).catalogue.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_version_has_its_migration():
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert [step.revision for step in script.walk_revisions()] == [str(n) for n in range(SCHEMA_VERSION, 1, -1)]


def test_an_upgrade_that_fails_half_way_leaves_the_library_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch):
    before = tables(old / "library.db")
    connection = sqlite3.connect(old / "library.db")
    connection.execute("CREATE TABLE next_vectors (x)")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError, match="next_vectors"):
        Library(old)
    assert tables(old / "library.db") == {**before, "next_vectors": []}


def test_a_library_that_is_being_written_is_not_upgraded_under_its_writer(old: Path):
    before = tables(old / "library.db")
    with writer_lock(old), pytest.raises(LibraryError, match=r"older version.*being written by process \d+"):
        Library(old)
    assert tables(old / "library.db") == before


OPEN = """
import sys
from pathlib import Path
from rag.library.library import Library
Library(Path(sys.argv[1]), create=True)
"""


@pytest.mark.parametrize("name", ["old", "new"])
def test_two_that_open_at_once_both_can(old: Path, tmp_path: Path, name: str):
    """Whoever upgrades or makes the tables, the other waits."""
    command = [sys.executable, "-c", OPEN, str(tmp_path / name)]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(5)]
    assert [process.communicate()[1] for process in started] == [""] * 5
    assert tables(tmp_path / name / "library.db")["meta"]


def test_opening_a_library_of_this_version_does_not_import_alembic(make_library: Callable[..., Library]):
    folder = make_library().folder
    code = f"{OPEN}assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, timeout=60)
