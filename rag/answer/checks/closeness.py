"""How close a statement is to its quotations by the library's encoder: a weak check, for what is on something else."""

from collections.abc import Sequence

from rag.embedding.centring import centred_queries
from rag.library.library import Library

CLOSE = 0.3
"""The least cosine. Of 185 French sentences of dekamer-2020 98 % are this close to the same sentence in Dutch, 5 % to a Dutch
sentence of another record, 37 % to another one of their own record (medians .67, .12 and .25)."""


def closeness(library: Library, statement: tuple[str, str | None], quotes: Sequence[tuple[str, str | None]]) -> list[float]:
    """The centred cosine of a statement with each quotation, all with their language; empty for a library that is not
    embedded."""
    if not quotes or not library.index.embedded():
        return []
    texts = [statement, *quotes]
    vectors = centred_queries(library.encoder, [text for text, _ in texts], [language for _, language in texts])
    return [float(score) for score in vectors[1:] @ vectors[0]]
