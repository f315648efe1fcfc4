"""`hemicycle mcp`: the MCP server on stdin and stdout of a process that another program starts."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import anyio
from mcp.server.stdio import stdio_server

from rag.answer.llm import chosen
from rag.errors import HemicycleError
from rag.library.library import Library
from rag.search.search import warm_up
from ui.commands.answers import announce
from ui.commands.output import complain
from ui.programs.served import Served
from ui.programs.tools import mcp_server
from ui.shelf import Shelf
from ui.turns import Turns


def run(folders: Sequence[Path]) -> None:
    """Serve until stdin ends. What is said to people goes to stderr. Raises HemicycleError where a library or the settings
    cannot be used."""
    model = chosen()
    shelf = Shelf(folders)
    if model:
        announce(model)
    threading.Thread(target=_warm_up, args=(shelf.library(),), name="warm-up", daemon=True).start()
    with suppress(KeyboardInterrupt):
        anyio.run(_serve, Served(shelf, Turns(), model))


async def _serve(served: Served) -> None:
    server = mcp_server(served)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _warm_up(library: Library) -> None:
    try:
        warm_up(library)
    except HemicycleError as error:
        complain(error)
