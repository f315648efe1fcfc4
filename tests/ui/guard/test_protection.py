"""The whole application with its guards: which of Gradio's routes there are, and what may be sent to them."""

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ui.guard.gradio_routes import NEEDED, is_needed

TOKEN = "0123456789abcdef0123456789abcdef"

CLOSED = {
    "/api/{api_name}", "/app_id", "/cancel", "/call/v2/{api_name}", "/call/v2/{api_name}/{event_id}", "/call/{api_name}",
    "/call/{api_name}/{event_id}", "/component_server", "/custom_component/{id}/{environment}/{type}/{file_name}",
    "/deep_link", "/dev/reload", "/file/{path:path}", "/file={path_or_url:path}", "/info", "/login", "/login_check",
    "/logout", "/manifest.json", "/monitoring", "/monitoring/summary", "/monitoring/{key}", "/openapi.json",
    "/process_recording", "/proxy={url_path:path}", "/pwa_icon", "/pwa_icon/{size}", "/queue/status", "/reset", "/robots.txt",
    "/run/{api_name}", "/runs", "/stream/{event_id}", "/stream/{event_id}/close",
    "/stream/{session_hash}/{run}/{component_id}/playlist-file",
    "/stream/{session_hash}/{run}/{component_id}/playlist.m3u8",
    "/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}", "/svelte/{path:path}", "/token",
    "/undo-vibe-edit", "/user", "/vibe-code", "/vibe-edit", "/vibe-starter-queries",
}  # fmt: skip
"""What Gradio has besides, below `/` or `/gradio_api`: other machines' and this one's files, other ways to call functions,
recordings, log-ins, its own tools to write programs. None of it is for this page."""


LOWERED = """
from ui.guard import bodies
bodies.LARGEST_FILE, bodies.LARGEST_UPLOAD, bodies.LARGEST_STORE = 500_000, 1_000_000, 1_500_000
"""

TWO_PAGES = """
import json, gradio as gr
from fastapi import FastAPI
from starlette.testclient import TestClient
from ui.guard.protection import protect

def routes(app):
    for route in app.routes:
        if included := getattr(route, "original_router", None):
            yield from routes(included)
        else:
            yield from ((method, route.path) for method in route.methods)

outer, found = FastAPI(), []
for prefix in ("/en", "/nl"):
    with gr.Blocks() as blocks:
        gr.HTML(prefix)
    gr.mount_gradio_app(outer, blocks, path=prefix, run_history=False)
    found = sorted(set(routes(outer.routes[-1].app)))
protect(outer)
paths = ["/config", "/gradio_api/info", "/gradio_api/file=/etc/passwd", "/monitoring", "/login"]
with TestClient(outer, base_url="http://127.0.0.1") as client:
    print(json.dumps([found, [[client.get(prefix + path).status_code for path in paths] for prefix in ("/en", "/nl")]]))
"""


@pytest.fixture(scope="module")
def two_pages() -> tuple[set[tuple[str, str]], list[list[int]]]:
    """Method and path of Gradio's routes, and how two pages that are mounted beside one another answer."""
    environment = os.environ | {"GRADIO_ANALYTICS_ENABLED": "False"}
    told = subprocess.run([sys.executable, "-c", TWO_PAGES], env=environment, capture_output=True, text=True, check=True)
    found, answers = json.loads(told.stdout.splitlines()[-1])
    return {(method, path) for method, path in found}, answers


@pytest.fixture(scope="module")
def client(start: Callable) -> Iterator[httpx.Client]:
    """A program that has the token of a protected server, whose limits are low."""
    server = start("--port", "18880", before=LOWERED, HEMICYCLE_TOKEN=TOKEN)
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as opened:
        yield opened


def test_somebody_has_decided_on_every_route_of_gradio(two_pages: tuple[set[tuple[str, str]], Any]) -> None:
    found, _ = two_pages
    assert len(found) > 80
    undecided = {
        (method, path)
        for method, path in found
        if (("GET" if method == "HEAD" else method, path) not in NEEDED)
        and (path.removeprefix("/gradio_api").rstrip("/") not in CLOSED)
        and path not in ("/config/", "/gradio_api/theme.css")
    }
    assert not undecided
    assert set(NEEDED) <= found


@pytest.mark.parametrize("path", sorted(CLOSED))
def test_what_is_not_needed_is_closed(path: str) -> None:
    for prefix in ("", "/gradio_api"):
        for method in ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"):
            assert not is_needed(method, f"{prefix}{path}")


def test_a_page_under_a_prefix_is_guarded_likewise(two_pages: tuple[Any, list[list[int]]]) -> None:
    assert two_pages[1] == [[200, 404, 404, 404, 404]] * 2


def test_what_is_needed_is_there_and_nothing_else(client: httpx.Client) -> None:
    for path in ("/en/", "/en/config", "/nl/theme.css", "/healthz"):
        assert client.get(path).status_code == 200
    assert client.head("/fr/").status_code == 200
    for path in ("/gradio_api/file=/etc/passwd", "/gradio_api/info", "/gradio_api/deep_link", "/runs", "/openapi.json"):
        for prefix in ("", "/en", "/nl", "/fr"):
            assert client.get(prefix + path).status_code == 404


def test_without_the_token_everything_but_healthz_is_closed(client: httpx.Client) -> None:
    with httpx.Client(base_url=client.base_url, timeout=60) as stranger:
        for path in ("/", "/en/config", "/en/theme.css", "/en/gradio_api/queue/data?session_hash=x", "/nl/record"):
            refused = stranger.get(path)
            assert refused.status_code == 401
            assert refused.headers["x-frame-options"] == "DENY"
        assert stranger.post("/en/gradio_api/upload", files={"files": b"x"}).status_code == 401
        assert stranger.get("/healthz").json() == {"status": "ok"}


def test_another_name_or_site_is_refused_whoever_asks(client: httpx.Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.post("/en/gradio_api/queue/join", json={}, headers={"Origin": "http://evil.example"}).status_code == 403


def test_the_page_has_a_way_out_where_it_is_locked(client: httpx.Client) -> None:
    assert 'action=\\"/logout\\"' in client.get("/en/config").text


def joined(client: httpx.Client, path: object) -> int:
    body = {"data": [[{"path": path, "meta": {"_type": "gradio.FileData"}}], ""], "fn_index": 0, "session_hash": "x"}
    return client.post("/en/gradio_api/queue/join", json=body).status_code


def upload(client: httpx.Client, *contents: bytes) -> httpx.Response:
    files = [("files", (f"vraag {n}.txt", io.BytesIO(content))) for n, content in enumerate(contents)]
    return client.post("/en/gradio_api/upload", files=files)


def test_no_file_of_the_machine_and_no_address_can_be_named_as_an_upload(client: httpx.Client) -> None:
    given = upload(client, b"een vraag").json()[0]
    assert joined(client, given) == 200
    link = Path(given).with_name("link.txt")
    link.symlink_to("/etc/passwd")
    for path in ("/etc/passwd", "http://example.org/x.txt", "../x.txt", f"{given}/../../../../etc/passwd", "", str(link)):
        assert joined(client, path) == 400, path
    link.unlink()
    for body in (b"{", b"[" * 100_000, b""):
        assert client.post("/en/gradio_api/queue/join", content=body).status_code in (400, 422)


def test_uploads_are_limited_while_they_arrive_and_leave_nothing_behind(client: httpx.Client) -> None:
    folder = Path(upload(client, b"een vraag").json()[0]).parents[1]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def lying() -> set[Path]:
        return {file for file in folder.rglob("*") if file.is_file()}

    before = lying()
    refused = upload(client, *(os.urandom(400_000) for _ in range(3)))
    assert refused.status_code == 413
    assert "in all" in refused.text
    assert upload(client, os.urandom(600_000)).status_code == 413
    assert upload(client, *([b"x"] * 1001)).status_code == 400
    assert lying() == before
    for _ in range(2):
        assert upload(client, os.urandom(400_000), os.urandom(400_000)).status_code == 200
    assert upload(client, b"x").status_code == 507
    for file in lying():
        os.utime(file, (0, 0))
    assert upload(client, b"x").status_code == 200
    assert len(lying()) == 1


def test_other_requests_are_small(client: httpx.Client) -> None:
    body = {"data": ["x" * 2_000_000], "fn_index": 0, "session_hash": "x"}
    assert client.post("/en/gradio_api/queue/join", json=body).status_code == 413
