"""What visitors may send to the page: how much, and no file but what they uploaded."""

import json
import os
import time
from pathlib import Path
from typing import Any

from starlette.formparsers import MultiPartException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.guard.gradio_routes import inner_path

MIB = 1 << 20
LARGEST_FILE = 256 * MIB
LARGEST_UPLOAD = 1024 * MIB
LARGEST_STORE = 4096 * MIB
"""Bytes of one uploaded file (Gradio counts), of those that come together, and of all that lie here before they are read."""

LARGEST_REQUEST = MIB
"""Bytes of anything else: a pasted draft is far below."""

_KEPT_S = 3600
"""Seconds after which an upload that nobody added to the library is removed."""

_UPLOAD = "/gradio_api/upload"


class SafeBodies:
    """ASGI middleware around one mounted page; `uploads` is the folder that Gradio writes them to.

    Gradio reads whatever file of this machine, or fetches whatever address, a request names in place of an upload.
    """

    def __init__(self, app: ASGIApp, uploads: Path) -> None:
        self.app = app
        self._small = RequestBodyLimitMiddleware(self._checked, LARGEST_REQUEST)
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
        elif inner_path(scope) == _UPLOAD:
            await self._upload(scope, receive, send)
        else:
            await self._small(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _stored(self._uploads) >= LARGEST_STORE:
            await PlainTextResponse("Too many files wait to be added; try again later", 507)(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > LARGEST_UPLOAD or message["type"] == "http.disconnect":
                # The only error on which Gradio removes what it has written so far.
                raise MultiPartException(f"Files exceed the maximum allowed size of {LARGEST_UPLOAD // MIB} MiB in all.")
            return message

        await self.app(scope, counted, send)

    async def _checked(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        try:
            fit = only_uploads(json.loads(body or b"null"), self._uploads)
        except (ValueError, RecursionError):
            fit = False
        if not fit:
            await PlainTextResponse("Bad Request", 400)(scope, receive, send)
            return
        unread = True

        async def again() -> Message:
            nonlocal unread
            if unread:
                unread = False
                return {"type": "http.request", "body": body, "more_body": False}
            return await receive()

        await self.app(scope, again, send)


def only_uploads(value: Any, uploads: Path) -> bool:
    """Whether every file that a JSON value names is one that was uploaded."""
    if isinstance(value, list):
        return all(only_uploads(item, uploads) for item in value)
    if not isinstance(value, dict):
        return True
    path = value.get("path")
    if isinstance(path, str) and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(uploads)):
        return False
    return all(only_uploads(item, uploads) for item in value.values())


def _stored(uploads: Path) -> int:
    """Bytes that lie in the folder, once what is too old is gone."""
    size, old = 0, time.time() - _KEPT_S
    for folder, _, names in os.walk(uploads):
        for name in names:
            file = Path(folder) / name
            try:
                status = file.stat()
                if status.st_mtime < old:
                    file.unlink()
                else:
                    size += status.st_size
            except OSError:  # somebody else was quicker
                continue
    return size
