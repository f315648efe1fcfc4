"""A language model, wherever it runs: the seam, and the one that the settings name."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from rag.errors import InputError
from rag.settings import Settings

NO_MODEL = "no language model is set; set HEMICYCLE_LLM_URL and HEMICYCLE_LLM_MODEL"
"""What is said where one is wanted and there is none."""

Message = Mapping[str, str]
"""One message of a conversation with a model: `role` (`system`, `user`) and `content`."""

MOST_TOKENS = 1_500
"""Tokens that a model may write in one go."""

MOST_CHARACTERS = 40_000
"""Characters after which a model is not listened to any longer, whatever it was told."""


class LanguageModel(Protocol):
    """Messages in, text out. `name` is shown beside what it wrote; `place` is the machine that text goes to, null where
    that is this one."""

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> str | None: ...

    def stream(self, messages: Sequence[Message], *, most: int = MOST_TOKENS) -> Iterator[str]:
        """The model's text, piece by piece, at most `most` tokens. Raises LlmError where it fails, also after some pieces:
        one line that names the place and the way out, and never the key."""


def chosen() -> LanguageModel | None:
    """The model that the settings name; null where they name none. Nothing is asked of it yet.

    Raises InputError where HEMICYCLE_LLM_URL or HEMICYCLE_LLM_MODEL cannot be used.
    """
    settings = Settings()
    url, model = settings.llm_url, settings.llm_model
    if url:
        from rag.answer.llm_server import ServedModel

        if not model:
            raise InputError("HEMICYCLE_LLM_URL is set and no model: set HEMICYCLE_LLM_MODEL to a name that the server knows")
        key = settings.llm_key.get_secret_value() if settings.llm_key else None
        return ServedModel(url, model, key, timeout=settings.llm_timeout)
    if model and model.lower().endswith(".gguf"):
        return _embedded(model, settings.llm_timeout)
    if model:
        raise InputError(
            f"HEMICYCLE_LLM_MODEL={model!r} is neither a .gguf file nor comes with an address: set HEMICYCLE_LLM_URL, e.g."
            " http://localhost:11434/v1 for Ollama"
        )
    return None


@lru_cache(maxsize=1)
def _embedded(file: str, timeout: float) -> LanguageModel:
    """Loaded once: a model is up to gigabytes."""
    from rag.answer.llm_embedded import EmbeddedModel

    return EmbeddedModel(file, timeout=timeout)
