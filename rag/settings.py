"""Settings from the environment (`HEMICYCLE_...`), and the folders that follow from them."""

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import InputError

_SECRET = frozenset(["llm_key", "llm_url", "password", "token"])
"""What no message repeats: secrets, and an address that may hold one."""


_SHORTEST = {"password": 12, "token": 24}
"""Characters: log-ins are few in a while, tokens are tried as fast as the network goes."""


class Settings(BaseSettings):
    """What a user can set; an option on the command line goes before it.

    `library` is the folder of the user's library, `encoder` a sentence-transformers model (hub name or folder) in place of
    the embedded one, `reranker` a cross-encoder likewise that reads the first hits again, `threads` the number of threads
    that the encoder uses (0: all cores), `runtime` what computes the embedded model (`auto`: what the processor is made for).
    `llm_url`, `llm_model` and `llm_key` name a language model that writes answers (docs/answers.md), which may take
    `llm_timeout` seconds for one; `entailment` is a cross-encoder that judges whether a quotation carries a statement.
    `password` and `token` protect the page (docs/page.md), `hosts` are names, separated by commas, under which a proxy in
    front of it is reached. `source_..._url` are other addresses of the services that `hemicycle fetch` asks (mirrors);
    `source_contact` is told to them; between two requests lie `source_pause` seconds, one may take `source_timeout` seconds
    to go on and is made `source_tries` times, after `source_backoff` seconds and then twice as long each time, or when the
    service says, up to `source_patience` seconds (docs/sources/README.md). An empty variable counts as unset.
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
    password: SecretStr | None = None
    token: SecretStr | None = None
    hosts: str = ""
    source_flemish_url: str | None = None
    source_tweede_kamer_url: str | None = None
    source_uk_url: str | None = None
    source_contact: str = Field(default="", pattern=r"^[\x20-\x7e]*$", max_length=200)
    source_pause: float = Field(default=1, ge=0, le=3600)
    source_timeout: float = Field(default=30, gt=0, le=3600)
    source_tries: int = Field(default=5, ge=1, le=20)
    source_backoff: float = Field(default=1, gt=0, le=3600)
    source_patience: float = Field(default=300, ge=0, le=86400)

    @field_validator(*_SHORTEST)
    @classmethod
    def _is_long_enough(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        least = _SHORTEST[str(info.field_name)]
        if secret and len(secret) < least:
            raise PydanticCustomError("short", "it needs at least {least} characters", {"least": least})
        return secret

    def __init__(self, **values: Any) -> None:
        """Raises InputError, naming the variable, where a value cannot be used."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0])
            shown = "" if field in _SECRET else f"={first['input']!r}"
            raise InputError(f"HEMICYCLE_{field.upper()}{shown} cannot be used: {first['msg']}") from None

    @property
    def host_names(self) -> list[str]:
        return [name.strip() for name in self.hosts.split(",") if name.strip()]

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
