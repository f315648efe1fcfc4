"""A language model behind an address that speaks OpenAI's chat completions: Ollama, llama.cpp, vLLM, a hosted one.

Format: https://platform.openai.com/docs/api-reference/chat/create, streamed as server-sent events.
"""

import ipaddress
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import SplitResult, urlsplit, urlunsplit

import httpx

from rag.answer.llm import MOST_CHARACTERS, MOST_TOKENS, Message
from rag.errors import InputError, LlmError

CONNECT, SILENCE = 5.0, 60.0
"""Seconds to reach a server, and between two pieces of what it sends; also before the first, when it may load the model."""

_SOCKET = "unix:"
_SHOWN = 160
"""Characters of a server's own message about an error that are shown."""


class ServedModel:
    """One model of one server. Making one is instant and asks the server nothing."""

    def __init__(self, url: str, name: str, key: str | None = None, *, timeout: float = 180.0) -> None:
        """Raises InputError where `url` is no address of a server, or `key` cannot be one. `timeout` is for a whole answer,
        in seconds."""
        if key and not (key.isascii() and key.isprintable()):
            raise InputError("HEMICYCLE_LLM_KEY holds characters that no key has; was it copied whole, and nothing else?")
        self.name = name
        self._key = key
        self._timeout = timeout
        self._socket = url.removeprefix(_SOCKET) if url.startswith(_SOCKET) else None
        self._url = _completions("http://localhost/v1" if self._socket else url)

    def __repr__(self) -> str:
        return f"ServedModel({self.address!r}, {self.name!r})"

    @property
    def address(self) -> str:
        """The address as it may be shown."""
        parts = urlsplit(self._url)
        return f"{_SOCKET}{self._socket}" if self._socket else f"{parts.scheme}://{parts.netloc}"

    @property
    def place(self) -> str | None:
        return None if self._socket or is_here(urlsplit(self._url).hostname or "") else self.address

    def stream(self, messages: Sequence[Message], *, most: int = MOST_TOKENS) -> Iterator[str]:
        until = time.monotonic() + self._timeout
        plain = {"model": self.name, "messages": [dict(message) for message in messages], "stream": True}
        with self._errors(), self._client() as client:
            # Some hosted models refuse options that all others know.
            for body in (plain | {"temperature": 0, "max_tokens": most}, plain):
                with client.stream("POST", self._url, json=body) as response:
                    if response.status_code == httpx.codes.BAD_REQUEST and body is not plain:
                        continue
                    self._check(response)
                    yield from self._pieces(response, until)
                    return

    def _client(self) -> httpx.Client:
        """A client that follows no redirection, and asks no proxy for what is on this machine: both would send a question
        elsewhere than was said."""
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        silence = min(SILENCE, self._timeout)
        return httpx.Client(
            timeout=httpx.Timeout(silence, connect=min(CONNECT, self._timeout)),
            transport=httpx.HTTPTransport(uds=self._socket) if self._socket else None,
            trust_env=self.place is not None,
            follow_redirects=False,
            headers=headers,
        )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except httpx.ConnectError as error:
            raise LlmError(
                f"no language model at {self.address} ({self._line(str(error))}); start it, or set HEMICYCLE_LLM_URL"
            ) from None
        except httpx.TimeoutException as error:
            what = "could not be reached" if isinstance(error, httpx.ConnectTimeout) else "was silent"
            raise LlmError(f"the language model at {self.address} {what} for too long (busy, or still loading)") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise LlmError(
                f"the connection to the language model at {self.address} broke ({self._line(str(error))})"
            ) from None

    def _check(self, response: httpx.Response) -> None:
        code = response.status_code
        if code == httpx.codes.OK:
            return
        said = self._line(_message(response.read()[:100_000]))
        way_out = {
            401: "set HEMICYCLE_LLM_KEY",
            403: "set HEMICYCLE_LLM_KEY",
            404: f"look whether it has a model {self.name!r} (HEMICYCLE_LLM_MODEL), and whether the address ends in /v1",
            429: "it has too much to do; try again later",
        }.get(code, "look at the server's own messages")
        raise LlmError(f"the language model at {self.address} answered {code}{f' ({said})' if said else ''}: {way_out}")

    def _pieces(self, response: httpx.Response, until: float) -> Iterator[str]:
        """The text of a streamed answer, or of one in one piece from a server that does not stream."""
        streamed = "json" not in response.headers.get("content-type", "")
        characters, ended = 0, False
        for line in _lines(response, until, self._late) if streamed else [f"data: {_whole(response, until, self._late)}"]:
            data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
            if data == "[DONE]":
                return
            text, ended = self._text(data, ended)
            characters += len(text)
            if text:
                yield text
            if characters > MOST_CHARACTERS:
                return
        if not ended:
            raise LlmError(f"the language model at {self.address} broke off in the middle of its answer")

    def _text(self, data: str, ended: bool) -> tuple[str, bool]:
        """The text of one event, and whether the answer has come to its end. Raises LlmError where it is no event."""
        if not data:
            return "", ended
        try:
            event = json.loads(data)
            if event.get("error"):
                raise LlmError(f"the language model at {self.address} failed ({self._line(_message(data.encode()))})")
            choice = event["choices"][0] if event.get("choices") else {}
            text = str((choice.get("delta") or choice.get("message") or {}).get("content") or "")
        except (ValueError, RecursionError, AttributeError, KeyError, TypeError):  # also endless numbers, and depths
            raise LlmError(
                f"{self.address} does not speak as OpenAI's chat completions do; set HEMICYCLE_LLM_URL to one that does"
            ) from None
        return text, ended or bool(choice.get("finish_reason")) or "message" in choice

    def _late(self) -> LlmError:
        return LlmError(f"the language model at {self.address} took longer than {self._timeout:g} s (HEMICYCLE_LLM_TIMEOUT)")

    def _line(self, text: str) -> str:
        """One short line of what a server or library says, without the key."""
        if self._key:
            text = text.replace(self._key, "***")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_SHOWN]


def is_here(host: str) -> bool:
    """Whether a host is this machine for certain: `localhost` and the loopback addresses. A name that only may be counts as
    elsewhere."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _completions(url: str) -> str:
    """The address that answers are asked of. Raises InputError where it is none, or holds a password that would be shown."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, valid = SplitResult("", "", "", "", ""), False
    if not valid:
        shown = "" if "@" in url else f"={url.partition('?')[0]!r}"
        raise InputError(f"HEMICYCLE_LLM_URL{shown}: give an address such as http://localhost:11434/v1")
    if "@" in parts.netloc:
        raise InputError("HEMICYCLE_LLM_URL holds a name or password: put the key into HEMICYCLE_LLM_KEY")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/chat/completions", parts.query, ""))


def _lines(response: httpx.Response, until: float, late: Callable[[], LlmError]) -> Iterator[str]:
    """The lines of a response; the clock is looked at for every piece, however small, so that no trickle goes on for ever."""
    kept = b""
    for piece in response.iter_bytes():
        if time.monotonic() > until:
            raise late()
        *whole, kept = (kept + piece).split(b"\n")
        if len(kept) > MOST_CHARACTERS:
            return
        yield from (line.decode("utf-8", "replace").rstrip("\r") for line in whole)
    yield kept.decode("utf-8", "replace")


def _whole(response: httpx.Response, until: float, late: Callable[[], LlmError]) -> str:
    return "\n".join(_lines(response, until, late))


def _message(body: bytes) -> str:
    """What a server says about an error: `{"error": {"message": ...}}`, `{"detail": ...}`, or plain text."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
        if isinstance(found, dict):
            found = found.get("error") or found.get("detail") or found.get("message") or found
        return str(found.get("message", found) if isinstance(found, dict) else found)
    except (ValueError, RecursionError):
        return "" if text.lstrip().startswith("<") else text
