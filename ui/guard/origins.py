"""Which names this server answers to, and whose pages may ask it anything: against DNS rebinding and cross-site requests."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.ask.shared_address import only_filled

API, MCP = "/api", "/mcp"
"""The ways in for programs."""

LOCAL = frozenset(["127.0.0.1", "localhost", "::1"])
_ANY_ADDRESS = frozenset(["0.0.0.0", "::", ""])

_OTHER_NAME = "This server does not answer under this name; whoever runs it can allow it with HEMICYCLE_HOSTS."
_OTHER_SITE = "Requests from other sites are refused."


class OwnSite:
    """ASGI middleware that refuses requests for another name than this server's, and those of other sites' pages.

    `host` is the address that is listened on, `names` are further ones, of a proxy in front. Where it listens on every
    address of the machine, any of them is good: a page that was rebound comes with a name.
    """

    def __init__(self, app: ASGIApp, host: str, names: Collection[str] = ()) -> None:
        self.app = app
        self._any_address = host in _ANY_ADDRESS
        self._names = frozenset(name.lower() for name in names)
        self._known = LOCAL | self._names | ({host.lower()} - _ANY_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            connection = HTTPConnection(scope)
            if not self._is_own(connection):
                await _refused(scope, _OTHER_NAME, 421)(scope, receive, send)
                return
            if self._is_foreign(connection, scope["method"]):
                await _refused(scope, _OTHER_SITE, 403)(scope, receive, send)
                return
            filled = only_filled(scope["query_string"].decode("latin-1"))
            if filled is not None and connection.headers.get("sec-fetch-site") == "cross-site":
                # Another site's page may lead here; it does not ask in the visitor's name.
                await RedirectResponse(f"?{filled}", 303)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _is_own(self, connection: HTTPConnection) -> bool:
        # What a proxy was asked for decides which addresses the page is given.
        given = [*connection.headers.getlist("host"), *connection.headers.getlist("x-forwarded-host")]
        return bool(given) and all(self._knows(_hostname(name)) for each in given for name in each.split(","))

    def _knows(self, name: str) -> bool:
        return name in self._known or (self._any_address and _is_address(name))

    def _is_foreign(self, connection: HTTPConnection, method: str) -> bool:
        """Whether another site's page asks. A link to this one may be followed, but to what answers at once: that costs."""
        headers = connection.headers
        reads = method in ("GET", "HEAD") and not _is_for_programs(connection.scope["path"])
        if fetched := headers.get("sec-fetch-site"):
            followed = reads and headers.get("sec-fetch-mode") == "navigate"
            return fetched not in ("same-origin", "none") and not followed
        origin = headers.get("origin")
        if origin is None:
            return False
        netloc = origin.partition("://")[2].lower()
        return netloc != headers.get("host", "").lower() and _hostname(netloc) not in self._names


def _is_for_programs(path: str) -> bool:
    return path.startswith((f"{API}/", MCP))


def _refused(scope: Scope, line: str, status: int) -> Response:
    return JSONResponse({"error": line}, status) if _is_for_programs(scope["path"]) else PlainTextResponse(line, status)


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host.strip()}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
