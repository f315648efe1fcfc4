"""A model of the user's own that reads a quotation beside a statement and says whether the one follows from the other."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from rag.embedding.cross_encoder import load_cross_encoder
from rag.errors import EncoderError
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Label = Literal["entailment", "neutral", "contradiction"]


def chosen() -> "CrossEncoder | None":
    """The model that HEMICYCLE_ENTAILMENT names, loaded once; null where it names none.

    Raises EncoderError where it cannot be loaded, or does not judge entailment.
    """
    name = Settings().entailment
    return _model(name) if name else None


def judge(model: "CrossEncoder", premise: str, statement: str) -> Label:
    """What the model holds likeliest of a statement after a premise."""
    scores = np.asarray(model.predict([(premise, statement)], show_progress_bar=False))[0]
    return _labels(_named(model))[int(np.argmax(scores))]


def _named(model: "CrossEncoder") -> dict[int, str]:
    """The model's own names of its labels."""
    named = getattr(model.config, "id2label", None) or {}
    return {int(n): str(name) for n, name in named.items()}


def _labels(named: Mapping[int, str]) -> list[Label]:
    """The labels of a model in our words: `ENTAILMENT`, `not_entailment`, `CONTRADICTION`."""

    def label(name: str) -> Label:
        name = name.lower()
        if name.startswith("contra"):
            return "contradiction"
        return "entailment" if name.startswith("entail") else "neutral"

    return [label(named[n]) for n in sorted(named)]


@lru_cache(maxsize=1)
def _model(name: str) -> "CrossEncoder":
    model = load_cross_encoder(name, "HEMICYCLE_ENTAILMENT")
    labels = _labels(_named(model))
    if "entailment" not in labels or len(labels) < 2:
        raise EncoderError(
            f"HEMICYCLE_ENTAILMENT={name!r} has no label for entailment among {sorted(_named(model).values())}; set a"
            " model that judges natural language inference"
        )
    return model
