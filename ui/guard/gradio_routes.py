"""The routes of Gradio that the page needs. There are a hundred; all others answer like a page that does not exist."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

NEEDED: Mapping[tuple[str, str], str] = {
    ("GET", "/"): "the page",
    ("GET", "/config"): "what the page is made of, once more: for programs that work it",
    ("GET", "/theme.css"): "its colours and fonts",
    ("GET", "/assets/{path:path}"): "Gradio's own scripts and styles",
    ("GET", "/static/{path:path}"): "Gradio's own fonts and pictures",
    ("GET", "/favicon.ico"): "browsers ask for it",
    ("GET", "/gradio_api/startup-events"): "browsers may ask for it when the page has loaded",
    ("GET", "/gradio_api/heartbeat/{session_hash}"): "an open page's sign of life: its state goes when it closes",
    ("POST", "/gradio_api/queue/join"): "whatever is clicked, typed or chosen",
    ("GET", "/gradio_api/queue/data"): "what comes of it, as a stream",
    ("POST", "/gradio_api/upload"): "files to be added",
    ("GET", "/gradio_api/upload_progress"): "how much of them has arrived",
}
"""Method and path, below wherever the page is mounted, and what for. HEAD goes with GET."""

_PATTERNS = [(method, compile_path(path)[0]) for method, path in NEEDED]


class NeededRoutes:
    """ASGI middleware around one mounted page that lets only these through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_needed(scope["method"], inner_path(scope)):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await self.app(scope, receive, send)


def is_needed(method: str, path: str) -> bool:
    """Whether the page needs it."""
    asked = "GET" if method == "HEAD" else method
    return any(asked == method and pattern.match(path) for method, pattern in _PATTERNS)


def inner_path(scope: Scope) -> str:
    """The path below wherever the page is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
