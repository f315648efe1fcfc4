"""The door to the formats of a report."""

from pathlib import Path

import pytest

from rag.errors import InputError
from rag.export.document import Report
from rag.export.formats import FORMATS, MEDIA_TYPES, export, exported


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_holds_what_its_ending_says(report: Report, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"Nota.{ending.upper()}"
    export(report, path)
    begins = {"md": b"# ", "html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF-"}
    assert path.read_bytes().startswith(begins[ending])
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_each_format_has_a_media_type() -> None:
    assert set(MEDIA_TYPES) == set(FORMATS)


@pytest.mark.parametrize("name", ["nota.odt", "nota", ".pdf"])
def test_another_ending_is_refused_by_naming_those_that_there_are(report: Report, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as refused:
        export(report, tmp_path / name)
    assert all(f".{each}" in str(refused.value).split(":")[-1] for each in FORMATS)


def test_what_cannot_be_written_is_one_line_and_leaves_the_old_file(report: Report, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        export(report, tmp_path / "nergens" / "nota.md")
    folder = tmp_path / "map.md"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot write"):
        export(report, folder)
    assert [each.name for each in tmp_path.iterdir()] == ["map.md"]


def test_an_unknown_format_is_refused(report: Report) -> None:
    with pytest.raises(InputError, match="no format 'odt'"):
        exported(report, "odt")  # type: ignore[arg-type]
