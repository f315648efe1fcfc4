"""Names that this server answers to, and pages that may ask it anything."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.guard.origins import OwnSite


async def inside(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


def status(method: str, headers: dict[str, str], *, host: str = "127.0.0.1", names: tuple[str, ...] = ()) -> int:
    app = OwnSite(Starlette(routes=[Route("/", inside, methods=["GET", "POST"])]), host, names)
    return TestClient(app, base_url="http://127.0.0.1:7860").request(method, "/", headers=headers).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LocalHost:80", "[::1]:7860", "127.0.0.1"])
def test_this_machine_is_reached_under_its_own_names(host: str) -> None:
    assert status("GET", {"Host": host}) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:7860",
        "192.168.1.5",
        "",
        "[",
        "a@127.0.0.1@b",
        "x/127.0.0.1",
    ],
)
def test_a_name_that_was_bound_to_this_machine_by_somebody_else_is_refused(host: str) -> None:
    assert status("GET", {"Host": host}) == 421


def test_a_name_is_good_where_it_was_asked_for() -> None:
    assert status("GET", {"Host": "records.example"}, names=("Records.example",)) == 200
    assert status("GET", {"Host": "192.168.1.5:7860"}, host="192.168.1.5") == 200
    for own in ("192.168.1.5", "[fd00::1]:7860"):
        assert status("GET", {"Host": own}, host="0.0.0.0") == 200
    assert status("GET", {"Host": "evil.example"}, host="0.0.0.0") == 421


def test_a_proxy_may_not_be_asked_for_another_name_either() -> None:
    assert status("GET", {"X-Forwarded-Host": "evil.example"}) == 421
    assert status("GET", {"X-Forwarded-Host": "records.example, evil.example"}, names=("records.example",)) == 421
    assert status("GET", {"X-Forwarded-Host": "records.example"}, names=("records.example",)) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://localhost:7860"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:7860"},
    ],
)
def test_another_sites_page_can_change_nothing(headers: dict[str, str]) -> None:
    assert status("POST", headers) == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}]
)
def test_another_sites_page_can_read_nothing(headers: dict[str, str]) -> None:
    assert status("GET", headers) == 403


def test_a_link_may_be_followed_and_programs_and_own_pages_may_ask() -> None:
    assert status("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}) == 200
    for own in (
        {},
        {"Origin": "http://127.0.0.1:7860"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ):
        assert status("POST", own) == 200
    assert status("POST", {"Origin": "https://records.example"}, names=("records.example",)) == 200
