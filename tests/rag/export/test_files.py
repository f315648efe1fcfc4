"""Where a file is to stand is looked at before the work that fills it."""

import os
from pathlib import Path

import pytest

from rag.errors import InputError
from rag.export.files import check_file

KNOWN = ("pdf", "csv")


def problem(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        check_file(path, KNOWN)
    assert repr(str(path)) in str(refused.value)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_new_file_and_one_to_be_replaced_are_fine_and_nothing_is_made(tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("old")
    check_file(tmp_path / "new.PDF", KNOWN)
    check_file(there, KNOWN)
    check_file(Path("here.pdf"), KNOWN)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("there.csv", "old")]


def test_a_place_where_nothing_can_be_put_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.pdf").mkdir()
    assert "a file ends in .pdf, .csv" in problem(tmp_path / "a.exe")
    assert "it is a folder" in problem(tmp_path / "folder.pdf")
    assert f"there is no folder {str(tmp_path / 'none')!r}" in problem(tmp_path / "none" / "a.pdf")
    assert f"there is no folder {str(tmp_path / 'file')!r}" in problem(tmp_path / "file" / "a.pdf")
    assert "too long" in problem(tmp_path / ("a" * 300 + ".pdf"))


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:  # whom no permission stops
        monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).stat().st_mode & 0o200)
    (tmp_path / "shut").mkdir(mode=0o500)
    assert f"no file can be made in {str(tmp_path / 'shut')!r}" in problem(tmp_path / "shut" / "a.pdf")
