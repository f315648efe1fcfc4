"""Which language the page speaks to whom, and who a visitor is."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.languages import wanted_language
from ui.visitors import COOKIE, Visitors, visitor_of


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        (None, None, "en"),
        (None, "nl-BE,nl;q=0.9,en;q=0.5", "nl"),
        (None, "de,fr;q=0.3,en;q=0.2", "fr"),
        (None, "en;q=0.1, fr;q=0.8", "fr"),
        (None, "zh", "en"),
        (None, ";;;q=,,", "en"),
        ("fr", "nl", "fr"),
        ("xx", "nl", "nl"),
    ],
)
def test_the_language_that_was_chosen_else_the_one_that_is_asked_for(
    chosen: str | None, accepted: str | None, language: str
) -> None:
    assert wanted_language(chosen, accepted) == language


@pytest.fixture
def client() -> TestClient:
    def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(visitor_of(request, shared=True))

    routes = [Route("/", lambda _request: HTMLResponse("<p>")), Route("/who", who)]
    return TestClient(Visitors(Starlette(routes=routes)), base_url="https://testserver")


def test_every_browser_keeps_the_cookie_that_it_was_given(client: TestClient) -> None:
    assert client.get("/who").headers.get("set-cookie") is None
    given = client.get("/").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"} <= set(given.split("; "))
    own = client.cookies[COOKIE]
    assert len(own) >= 32
    assert client.get("/who").text == own
    assert client.get("/").headers.get("set-cookie") is None
    client.cookies.clear()
    assert client.get("/").headers["set-cookie"] != given
    assert client.cookies[COOKIE] != own


def test_on_this_machine_alone_there_is_one_person_and_elsewhere_none_without_a_cookie(client: TestClient) -> None:
    request = Request({"type": "http", "headers": [(b"cookie", f"{COOKIE}=somebody".encode())]})
    bare = Request({"type": "http", "headers": []})
    assert visitor_of(request, shared=False) == visitor_of(bare, shared=False)
    assert visitor_of(request, shared=True) == "somebody"
    assert visitor_of(bare, shared=True) != visitor_of(bare, shared=True)
