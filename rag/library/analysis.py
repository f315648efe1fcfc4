"""Text to index terms: accents folded, lower case, stems of the record's language. The same for records and queries."""

from functools import cache, lru_cache
from typing import Protocol

from rag.library.filters import fold


class _Stems(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (PyStemmer's name)


# dutch_porter: PyStemmer's `dutch` (Kraaij-Pohlmann) maps antwoorden and antwoord to different stems.
_ALGORITHMS = {"nl": "dutch_porter", "en": "english", "fr": "french", "de": "german"}


@cache
def _stemmer(algorithm: str) -> _Stems:
    import Stemmer

    stemmer: _Stems = Stemmer.Stemmer(algorithm)
    return stemmer


@lru_cache(maxsize=200_000)
def stem(word: str, language: str | None) -> str:
    """The stem of a folded word; the word itself in a language without a stemmer."""
    algorithm = _ALGORITHMS.get(language or "")
    return _stemmer(algorithm).stemWord(word) if algorithm else word


def terms(text: str, language: str | None) -> list[str]:
    """The index terms of a text in a language, in order."""
    return [stem(word, language) for word in fold(text).split()]
