"""Who is at the page. On this machine alone that is one person, whatever the browser; behind a password every browser is
somebody else, and knows itself by a cookie."""

import hashlib
import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.kept import NOBODY

if TYPE_CHECKING:
    import gradio as gr

COOKIE = "hemicycle-visitor"

_OWNER = "owner"

_LONG = 400 * 24 * 3600
"""Seconds that a browser keeps the cookie: the most that browsers allow."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The library that a page shows, and whose conversations, feedback and searches go with it. The visitor is worked out
    anew at each event (`ui.events`): a page may outlive what the server remembers of it. So is `page`, which tells open pages
    apart."""

    visitor: str = NOBODY
    library: str | None = None
    page: str = ""


def visitor_of(request: "gr.Request | Request | None", *, shared: bool) -> str:
    """The visitor that sends a request, nobody where it has no cookie; `shared` where the page is open to several people."""
    if not shared:
        return _OWNER
    cookie = request.cookies.get(COOKIE) if request else None
    # Whatever a cookie says, it never spells another visitor's id.
    return "browser:" + hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest() if cookie else NOBODY


class Visitors:
    """ASGI middleware that gives every browser a cookie of its own. It touches only the head of a response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = scope["type"] != "http" or scope["method"] != "GET" or COOKIE in Request(scope).cookies

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie(secure=scope.get("scheme") == "https"))
            await send(message)

        await self.app(scope, receive, send if known else with_cookie)


def _cookie(*, secure: bool) -> str:
    morsel = SimpleCookie({COOKIE: secrets.token_urlsafe(24)})[COOKIE]
    # Not `Strict`: whoever follows a link from elsewhere would come without it, and be given another.
    morsel.update({"max-age": str(_LONG), "path": "/", "httponly": "True", "samesite": "Lax"})
    if secure:
        morsel["secure"] = "True"
    return morsel.OutputString()
