"""Who is at the page. On this machine alone that is one person, whatever the browser; behind a password every browser is
somebody else, and knows itself by a cookie."""

import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "hemicycle-visitor"

_OWNER = "owner"

_LONG = 400 * 24 * 3600
"""Seconds that a browser keeps the cookie: the most that browsers allow."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose the conversations, feedback and searches of a page are, and the library that it shows."""

    visitor: str = _OWNER
    library: str | None = None


def visitor_of(request: gr.Request | Request, *, shared: bool) -> str:
    """The visitor that sends a request; `shared` where the page is open to several people.

    One without the cookie (a program) keeps nothing that another could see.
    """
    return (request.cookies.get(COOKIE) or secrets.token_urlsafe(12)) if shared else _OWNER


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
    morsel.update({"max-age": str(_LONG), "path": "/", "httponly": "True", "samesite": "Strict"})
    if secure:
        morsel["secure"] = "True"
    return morsel.OutputString()
