"""`hemicycle eval`: how well needs with known answers are found, answered and refused."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.answers import announce
from ui.commands.ask import model_meant
from ui.commands.options import JsonOption
from ui.commands.output import print_json, say
from ui.commands.progress import shown_progress


def evaluate(
    topics: Annotated[
        Path | None, typer.Argument(metavar="TOPICS.jsonl", help="Needs with graded records.", show_default=False)
    ] = None,
    mapping: Annotated[str | None, typer.Option("--map", metavar="NAME|FILE", help="Of the tables beside TOPICS.")] = None,
    library: Annotated[
        Path | None, typer.Option("--library", help="Folder of the library to search; else the files beside TOPICS.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="RUN.json", help="What --json printed of an earlier run.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the report here instead of showing it.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw nDCG@10 of each step into a .png, .svg or .pdf.")
    ] = None,
    llm: Annotated[
        bool, typer.Option("--llm", help="Measure answers as the language model that is set writes them, too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure ranking, answers and refusal on needs with known records, with 95 % intervals and the worst needs.

    Without TOPICS: those of dekamer-2017 beside the checkout or in HEMICYCLE_DATA, else a few over the sample collection.

    Example: hemicycle eval topics.jsonl --json > before.json
    Example: hemicycle eval topics.jsonl --against before.json --plot quality.png
    """
    from eval.collection import chosen
    from eval.plot import plot
    from eval.quality import Row
    from eval.quality import as_json as json_of
    from eval.quality import evaluate as run
    from eval.report import report
    from eval.topics import load_topics
    from rag.errors import InputError

    for option, path in (("-o", output), ("--plot", picture)):
        if path and not path.parent.is_dir():
            raise InputError(f"{option} {path}: there is no folder {path.parent}")
    if picture and picture.suffix not in (".png", ".svg", ".pdf"):
        raise InputError(f"--plot {picture}: name a .png, .svg or .pdf file")
    try:
        before = [Row.model_validate(row) for row in json.loads(against.read_text())["rows"]] if against else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"--against {against}: not what `hemicycle eval --json` prints ({error})") from None
    if model := model_meant(llm):
        announce(model)
    with shown_progress() as progress:
        file, name, opened = chosen(topics, mapping=mapping, library=library, progress=progress)
        needs = load_topics(file)
        rows = run(opened, needs, progress, model)
    made = report(rows, needs, name, before)
    if as_json:
        print_json(json_of(rows, collection=name))
    elif not output:
        say(made)
    if output:
        output.write_text(made, encoding="utf-8")
    if picture:
        plot(rows, name, picture)


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate)
