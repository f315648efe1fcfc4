"""Who may use the page where it is protected: the secrets, the sessions of those who gave one, and failed attempts."""

import hashlib
import hmac
import ipaddress
import math
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence

from rag.answer.llm_server import is_here
from rag.errors import InputError
from rag.settings import Settings

SESSION_S = 12 * 3600
"""Seconds after which one has to log in again: a working day."""

WINDOW_S = 300.0
ATTEMPTS = 5
ATTEMPTS_IN_ALL = 100
"""Failed attempts within so many seconds, of one client and of all together, after which further ones are not looked at."""


class Access:
    """Secrets and sessions, in memory: after a restart one logs in again. Sessions are never limited by others' attempts."""

    def __init__(self, secrets: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._secrets = [_digest(secret) for secret in secrets]
        self._clock = clock
        self._sessions: dict[str, float] = {}
        self._failures: deque[tuple[float, str]] = deque()

    def knows(self, secret: str) -> bool:
        """Whether it is one of the secrets. How long that takes says nothing about them."""
        given = _digest(secret)
        return any(hmac.compare_digest(given, known) for known in self._secrets)

    def wait(self, client: str, *, in_all: bool = True) -> int:
        """Seconds until this client may try again: 0 where it may now. Without `in_all` only its own failures count."""
        now = self._clock()
        while self._failures and self._failures[0][0] <= now - WINDOW_S:
            self._failures.popleft()
        own = [at for at, of in self._failures if of == _network(client)]
        if len(own) >= ATTEMPTS:
            return math.ceil(own[-ATTEMPTS] + WINDOW_S - now)
        if in_all and len(self._failures) >= ATTEMPTS_IN_ALL:
            return math.ceil(self._failures[-ATTEMPTS_IN_ALL][0] + WINDOW_S - now)
        return 0

    def failed(self, client: str) -> None:
        # What is beyond the limit in all is only counted as long as that needs no more memory.
        if len(self._failures) < 10 * ATTEMPTS_IN_ALL:
            self._failures.append((self._clock(), _network(client)))

    def begin(self) -> str:
        """A new session, for the browser of somebody who knew a secret."""
        now = self._clock()
        self._sessions = {session: until for session, until in self._sessions.items() if until > now}
        session = secrets.token_urlsafe(32)
        self._sessions[session] = now + SESSION_S
        return session

    def holds(self, session: str) -> bool:
        return self._sessions.get(session, 0) > self._clock()

    def end(self, session: str) -> None:
        self._sessions.pop(session, None)


def access_to(host: str) -> Access | None:
    """What the settings ask of visitors of a server at this address; null where that is nothing.

    Raises InputError where the address can be reached from other machines and no secret protects it.
    """
    settings = Settings()
    given = [secret.get_secret_value() for secret in (settings.password, settings.token) if secret]
    if given:
        return Access(given)
    if not is_here(host):
        raise InputError(
            f"--host {host!r} can be reached from other machines: set HEMICYCLE_PASSWORD (or HEMICYCLE_TOKEN) first, or leave"
            " --host out"
        )
    return None


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _network(client: str) -> str:
    """Who counts as one client: an address, or the network that a household or office has in IPv6."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else client
