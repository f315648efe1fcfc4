"""The embedded model in 8-bit integers, computed by ONNX Runtime: two and a half times as fast as float32 on a
processor that has instructions for it, and loaded in a second."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from rag.embedding.processor import cores
from rag.embedding.vectors import Kind, Progress, States, Vectors, silent, words_of
from rag.embedding.weights import PROMPTS

GRAPH = "onnx/int8.onnx"
MAX_TOKENS = 512

_AHEAD = 64
"""Texts whose states are computed before the first of them is taken."""


def onnx_runtime() -> Any:
    """The module `onnxruntime`. By default it reports to its maker what it computes; whether it may, it reads but once."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return onnxruntime


class QuantisedModel:
    """The graph in a folder that `convert.write_folder` made. Safe to share between threads."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Load graph and tokenizer; `threads` texts are computed at the same time (0: one per core)."""
        from tokenizers import Tokenizer

        onnxruntime = onnx_runtime()
        self.folder = folder
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # More optimisation would fuse addition and normalisation into an operator that takes three times as long.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 3
        self._workers = ThreadPoolExecutor(threads or cores(), thread_name_prefix="encoder")
        loading = self._workers.submit(
            onnxruntime.InferenceSession, folder / GRAPH, options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self._session: Any = loading.result()
        self._input = self._session.get_inputs()[0].name
        self._output = self._session.get_outputs()[0].name
        self.dimension = int(self._session.get_outputs()[0].shape[1])

    def encode(self, texts: Sequence[str], kind: Kind, progress: Progress = silent) -> Vectors:
        """Unit vectors (n, dimension), each text computed by itself; tokens beyond 512 are not read."""
        return self.encode_prompted([PROMPTS[kind] + text for text in texts], progress)

    def encode_prompted(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """As `encode`, for texts that have their prompt."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        computed = self._workers.map(self._vector, texts) if len(texts) > 1 else map(self._vector, texts)
        for n, vector in enumerate(computed):
            vectors[n] = vector
            progress(n + 1)
        return vectors

    def states(self, texts: Sequence[str], kind: Kind) -> Iterator[States]:
        prompt = PROMPTS[kind]
        for start in range(0, len(texts), _AHEAD):
            some = [prompt + text for text in texts[start : start + _AHEAD]]
            side_by_side = self._workers.map if len(some) > 1 else map
            yield from side_by_side(self._states, some, repeat(len(prompt)))

    def _states(self, text: str, prompt: int) -> States:
        encoding = self.tokenizer.encode(text)
        vector, states = self._session.run(None, {self._input: np.array([encoding.ids], np.int64)})
        kept, words = words_of(encoding, text, prompt)
        return States(vector[0], states[0][np.array(kept, np.int64) - 1], words)

    def _vector(self, text: str) -> Vectors:
        tokens = np.array([self.tokenizer.encode(text).ids], np.int64)
        vector: Vectors = self._session.run([self._output], {self._input: tokens})[0][0]
        return vector
