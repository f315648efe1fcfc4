"""What the page works on, without a browser."""

from pathlib import Path

import pytest

from rag.embedding.encoder import Encoder
from rag.errors import LibraryError
from rag.library.library import Library
from ui.add.report_table import report_html
from ui.desk import Desk
from ui.texts import ENGLISH

QUESTION = """SCHRIFTELIJKE VRAAG
nr. {number}
van AN JANSSENS
datum: 3 maart 2022


JAN MODAAL
MINISTER VAN VEILIGHEID

Fietspaden - {title}

1. Hoeveel?


JAN MODAAL
MINISTER VAN VEILIGHEID

ANTWOORD
op vraag nr. {number} van 3 maart 2022
van AN JANSSENS

1. {answer}
"""


@pytest.fixture
def desk(tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty library's, with the model that is loaded already."""
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    Library(tmp_path / "library", create=True).close()
    return Desk(tmp_path / "library")


def quiet(phase: str, done: int, of: int | None, note: str) -> None:
    pass


def upload(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_report_names_files_as_they_were_uploaded(desk: Desk, tmp_path: Path) -> None:
    text = QUESTION.format(number=1, title="Aanleg", answer="Vijf.")
    files = [
        upload(tmp_path / "a", "x.txt", text),
        upload(tmp_path / "b", "x.txt", text),
        upload(tmp_path / "c", "y.txt", ""),
    ]
    seen = list[str]()
    added = desk.add(files, progress=lambda _phase, _done, _of, note: seen.append(note), texts=ENGLISH)
    assert [(file.path, file.status) for file in added.report.files] == [
        ("x.txt", "added"),
        ("x (2).txt", "skipped"),
        ("y.txt", "failed"),
    ]
    assert added.report.files[1].reason == "same content as x.txt"
    assert "x.txt" in seen
    assert not any(str(tmp_path) in text for text in [*seen, *(file.reason or "" for file in added.report.files)])
    assert not (desk.library().folder / "uploads").exists()


def test_a_changed_file_uploaded_again_replaces_its_record(desk: Desk, tmp_path: Path) -> None:
    for folder, answer in (("first", "Vijf."), ("second", "Zeven, bij nader inzien.")):
        file = upload(tmp_path / folder, "x.txt", QUESTION.format(number=1, title="Aanleg", answer=answer))
        report = desk.add([file], progress=quiet, texts=ENGLISH).report
    assert report.files[0].status == "updated"
    assert desk.library().counts().records == 1


def test_stopping_ends_an_upload_with_one_line(desk: Desk, tmp_path: Path) -> None:
    desk.stopping.set()
    file = upload(tmp_path / "a", "x.txt", QUESTION.format(number=1, title="Aanleg", answer="Vijf."))
    with pytest.raises(LibraryError, match="being stopped"):
        desk.add([file], progress=quiet, texts=ENGLISH)
    assert not (desk.library().folder / "uploads").exists()


def test_a_users_library_offers_questions_about_its_own_titles(desk: Desk, tmp_path: Path) -> None:
    assert desk.examples(ENGLISH) == []
    files = [
        upload(tmp_path / "a", f"{title}.txt", QUESTION.format(number=number, title=title, answer="Vijf."))
        for number, title in enumerate(["Aanleg", "Onderhoud"])
    ]
    desk.add(files, progress=quiet, texts=ENGLISH)
    assert sorted(desk.examples(ENGLISH)) == [
        "What was asked about Fietspaden - Aanleg?",
        "What was asked about Fietspaden - Onderhoud?",
    ]


def test_names_and_reasons_in_a_report_are_text(desk: Desk, tmp_path: Path) -> None:
    added = desk.add([upload(tmp_path / "a", "<img src=x>.txt", "")], progress=quiet, texts=ENGLISH)
    shown = report_html(added, ENGLISH)
    assert "&lt;img src=x&gt;.txt" in shown
    assert "<img" not in shown


def test_the_page_leaves_the_sample_when_the_user_has_records(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("HEMICYCLE_LIBRARY", raising=False)
    monkeypatch.setattr("ingest.sample.library.ingest", lambda *_arguments, **_options: None)
    desk = Desk()
    assert desk.library().badge == "sample, fictional"
    desk.add([upload(tmp_path / "a", "x.txt", "")], progress=quiet, texts=ENGLISH)
    assert desk.library().badge == "sample, fictional"
    file = upload(tmp_path / "a", "y.txt", QUESTION.format(number=1, title="Aanleg", answer="Vijf."))
    assert desk.add([file], progress=quiet, texts=ENGLISH).name == "own"
    assert desk.library().badge is None
    assert desk.library().folder == tmp_path / "hemicycle" / "library"
