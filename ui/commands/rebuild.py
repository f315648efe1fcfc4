"""`hemicycle rebuild`: the index of a library made anew from its catalogue."""

from typing import Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, open_to_read
from ui.commands.output import print_json, say
from ui.commands.progress import shown_progress


def rebuild(
    embed: Annotated[
        bool, typer.Option("--embed", help="Embed every passage again, with the model that HEMICYCLE_ENCODER names.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the full-text and vector index anew from library.db: where one is damaged, or another model is to embed.

    Searches go on meanwhile and find what there was. An interrupted --embed goes on where it was.

    Example: hemicycle rebuild
    Example: HEMICYCLE_ENCODER=BAAI/bge-m3 hemicycle rebuild --embed
    """
    from rag.library.rebuild import rebuild as run

    opened = open_to_read(library)
    with shown_progress() as progress:
        done = run(opened, embed=embed, progress=progress)
    if as_json:
        print_json(done)
        return
    if embed:
        say(f"{done.embedded} texts embedded with {opened.encoder.name}")
    say(f"{done.passages} passages indexed by their words, {done.with_vectors} by meaning; library: {opened.folder}")


def register(app: typer.Typer) -> None:
    app.command()(rebuild)
