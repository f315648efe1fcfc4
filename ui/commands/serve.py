"""`hemicycle serve`: the web page."""

from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; another free one is taken if it is in use.")] = 7860,
    library: Annotated[
        list[Path] | None,
        typer.Option(
            help="Folder of a library to show, repeatable; else HEMICYCLE_LIBRARY, else your own, else the sample.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the page in a browser: ask, read the sources, browse, add records.

    Example: hemicycle serve --port 8000
    Example: hemicycle serve --library flemish --library chamber
    """
    from rag.settings import Settings
    from ui.server import run

    named = Settings().library
    run(*(library or ([named] if named else [])), host=host, port=port)


def register(app: typer.Typer) -> None:
    app.command()(serve)
