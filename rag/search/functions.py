"""Which function of a government words mean, in whatever language: `foreign minister`, `minister van Buitenlandse Zaken`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from rag.embedding.centring import centred_queries
from rag.embedding.encoder import Encoder
from rag.language import detect
from rag.library.filters import fold
from rag.library.library import Library
from rag.search.asking_wording import ANSWERED, ASKED, OF, STOP, TITLE, TITLE_ALONE

_ALIKE = 0.72
"""The least cosine, centred, of a title in a question with a function in the records: the same portfolio in another language
lies at .73 to .97, another portfolio below .71 (28 titles in four languages against 19 functions)."""

_SAME = 0.03
"""Of the stretches of a function that are this close to the best one the longest is taken."""

_BEFORE = 2
"""Words before a title that may be its portfolio: `public works minister`."""

_LONGEST = 6
"""Words of a title, or of the stretch of a function that it is compared with."""


def function_meant(library: Library, words: Sequence[str], language: str) -> str | None:
    """The part of a function in the records that a title among these words means; null where there is none, or none fits."""
    if not (title := title_in(words, language)):
        return None
    functions = tuple(sorted({person.role for person in library.people() if person.capacity == "addressee"} - {""}))
    if any(fold(title) in f" {function} " for function in functions):
        return title
    if not functions or not library.index.embedded():
        return None
    stretches, matrix = _stretches(library.encoder, functions)
    scores = matrix @ centred_queries(library.encoder, [title], [language])[0]
    best = float(scores.max())
    near = [stretch for stretch, score in zip(stretches, scores, strict=True) if score >= best - _SAME]
    return max(near, key=len) if best >= _ALIKE else None


def title_in(words: Sequence[str], language: str) -> str | None:
    """The first title of a minister with the portfolio behind or before it; null where there is none with a portfolio."""
    title, of = _whole(TITLE[language]), _whole(OF[language])
    stop = _whole(f"{STOP[language]}|{ASKED[language]}|{ANSWERED[language]}")
    for n, word in enumerate(words):
        if not title.fullmatch(word):
            continue
        start = end = n
        while n - start < _BEFORE and start and not (stop.fullmatch(words[start - 1]) or of.fullmatch(words[start - 1])):
            start -= 1
        if n + 1 < len(words) and of.fullmatch(words[n + 1]):
            inside = (m for m in range(n + 1, min(len(words), n + _LONGEST)) if not of.fullmatch(words[m]))
            for m in inside:
                if stop.fullmatch(words[m]):
                    break
                end = m
        if start < end or not _whole(TITLE_ALONE).fullmatch(word):
            return " ".join(words[start : end + 1])
    return None


@cache
def _whole(wording: str) -> re.Pattern[str]:
    return re.compile(wording, re.IGNORECASE)


@lru_cache(maxsize=4)
def _stretches(encoder: Encoder, functions: tuple[str, ...]) -> tuple[list[str], np.ndarray]:
    """The stretches of functions that begin with a title, or with the function itself, and their centred vectors (n, d)."""
    titles = _whole("|".join(TITLE.values()))
    found = dict[str, None]()
    for words in map(str.split, functions):
        for start in (n for n, word in enumerate(words) if n == 0 or titles.fullmatch(word)):
            found |= dict.fromkeys(
                " ".join(words[start:end]) for end in range(start + 1, min(len(words), start + _LONGEST) + 1)
            )
    inside = _whole("|".join([*OF.values(), *STOP.values()]))
    stretches = [stretch for stretch in found if not inside.fullmatch(stretch.split()[-1])]
    return stretches, centred_queries(encoder, stretches, list(map(detect, stretches)))
