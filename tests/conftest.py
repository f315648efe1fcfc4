"""What all tests share: real data, the embedded model, small libraries made by the real ingest, and the command."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import ingest.sample
from ingest.passages import passages
from ingest.run import ingest as run_ingest
from ingest.sample.library import open_sample
from rag.embedding.encoder import Encoder
from rag.library.library import Library
from rag.records import Passage, Person, Record

from . import debates
from .scripted_server import Script, scripted_server

settings.register_profile("hemicycle", deadline=None)  # several processes share the machine
settings.load_profile("hemicycle")

SAMPLE = Path(ingest.sample.__file__).parent / "files"

# Few, for the sake of time: with sub-letters, on Belarus, one question to three ministers, one that refers to another.
NAMES = (
    "vraag-2020-22-de-strooper",
    "vraag-2020-31-oosterlinck",
    "vraag-2021-57-oosterlinck",
    "vraag-2024-131-de-strooper",
    "vraag-2024-144-pietersoone",
    "vraag-2024-79-schouteet",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real parliamentary data: `HEMICYCLE_DATA`, else `../shared/data` beside the checkout."""
    named = os.environ.get("HEMICYCLE_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set HEMICYCLE_DATA to run this test")
    return folder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The embedded model, loaded once."""
    return Encoder()


@pytest.fixture(scope="session")
def sample_pdfs() -> list[Path]:
    """A few documents of the sample collection."""
    return [SAMPLE / "pdf" / f"{name}.pdf" for name in NAMES]


@pytest.fixture(scope="session")
def sample_texts() -> list[Path]:
    """The same documents as text."""
    return [SAMPLE / "text" / f"{name}.txt" for name in NAMES]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, sample_pdfs: Sequence[Path]) -> Iterator[Library]:
    """A library of a few sample documents, read and embedded by the real ingest. Only to be read."""
    library = Library(tmp_path_factory.mktemp("sample") / "library", create=True, encoder=encoder)
    report = run_ingest(library, sample_pdfs)
    assert [file.status for file in report.files] == ["added"] * len(sample_pdfs)
    yield library
    library.close()


@pytest.fixture(scope="session")
def sittings(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, sample_texts: Sequence[Path]) -> Iterator[Library]:
    """A library of invented debates and an oral question among written ones. Only to be read."""
    library = Library(tmp_path_factory.mktemp("sittings") / "library", create=True, encoder=encoder)
    run_ingest(library, sample_texts)
    with library.writing():
        library.add([(record, passages(record)) for record in debates.RECORDS])
        library.embed()
        library.index.publish()
    yield library
    library.close()


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A data folder in which the sample library has been made."""
    home = tmp_path_factory.mktemp("sample-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setattr(Encoder, "load", lambda _settings=None: encoder)
        open_sample().close()
    return home


@pytest.fixture
def make_library(tmp_path: Path, encoder: Encoder) -> Iterator[Callable[..., Library]]:
    """Opens a library in the test's own folder, made where it is not: `make_library("name")`; closed after the test."""
    opened: list[Library] = []

    def make(name: str = "library", *, create: bool = True, encoder: Encoder | None = encoder) -> Library:
        opened.append(Library(tmp_path / name, create=create, encoder=encoder))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def library(make_library: Callable[..., Library]) -> Library:
    """An empty library."""
    return make_library()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of so many kB."""
    folder = tmp_path / "small"
    folder.mkdir()

    def make(size: int) -> Path:
        options = ["-o", f"size={size}k", "tmpfs", str(folder)]
        if subprocess.run(["mount", "-t", "tmpfs", *options], capture_output=True).returncode:
            pytest.skip("no disk can be mounted here: that needs root on Linux")
        return folder

    yield make
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="session")
def make_record() -> Callable[..., Record]:
    """Writes a record of one question and its answer: `make_record("1", "Trein", "Waarom?", "Daarom.", language="nl")`."""

    def make(name: str, title: str = "", asked: str = "Hoeveel?", replied: str | None = "Veel.", **fields: Any) -> Record:
        pieces = [("title", title), ("question", asked), ("answer", replied)]
        text, parts = "", []
        for role, words in pieces:
            if words:
                text += "\n\n" if text else ""
                parts.append({"role": role, "start": len(text), "end": len(text) + len(words)})
                text += words
        facts = {"parliament": "be-vl", "kind": "written-question", "language": "nl", "asked_on": date(2021, 2, 19), **fields}
        return Record.model_validate(
            {"id": f"be-vl.written-question.{name}", "title": title or None, "text": text, "parts": parts, **facts}
        )

    return make


@pytest.fixture(scope="session")
def with_passages() -> Callable[..., list[tuple[Record, list[Passage]]]]:
    """Records as a library takes them, with their passages."""
    return lambda *records: [(record, passages(record)) for record in records]


@pytest.fixture(scope="session")
def person() -> Callable[..., Person]:
    """A person by name, role and party."""
    return lambda name=None, role=None, party=None: Person(name=name, role=role, party=party)


@pytest.fixture
def llm_server() -> Iterator[Script]:
    """A running server of a language model that does what its script says."""
    with scripted_server() as script:
        yield script


@pytest.fixture
def hemicycle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoder: Encoder, tmp_path: Path
) -> Callable[..., Outcome]:
    """The command in this process, with the model that is loaded already: `hemicycle("list", "--json")`.

    The user's own folders are empty ones of the test's; the cache of the converted model stays the real one.
    """
    from ui import cli

    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("LIBRARY", "LLM_URL", "LLM_MODEL", "LLM_KEY"):
        monkeypatch.delenv(f"HEMICYCLE_{name}", raising=False)

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["hemicycle", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def hemicycle_process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command as its users run it, a process of its own; each start costs seconds."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HEMICYCLE_")}
    environment |= {"XDG_DATA_HOME": str(tmp_path / "data")}
    command = Path(sys.executable).with_name("hemicycle")

    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(command), *map(str, arguments)], env=environment | more, capture_output=True, text=True, timeout=280
        )

    return run
