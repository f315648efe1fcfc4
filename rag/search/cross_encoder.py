"""A cross-encoder of the user's own, which reads the query beside each passage: better than anything that only compares
vectors, and a hundred times slower."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.embedding.cross_encoder import load_cross_encoder
from rag.errors import EncoderError
from rag.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

READ = 20
"""Records that it puts in order: a quarter of a second each, for a model of 500 million parameters on two cores."""


def chosen() -> "CrossEncoder | None":
    """The model that HEMICYCLE_RERANKER names, loaded once; null where it names none.

    Raises EncoderError where it cannot be loaded.
    """
    name = Settings().reranker
    return _model(name) if name else None


def read(model: "CrossEncoder", query: str, passages: Sequence[str]) -> list[float]:
    """How well each passage answers the query."""
    scores = model.predict([(query, passage) for passage in passages], show_progress_bar=False)
    return [float(score) for score in scores]


@lru_cache(maxsize=1)
def _model(name: str) -> "CrossEncoder":
    model = load_cross_encoder(name, "HEMICYCLE_RERANKER")
    if model.num_labels != 1:
        raise EncoderError(
            f"HEMICYCLE_RERANKER={name!r} gives {model.num_labels} scores for a passage; set one that gives one"
        )
    return model
