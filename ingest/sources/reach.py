"""Which addresses a source may be asked for: its service, the places of its documents, and no private network."""

import ipaddress
import socket
from collections.abc import Sequence
from urllib.request import getproxies, proxy_bypass

import httpx

from rag.errors import InputError, SourceError


class Reach:
    """The rule for one source. Whatever an answer names or redirects to has to pass it."""

    def __init__(self, base: str, hosts: Sequence[str], *, mirror: bool = False) -> None:
        """`base` is the address of the service; of a `mirror`, which the user named, the address may be a private one.

        Raises InputError where it is no address of the web.
        """
        parsed = _parsed(base)
        if parsed is None or parsed.query or parsed.fragment:
            raise InputError(f"{base!r} is no address of a service: give one such as https://example.org/api")
        self._base, self._hosts, self._mirror = parsed, tuple(hosts), mirror

    def checked(self, address: str) -> httpx.URL:
        """The address as it is asked: places besides the service itself over https alone.

        Raises SourceError where it may not be asked.
        """
        url = _parsed(address)
        if url is None:
            raise SourceError(address, "no address of the web; not asked for")
        if not self._is_service(url):
            if not any(url.host == host or url.host.endswith(f".{host}") for host in self._hosts) or url.port:
                raise SourceError(address, f"lies elsewhere than {self._base.host} and was not asked for")
            url = url.copy_with(scheme="https")
        if not (self._mirror and self._is_service(url)) and not _by_proxy(url):
            for there in _addresses(url):
                _refuse_private(address, there)
        return url

    def checked_peer(self, url: httpx.URL, response: httpx.Response) -> None:
        """Raises SourceError where whoever answers is in a private network after all: names may change what they mean."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        if peer and not (self._mirror and self._is_service(url)) and not _by_proxy(url):
            _refuse_private(str(url), str(peer[0]))

    def _is_service(self, url: httpx.URL) -> bool:
        return url.host == self._base.host and (url.scheme, url.port) in (
            (self._base.scheme, self._base.port),
            ("https", None),
        )


def _parsed(address: str) -> httpx.URL | None:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        return None
    return url if url.scheme in ("http", "https") and url.host and not url.userinfo else None


def _by_proxy(url: httpx.URL) -> bool:
    """Whether a proxy is asked in our place: it decides then, and this machine may not even know the name."""
    proxies = getproxies()
    return bool(proxies.get(url.scheme) or proxies.get("all")) and not proxy_bypass(url.host)


def _addresses(url: httpx.URL) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return set()  # the request itself will say so, and be tried again


def _refuse_private(address: str, there: str) -> None:
    found = ipaddress.ip_address(there.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if not found.is_global:
        raise SourceError(address, f"lies in a private network ({found}); not asked for")
