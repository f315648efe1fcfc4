"""People who use the page at the same time, over the protocol that a browser speaks with it."""

import asyncio
import json
import re
import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from rag.errors import HemicycleError

_ID = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Said:
    """What came back for a question: everything that the page was told to show, and after how many seconds."""

    question: str
    shown: str
    seconds: float

    def records(self, known: Collection[str]) -> frozenset[str]:
        """The records that it names, of those there are."""
        return frozenset(_ID.findall(self.shown)) & frozenset(known)


@dataclass
class Visitor:
    """One person with a page open: a session of their own, one question at a time."""

    client: httpx.AsyncClient
    page: "PageConfig"
    session: str = field(default_factory=lambda: secrets.token_hex(6))
    said: list[Said] = field(default_factory=list)

    async def enter(self) -> None:
        """Let the page load, as a browser does. Raises HemicycleError where it does not."""
        await self._event(self.page.entering)

    async def kept(self) -> str:
        """The list of this person's conversations, as the page shows it. Raises HemicycleError where it does not come."""
        return await self._event(self.page.listing)

    async def ask(self, question: str) -> Said:
        """Ask, and wait for the answer. Raises HemicycleError where none comes."""
        started = time.perf_counter()
        shown = await self._event(self.page.asking(question), question)
        self.said.append(Said(question, shown, time.perf_counter() - started))
        return self.said[-1]

    async def _event(self, event: Mapping[str, Any], named: str = "the page") -> str:
        """Everything that the page is told to show for an event."""
        body = {**event, "session_hash": self.session}
        try:
            joined = await self.client.post(self.page.address("/queue/join"), json=body)
            joined.raise_for_status()
            return await self._outcome(joined.json()["event_id"])
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise HemicycleError(f"{named!r}: {type(error).__name__} {error}") from None

    async def _outcome(self, event: str) -> str:
        parts = []
        data = self.page.address("/queue/data")
        async with self.client.stream("GET", data, params={"session_hash": self.session}) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("event_id") not in (event, None):
                    continue
                parts.append(json.dumps(message.get("output"), ensure_ascii=False))
                if message.get("msg") == "process_completed":
                    if not message.get("success"):
                        raise HemicycleError(f"the page says {message.get('output')}")
                    return "".join(parts)
                if message.get("msg") == "unexpected_error":
                    raise HemicycleError(f"the page says {message.get('message')}")
        raise HemicycleError("the stream ended before the answer did")

    async def stay(self) -> None:
        """Keep the page open, as a browser does, until cancelled."""
        with suppress(httpx.HTTPError):
            async with self.client.stream("GET", self.page.address(f"/heartbeat/{self.session}"), timeout=None) as alive:
                async for _ in alive.aiter_lines():
                    pass


@dataclass(frozen=True, slots=True)
class PageConfig:
    """How the page is worked, as it says of itself: events as they are sent, and where in one the question goes."""

    root: str
    prefix: str
    question: Mapping[str, Any]
    box: int
    entering: Mapping[str, Any]
    listing: Mapping[str, Any]

    def address(self, path: str) -> str:
        return f"{self.root}{self.prefix}{path}"

    def asking(self, question: str) -> dict[str, Any]:
        data = list(self.question["data"])
        data[self.box] = question
        return {**self.question, "data": data}


async def open_page(client: httpx.AsyncClient) -> PageConfig:
    """Open the page. Raises HemicycleError where nothing in it takes questions."""
    try:
        page = await client.get("/", follow_redirects=True, headers={"Accept": "text/html"})
        root = page.url.path.rstrip("/")
        config = (await client.get(f"{root}/config")).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise HemicycleError(f"the page does not open ({type(error).__name__}: {error})") from None
    components = {each["id"]: each.get("props", {}) for each in config["components"]}
    values = {number: props.get("value") for number, props in components.items()}
    named = {props["elem_id"]: number for number, props in components.items() if props.get("elem_id")}

    def event(element: str | None, kind: str) -> dict[str, Any]:
        wanted = [named.get(element or ""), kind]
        for each in config["dependencies"]:
            on_page = element is None and kind in [target[1] for target in each["targets"]]
            if on_page or wanted in [list(target) for target in each["targets"]]:
                data = [values.get(number) for number in each["inputs"]]
                return {"data": data, "fn_index": each["id"], "trigger_id": wanted[0], "event_data": None}
        raise HemicycleError(f"nothing happens on the page at {kind} of {element or 'itself'}")

    asking = event("question", "submit")
    inputs = next(each["inputs"] for each in config["dependencies"] if each["id"] == asking["fn_index"])
    return PageConfig(
        root,
        config.get("api_prefix", "/gradio_api"),
        asking,
        inputs.index(named["question"]),
        event(None, "load"),
        event("kept-words", "change"),
    )


async def visit(
    client: httpx.AsyncClient, page: PageConfig, questions: Sequence[str], *, every: float, first: float, until: float
) -> tuple[Visitor, list[str]]:
    """One person's visit: the page is opened, then the questions in turn, one `every` so many seconds from `first` on, over
    and over until the clock says so. Returns what was said, and what went wrong."""
    visitor, problems = Visitor(client, page), list[str]()
    alive = asyncio.create_task(visitor.stay())
    try:
        await visitor.enter()
    except HemicycleError as error:
        problems.append(str(error))
    at, asked = first, 0
    while at < until:
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        try:
            await visitor.ask(questions[asked % len(questions)])
        except HemicycleError as error:
            problems.append(str(error))
        at, asked = max(at + every, time.monotonic()), asked + 1
    alive.cancel()
    await asyncio.gather(alive, return_exceptions=True)
    return visitor, problems
