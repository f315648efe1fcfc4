"""The container file: linted, and in step with the rest. It is not built here, which takes Docker and a network."""

import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
CONTAINER = (HERE / "Dockerfile").read_text(encoding="utf-8")


def test_the_linter_has_nothing_to_say() -> None:
    if not (linter := shutil.which("hadolint", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))):
        pytest.skip("no hadolint here: it is installed with what the tests need on Linux on x86-64")
    told = subprocess.run([linter, "--no-color", "Dockerfile"], cwd=HERE, capture_output=True, text=True)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_it_takes_the_same_torch_as_make() -> None:
    (torch,) = set(re.findall(r"torch==[\d.]+", CONTAINER))
    assert f"TORCH := {torch}\n" in (HERE / "Makefile").read_text()


def test_it_does_not_run_as_root_and_holds_no_secret() -> None:
    users = re.findall(r"^USER (\d+):(\d+)$", CONTAINER, re.MULTILINE)
    assert users
    assert all(int(number) >= 1000 for number in users[-1])
    assert not re.search(r"HEMICYCLE_\w+=", CONTAINER)


def test_what_is_built_gets_into_the_image() -> None:
    """Each folder of the wheel is copied, and not left out of what is sent to the builder."""
    packages = re.search(r"packages = \[(.*)\]", (HERE / "pyproject.toml").read_text())
    let_in = (HERE / ".dockerignore").read_text().split()
    assert packages
    for folder in re.findall(r"\w+", packages[1]):
        assert f"COPY {folder} {folder}\n" in CONTAINER
        assert f"!{folder}" in let_in


@pytest.mark.parametrize(("status", "code"), [(200, 0), (500, 1), (None, 1)])
def test_its_health_check_tells_a_page_that_answers_from_one_that_does_not(status: int | None, code: int) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if status and self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    found = re.search(r'HEALTHCHECK .* CMD \["python", "-c", "(.*)"\]', CONTAINER)
    assert found
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        check = found[1].replace("7860", str(server.server_port))
        if status:
            threading.Thread(target=server.handle_request, daemon=True).start()
        else:
            server.server_close()
        assert subprocess.run([sys.executable, "-c", check], capture_output=True, timeout=30).returncode == code
