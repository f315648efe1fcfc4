"""Any sentence-transformers model, in float32 by torch: the reference, and what runs where nothing faster can."""

import ctypes
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.embedding.vectors import Kind, Progress, States, Vectors, silent, words_of
from rag.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_CHARACTERS = 16_000  # texts in a batch x the longest of them
_BATCH_TEXTS = 64


class TorchModel:
    """A loaded sentence-transformers model. Safe to share between threads: they take turns batch by batch, so a query
    waits for one batch at most."""

    def __init__(self, name: str, folder: Path | None, *, threads: int = 0) -> None:
        """Load the model in `folder`, or `name` from a hub. Raises EncoderError where it cannot be loaded."""
        self.name = name
        self.model = _load(name, folder, threads)
        self._lock = threading.RLock()

    @property
    def dimension(self) -> int:
        dimension = self.model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(
                f"the model {self.name!r} does not tell the length of its vectors; set another HEMICYCLE_ENCODER"
            )
        return dimension

    def encode(self, texts: Sequence[str], kind: Kind, progress: Progress = silent) -> Vectors:
        """Unit vectors (n, dimension); what goes beyond the model's limit is not read."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        encode = self.model.encode_query if kind == "query" else self.model.encode_document
        done = 0
        for batch in _batches(texts):
            some = [texts[n] for n in batch]
            with self._lock:
                vectors[batch] = encode(some, batch_size=len(some), show_progress_bar=False, normalize_embeddings=True)
            done += len(batch)
            progress(done)
        if kind == "document":
            _return_memory()
        return vectors

    def states(self, texts: Sequence[str], kind: Kind) -> Iterator[States]:
        """None of a model that does not pool the mean of its tokens, or whose tokenizer does not tell their places."""
        tokenizer = self.model.tokenizer
        encode = self.model.encode_query if kind == "query" else self.model.encode_document
        if not tokenizer.is_fast or not any(getattr(module, "pooling_mode", None) == "mean" for module in self.model):
            nothing = np.zeros((0, self.dimension), np.float32)
            yield from (States(vector, nothing, np.zeros(0, np.int64)) for vector in self.encode(texts, kind))
            return
        prompt = self.model.prompts.get(kind) or ""
        found = dict[int, States]()
        for batch in _batches(texts):
            some = [texts[n] for n in batch]
            with self._lock:
                seen: Any = encode(some, batch_size=len(some), output_value=None, show_progress_bar=False)
            prompted = [prompt + text for text in some]
            read = tokenizer(prompted, truncation=True, max_length=self.model.max_seq_length).encodings
            for n, text, encoding, one in zip(batch, prompted, read, seen, strict=True):
                kept, words = words_of(encoding, text, len(prompt))
                states = one["token_embeddings"][one["attention_mask"].bool()].float().numpy()
                vector = one["sentence_embedding"].float().numpy()
                found[n] = States(vector / np.linalg.norm(vector), states[kept], words)
        if kind == "document":
            _return_memory()
        yield from (found[n] for n in range(len(texts)))


def _load(name: str, folder: Path | None, threads: int) -> "SentenceTransformer":
    if folder:
        # Read when the hub's library is imported; the folder is complete, so no look-up may leave this machine.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    from sentence_transformers import SentenceTransformer

    if threads:
        torch.set_num_threads(threads)
    try:
        with quiet_loading():
            return SentenceTransformer(
                str(folder or name), local_files_only=folder is not None, model_kwargs={"dtype": torch.float32}
            )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderError(
            f"cannot load the model {name!r} ({next(iter(str(error).splitlines()), type(error).__name__)}); "
            "set HEMICYCLE_ENCODER to a sentence-transformers folder or to a name on a hub that this machine can reach, "
            "or unset it for the embedded model"
        ) from error


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of the texts, longest first, in batches of like length under a budget of characters."""
    batch: list[int] = []
    for n in sorted(range(len(texts)), key=lambda n: len(texts[n]), reverse=True):
        if batch and (len(batch) == _BATCH_TEXTS or (len(batch) + 1) * len(texts[batch[0]]) > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


@contextmanager
def quiet_loading() -> Iterator[None]:
    """No progress bars of the loader on stderr."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _return_memory() -> None:
    """Give freed memory back to the system. glibc keeps the blocks of batches that all differ in shape: 1.5 times as much
    after 1,500 passages, and it goes on growing."""
    if sys.platform == "linux" and hasattr(process := ctypes.CDLL(None), "malloc_trim"):
        process.malloc_trim(0)
