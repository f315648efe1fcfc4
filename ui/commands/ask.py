"""`hemicycle ask`: an answer in quotations, or an honest abstention."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError
from ui.commands.answers import announce, show
from ui.commands.batch import run_batch
from ui.commands.options import JsonOption, LibraryOption, detecting, filtered, open_to_read
from ui.commands.output import print_json
from ui.commands.search import (
    BatchOption,
    LiteralOption,
    QueryLanguageOption,
    SortOption,
    note_unembedded,
    require_one,
)
from ui.parameters import QUESTION

if TYPE_CHECKING:
    from rag.answer.answer import Answer
    from rag.answer.llm import LanguageModel
    from rag.library.filters import Filters


LlmOption = Annotated[
    bool | None,
    typer.Option(
        "--llm/--no-llm",
        help="Have the language model of HEMICYCLE_LLM_URL or HEMICYCLE_LLM_MODEL write the answer: the default where one is"
        " set.",
        show_default=False,
    ),
]


def model_meant(llm: bool | None) -> "LanguageModel | None":
    """The model that an option means. Raises InputError where one is wanted and none is set."""
    from rag.answer.llm import NO_MODEL, chosen

    model = None if llm is False else chosen()
    if llm and model is None:
        raise InputError(f"--llm: {NO_MODEL}")
    return model


@detecting
@filtered
def ask(
    question: Annotated[str | None, typer.Argument(help=QUESTION, show_default=False)] = None,
    sort: SortOption = "relevance",
    query_language: QueryLanguageOption = None,
    batch: BatchOption = None,
    literal: LiteralOption = False,
    llm: LlmOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Answer a question with quotations that are word for word in the record, or say that the records do not answer it.

    With a language model the answer is in its words, each statement checked against the quotations that it rests on.

    Example: hemicycle ask "what did the government say about Belarus" --from 2020-01-01
    """
    from rag.search.search import warm_up
    from ui.contract import answered

    require_one(question, batch)
    model = model_meant(llm)
    opened = open_to_read(library)
    warm_up(opened)
    if model:
        announce(model)
    growing = partial(answered, opened, model=model, query_language=query_language, literal=literal, sort=sort)

    def whole(text: str, wanted: "Filters", exclude: Iterable[str]) -> "Answer":
        *_, last = growing(text, filters=wanted, exclude=exclude)
        return last

    note_unembedded(opened)
    if batch:
        raise typer.Exit(0 if run_batch(batch, filters, whole) else 1)
    if as_json:
        print_json(whole(question or "", filters, ()))
    else:
        show(growing(question or "", filters=filters), opened.badge, sort)


def register(app: typer.Typer) -> None:
    app.command()(ask)
