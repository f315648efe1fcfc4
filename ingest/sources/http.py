"""How services are asked: one request at a time, not too fast, again where that may help, and within limits."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Any, TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from ingest.sources.reach import Reach
from ingest.sources.selection import MIB
from rag.errors import SourceError
from rag.settings import Settings

LARGEST_LIST = 64 * MIB
"""Bytes of one answer in JSON; a page of a hundred documents has some hundred thousand."""

_MOST_REDIRECTS = 5
_LONGEST = 20
"""How many times the time-out a whole answer may take: a service that sends a byte now and then never ends otherwise."""

_PASSING = {408, 425, 429, 500, 502, 503, 504}
"""The statuses after which the same request may succeed (RFC 9110, 6585, 8470)."""

_MEANINGS = {401: "needs a log-in", 403: "is refused", 404: "is not there", 410: "is there no longer"}

_T = TypeVar("_T")


class UnavailableError(SourceError):
    """A fault that may pass. `after` are the seconds that the service wants to be left alone."""

    def __init__(self, address: str, reason: str, after: float = 0) -> None:
        super().__init__(address, reason)
        self.after = after


class BusyError(SourceError):
    """A service that wants to be left alone for longer than we wait."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the bytes, or null where what is known still holds; `etag` and `modified` to ask so next time."""

    data: bytes | None
    etag: str | None = None
    modified: str | None = None


class Web:
    """One service and what belongs to it, asked politely."""

    def __init__(self, base: str, hosts: Sequence[str], settings: Settings, *, mirror: bool = False) -> None:
        """Raises InputError where `base` is no address. `mirror`: the user named it."""
        self.base = base.rstrip("/")
        self._reach = Reach(base, hosts, mirror=mirror)
        self._settings = settings
        self._asked_at = -settings.source_pause
        who = f" ({settings.source_contact})" if settings.source_contact else ""
        self._client = httpx.Client(
            timeout=settings.source_timeout,
            headers={"User-Agent": f"Hemicycle/{version('hemicycle')}{who}", "Accept-Encoding": "gzip"},
        )
        self._retrying = Retrying(
            retry=retry_if_exception_type(UnavailableError),
            wait=self._wait,
            stop=stop_after_attempt(settings.source_tries),
            reraise=True,
        )

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def json(self, address: str) -> Any:
        """What stands at an address, as JSON. Raises SourceError where nothing comes that is JSON."""

        def ask() -> Any:
            answer = self._once(address, {"Accept": "application/json"}, LARGEST_LIST)
            try:
                return json.loads(answer.data or b"")
            except (ValueError, RecursionError):
                raise UnavailableError(address, f"no JSON, or not all of it ({_beginning(answer.data)})") from None

        return self._again(ask)

    def document(self, address: str, *, largest: int, etag: str | None = None, modified: str | None = None) -> Answer:
        """A document, unless it is still the one known. Raises SourceError where it does not come."""
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        return self._again(lambda: self._once(address, headers, largest))

    def _again(self, ask: Callable[[], _T]) -> _T:
        try:
            return self._retrying(ask)
        except UnavailableError as error:
            tries = self._settings.source_tries
            raise UnavailableError(error.address, f"{error.reason}; tried {tries} times") from None

    def _wait(self, state: RetryCallState) -> float:
        """Seconds until the next try: twice as long each time, and never less than the service wants."""
        settings = self._settings
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, UnavailableError) else 0
        own = wait_exponential_jitter(
            multiplier=settings.source_backoff, max=settings.source_patience, jitter=settings.source_backoff
        )
        return max(own(state), asked)

    def _once(self, address: str, headers: dict[str, str], largest: int) -> Answer:
        url = self._reach.checked(address)
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                self._take_turn()
                with self._client.stream("GET", url, headers=headers) as response:
                    self._reach.checked_peer(url, response)
                    if not response.has_redirect_location:
                        return self._answer(address, response, largest)
                    url = self._reach.checked(str(url.join(response.headers["location"])))
        except httpx.InvalidURL:
            raise SourceError(address, "redirects to what is no address") from None
        except httpx.TimeoutException:
            raise UnavailableError(address, f"no answer in {self._settings.source_timeout:g} s") from None
        except httpx.RequestError as error:
            raise UnavailableError(address, f"the connection failed ({str(error) or type(error).__name__})") from None
        raise SourceError(address, f"redirects more than {_MOST_REDIRECTS} times")

    def _take_turn(self) -> None:
        time.sleep(max(0.0, self._asked_at + self._settings.source_pause - time.monotonic()))
        self._asked_at = time.monotonic()

    def _answer(self, address: str, response: httpx.Response, largest: int) -> Answer:
        status, headers = response.status_code, response.headers
        if status in _PASSING:
            after = _retry_after(headers.get("retry-after", ""))
            if after > self._settings.source_patience:
                raise BusyError(address, f"answers {status} and wants to be left alone for {after:.0f} s; try again then")
            raise UnavailableError(address, f"answers {status}", after)
        known = Answer(None, headers.get("etag"), headers.get("last-modified"))
        if status == 304:
            return known
        if status != 200:
            raise SourceError(address, f"{_MEANINGS.get(status, 'cannot be had')} (status {status})")
        return Answer(self._body(address, response, largest), known.etag, known.modified)

    def _body(self, address: str, response: httpx.Response, largest: int) -> bytes:
        longest = _LONGEST * self._settings.source_timeout
        ends = time.monotonic() + longest
        data = bytearray()
        for chunk in response.iter_bytes():  # as it comes: in chunks of a size, a slow one would never be looked at
            data += chunk
            if len(data) > largest:
                raise SourceError(address, f"longer than {largest / MIB:,.0f} MiB; not read")
            if time.monotonic() > ends:
                raise UnavailableError(address, f"not all there after {longest:g} s")
        return bytes(data)


def _retry_after(value: str) -> float:
    """Seconds that a service wants to be left alone: it gives them, or the moment (RFC 9110, 10.2.3)."""
    if value.isascii() and value.isdigit():
        return float(value)
    with suppress(ValueError, TypeError):
        when = parsedate_to_datetime(value)
        return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
    return 0.0


def _beginning(data: bytes | None) -> str:
    """How an answer begins, to recognise it by."""
    text = " ".join((data or b"")[:200].decode("utf-8", "replace").split())
    return f"begins {text[:60]!r}" if text else "nothing came"
