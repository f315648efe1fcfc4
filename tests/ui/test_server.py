"""The server: its port, its headers, and how it ends."""

import re
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from rag.errors import InputError
from ui.server import address, listen


def test_another_free_port_is_taken_where_the_wanted_one_is_in_use() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with listen("127.0.0.1", port) as second:
            assert second.getsockname()[1] not in (port, 0)


def test_an_address_of_another_machine_is_refused_with_a_way_out() -> None:
    with pytest.raises(InputError, match=r"127\.0\.0\.1 is this machine"):
        listen("192.0.2.1", 7860)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_printed_address_opens_in_a_browser(host: str, shown: str) -> None:
    assert address(host, 80) == shown


def test_every_response_says_what_the_browser_may_load(sample_server) -> None:
    for path in ("/healthz", "/", "/config", "/nothing-here"):
        try:
            with urllib.request.urlopen(sample_server.url + path, timeout=30) as response:
                headers = response.headers
        except urllib.error.HTTPError as error:
            headers = error.headers
            error.close()
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "microphone=()" in headers["permissions-policy"]
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_what_is_the_same_for_all_may_be_kept(sample_server) -> None:
    with urllib.request.urlopen(f"{sample_server.url}/", timeout=30) as response:
        script = re.search(rb'src="(?:\./|/)?(assets/[^"]+\.js)"', response.read())
    assert script
    with urllib.request.urlopen(f"{sample_server.url}/{script[1].decode()}", timeout=30) as response:
        assert response.headers.get("cache-control") != "no-store"


@pytest.mark.parametrize("path", ["/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml", "/file=/etc/passwd"])
def test_no_file_of_the_machine_is_served(sample_server, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(sample_server.url + path, timeout=30)
    refused.value.close()
    assert refused.value.code in (403, 404)


def test_ctrl_c_ends_the_server_with_a_word_and_without_a_traceback(start: Callable) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = start("--port", str(port))
    assert f"Port {port} is in use; taking" in "".join(server.said)
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=30) as response:
        assert response.read() == b'{"status":"ok"}'
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=30) == 0
    time.sleep(0.2)
    assert "".join(server.said).endswith("Stopped.\n")
    assert "Traceback" not in "".join(server.said)
