"""The encoder: texts in, unit vectors out. A sentence-transformers model, the embedded one unless set otherwise."""

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from rag.embedding.fingerprint import combine, folder_fingerprint
from rag.embedding.processor import int8_instructions
from rag.embedding.vectors import Kind, Progress, Runtime, States, Vectors, silent
from rag.embedding.weights import DIMENSION, IDENTITY, NAME, PROMPTS, embedded_folder, embedded_path
from rag.errors import EncoderError
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

INT8, FLOAT32 = "onnxruntime int8", "torch float32"


class Encoder:
    """One embedding model.

    Making one is instant and imports nothing heavy; the model is loaded at the first text (or for what only the loaded
    model knows of a model other than the embedded one). Safe to share between threads.

    `name` is `multilingual-e5-small` for the embedded model, else the hub name or folder as given; `runtime` is what
    computes it, `runtime_reason` why.
    """

    def __init__(
        self, name: str | None = None, *, threads: int = 0, runtime: Literal["auto", "int8", "float32"] = "auto"
    ) -> None:
        """Raises EncoderError where `runtime` is `int8` and the model is not the embedded one."""
        self.name = name or NAME
        self._embedded = self.name == NAME
        self._threads = threads
        self._lock = threading.Lock()
        self._model: Runtime | None = None
        self.runtime, self.runtime_reason = self._chosen(runtime)

    @classmethod
    def load(cls, model: Settings | str | Path | None = None) -> Self:
        """The encoder that the settings name; a string or path is a hub name or folder, None reads the environment."""
        if isinstance(model, str | Path):
            return cls(str(model))
        settings = model or Settings()
        return cls(settings.encoder, threads=settings.threads, runtime=settings.runtime)

    def _chosen(self, wanted: str) -> tuple[str, str]:
        """The runtime, and why."""
        instructions = int8_instructions()
        if wanted == "int8" and not self._embedded:
            raise EncoderError(
                f"HEMICYCLE_RUNTIME=int8 is for the embedded model alone, not for {self.name!r}; unset one of the two"
            )
        if wanted != "auto":
            return INT8 if wanted == "int8" else FLOAT32, "set by HEMICYCLE_RUNTIME"
        if not self._embedded:
            return FLOAT32, "a model of your own is computed as it is"
        if instructions is None:
            return FLOAT32, "this processor is not known to have instructions for products of 8-bit integers"
        return INT8, f"this processor has {instructions}, instructions for products of 8-bit integers"

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
        return DIMENSION if self._embedded else self._loaded().dimension

    @cached_property
    def fingerprint(self) -> str:
        """sha256 (hex) over weights, tokenizer, pooling, prompts and the recipe of the embedded text, not the runtime."""
        if self._embedded:
            return combine("embedded", IDENTITY, PROMPTS)
        return folder_fingerprint(self.folder or self._download())

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """The queries as unit vectors, shape (n, dimension), with the model's prompt for queries in front."""
        return self._encode(queries, "query", silent)

    def encode_passages(self, passages: Sequence[str], progress: Progress = silent) -> Vectors:
        """The passages as unit vectors, shape (n, dimension), with the model's prompt for documents in front.

        What goes beyond the model's limit (512 tokens for the embedded one) is not read. `progress` is told again and
        again how many passages are done.
        """
        return self._encode(passages, "document", progress)

    def states(self, texts: Sequence[str], kind: Kind) -> Iterator[States]:
        """What `encode_queries` (`query`) or `encode_passages` (`document`) gives, with the states of the texts' words."""
        for seen in self._loaded().states([_encodable(text) for text in texts], kind):
            self._check(seen.vector[None])
            yield seen

    def sentence_transformer(self) -> "SentenceTransformer":
        """The model as sentence-transformers has it, computed by the same runtime."""
        from rag.embedding.module import sentence_transformer
        from rag.embedding.quantised import QuantisedModel
        from rag.embedding.reference import TorchModel

        model = self._loaded()
        if isinstance(model, QuantisedModel):
            return sentence_transformer(model)
        assert isinstance(model, TorchModel)
        return model.model

    def _encode(self, texts: Sequence[str], kind: Kind, progress: Progress) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._loaded().encode([_encodable(text) for text in texts], kind, progress)
        self._check(vectors)
        return vectors

    def _check(self, vectors: Vectors) -> None:
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):  # NaN is not close to 1
            raise EncoderError(f"the model {self.name!r} gave vectors that are not numbers of length 1; set another one")

    def _loaded(self) -> Runtime:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> Runtime:
        folder = embedded_folder() if self._embedded else self.folder
        if self.runtime == INT8:
            from rag.embedding.quantised import QuantisedModel

            assert folder is not None
            return QuantisedModel(folder, threads=self._threads)
        from rag.embedding.reference import TorchModel

        loaded = TorchModel(self.name, folder, threads=self._threads)
        prompts = loaded.model.prompts
        if self._embedded and any(prompts.get(kind) != prompt for kind, prompt in PROMPTS.items()):
            raise EncoderError(f"the prompts of {str(folder)!r} are lost ({prompts!r}); remove that folder and try again")
        return loaded

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
