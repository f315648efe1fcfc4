"""A language model in a GGUF file, computed in this process by llama.cpp (the extra `llm`)."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.answer.llm import MOST_TOKENS, Message
from rag.errors import LlmError

_CONTEXT = 8_192
"""Tokens that prompt and answer may have together."""


class EmbeddedModel:
    """One GGUF file. Making one is instant; the file is loaded at the first question, and writes one answer at a time."""

    place: str | None = None

    def __init__(self, file: str, *, timeout: float) -> None:
        self._file = Path(file).expanduser()
        self._timeout = timeout
        self._lock = threading.Lock()
        self._model: Any = None

    @property
    def name(self) -> str:
        return self._file.stem

    def stream(self, messages: Sequence[Message], *, most: int = MOST_TOKENS) -> Iterator[str]:
        with self._lock:
            model = self._loaded()
            until = time.monotonic() + self._timeout
            try:
                for chunk in model.create_chat_completion(
                    [dict(message) for message in messages], stream=True, temperature=0.0, max_tokens=most
                ):
                    if text := chunk["choices"][0]["delta"].get("content"):
                        yield text
                    if time.monotonic() > until:
                        raise LlmError(
                            f"the model {self.name!r} took longer than {self._timeout:g} s (HEMICYCLE_LLM_TIMEOUT)"
                        )
            except (ValueError, RuntimeError, OSError) as error:  # what llama-cpp-python raises, e.g. of a prompt too long
                raise LlmError(f"the model {self.name!r} failed ({_line(error)}); set another HEMICYCLE_LLM_MODEL") from error

    def _loaded(self) -> Any:
        if self._model is not None:
            return self._model
        try:
            from llama_cpp import Llama
        except ImportError as error:
            raise LlmError(
                f"the model file {str(self._file)!r} needs llama-cpp-python: pip install 'hemicycle[llm]', or set"
                " HEMICYCLE_LLM_URL to a server"
            ) from error
        if not self._file.is_file():
            raise LlmError(f"HEMICYCLE_LLM_MODEL={str(self._file)!r}: there is no such file; name a GGUF file")
        try:
            self._model = Llama(str(self._file), n_ctx=_CONTEXT, verbose=False)
        except (ValueError, RuntimeError, OSError) as error:
            raise LlmError(
                f"the model file {str(self._file)!r} cannot be loaded ({_line(error)}); set HEMICYCLE_LLM_MODEL to another"
            ) from error
        return self._model


def _line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
