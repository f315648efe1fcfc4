"""What the tests of the page share: the sample library, running servers, a browser that may not leave this machine."""

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

_OWN_SETTINGS = ("HEMICYCLE_", "XDG_DATA_HOME", "GRADIO_")
_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Server:
    """A running `hemicycle serve`: where it answers, and what it has said on the terminal so far."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """A page in the browser, and everything that it asked for, wherever that was to come from."""

    page: Page
    requests: list[str] = field(default_factory=list)
    accidents: list[str] = field(default_factory=list)


def environment(home: Path) -> dict[str, str]:
    """This process's environment with a data folder of its own. The cache with the converted model stays shared."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_SETTINGS)}
    return {**kept, "XDG_DATA_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def hemicycle(*arguments: str, before: str = "") -> list[str]:
    """The command; `before` is what it does first, such as to lower a limit."""
    return [sys.executable, "-c", f"{before}\nfrom ui.cli import run; run()", *arguments]


@pytest.fixture(scope="session")
def start(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts servers, each with a data folder of its own that holds the sample; all are stopped at the end."""
    running: list[Server] = []

    def begin(*arguments: str, before: str = "", **settings: str) -> Server:
        home = tmp_path_factory.mktemp("home") / "data"
        shutil.copytree(sample_home, home)
        process = subprocess.Popen(
            hemicycle("serve", *arguments, before=before),
            env=environment(home) | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lines: queue.Queue[str] = queue.Queue()
        said: list[str] = []

        def listen() -> None:
            assert process.stdout
            for line in process.stdout:
                said.append(line)
                lines.put(line)

        threading.Thread(target=listen, daemon=True).start()
        while not (found := re.search(r"http://\S+", lines.get(timeout=120))):
            pass
        server = Server(found[0], home, process, said)
        running.append(server)
        return server

    yield begin
    for server in running:
        server.process.terminate()
    for server in running:
        server.process.wait(timeout=20)
        assert server.process.stdout
        server.process.stdout.close()


@pytest.fixture(scope="session")
def sample_command(sample_home: Path) -> Callable[..., tuple[list[str], dict[str, str]]]:
    """The command with some arguments, to be started by a test, and an environment in which the sample has been made."""
    return lambda *arguments: (hemicycle(*arguments), environment(sample_home))


@pytest.fixture(scope="session")
def sample_server(start: Callable[..., Server]) -> Server:
    """A page that shows the sample; tests only read it."""
    return start("--port", "18860")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("HEMICYCLE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium) or set HEMICYCLE_CHROMIUM")
    # The first question waits for the model, and a busy machine for everything.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=_QUIET)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens pages. After the test none of them may have asked another machine for anything, nor run what it should not."""
    visits: list[Visit] = []

    def open_page(
        server: Server,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        shown: str = "#question textarea",
    ) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        seen = Visit(context.new_page())
        visits.append(seen)
        seen.page.set_default_timeout(60_000)
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.accidents.append(f"error: {error}"))
        seen.page.on("dialog", lambda dialog: (seen.accidents.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        seen.page.goto(server.url + path)
        seen.page.locator(shown).wait_for()
        return seen

    yield open_page
    for seen in visits:
        seen.page.context.close()
    for seen in visits:
        outside = [url for url in seen.requests if urlsplit(url).scheme != "data" and urlsplit(url).hostname != "127.0.0.1"]
        assert not outside, f"the page asked another machine: {outside}"
        assert not seen.accidents
