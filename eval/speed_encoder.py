"""How fast passages are embedded: beside plain sentence-transformers, and beside what the processor can do at most."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rag.embedding.encoder import Encoder
from rag.embedding.quantised import onnx_runtime
from rag.embedding.reference import TorchModel
from rag.embedding.vectors import Vectors
from rag.embedding.weights import NAME, PROMPTS, embedded_folder
from rag.library.library import Library

_TEXTS = 256
_WARM = 8
_BATCH = 32
_MAX_TOKENS = 512
_SIDE = 2_048
_REPEATS = 5

# multilingual-e5-small: https://huggingface.co/intfloat/multilingual-e5-small/blob/main/config.json
_LAYERS, _HIDDEN, _FEED_FORWARD = 12, 384, 1_536


def measure(source: Library) -> dict[str, Any]:
    """Passages and tokens a second of the plain model and of ours on a sample of a library's passages, how alike the vectors
    are, and the share of the processor's peak in products of 8-bit integers that ours reaches."""
    texts = sample(source)
    tokens = _lengths(texts)
    plain, plain_s = _timed(_plain(), texts)
    encoder = Encoder.load()
    ours, ours_s = _timed(encoder.encode_passages, texts)
    cosines = np.sum(plain * ours, axis=1)
    peaks = {"float32": _float32_peak(), "int8": _int8_peak()}
    done = sum(_operations(length) for length in tokens) / ours_s
    peak = "int8" if "int8" in encoder.runtime else "float32"
    return {
        "passages": len(texts),
        "tokens": sum(tokens),
        "runtime": encoder.runtime,
        "plain_passages_per_s": len(texts) / plain_s,
        "plain_tokens_per_s": sum(tokens) / plain_s,
        "passages_per_s": len(texts) / ours_s,
        "tokens_per_s": sum(tokens) / ours_s,
        "ratio": plain_s / ours_s,
        "cosine_mean": float(cosines.mean()),
        "cosine_min": float(cosines.min()),
        "peak_of": peak,
        "peak_operations_per_s": peaks[peak],
        "peaks": peaks,
        "share_of_peak": done / peaks[peak],
    }


def sample(source: Library) -> list[str]:
    """Embedded texts from all over a library."""
    rows = source.catalogue.passage_rows()
    chosen = rows[:: max(1, len(rows) // _TEXTS)][:_TEXTS]
    records = source.catalogue.records_by_seq(sorted({row.record for row in chosen}))
    return [f"{records[row.record].title or ''} {records[row.record].text[row.start : row.end]}" for row in chosen]


def _plain() -> Callable[[Sequence[str]], Vectors]:
    """sentence-transformers as its documentation shows it, in float32."""
    model = TorchModel(NAME, embedded_folder()).model
    prompt = PROMPTS["document"]

    def encode(texts: Sequence[str]) -> Vectors:
        vectors: Vectors = model.encode(list(texts), prompt=prompt, batch_size=_BATCH, show_progress_bar=False)
        return vectors

    return encode


def _timed(encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> tuple[Vectors, float]:
    encode(texts[:_WARM])
    started = time.perf_counter()
    return encode(texts), time.perf_counter() - started


def _lengths(texts: Sequence[str]) -> list[int]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(embedded_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(_MAX_TOKENS)
    return [len(tokenizer.encode(PROMPTS["document"] + text).ids) for text in texts]


def _operations(tokens: int) -> float:
    """Multiplications and additions in the matrix products of one text: query, key, value and output, feed-forward, and
    the two products of attention."""
    weights = 4 * _HIDDEN**2 + 2 * _HIDDEN * _FEED_FORWARD
    return 2.0 * _LAYERS * tokens * (weights + 2 * tokens * _HIDDEN)


def _float32_peak() -> float:
    """Operations a second of one large product in float32, by torch."""
    import torch

    left, right = torch.rand(_SIDE, _SIDE), torch.rand(_SIDE, _SIDE)
    return _fastest(lambda: left @ right)


def _int8_peak() -> float:
    """Operations a second of one large product of 8-bit integers, by ONNX Runtime."""
    from onnx import TensorProto, helper, numpy_helper

    chance = np.random.default_rng(0)
    weights = chance.integers(-127, 128, (_SIDE, _SIDE), dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "right"], ["product"])],
        "peak",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [_SIDE, _SIDE])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [_SIDE, _SIDE])],
        [numpy_helper.from_array(weights, "right")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    session = onnx_runtime().InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    left = chance.integers(0, 256, (_SIDE, _SIDE), dtype=np.uint8)
    return _fastest(lambda: session.run(None, {"left": left}))


def _fastest(product: Callable[[], Any]) -> float:
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.perf_counter()
        product()
        best = min(best, time.perf_counter() - started)
    return 2.0 * _SIDE**3 / best
