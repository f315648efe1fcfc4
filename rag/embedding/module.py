"""The quantised model as a module of sentence-transformers, for programs that expect one of its models."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from rag.embedding.quantised import GRAPH, QuantisedModel
from rag.embedding.weights import PROMPTS


class QuantisedModule(InputModule):
    """Texts in, unit vectors out: the whole model in one module."""

    def __init__(self, model: QuantisedModel) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._quantised = model
        self.tokenizer = model.tokenizer

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        return {"texts": [(prompt or "") + text for text in inputs]}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        features["sentence_embedding"] = torch.from_numpy(self._quantised.encode_prompted(features["texts"]))
        return features

    def get_embedding_dimension(self) -> int:
        return self._quantised.dimension

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Write what `load` needs."""
        target = Path(output_path)
        (target / GRAPH).parent.mkdir(parents=True, exist_ok=True)
        for name in (GRAPH, "tokenizer.json"):
            shutil.copyfile(self._quantised.folder / name, target / name)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> Self:
        """The module of a folder that `save` wrote."""
        return cls(QuantisedModel(Path(model_name_or_path) / subfolder))


def sentence_transformer(model: QuantisedModel) -> SentenceTransformer:
    """A sentence-transformers model that computes with the quantised one, with its prompts."""
    return SentenceTransformer(modules=[QuantisedModule(model)], prompts=PROMPTS)
