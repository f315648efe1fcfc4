"""`hemicycle serve`: the web page."""

from typing import Annotated

import typer

from ui.commands.options import LibrariesOption, libraries_meant


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; another free one is taken if it is in use.")] = 7860,
    library: LibrariesOption = None,
) -> None:
    """Show the page in a browser: ask, read the sources, browse, add records. Programs ask at /api and /mcp.

    Example: hemicycle serve --port 8000
    Example: hemicycle serve --library flemish --library chamber
    """
    from ui.server import run

    run(*libraries_meant(library), host=host, port=port)


def register(app: typer.Typer) -> None:
    app.command()(serve)
