"""The MCP server on the page's own address: streamable HTTP at one route."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

LARGEST_MESSAGE = 1 << 20
"""Bytes: arguments have a few thousand characters."""


class McpRoute:
    """ASGI application that answers each message by itself: no sessions, so that nothing is kept of who asked, and no streams
    that stay open. Names, sites and tokens are looked at by the guards in front."""

    def __init__(self, server: Server[Any]) -> None:
        self._server = server
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self, _application: object) -> AsyncIterator[None]:
        """The lifespan of the application that it stands in."""
        self._manager = StreamableHTTPSessionManager(
            self._server, json_response=True, stateless=True, max_request_body_size=LARGEST_MESSAGE
        )
        async with self._manager.run():
            yield

    def route(self, path: str) -> Route:
        # Clients try GET for messages that nobody asked for; that there are none is said with 405.
        return Route(path, self, methods=["POST"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._manager, "the application has not been started"
        await self._manager.handle_request(scope, receive, send)
