"""The door of a protected page: who gets in, for how long, and what everybody else is told."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from rag.errors import InputError
from ui.guard.access import ATTEMPTS, ATTEMPTS_IN_ALL, SESSION_S, WINDOW_S, Access, access_to
from ui.guard.login import COOKIE, Door, place
from ui.texts import PAGES

PASSWORD, TOKEN = "een goed lang wachtwoord", "0123456789abcdef0123456789"
PAGE = {"Accept": "text/html,*/*;q=0.8"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> Access:
    return Access([PASSWORD, TOKEN], clock)


async def inside(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


async def socket(opened: WebSocket) -> None:
    await opened.accept()
    await opened.close()


def visitor(access: Access, *, base: str = "http://testserver", address: str = "198.51.100.7") -> TestClient:
    """A browser that holds no cookie yet."""
    routes = [Route("/{path:path}", inside, methods=["GET", "POST"]), WebSocketRoute("/socket", socket)]
    return TestClient(Door(Starlette(routes=routes), access), base_url=base, client=(address, 5000), follow_redirects=False)


def log_in(client: TestClient, password: str = PASSWORD, wanted: str = "/") -> int:
    return client.post("/login", data={"password": password, "next": wanted}).status_code


@pytest.fixture
def client(access: Access) -> Iterator[TestClient]:
    with visitor(access) as opened:
        yield opened


def test_only_healthz_needs_no_log_in(client: TestClient) -> None:
    assert client.get("/healthz").text == "inside"
    for path in ("/", "/config", "/healthz/x", "/gradio_api/queue/data", "/assets/x.js", "/logout"):
        for answer in (client.get(path), client.post(path)):
            assert "inside" not in answer.text, path
            assert answer.status_code in (401, 303), path
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/socket"):
        pass


def test_a_page_leads_to_the_log_in_and_back_and_a_program_is_told_in_json(client: TestClient) -> None:
    sent = client.get("/nl/?a=1&b=%2F", headers=PAGE)
    assert (sent.status_code, sent.headers["location"]) == (303, "/login?next=%2Fnl%2F%3Fa%3D1%26b%3D%252F")
    form = client.get(sent.headers["location"])
    assert 'value="/nl/?a=1&amp;b=%2F"' in form.text
    assert client.post("/login", data={"password": PASSWORD, "next": "/nl/?a=1"}).headers["location"] == "/nl/?a=1"
    assert client.get("/nl/", headers=PAGE).text == "inside"
    client.cookies.clear()
    told = client.post("/gradio_api/queue/join", headers=PAGE)
    assert (told.status_code, told.headers["www-authenticate"]) == (401, "Bearer")
    assert "log in" in told.json()["error"]


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(access: Access) -> None:
    for base, secure in (("http://testserver", False), ("https://testserver", True)):
        with visitor(access, base=base) as client:
            cookie = client.post("/login", data={"password": TOKEN}).headers["set-cookie"]
        parts = {part.strip().partition("=")[0].lower() for part in cookie.split(";")}
        assert {"httponly", "samesite", "max-age", "path"} <= parts
        assert "samesite=lax" in cookie.lower()
        assert ("secure" in parts) == secure
        assert PASSWORD not in cookie


def test_a_session_ends_by_leaving_and_by_time(client: TestClient, clock: Clock) -> None:
    assert log_in(client) == 303
    held = client.cookies[COOKIE]
    assert client.post("/logout").headers["location"] == "/login"
    client.cookies.set(COOKIE, held)  # one that was copied before is of no use
    assert client.get("/").status_code == 401
    client.cookies.clear()
    assert log_in(client) == 303
    clock.now = SESSION_S - 1
    assert client.get("/").text == "inside"
    clock.now = SESSION_S + 1
    assert client.get("/").status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", PASSWORD, "None", "0"])
def test_no_other_cookie_is_a_session(client: TestClient, cookie: str) -> None:
    assert log_in(client) == 303
    client.cookies.clear()
    assert client.get("/", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401


def test_a_token_is_for_programs(client: TestClient) -> None:
    assert client.get("/config", headers={"Authorization": f"Bearer {TOKEN}"}).text == "inside"
    assert client.get("/config", headers={"Authorization": f"bearer  {TOKEN} "}).text == "inside"
    for wrong in (f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer", "Bearer é"):
        assert client.get("/config", headers={"Authorization": wrong.encode()}).status_code == 401


def test_failed_attempts_of_one_client_are_limited_and_others_are_not(access: Access, clock: Clock) -> None:
    with visitor(access) as bad, visitor(access, address="198.51.100.8") as good:
        for _ in range(ATTEMPTS):
            assert log_in(bad, "geraden wachtwoord") == 403
        refused = bad.post("/login", data={"password": PASSWORD})
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == str(int(WINDOW_S))
        told = bad.get("/", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (told.status_code, told.headers["retry-after"]) == (429, str(int(WINDOW_S)))
        assert log_in(good) == 303
        clock.now = WINDOW_S + 1
        assert log_in(bad) == 303


def test_a_flood_from_everywhere_is_limited_and_locks_nobody_out_of_a_session(access: Access, clock: Clock) -> None:
    with visitor(access) as owner, visitor(access, address="203.0.113.9") as late:
        assert log_in(owner) == 303
        for n in range(12 * ATTEMPTS_IN_ALL):
            access.failed(f"2001:db8:{n:x}::1")
        assert log_in(late) == 429
        assert owner.get("/").text == "inside"
        assert late.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).text == "inside"
        assert len(access._failures) <= 10 * ATTEMPTS_IN_ALL
        clock.now = WINDOW_S + 1
        assert log_in(late) == 303


def test_a_network_of_ipv6_is_one_client(access: Access) -> None:
    for n in range(ATTEMPTS):
        access.failed(f"2001:db8::{n:x}")
    assert access.wait("2001:db8::ffff")
    assert not access.wait("2001:db8:0:1::1")


@pytest.mark.parametrize(
    "wanted",
    [
        "http://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=y",
        "/logout",
        "/login",
        "//[",
        "",
    ],
)
def test_after_logging_in_one_stays_here(client: TestClient, wanted: str) -> None:
    assert place(wanted) == "/"
    assert client.post("/login", data={"password": PASSWORD, "next": wanted}).headers["location"] == "/"


def test_what_is_given_as_next_is_text(client: TestClient) -> None:
    assert "<script>" not in client.get("/login", params={"next": '/"><script>alert(1)</script>'}).text


@pytest.mark.parametrize(
    ("asked", "language"),
    [("nl-BE,nl;q=0.9,en;q=0.1", "nl"), ("en;q=0.2, fr-BE;q=0.9", "fr"), ("de", "en"), ("", "en"), ("x;q=y,,;", "en")],
)
def test_the_form_speaks_the_language_of_the_browser(client: TestClient, asked: str, language: str) -> None:
    page = client.get("/login", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}">' in page
    assert PAGES[language].login.log_in in page


def test_a_form_that_never_ends_is_refused(client: TestClient) -> None:
    assert client.post("/login", data={"password": "x" * 10_000}).status_code == 413


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "", "example.org"])
def test_an_address_that_others_reach_needs_a_secret(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    for name in ("PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"HEMICYCLE_{name}", raising=False)
    with pytest.raises(InputError, match="HEMICYCLE_PASSWORD"):
        access_to(host)
    for own in ("127.0.0.1", "::1", "localhost", "127.1.2.3"):
        assert access_to(own) is None
    monkeypatch.setenv("HEMICYCLE_TOKEN", TOKEN)
    given = access_to(host)
    assert given
    assert given.knows(TOKEN)
    assert access_to("127.0.0.1")


@pytest.mark.parametrize(("name", "value"), [("PASSWORD", "elf tekens."), ("TOKEN", "0123456789abcdef0123456")])
def test_a_secret_that_is_too_short_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HEMICYCLE_{name}", value)
    with pytest.raises(InputError, match=rf"HEMICYCLE_{name} cannot be used: it needs at least") as error:
        access_to("127.0.0.1")
    assert value not in str(error.value)
