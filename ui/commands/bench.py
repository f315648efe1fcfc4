"""`hemicycle bench`: measure the speed of everything against plain baselines on this machine."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ui.commands.options import JsonOption
from ui.commands.output import print_json, say
from ui.commands.progress import shown_progress


def bench(
    size: Annotated[Literal["10k", "100k", "1M"], typer.Option(help="Passages of the library to search.")] = "10k",
    part: Annotated[Literal["encoder", "queries", "start"] | None, typer.Option(help="Only this; else everything.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make the library to search anew.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the table here instead of showing it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure embedding, queries and start, each against plain baselines in the same run. Takes minutes.

    Example: hemicycle bench --size 100k -o speed.md
    Example: hemicycle bench --part encoder --json
    """
    from eval.speed import PARTS, markdown, measure
    from rag.errors import InputError

    if output and not output.parent.is_dir():
        raise InputError(f"-o {output}: there is no folder {output.parent}")
    with shown_progress() as progress:
        figures = measure(size, (part,) if part else PARTS, fresh=fresh, progress=progress)
    if as_json:
        print_json(figures)
    elif not output:
        say(markdown(figures))
    if output:
        output.write_text(markdown(figures), encoding="utf-8")


def register(app: typer.Typer) -> None:
    app.command()(bench)
