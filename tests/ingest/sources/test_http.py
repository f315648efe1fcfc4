"""How services are asked: not too fast, again where that may help, within limits, and nowhere else."""

import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ingest.sources.http import Web
from rag.errors import InputError, SourceError
from rag.settings import Settings
from tests.ingest.services import Handler, Reply, Service, reply, serving

MakeSettings = Callable[..., Settings]
MIB = 1 << 20


@pytest.fixture
def web(service: Service, settings: MakeSettings) -> Callable[..., Web]:
    """What asks the service: `web(source_tries=1)`."""
    return lambda **values: Web(service.url, (), settings(**values), mirror=True)


def always(give: Reply) -> Callable[[str, dict[str, str]], Reply]:
    return lambda path, query: give


def test_a_service_is_told_who_asks(web: Callable[..., Web], service: Service):
    service.answer = always(reply({}))
    web(source_contact="library@example.org").json(f"{service.url}/x")
    assert service.headers[0]["user-agent"].startswith("Hemicycle/")
    assert service.headers[0]["user-agent"].endswith(" (library@example.org)")
    assert service.headers[0]["accept"] == "application/json"


def test_requests_keep_their_distance_and_come_one_at_a_time(web: Callable[..., Web], service: Service):
    service.answer = always(reply({}))
    asking, began = web(source_pause=0.1), time.monotonic()
    for _ in range(4):
        asking.json(f"{service.url}/x")
    assert 0.3 <= time.monotonic() - began < 3
    assert service.most_at_once == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_fault_that_passes_is_tried_again(web: Callable[..., Web], service: Service, status: int):
    service.answer = always(reply({"here": 1}))
    service.faults = [("/x", reply("later", status=status))] * 2
    assert web().json(f"{service.url}/x") == {"here": 1}
    assert len(service.asked) == 3


def test_a_fault_that_stays_is_one_line_with_how_often_it_was_tried(web: Callable[..., Web], service: Service):
    service.answer = always(reply("down", status=503))
    with pytest.raises(SourceError, match=r"/x: answers 503; tried 3 times$"):
        web().json(f"{service.url}/x")
    assert len(service.asked) == 3


@pytest.mark.parametrize(("status", "said"), [(404, "is not there"), (403, "is refused"), (400, "cannot be had")])
def test_what_will_not_pass_is_not_tried_again(web: Callable[..., Web], service: Service, status: int, said: str):
    service.answer = always(reply("no", status=status))
    with pytest.raises(SourceError, match=rf"{said} \(status {status}\)"):
        web().document(f"{service.url}/x", largest=MIB)
    assert len(service.asked) == 1


def test_the_wait_that_a_service_asks_for_is_kept_in_seconds_and_as_a_moment(web: Callable[..., Web], service: Service):
    service.answer = always(reply({}))
    service.faults = [("/x", reply("", status=429, Retry_After="1"))]
    began = time.monotonic()
    web().json(f"{service.url}/x")
    assert time.monotonic() - began >= 1
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)  # whole seconds
    service.faults = [("/x", reply("", status=503, Retry_After=moment))]
    began = time.monotonic()
    web().json(f"{service.url}/x")
    assert 0.9 <= time.monotonic() - began < 3


@pytest.mark.parametrize("after", ["soon", "-5", "", "1e9", "²", "Thu, 99 Foo 2024"])
def test_a_wait_that_cannot_be_read_counts_as_none(web: Callable[..., Web], service: Service, after: str):
    service.answer = always(reply({}))
    service.faults = [("/x", reply("", status=503, Retry_After=after.encode().decode("latin-1")))]
    web().json(f"{service.url}/x")
    assert len(service.asked) == 2


@pytest.mark.parametrize("after", ["3600", "9" * 400, "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_service_that_wants_to_be_left_alone_for_long_is(web: Callable[..., Web], service: Service, after: str):
    service.answer = always(reply("", status=429, Retry_After=after))
    with pytest.raises(SourceError, match="answers 429 and wants to be left alone for"):
        web().json(f"{service.url}/x")
    assert len(service.asked) == 1


def test_cut_json_is_asked_for_again(web: Callable[..., Web], service: Service):
    service.answer = always(reply({"here": [1, 2]}))
    service.faults = [("/x", reply('{"here": [1,')), ("/x", reply("<html>busy</html>"))]
    assert web().json(f"{service.url}/x") == {"here": [1, 2]}
    service.faults = [("/x", reply("<html>busy</html>"))] * 3
    with pytest.raises(SourceError, match=r"no JSON, or not all of it \(begins '<html>busy</html>'\); tried 3 times"):
        web().json(f"{service.url}/x")
    service.faults = [("/x", reply("[" * 200_000))] * 3
    with pytest.raises(SourceError, match="no JSON"):
        web().json(f"{service.url}/x")


def test_a_body_that_ends_before_its_length_is_asked_for_again(web: Callable[..., Web], service: Service):
    service.answer = always(reply(b"whole"))
    service.faults = [("/x", reply(b"who", Content_Length="5"))]
    assert web().document(f"{service.url}/x", largest=MIB).data == b"whole"


def test_a_service_that_does_not_answer_is_left_after_the_time_set(web: Callable[..., Web], service: Service):
    service.answer = lambda path, query: lambda to: time.sleep(0.6)
    with pytest.raises(SourceError, match=r"no answer in 0\.2 s; tried 2 times"):
        web(source_timeout=0.2, source_tries=2).json(f"{service.url}/x")


def _endless(piece: bytes, pause: float = 0, **headers: str) -> Reply:
    def give(to: Handler) -> None:
        to.send_response(200)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        while True:
            to.wfile.write(piece)
            to.wfile.flush()
            time.sleep(pause)

    return give


def test_a_body_without_end_is_cut_off(web: Callable[..., Web], service: Service):
    service.answer = always(_endless(b"x" * 65536))
    with pytest.raises(SourceError, match="longer than 2 MiB; not read"):
        web().document(f"{service.url}/x", largest=2 * MIB)
    assert len(service.asked) == 1


def test_a_body_that_grows_when_unpacked_is_cut_off(web: Callable[..., Web], service: Service):
    service.answer = always(reply(gzip.compress(b"\0" * (40 * MIB)), Content_Encoding="gzip"))
    with pytest.raises(SourceError, match="longer than 2 MiB; not read"):
        web().document(f"{service.url}/x", largest=2 * MIB)


def test_a_body_that_drips_is_left(web: Callable[..., Web], service: Service):
    service.answer = always(_endless(b"x", 0.02))
    with pytest.raises(SourceError, match=r"not all there after 1 s"):
        web(source_timeout=0.05, source_tries=1).document(f"{service.url}/x", largest=MIB)


def test_a_redirect_within_the_service_is_followed_and_none_elsewhere(web: Callable[..., Web], service: Service):
    def answer(path: str, query: dict[str, str]) -> Reply:
        return reply(b"here") if path == "/there" else reply("", status=302, Location=query["to"])

    service.answer = answer
    assert web().document(f"{service.url}/x?to=/there", largest=MIB).data == b"here"
    with serving() as other:
        with pytest.raises(SourceError, match=r"lies elsewhere than 127\.0\.0\.1 and was not asked for"):
            web().document(f"{service.url}/x?to={other.url}/y", largest=MIB)
        assert other.asked == []
    for away in ("http://localhost:1/", "https://example.org/", "//example.org/", "https://127.0.0.1:9/"):
        with pytest.raises(SourceError, match="lies elsewhere"):
            web().document(f"{service.url}/x?to={away}", largest=MIB)
    for wrong in ("file:///etc/passwd", "ftp://example.org/", "https://me:secret@example.org/", "gopher:x"):
        with pytest.raises(SourceError, match="no address"):
            web().document(f"{service.url}/x?to={wrong}", largest=MIB)


def test_redirects_in_a_circle_end(web: Callable[..., Web], service: Service):
    service.answer = always(reply("", status=302, Location="/x"))
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        web().document(f"{service.url}/x", largest=MIB)
    assert len(service.asked) == 6


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "localhost"])
def test_a_service_is_not_in_a_private_network_unless_the_user_says_so(settings: MakeSettings, host: str):
    asking = Web(f"http://{host}:9", (), settings(source_tries=1))
    with pytest.raises(SourceError, match="lies in a private network"):
        asking.json(f"http://{host}:9/x")


def test_a_document_elsewhere_is_in_no_private_network_either(service: Service, settings: MakeSettings):
    asking = Web(service.url, ("localhost",), settings(source_tries=1), mirror=True)
    with pytest.raises(SourceError, match=r"lies in a private network \((127\.0\.0\.1|::1)\); not asked for"):
        asking.document("http://localhost/x", largest=MIB)


@pytest.mark.parametrize(
    "base", ["", "example.org", "ftp://example.org", "https://a:b@example.org", "https://e.org/?a=b", "http://"]
)
def test_a_service_has_an_address_of_the_web(settings: MakeSettings, base: str):
    with pytest.raises(InputError, match="is no address of a service"):
        Web(base, (), settings())


def test_what_is_known_is_asked_for_conditionally(web: Callable[..., Web], service: Service):
    def answer(path: str, query: dict[str, str]) -> Reply:
        known: Any = service.headers[-1].get("if-none-match")
        return reply(b"", status=304, ETag='"1"') if known == '"1"' else reply(b"whole", ETag='"1"', Last_Modified="then")

    service.answer = answer
    first = web().document(f"{service.url}/x", largest=MIB)
    assert (first.data, first.etag, first.modified) == (b"whole", '"1"', "then")
    again = web().document(f"{service.url}/x", largest=MIB, etag=first.etag, modified=first.modified)
    assert (again.data, again.etag) == (None, '"1"')
    assert service.headers[-1]["if-modified-since"] == "then"
