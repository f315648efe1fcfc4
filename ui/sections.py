"""The statements of an answer under their headings, as every face shows them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rag.answer.answer import Citation, Statement


def sections(statements: Sequence[Statement]) -> Iterator[tuple[str | None, list[Statement]]]:
    """Statements that follow each other under one heading. One that stands alone and says who speaks needs none."""
    for heading, group in groupby(statements, key=lambda one: one.heading):
        own = list(group)
        alone = len(own) == 1 and bool(heading) and own[0].text.startswith(heading or "")
        yield None if alone else heading, own


def with_asked(citations: Sequence[Citation]) -> Iterator[tuple[Citation, str | None]]:
    """Quotations with the sub-question that each answers, on one line, where it is not that of the one before."""
    last = None
    for citation in citations:
        words = " ".join(citation.asked.text.split()) if citation.asked else None
        yield citation, words if words != last else None
        last = words
