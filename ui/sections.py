"""The statements of an answer under their headings, as every face shows them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rag.answer.answer import Citation, Statement
from rag.answer.reference import parliament_named


class Section(NamedTuple):
    """Statements that follow each other under one heading. `parliament` names theirs where an answer comes from several, and
    this section is the first of that one."""

    parliament: str | None
    heading: str | None
    statements: list[Statement]


def sections(statements: Sequence[Statement], language: str | None) -> Iterator[Section]:
    """The sections of an answer. A statement that stands alone and says who speaks needs no heading. What a language model
    wrote may cite several parliaments at once, and is not divided by them."""
    several = len({one.parliament for one in statements if one.kind != "written"}) > 1
    last = None
    for (parliament, heading), group in groupby(statements, key=lambda one: (one.parliament, one.heading)):
        own = list(group)
        alone = len(own) == 1 and bool(heading) and own[0].text.startswith(heading or "")
        named = parliament_named(parliament, language) if several and parliament != last else None
        yield Section(named, None if alone else heading, own)
        last = parliament


def with_asked(citations: Sequence[Citation]) -> Iterator[tuple[Citation, str | None]]:
    """Quotations with the sub-question that each answers, on one line, where it is not that of the one before."""
    last = None
    for citation in citations:
        words = " ".join(citation.asked.text.split()) if citation.asked else None
        yield citation, words if words != last else None
        last = words
