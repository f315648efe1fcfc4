import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.embedding import fingerprint
from rag.embedding.encoder import Encoder
from rag.embedding.fingerprint import folder_fingerprint


@pytest.fixture
def model(make_model: Callable[..., Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(make_model(seed=1), tmp_path / "model"))


def test_it_is_the_same_in_another_process(encoder: Encoder) -> None:
    program = "from rag.embedding.encoder import Encoder; print(Encoder().fingerprint)"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == encoder.fingerprint
    assert len(encoder.fingerprint) == 64


def test_it_differs_for_another_model(encoder: Encoder, make_model: Callable[..., Path], tmp_path: Path) -> None:
    others = [folder_fingerprint(make_model(seed=seed), cache=tmp_path) for seed in (1, 2)]
    assert len({encoder.fingerprint, *others}) == 3


def test_it_does_not_depend_on_the_place_or_on_what_is_not_the_model(model: Path, tmp_path: Path) -> None:
    before = folder_fingerprint(model, cache=tmp_path)
    moved = Path(shutil.copytree(model, tmp_path / "moved"))
    (moved / "README.md").write_text("A model.")
    (moved / "onnx").mkdir()
    (moved / "onnx" / "config.json").write_text("{}")
    (moved / "pytorch_model.bin").write_bytes(b"the same weights again")
    assert folder_fingerprint(moved, cache=tmp_path) == before


@pytest.mark.parametrize(
    "file", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", "config_sentence_transformers.json"]
)
def test_it_changes_with_weights_tokenizer_pooling_and_prompts(model: Path, tmp_path: Path, file: str) -> None:
    before = folder_fingerprint(model, cache=tmp_path)
    with (model / file).open("ab") as changed:
        changed.write(b" ")
    assert folder_fingerprint(model, cache=tmp_path) != before


def test_it_changes_with_the_recipe(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_fingerprint(model, cache=tmp_path), Encoder().fingerprint
    monkeypatch.setattr(fingerprint, "RECIPE", fingerprint.RECIPE + 1)
    after = folder_fingerprint(model, cache=tmp_path), Encoder().fingerprint
    assert not set(before) & set(after)


def test_files_are_read_once(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_fingerprint(model, cache=tmp_path)
    known = json.loads((tmp_path / "hashes.json").read_bytes())
    assert any("model.safetensors" in key for key in known)
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("a file was read again"))
    assert folder_fingerprint(model, cache=tmp_path) == before


def test_a_damaged_cache_of_hashes_is_made_anew(model: Path, tmp_path: Path) -> None:
    before = folder_fingerprint(model, cache=tmp_path)
    os.truncate(tmp_path / "hashes.json", 10)
    assert folder_fingerprint(model, cache=tmp_path) == before
    assert json.loads((tmp_path / "hashes.json").read_bytes())
