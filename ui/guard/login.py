"""The door of a protected page: logging in and out, and a refusal for everybody else, whatever is asked for."""

import html
import re
from functools import cache
from urllib.parse import quote, urlsplit

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.guard.access import SESSION_S, Access
from ui.languages import language_for
from ui.texts import PAGES
from ui.texts.login import LoginTexts
from ui.theme import STATIC

OPEN = "/healthz"
"""What needs no log-in."""

LOGIN, LOGOUT = "/login", "/logout"
COOKIE = "hemicycle_session"
_LARGEST_FORM = 4096


class Door:
    """ASGI middleware that lets through who has a session or a token. It stands in front of pages, streams and sockets."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] == OPEN:
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await _closed(receive, send)
        else:
            request = Request(scope, receive)
            if response := await self._answer(request):
                await response(scope, receive, send)
            else:
                await self.app(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """What is said at the door; null where the request may pass."""
        match request.url.path, request.method:
            case ("/login", "GET" | "HEAD"):
                return self._page(request, request.query_params)
            case ("/login", "POST"):
                return await self._attempt(request)
            case ("/logout", "POST"):
                self._access.end(request.cookies.get(COOKIE, ""))
                leaving = RedirectResponse(LOGIN, 303)
                leaving.delete_cookie(COOKIE)
                return leaving
        if self._access.holds(request.cookies.get(COOKIE, "")):
            return None
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._with_token(_client(request), token.strip())
        if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", ""):
            wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{LOGIN}?next={quote(wanted, safe='')}" if wanted != "/" else LOGIN, 303)
        return _refused("log in at /login, or send Authorization: Bearer TOKEN", 401)

    def _with_token(self, client: str, token: str) -> Response | None:
        # Others' attempts do not count: they must not keep out a program that has the token, which is too long to be guessed.
        if wait := self._access.wait(client, in_all=False):
            return _refused("too many failed attempts", 429, wait)
        if self._access.knows(token):
            return None
        self._access.failed(client)
        return _refused("this token is not known", 401)

    async def _attempt(self, request: Request) -> Response:
        fields, client = await _form(request), _client(request)
        if fields is None:
            return _refused("too long for a password", 413)
        if wait := self._access.wait(client):
            return self._page(request, fields, wait=wait)
        if not self._access.knows(fields.get("password", "")):
            self._access.failed(client)
            return self._page(request, fields, wrong=True)
        entering = RedirectResponse(place(fields.get("next", "")), 303)
        secure = request.url.scheme == "https"
        entering.set_cookie(COOKIE, self._access.begin(), max_age=SESSION_S, httponly=True, samesite="lax", secure=secure)
        return entering

    def _page(self, request: Request, fields: QueryParams, *, wrong: bool = False, wait: int = 0) -> Response:
        texts = _preferred(request)
        said = texts.too_many.format(minutes=-(-wait // 60)) if wait else texts.wrong if wrong else ""
        headers = {"Retry-After": str(wait)} if wait else {}
        shown = login_page(texts, place(fields.get("next", "")), said)
        return HTMLResponse(shown, 429 if wait else 403 if wrong else 200, headers)


def place(wanted: str) -> str:
    """Where to go after logging in: a path of this server, or its root where something else is meant."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    inside = wanted.startswith("/") and not wanted.startswith("//") and not (parts.scheme or parts.netloc)
    plain = wanted.isprintable() and "\\" not in wanted and parts.path not in (LOGIN, LOGOUT)
    return wanted if inside and plain else "/"


def login_page(texts: LoginTexts, wanted: str, said: str) -> str:
    """The form, as a whole page that needs no script; `said` is what is wrong, if anything."""
    invalid = ' aria-invalid="true" aria-describedby="said"' if said else ""
    problem = f'<p id="said" role="alert">{html.escape(said)}</p>' if said else ""
    return f"""<!DOCTYPE html>
<html lang="{texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(texts.title)}</title>
<style>{_style()}</style>
</head>
<body>
<main>
<h1>Hemicycle</h1>
<p>{html.escape(texts.protected)}</p>
<form method="post" action="{LOGIN}">
<input type="hidden" name="next" value="{html.escape(wanted)}">
<label for="password">{html.escape(texts.password)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus{invalid}>
{problem}
<button type="submit">{html.escape(texts.log_in)}</button>
</form>
</main>
</body>
</html>
"""


def logout_form(texts: LoginTexts) -> str:
    """The button that ends the session, for the page itself."""
    return f'<form method="post" action="{LOGOUT}"><button type="submit">{html.escape(texts.log_out)}</button></form>'


@cache
def _style() -> str:
    """The log-in page's style, with the colours of the page: those in the dark where the browser asks for them."""
    page, own = ((STATIC / name).read_text(encoding="utf-8") for name in ("page.css", "login.css"))
    light, dark = (re.search(rf"^{name} (\{{.*?^\}})", page, re.MULTILINE | re.DOTALL) for name in (":root", r"\.dark"))
    assert light
    assert dark
    return f":root {light[1]}\n@media (prefers-color-scheme: dark) {{ :root {dark[1]} }}\n{own}"


def _preferred(request: Request) -> LoginTexts:
    return PAGES[language_for(request)].login


async def _form(request: Request) -> QueryParams | None:
    """The fields of a short form; null where it is none."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            return None
    return QueryParams(body)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _refused(line: str, status: int, wait: int = 0) -> Response:
    headers = {"Retry-After": str(wait)} if wait else {"WWW-Authenticate": "Bearer"}
    return JSONResponse({"error": line}, status, headers)


async def _closed(receive: Receive, send: Send) -> None:
    """Refuse a web socket before it is opened."""
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": ""})
