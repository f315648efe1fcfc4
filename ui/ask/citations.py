"""The numbers of an answer's sources: the same in the chat and in the panel beside it."""

from dataclasses import dataclass

from rag.answer.answer import Answer, Citation


@dataclass(frozen=True, slots=True)
class Source:
    """A cited passage with its number within one answer, and everything quoted from it."""

    number: int
    record: str
    passage: str
    citations: tuple[Citation, ...]


def sources(answer: Answer) -> tuple[Source, ...]:
    """The cited passages in the order in which the answer first cites them, numbered from 1."""
    cited: dict[tuple[str, str], list[Citation]] = {}
    for statement in answer.statements:
        for citation in statement.citations:
            cited.setdefault((citation.record, citation.passage), []).append(citation)
    return tuple(
        Source(number, record, passage, tuple(citations))
        for number, ((record, passage), citations) in enumerate(cited.items(), start=1)
    )


def anchor(turn: int, number: int) -> str:
    """The id of a source on the page: unique over all turns of a conversation."""
    return f"src-{turn}-{number}"
