"""The ways in for programs stand behind the guards of the page: token, name of the server, other sites."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from mcp.shared.exceptions import MCPError

from .calling import call, with_token

PATHS = ("/api/search?query=a&mode=words", "/api/openapi.json", "/mcp")


@pytest.fixture
def program(locked_server: Any, token: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=locked_server.url, headers={"Authorization": f"Bearer {token}"}, timeout=60, follow_redirects=False
    ) as client:
        yield client


def asked(client: httpx.Client, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """A request as it is meant: a message to the MCP server, and GET for all others."""
    if path != "/mcp":
        return client.get(path, headers=headers)
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepted = {"Accept": "application/json, text/event-stream", **(headers or {})}
    return client.post(path, json=message, headers=accepted)


@pytest.mark.parametrize("path", PATHS)
def test_the_token_opens_and_nothing_else_does(program: httpx.Client, path: str) -> None:
    assert asked(program, path).status_code == 200
    with httpx.Client(base_url=program.base_url, timeout=60) as stranger:
        for headers in ({}, {"Authorization": "Basic eDp5"}, {"Cookie": "hemicycle_session=x"}):
            told = asked(stranger, path, headers)
            assert told.status_code == 401
            assert told.json() == {"error": "log in at /login, or send Authorization: Bearer TOKEN"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"X-Forwarded-Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
    ],
    ids=str,
)
def test_another_site_or_name_costs_nothing(program: httpx.Client, path: str, headers: dict[str, str], status: int) -> None:
    told = asked(program, path, headers)
    assert told.status_code == status
    assert told.json().keys() == {"error"}


def test_the_description_says_that_a_token_is_needed(program: httpx.Client, sample_server: Any) -> None:
    description = program.get("/api/openapi.json").json()
    assert description["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    assert all("401" in path["get"]["responses"] and path["get"]["security"] for path in description["paths"].values())
    open_one = httpx.get(f"{sample_server.url}/api/openapi.json", timeout=60).json()
    assert "securitySchemes" not in open_one["components"]


def test_the_official_client_gets_in_with_the_token_alone(locked_server: Any, token: str) -> None:
    address = f"{locked_server.url}/mcp"
    assert call(lambda: with_token(address, token), "search", query="Wit-Rusland", k=1).structured_content["hits"]
    with pytest.RaisesGroup(MCPError, flatten_subgroups=True):
        call(lambda: with_token(address, "x" * 32), "search", query="Wit-Rusland")


def test_messages_are_small_and_there_is_nothing_to_listen_to(program: httpx.Client) -> None:
    assert program.get("/mcp", headers={"Accept": "text/event-stream"}).status_code == 405
    assert program.delete("/mcp").status_code == 405
    accepted = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    assert program.post("/mcp", content=b"[" + b" " * (1 << 20) + b"]", headers=accepted).status_code == 413
    for broken in (b"{", b"[" * 100_000, b"\xff", b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}'):
        told = program.post("/mcp", content=broken, headers=accepted)
        assert 400 <= told.status_code < 500, (broken[:20], told.status_code, told.text)
        assert "Traceback" not in told.text
