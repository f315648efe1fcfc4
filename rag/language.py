"""The language of a text, by a detector that carries its data with it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

LANGUAGES = ("nl", "en", "fr", "de")
"""The languages that questions are put in and answers are headed in."""


@cache
def _identifier(among: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(among))
    return identifier


def detect(text: str, *, among: Sequence[str] = LANGUAGES) -> str:
    """The likeliest language (two letters) of a text, among those that are expected."""
    return str(_identifier(tuple(among)).classify(text)[0])
