"""`hemicycle mcp`: the records as tools of a language model's program."""

import typer

from ui.commands.options import LibrariesOption, libraries_meant


def mcp(library: LibrariesOption = None) -> None:
    """Serve the Model Context Protocol on stdin and stdout, for a program that starts this command (docs/programs.md).

    Example: hemicycle mcp --library flemish
    """
    from ui.programs.stdio import run

    run(libraries_meant(library))


def register(app: typer.Typer) -> None:
    app.command()(mcp)
