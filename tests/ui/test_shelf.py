"""The libraries of the page: which there are, which is shown to whoever asks for none, where files may go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import InputError
from rag.library.library import Library
from rag.records import Record
from ui.shelf import Shelf


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("HEMICYCLE_LIBRARY", raising=False)
    monkeypatch.setattr("ingest.sample.library.ingest", lambda *_arguments, **_options: None)


def test_without_records_of_ones_own_the_sample_is_shown(
    make_record: Callable[..., Record], with_passages: Callable[..., object]
) -> None:
    shelf = Shelf()
    assert shelf.names() == ["sample"]
    assert shelf.name_of(shelf.library()) == "sample"
    own = shelf.to_write(None)
    assert shelf.names() == ["own", "sample"]
    assert shelf.name_of(shelf.library()) == "sample"
    own.add(with_passages(make_record("1")))  # type: ignore[arg-type]
    assert shelf.library() is own
    assert shelf.library("sample").badge
    assert shelf.library("nowhere") is own


def test_a_library_made_on_the_page_gets_a_folder_of_its_own_wherever_its_name_points(tmp_path: Path) -> None:
    shelf = Shelf()
    for name, made in (("Vlaams Parlement 2024", "vlaams-parlement-2024"), ("../../etc/passwd", "etc-passwd")):
        library = shelf.to_write(name)
        assert library.folder == tmp_path / "hemicycle" / "libraries" / made
        assert shelf.to_write(made) is library
    assert shelf.names() == ["etc-passwd", "vlaams-parlement-2024", "sample"]
    for name in ("sample", "Sample", "***"):
        with pytest.raises(InputError, match="a name of its own"):
            shelf.to_write(name)


def test_libraries_that_were_given_go_by_their_folders_names(tmp_path: Path) -> None:
    folders = [tmp_path / "a" / "Kamer", tmp_path / "b" / "kamer", tmp_path / "sample"]
    for folder in folders:
        Library(folder, create=True).close()
    shelf = Shelf(folders)
    assert shelf.names() == ["kamer", "kamer-2", "sample-2", "sample"]
    assert [shelf.library(name).folder for name in shelf.names()[:3]] == folders
    assert shelf.library().folder == folders[0]
    assert shelf.to_write(None) is shelf.library("kamer")


def test_all_libraries_share_one_encoder(tmp_path: Path) -> None:
    for name in ("one", "two"):
        Library(tmp_path / name, create=True).close()
    shelf = Shelf([tmp_path / "one", tmp_path / "two"])
    assert shelf.library("one").chosen_encoder is shelf.library("two").chosen_encoder
