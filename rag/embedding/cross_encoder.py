"""A cross-encoder of the user's own: a model that reads two texts side by side."""

from typing import TYPE_CHECKING

from rag.embedding.reference import quiet_loading
from rag.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


def load_cross_encoder(name: str, variable: str) -> "CrossEncoder":
    """The model of that name (a folder or a hub's) that an environment variable names. Raises EncoderError where it cannot be
    loaded."""
    from sentence_transformers import CrossEncoder

    try:
        with quiet_loading():
            model: CrossEncoder = CrossEncoder(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderError(
            f"cannot load the model {name!r} ({next(iter(str(error).splitlines()), type(error).__name__)}); set {variable} to"
            " a sentence-transformers cross-encoder, a folder or a name on a hub that this machine can reach, or unset it"
        ) from error
    return model
