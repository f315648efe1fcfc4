"""Information needs with graded relevance (`topics.jsonl`)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from rag.errors import InputError
from rag.library.filters import Filters
from rag.records import Frozen

LANGUAGES = ("nl", "en", "fr")


class Topic(Frozen):
    """One need in three languages. `qrels` map external ids to grades (2 answers, 1 in part, 0 not relevant), `spans` to
    verbatim pieces of the answer; `need_nl` ... are the need without the words of its filter."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topic: str
    kind: Literal["answerable", "unanswerable", "filtered"]
    nl: str
    en: str
    fr: str
    need_nl: str | None = None
    need_en: str | None = None
    need_fr: str | None = None
    filters: Mapping[str, str] = Field(default_factory=dict)
    qrels: Mapping[str, int] = Field(default_factory=dict)
    spans: Mapping[str, list[str]] = Field(default_factory=dict)

    def query(self, language: str) -> str:
        """The need in a language."""
        return str(getattr(self, language))

    def bare(self, language: str) -> str:
        """The need without the words of its filter."""
        return str(getattr(self, f"need_{language}") or self.query(language))

    @property
    def given(self) -> Filters:
        """The filter that the need names."""
        named = {name.removeprefix("date_"): value for name, value in self.filters.items()}
        return Filters.model_validate(named)

    @property
    def relevant(self) -> list[str]:
        return [record for record, grade in self.qrels.items() if grade > 0]


def load_topics(path: Path) -> list[Topic]:
    """The topics of a JSON Lines file. Raises InputError where it cannot be read."""
    try:
        return [Topic.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a file of topics ({error})") from None
