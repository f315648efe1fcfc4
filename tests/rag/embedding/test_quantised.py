import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag.embedding.encoder import FLOAT32, INT8, Encoder
from rag.embedding.processor import int8_instructions
from rag.errors import EncoderError

PASSAGES = [
    "De minister antwoordt dat de wachtlijsten in 2023 met 12 % zijn gedaald.",
    "Ja.",
    "",
    "Le gouvernement a décidé de reporter les travaux de la ligne ferroviaire jusqu'à l'automne prochain.",
    "Schulen in der Grenzregion erhalten zusätzliche Mittel für Kinder, die zu Hause eine andere Sprache sprechen.",
    "Wie veel treinen reden er in 2021 te laat, per lijn en per maand? " * 20,
]


@pytest.fixture(scope="module")
def fast() -> Encoder:
    return Encoder(runtime="int8")


def test_vectors_agree_with_float32(fast: Encoder) -> None:
    reference = Encoder(runtime="float32")
    assert fast.fingerprint == reference.fingerprint
    for kind in ("encode_queries", "encode_passages"):
        cosines = np.sum(getattr(fast, kind)(PASSAGES) * getattr(reference, kind)(PASSAGES), axis=1)
        assert cosines.min() > 0.998
        assert cosines.mean() > 0.999


def test_states_of_words_agree_with_float32(fast: Encoder) -> None:
    pairs = zip(fast.states(PASSAGES, "document"), Encoder(runtime="float32").states(PASSAGES, "document"), strict=True)
    for ours, theirs in pairs:
        assert np.array_equal(ours.words, theirs.words)
        assert ours.vector @ theirs.vector > 0.998
        lengths = np.linalg.norm(ours.states, axis=1) * np.linalg.norm(theirs.states, axis=1)
        assert (np.sum(ours.states * theirs.states, axis=1) > 0.98 * lengths).all()


def test_a_vector_does_not_depend_on_what_else_is_embedded(fast: Encoder) -> None:
    together = fast.encode_passages(PASSAGES)
    for text, vector in zip(PASSAGES, together, strict=True):
        assert np.array_equal(fast.encode_passages([text])[0], vector)


def test_what_goes_beyond_512_tokens_is_not_read(fast: Encoder) -> None:
    long = "minister " * 600
    assert np.array_equal(fast.encode_passages([long]), fast.encode_passages([long + "trein " * 50]))


def test_it_is_a_sentence_transformers_model_that_can_be_saved(fast: Encoder, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    ours = fast.encode_passages(PASSAGES)
    model = fast.sentence_transformer()
    assert model.get_embedding_dimension() == fast.dimension
    model.save(str(tmp_path), create_model_card=False)
    again = SentenceTransformer(str(tmp_path), trust_remote_code=True, local_files_only=True)
    for other in (model, again):
        assert np.array_equal(other.encode_document(PASSAGES, batch_size=2), ours)
        assert np.array_equal(other.encode_query(PASSAGES), fast.encode_queries(PASSAGES))


def cpuinfo(folder: Path, flags: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text(f"processor\t: 0\nflags\t\t: fpu sse2 {flags}\n")
    return path


@pytest.mark.parametrize(
    ("flags", "found"),
    [("avx2", None), ("avx512f avx512_vnni", "avx512_vnni"), ("avx2 avx_vnni", "avx_vnni"), ("vnni", None)],
)
def test_the_processor_is_asked_for_its_instructions(tmp_path: Path, flags: str, found: str | None) -> None:
    assert int8_instructions(cpuinfo(tmp_path, flags)) == found
    assert int8_instructions(tmp_path / "absent") is None


@pytest.mark.parametrize("instructions", [None, "avx512_vnni"])
def test_the_runtime_follows_the_processor(instructions: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.embedding.encoder.int8_instructions", lambda: instructions)
    chosen = Encoder()
    assert chosen.runtime == (INT8 if instructions else FLOAT32)
    assert "processor" in chosen.runtime_reason
    assert Encoder(runtime="float32").runtime == FLOAT32
    assert Encoder("some/model").runtime == FLOAT32


def test_another_model_is_not_computed_in_int8() -> None:
    with pytest.raises(EncoderError, match="HEMICYCLE_RUNTIME=int8 is for the embedded model alone"):
        Encoder("some/model", runtime="int8")


def test_the_runtime_reports_to_nobody(fast: Encoder, tmp_path: Path) -> None:
    """Where it would, it keeps a name for this machine in the user's cache."""
    program = (
        f"from rag.embedding.quantised import QuantisedModel as M; from pathlib import Path; M(Path({str(fast.folder)!r}))"
    )
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("ORT_")}
    home = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=kept | home, check=True)
    assert not list(tmp_path.rglob("*"))
