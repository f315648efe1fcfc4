"""A library on a disk that nobody can write to is searched like any other, and says so where it cannot be changed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import LibraryError
from rag.library.doctor import examine
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.search import search


@pytest.fixture
def seal(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Shows a folder in another place, where it can only be read, whoever asks."""
    folder = tmp_path / "sealed"
    folder.mkdir()

    mounted = False

    def mount(original: Path) -> Path:
        nonlocal mounted
        for step in (["--bind", str(original), str(folder)], ["-o", "remount,ro,bind", str(folder)]):
            if subprocess.run(["mount", *step], capture_output=True).returncode:
                pytest.skip("no folder can be mounted here: that needs root on Linux")
            mounted = True
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def copy(sample: Library, tmp_path: Path) -> Path:
    """A library that nobody has open."""
    folder = Path(shutil.copytree(sample.folder, tmp_path / "library"))
    Library(folder).close()
    return folder


QUERIES = [
    ("regering Wit-Rusland", Filters()),
    ("Wit-Rusland", Filters(language="nl")),
    ("trein", Filters(status="answered")),
]


def found(library: Library) -> list[list[tuple[str, float]]]:
    hits = [search(library, query, filters=filters).hits for query, filters in QUERIES]
    return [[(hit.passage, round(hit.score, 4)) for hit in each] for each in hits]


@pytest.mark.parametrize("left_open", [False, True])
def test_it_is_searched_like_any_other(copy: Path, seal: Callable[[Path], Path], encoder: Encoder, left_open: bool):
    """Also where a log lies beside the database, since somebody else writes or was killed."""
    writer = Library(copy, encoder=encoder)
    expected = found(writer)
    writer.catalogue.set_meta("note", "written last")
    if not left_open:
        writer.close()
    assert (copy / "library.db-wal").exists() == left_open
    sealed = seal(copy)
    library = Library(sealed, encoder=encoder)
    assert found(library) == expected
    assert library.catalogue.meta("note") == "written last"
    assert library.counts().records == 6
    library.close()
    writer.close()


def test_nothing_is_left_behind_when_it_is_closed(copy: Path, seal: Callable[[Path], Path], encoder: Encoder, tmp_path: Path):
    places = tmp_path / "temporary"
    places.mkdir()
    code = (
        "import sys; from pathlib import Path; from rag.library.library import Library\n"
        "library = Library(Path(sys.argv[1])); print(library.index.size(), library.index.embedded() > 0)\n"
        "assert list(Path(sys.argv[2]).iterdir())"
    )
    command = [sys.executable, "-c", code, str(seal(copy)), str(places)]
    done = subprocess.run(command, env=os.environ | {"TMPDIR": str(places)}, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout.split()[1], done.stderr) == (0, "True", "")
    assert list(places.iterdir()) == []


def test_what_would_change_it_says_that_it_cannot(copy: Path, seal: Callable[[Path], Path], encoder: Encoder):
    sealed = seal(copy)
    library = Library(sealed, encoder=encoder)
    with pytest.raises(LibraryError, match=rf"cannot write to {sealed}"), library.writing():
        pass
    with pytest.raises(LibraryError, match=r"cannot write to .*readonly"):
        library.catalogue.set_meta("x", "y")
    with pytest.raises(LibraryError, match=r"cannot make a library in .*can only be read; choose another"):
        Library(sealed / "words", create=True)
    with pytest.raises(LibraryError, match="cannot make a library in"):
        Library(sealed / "new", create=True)
    library.close()
    unwell = {each.check: each.detail for each in examine(sealed, encoder=encoder) if each.status != "ok"}
    assert unwell.keys() == {"disk"}
    assert "can only be read" in unwell["disk"]


def test_an_older_version_there_is_not_half_upgraded(tmp_path: Path, seal: Callable[[Path], Path]):
    old = tmp_path / "old"
    old.mkdir()
    connection = sqlite3.connect(old / "library.db")
    connection.executescript((Path(__file__).parent / "version1.sql").read_text())
    connection.close()
    with pytest.raises(LibraryError, match=r"older version and must be upgraded first: cannot write to"):
        Library(seal(old))
