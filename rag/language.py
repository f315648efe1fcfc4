"""The language of a text, by a detector that carries its data with it."""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

LANGUAGES = ("nl", "en", "fr", "de")
"""The languages that questions are put in and answers are headed in."""


_loading = threading.Lock()


def load_beside() -> None:
    """Begin to unpack the detector in a thread of its own: half a second that leaves other threads free to run."""
    threading.Thread(target=detect, args=("",), name="detector", daemon=True).start()


@cache
def _identifier(among: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(among))
    return identifier


def detect(text: str, *, among: Sequence[str] = LANGUAGES) -> str:
    """The likeliest language (two letters) of a text, among those that are expected."""
    with _loading:
        identifier = _identifier(tuple(among))
    return str(identifier.classify(text)[0])
