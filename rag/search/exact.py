"""The records that hold phrases in quotes."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import select

from rag.library.index import Concept, Selection
from rag.library.library import Library
from rag.library.schema import passages
from rag.search.quoted import literal

_AT_A_TIME = 500

_READ = 5_000
"""Passages that are read for one phrase. More than so many hold only what is said everywhere: there its stems have to do."""


def holding(library: Library, exact: Mapping[str, Concept], allowed: Selection | None) -> Selection | None:
    """Of the allowed records those that hold each phrase as it is written, whatever its case, accents and punctuation.

    A phrase is looked for within passages, which end where sentences do. Null, as before, where nothing restricts.
    """
    for phrase, concept in exact.items():
        if allowed is None or len(allowed):
            allowed = _holding(library, phrase, concept, allowed)
    return allowed


def _holding(library: Library, phrase: str, concept: Concept, allowed: Selection | None) -> Selection:
    count = library.index.frequency(concept)
    keys = [key for key, _ in library.index.search([concept], count, allowed)] if count else []
    if len(keys) > _READ:
        seqs, records = library.catalogue.owners()
        return Selection(records[np.isin(seqs, keys)])
    found = set[int]()
    for start in range(0, len(keys), _AT_A_TIME):
        found.update(_literally(library, phrase, keys[start : start + _AT_A_TIME]))
    return Selection(found)


def _literally(library: Library, phrase: str, keys: Sequence[int]) -> set[int]:
    """The records of those of the passages that hold a phrase, in their text or title."""
    query = select(passages.c.record, passages.c.embedded).where(passages.c.seq.in_(keys))
    with library.catalogue.engine.connect() as connection:
        return {row.record for row in connection.execute(query) if f" {phrase} " in literal(row.embedded)}
