"""Who asked, who answered: with the words that go with it, an answer's with an answer alone."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from rag.answer.answer import Answer, Searched, Statement
from rag.answer.write import citation, statement
from rag.conversation.followup import follow_up
from rag.conversation.turns import turn_of
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import ANSWERING_ROLES, Record, Span


def cited(library: Library, names: Sequence[str], *, answered: bool) -> Any:
    """A turn that cites the answers of these records, or their questions."""
    statements = []
    for name in names:
        record = library.catalogue.record(name)
        assert record
        with library.catalogue.engine.connect() as connection:
            rows = library.catalogue.passage_rows(of=identified(connection, record.id))
        row = next(row for row in rows if (row.role in ANSWERING_ROLES) == answered)
        own = citation(record, row, Span(start=row.start, end=row.end), None, language="nl")
        statements.append(statement(record, [own], "nl"))
    return turn_of(
        Answer(
            question="Wat zei de regering over Wit-Rusland?",
            language="nl",
            filters=(),
            abstained=False,
            statements=tuple(statements),
            searched=Searched(records=1, first=date(2021, 2, 19), last=date(2023, 5, 5)),
            closest=(),
            written_by="quotation",
            dropped=0,
            note=None,
            took_ms=1.0,
        )
    )


def said(library: Library, turn: Any, question: str) -> tuple[Statement, ...]:
    found = follow_up(library, [turn], question, "nl")
    return found.direct if found else ()


def test_who_answered_is_said_with_the_answer_though_a_question_was_cited(talks: Library) -> None:
    [found] = said(talks, cited(talks, ["be-vl.written-question.1"], answered=False), "wie antwoordde daarop?")
    assert found.kind == "answered"
    assert {c.role for c in found.citations} == {"answer"}
    assert "Marijke Oosterlinck" in found.text


def test_who_asked_is_not_said_with_an_answer(
    library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any], person: Callable[..., Any]
) -> None:
    only = make_record("9", "Wit-Rusland", "", "De gevangenis gaat open.", number="9", askers=(person("Els Groen"),))
    library.add(with_passages(only))
    assert said(library, cited(library, [only.id], answered=True), "wie vroeg dat?") == ()
