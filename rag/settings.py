"""Settings from the environment (`HEMICYCLE_...`), and the folders that follow from them."""

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import InputError


class Settings(BaseSettings):
    """What a user can set; an option on the command line goes before it.

    `library` is the folder of the user's library, `encoder` a sentence-transformers model (hub name or folder) in place of
    the embedded one, `reranker` a cross-encoder likewise that reads the first hits again, `threads` the number of threads
    that the encoder uses (0: all cores), `runtime` what computes the embedded model (`auto`: what the processor is made for).
    `llm_url`, `llm_model` and `llm_key` name a language model that writes answers (docs/answers.md), which may take
    `llm_timeout` seconds for one; `entailment` is a cross-encoder that judges whether a quotation carries a statement.
    An empty variable counts as unset.
    """

    model_config = SettingsConfigDict(env_prefix="HEMICYCLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    library: Path | None = None
    encoder: str | None = None
    reranker: str | None = None
    threads: int = Field(default=0, ge=0, le=256)
    runtime: Literal["auto", "int8", "float32"] = "auto"
    llm_url: str | None = None
    llm_model: str | None = None
    llm_key: SecretStr | None = None
    llm_timeout: float = Field(default=180, gt=0, le=3600)
    entailment: str | None = None

    def __init__(self, **values: Any) -> None:
        """Raises InputError, naming the variable, where a value cannot be used."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = f"HEMICYCLE_{first['loc'][0]}".upper()
            raise InputError(f"{name}={first['input']!r} cannot be used: {first['msg']}") from None

    @property
    def user_library(self) -> Path:
        return self.library or user_folder() / "library"


def user_folder() -> Path:
    """The user's data folder: libraries lie here, and what the page keeps."""
    return Path(platformdirs.user_data_dir("hemicycle", appauthor=False))


def sample_library() -> Path:
    """Where the library of the fictional sample collection lies; never the user's own."""
    return user_folder() / "sample-library"


def named_libraries() -> Path:
    """The folder of the libraries that were made on the page, each under its name."""
    return user_folder() / "libraries"


def kept_file() -> Path:
    """Where the page keeps conversations, feedback and saved searches."""
    return user_folder() / "kept.db"


def cache_folder() -> Path:
    """The user's cache: the converted model lies here; everything in it can be made again."""
    return Path(platformdirs.user_cache_dir("hemicycle", appauthor=False))
