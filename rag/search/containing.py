"""The records in which words stand: all of them, unranked, for who would rather browse than ask."""

import numpy as np

from rag.language import LANGUAGES, detect
from rag.library.index import Selection
from rag.library.library import Library
from rag.search.exact import holding
from rag.search.query import understand


def containing(library: Library, query: str) -> Selection | None:
    """The records whose title or text has every word of the query, whatever its ending; countries under all their names,
    phrases in quotes as they stand. Null where the query has no words."""
    words = understand(query, detect(query, among=LANGUAGES), library.languages())
    if not words.concepts:
        return None
    allowed = holding(library, words.exact, None)
    seqs, records = library.catalogue.owners()
    for concept in words.concepts:
        count = library.index.frequency(concept)
        keys = [key for key, _ in library.index.search([concept], count, allowed)] if count else []
        allowed = Selection(records[np.isin(seqs, keys)])
    return allowed
