"""`hemicycle brief`: a briefing on a topic, on the terminal or in files to hand on."""

from typing import TYPE_CHECKING, Annotated

import typer

from rag.vocabulary import BriefingLanguage, Length
from ui.commands.answers import announce
from ui.commands.ask import LlmOption, model_meant
from ui.commands.exports import OutputOption
from ui.commands.options import JsonOption, LibraryOption, detecting, filtered, open_to_read
from ui.commands.output import note, print_json, say
from ui.commands.progress import shown_progress
from ui.commands.search import note_unembedded
from ui.parameters import BRIEFING_LANGUAGE, LENGTH, TOPIC

if TYPE_CHECKING:
    from rag.library.filters import Filters


@detecting
@filtered
def brief(
    topic: Annotated[str, typer.Argument(help=TOPIC)],
    output: OutputOption = None,
    length: Annotated[Length, typer.Option(help=LENGTH)] = "normal",
    spoken: Annotated[
        BriefingLanguage | None,
        typer.Option("--in", help=BRIEFING_LANGUAGE, show_default=False),
    ] = None,
    llm: LlmOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Make a briefing: what was said on a topic, by whom and when, what stays open, and how to find it again.

    Everything in it is quoted word for word or counted; with a language model the summary is in its words, each statement
    checked. Without -o it is printed.

    Example: hemicycle brief prisons --from 2017-01-01 -o prisons.docx -o prisons.pdf
    """
    from rag.briefing.files import check_files, write
    from rag.briefing.make import brief as made
    from rag.briefing.report import report
    from rag.export.formats import exported

    files = output or []
    check_files(files)
    model = model_meant(llm)
    opened = open_to_read(library)
    note_unembedded(opened)
    if model:
        announce(model)
    with shown_progress() as progress:
        briefing = made(opened, topic, filters=filters, length=length, language=spoken, model=model, progress=progress)
    for file in files:
        write(briefing, file)
        note(f"written: {file}")
    if as_json:
        print_json(briefing)
    elif not files:
        say(exported(report(briefing), "md").decode())


def register(app: typer.Typer) -> None:
    app.command()(brief)
