"""A server that speaks OpenAI's chat completions and says what a test wants, as badly as it wants."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Messages = list[dict[str, str]]


@dataclass
class Script:
    """What the server does: `text` is said, in `pieces` characters at a time with a `pause` (seconds) between them; `cut`
    closes the connection after so many pieces. `status` and `body` answer otherwise. `asked` and `headers` are what came."""

    text: str | Callable[[Messages], str] = ""
    pieces: int = 10
    pause: float = 0.0
    cut: int | None = None
    status: int = 200
    body: str | None = None
    content_type: str = "text/event-stream"
    finish: bool = True
    refuses_options: bool = False
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def scripted_server() -> Iterator[Script]:
    """The running server's script; `url` is its address."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 (the base class's name)
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(body)
            script.headers.append(dict(self.headers))
            refused = script.refuses_options and "max_tokens" in body
            self.send_response(400 if refused else script.status)
            self.send_header("Content-Type", script.content_type)
            self.end_headers()
            try:
                if script.body is not None or refused:
                    self.wfile.write((script.body or "no").encode())
                else:
                    self._say(script.text(body["messages"]) if callable(script.text) else script.text)
            except OSError:
                pass  # the client has had enough

        def _say(self, text: str) -> None:
            for n, start in enumerate(range(0, len(text), script.pieces)):
                if script.cut == n:
                    return
                self._event({"choices": [{"delta": {"content": text[start : start + script.pieces]}}]})
                time.sleep(script.pause)
            if script.finish:
                self._event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
                self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, data: dict[str, Any]) -> None:
            self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
