"""How alike a sub-question is to the questions of earlier records: by its words and by its meaning, each with its subject."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from rag.drafts.parse import bare
from rag.embedding.centring import centred_queries
from rag.embedding.encoder import Encoder
from rag.library.library import Library
from rag.records import Record
from rag.search.search import Found

ASKED = 0.8
"""From here on a sub-question was asked before. Of 580 sub-questions of dekamer-2017, half of them with the other records of
their family left out: every one whose family was there lies above; of the others 24 do, all of which ask the same in the
words of a record outside the family. Below, down to .62, stand questions of one template about something else."""

CLOSE = 0.58
"""From here on something is close: the same asked of something else, or something else asked of the same."""

_PARTS = 3
"""Questions of a record that are compared, those that the search finds closest."""

_LONGEST = 600
"""Characters of a question that are compared."""

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Years and numbers change when a question is asked again."""


class Asked(NamedTuple):
    """A question part of a record (its index in `Record.parts`), and how alike it is (0 to 1)."""

    record: Record
    part: int
    alike: float


def similarities(library: Library, subject: str, text: str, language: str, found: Sequence[Found]) -> list[Asked]:
    """How alike a sub-question on a subject is to the best question parts of each record found.

    In one language half by the words in common (Dice) and half by the cosine; in two, or without vectors, by what there is.
    """
    compared = [(one.record, part) for one in found for part in _closest(one)]
    own = f"{subject} {text}".strip()[:_LONGEST]
    others = [_worded(record, part) for record, part in compared]
    languages = [(record.parts[part].language or record.language or language)[:2] for record, part in compared]
    cosines: Sequence[float | None] = [None] * len(others)
    if others and library.index.embedded():
        matrix = np.stack([_vector(library.encoder, each, tongue) for each, tongue in zip(others, languages, strict=True)])
        cosines = (matrix @ _vector(library.encoder, own, language)).tolist()
    scored = []
    for (record, part), other, tongue, cosine in zip(compared, others, languages, cosines, strict=True):
        common = dice(own, other)
        alike = common if cosine is None else cosine if tongue != language else (common + cosine) / 2
        scored.append(Asked(record, part, max(0.0, min(1.0, alike))))
    return scored


def dice(one: str, other: str) -> float:
    """The share of their words that two texts have in common (0 to 1)."""
    words, others = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _closest(found: Found) -> list[int]:
    """The question parts of a record, of which the search finds the passages closest."""
    rows = sorted(((score or 0.0, -row.part) for row, score in found.passages if row.role == "question"), reverse=True)
    return list(dict.fromkeys(-part for _, part in rows))[:_PARTS]


def _worded(record: Record, part: int) -> str:
    """A question with its subject, as a sub-question of a draft is searched for: title, what stands above a letter, words."""
    own = record.parts[part]
    above = ""
    if own.labels and "." in own.labels[0]:
        number = own.labels[0].split(".")[0]
        above = next((bare(record.quote(p)) for p in record.parts if p.role == "question" and p.labels == (number,)), "")
    return " ".join(filter(None, (record.title or "", above, bare(record.quote(own)))))[:_LONGEST]


@lru_cache(maxsize=2000)
def _vector(encoder: Encoder, text: str, language: str) -> np.ndarray:
    vector: np.ndarray = centred_queries(encoder, [text], [language])[0]
    return vector
