"""`hemicycle ask`: an answer in quotations, or an honest abstention."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.batch import run_batch
from ui.commands.options import JsonOption, LibraryOption, detecting, filtered, open_to_read
from ui.commands.output import note, print_json, say
from ui.commands.search import (
    BatchOption,
    LiteralOption,
    QueryLanguageOption,
    SortOption,
    also,
    heading,
    note_understood,
    note_unembedded,
    require_one,
)

if TYPE_CHECKING:
    from rag.answer.answer import Answer
    from rag.library.filters import Filters


@detecting
@filtered
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in your own language.", show_default=False)] = None,
    sort: SortOption = "relevance",
    query_language: QueryLanguageOption = None,
    batch: BatchOption = None,
    literal: LiteralOption = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Answer a question with quotations that are word for word in the record, or say that the records do not answer it.

    Example: hemicycle ask "what did the government say about Belarus" --from 2020-01-01
    """
    from rag.answer.assistant import answer
    from rag.search.asked import CONDITIONS
    from rag.search.search import warm_up

    require_one(question, batch)
    opened = open_to_read(library)
    warm_up(opened)
    answered = partial(answer, opened, language=query_language, ignoring=CONDITIONS if literal else (), sort=sort)
    note_unembedded(opened)
    if batch:
        good = run_batch(batch, filters, lambda text, wanted, exclude: answered(text, filters=wanted, exclude=exclude))
        raise typer.Exit(0 if good else 1)
    result = answered(question or "", filters=filters)
    if as_json:
        print_json(result)
    else:
        note_understood(result.filters)
        print_answer(result, opened.badge)


def print_answer(result: "Answer", badge: str | None) -> None:
    """An answer for people: its statements, each with the records that it is quoted from."""
    if badge:
        note(f"[{badge}]")
    if result.note:
        say(result.note)
        say()
    for statement in result.statements:
        say(statement.text)
        for citation in statement.citations:
            page = f", p. {citation.page}" if citation.page else ""
            say(f"    [{citation.record}{page}]")
        if family := statement.citations[0].family:
            say(f"    {also(family)}")
        say()
    if result.abstained:
        for hit in result.closest:
            say(heading(hit, badge))


def register(app: typer.Typer) -> None:
    app.command()(ask)
