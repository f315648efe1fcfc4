"""The records in which words stand: all of them, unranked, for who would rather browse than ask."""

from rag.language import LANGUAGES, detect
from rag.library.index import Selection
from rag.library.library import Library
from rag.library.selections import owning
from rag.search.exact import holding
from rag.search.query import understand


def containing(library: Library, query: str) -> Selection | None:
    """The records whose title or text has every word of the query, whatever its ending; countries under all their names,
    phrases in quotes as they stand. Null where the query has no words."""
    words = understand(query, detect(query, among=LANGUAGES), library.languages())
    if not words.concepts:
        return None
    allowed = holding(library, words.exact, None)
    # The rarest first: what they leave is all that the others are looked for in.
    for count, concept in sorted((library.index.frequency(concept), concept) for concept in words.concepts):
        keys = [key for key, _ in library.index.search([concept], count, allowed)] if count else []
        allowed = owning(library.catalogue.engine, keys)
    return allowed
