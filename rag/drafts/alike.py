"""How alike a sub-question is to the questions of earlier records: by its words and by its meaning, each with its subject."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from rag.answer.abstain import rarities
from rag.answer.coverage import covered
from rag.drafts.parse import bare
from rag.embedding.centring import centred_queries
from rag.embedding.encoder import Encoder
from rag.library.library import Library
from rag.records import Record
from rag.search.query import understand
from rag.search.search import Found

ASKED = 0.8
"""From here on a sub-question was asked before. Of 580 sub-questions of dekamer-2017 nearly all whose family was there lie
above, and of those whose family was left out 24, which ask the same as a record outside it. Below, down to .62, stand
questions of one template about something else. `python -m eval.drafts` measures it."""

CLOSE = 0.58
"""From here on something is close: the same asked of something else, or something else asked of the same."""

_PARTS = 3
"""Questions of a record that are compared, those that the search finds closest."""

_LONGEST = 600
"""Characters of a question that are compared."""

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Years and numbers change when a question is asked again."""


class Asked(NamedTuple):
    """A question part of a record (its index in `Record.parts`), and how alike it is (0 to 1) with its subject; `bare` is the
    cosine without the subjects, null without vectors."""

    record: Record
    part: int
    alike: float
    bare: float | None


def similarities(library: Library, subject: str, text: str, language: str, found: Sequence[Found]) -> list[Asked]:
    """How alike a sub-question on a subject is to the best question parts of each record found.

    In one language half by the words in common (Dice) and half by the cosine; in two, or without vectors, by what there is.
    """
    compared = [(one.record, part) for one in found for part in _closest(one)]
    own = f"{subject} {text}".strip()[:_LONGEST]
    embedded = bool(library.index.embedded())
    scored = []
    for record, part in compared:
        other = _worded(record, part)
        tongue = (record.language_of(record.parts[part]) or language)[:2]
        alike = dice(own, other)
        alone: float | None = None
        if embedded:
            cosine = _cosine(library, own, language, other, tongue)
            alike = (alike + cosine) / 2 if tongue == language else cosine
            asked = bare(record.quote(record.parts[part]))
            alone = _cosine(library, text[:_LONGEST], language, asked[:_LONGEST], tongue)
        scored.append(Asked(record, part, max(0.0, min(1.0, alike)), alone))
    return scored


def _cosine(library: Library, one: str, language: str, other: str, tongue: str) -> float:
    return float(_vector(library.encoder, one, language) @ _vector(library.encoder, other, tongue))


def held(library: Library, text: str, language: str, records: Sequence[Record]) -> dict[str, float]:
    """The share (0 to 1) of a sub-question's own rare words that each record holds, by the record's id."""
    words = understand(text, language, library.languages(), library.index.vocabulary())
    weights = rarities(library, words)
    return {
        record.id: covered(f"{record.title or ''} {record.text}", record.language, weights, words.like) for record in records
    }


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
