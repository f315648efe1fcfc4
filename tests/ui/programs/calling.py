"""What tests of the MCP server do: call its tools with the official client, in a thread of its own, since the browser's tests
leave an event loop in this one."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from anyio.from_thread import start_blocking_portal
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client


def with_client(server: Any, work: Callable[[Client], Any], *, mode: str = "auto") -> Any:
    """What the `work`, a coroutine function of an open client, gives. `server` is an address, a command, or what makes a
    transport in the loop."""

    async def inside() -> Any:
        async with Client(server() if callable(server) else server, mode=mode, read_timeout_seconds=120) as client:
            return await work(client)

    with start_blocking_portal() as portal:
        return portal.call(inside)


def call(server: Any, tool: str, **arguments: Any) -> Any:
    """What one tool gives."""
    return with_client(server, lambda client: client.call_tool(tool, arguments))


@asynccontextmanager
async def with_token(address: str, token: str) -> AsyncIterator[Any]:
    """A transport that sends a token."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as client,
        streamable_http_client(address, http_client=client) as streams,
    ):
        yield streams
