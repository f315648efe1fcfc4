"""The encoder: texts in, unit vectors out. A sentence-transformers model, the embedded one unless set otherwise."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from rag.embedding.fingerprint import combine, folder_fingerprint
from rag.embedding.weights import DIMENSION, IDENTITY, NAME, PROMPTS, embedded_folder, embedded_path
from rag.errors import EncoderError
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

_BATCH_CHARACTERS = 16_000  # texts in a batch x the longest of them
_BATCH_TEXTS = 64


class Encoder:
    """One embedding model.

    Making one is instant and imports nothing heavy; the model is loaded at the first text (or for what only the loaded
    model knows of a model other than the embedded one). Safe to share between threads: they take turns batch by batch, so
    a query waits for one batch at most.

    `name` is `multilingual-e5-small` for the embedded model, else the hub name or folder as given.
    """

    def __init__(self, name: str | None = None, *, threads: int = 0) -> None:
        self.name = name or NAME
        self.runtime = "torch float32"
        self._embedded = self.name == NAME
        self._threads = threads
        self._lock = threading.RLock()
        self._model: SentenceTransformer | None = None
        self._fingerprint: str | None = None

    @classmethod
    def load(cls, model: Settings | str | Path | None = None) -> Self:
        """The encoder that the settings name; a string or path is a hub name or folder, None reads the environment."""
        if isinstance(model, str | Path):
            return cls(str(model))
        settings = model or Settings()
        return cls(settings.encoder, threads=settings.threads)

    @property
    def folder(self) -> Path | None:
        """Where the model lies, or will lie in the case of the embedded one; None: a hub model not downloaded yet."""
        if self._embedded:
            return embedded_path()
        local = Path(self.name).expanduser()
        return local if local.is_dir() else _downloaded(self.name)

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        if self._embedded:
            return DIMENSION
        dimension = self._loaded().get_embedding_dimension()
        if dimension is None:
            raise EncoderError(
                f"the model {self.name!r} does not tell the length of its vectors; set another HEMICYCLE_ENCODER"
            )
        return dimension

    @property
    def fingerprint(self) -> str:
        """sha256 (hex) over weights, tokenizer, pooling, prompts and the recipe of the embedded text, not the runtime."""
        if self._fingerprint is None:
            if self._embedded:
                self._fingerprint = combine("embedded", IDENTITY, PROMPTS)
            else:
                folder = self.folder or self._download()
                self._fingerprint = folder_fingerprint(folder)
        return self._fingerprint

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """The queries as unit vectors, shape (n, dimension), with the model's prompt for queries in front."""
        return self._encode(queries, query=True, progress=None)

    def encode_passages(self, passages: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """The passages as unit vectors, shape (n, dimension), with the model's prompt for documents in front.

        What goes beyond the model's limit (512 tokens for the embedded one) is not read. `progress` is told after each
        batch how many passages are done.
        """
        return self._encode(passages, query=False, progress=progress)

    def _encode(self, texts: Sequence[str], *, query: bool, progress: Callable[[int], None] | None) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        texts = [_encodable(text) for text in texts]
        vectors: Vectors | None = None
        done = 0
        for batch in _batches(texts):
            with self._lock:
                model = self._loaded()
                encode = model.encode_query if query else model.encode_document
                part = encode(
                    [texts[n] for n in batch], batch_size=len(batch), show_progress_bar=False, normalize_embeddings=True
                )
            if not np.allclose(np.linalg.norm(part, axis=1), 1, atol=1e-3):  # NaN is not close to 1
                raise EncoderError(f"the model {self.name!r} gave vectors that are not numbers of length 1; set another one")
            if vectors is None:
                vectors = np.empty((len(texts), part.shape[1]), np.float32)
            vectors[batch] = part
            done += len(batch)
            if progress:
                progress(done)
        if not query:
            _return_memory()
        assert vectors is not None
        return vectors

    def _loaded(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> "SentenceTransformer":
        folder = embedded_folder() if self._embedded else self.folder
        if folder:
            # Read when the hub's library is imported; the folder is complete, so no look-up may leave this machine.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer

        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            with _quiet():
                model = SentenceTransformer(
                    str(folder or self.name), local_files_only=folder is not None, model_kwargs={"dtype": torch.float32}
                )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EncoderError(
                f"cannot load the model {self.name!r} ({next(iter(str(error).splitlines()), type(error).__name__)}); "
                "set HEMICYCLE_ENCODER to a sentence-transformers folder or to a name on a hub that this machine can reach, "
                "or unset it for the embedded model"
            ) from error
        if self._embedded and any(model.prompts.get(key) != prompt for key, prompt in PROMPTS.items()):
            raise EncoderError(
                f"the prompts of {str(folder)!r} are lost ({model.prompts!r}); remove that folder and try again"
            )
        return model

    def _download(self) -> Path:
        self._loaded()
        if (folder := self.folder) is None:
            raise EncoderError(
                f"the model {self.name!r} was loaded but cannot be found in the hub's cache; name a folder instead"
            )
        return folder


def _downloaded(name: str) -> Path | None:
    """The folder of a hub model with its weights in the hub's cache; None if there is none."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        config = try_to_load_from_cache(name, "config.json")
    except HFValidationError:
        return None
    folder = Path(config).parent if isinstance(config, str) else None
    return folder if folder and (any(folder.rglob("*.safetensors")) or any(folder.rglob("*.bin"))) else None


def _encodable(text: str) -> str:
    """The text, with lone surrogates (which tokenizers refuse) replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of the texts, longest first, in batches of like length under a budget of characters."""
    batch: list[int] = []
    for n in sorted(range(len(texts)), key=lambda n: len(texts[n]), reverse=True):
        if batch and (len(batch) == _BATCH_TEXTS or (len(batch) + 1) * len(texts[batch[0]]) > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(n)
    yield batch


@contextmanager
def _quiet() -> Iterator[None]:
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
