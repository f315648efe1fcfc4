"""Briefings, which take minutes where a language model writes them, hold up nobody who searches or reads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import anyio
import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from rag.embedding.encoder import Encoder
from rag.library.library import Library
from ui.programs.api import programs_api
from ui.programs.served import Served
from ui.shelf import Shelf
from ui.turns import ANSWERS_AT_A_TIME, BRIEFINGS_AT_A_TIME, Turns

MADE_OR_WAITING = BRIEFINGS_AT_A_TIME + 8


@pytest.fixture
def shelf(
    library: Library,
    encoder: Encoder,
    make_record: Callable[..., Any],
    with_passages: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shelf]:
    """Of one small library, so that many briefings take little."""
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    with library.writing():
        library.add(with_passages(make_record("1", "Scholen", "Hoeveel scholen zijn er?", "Er zijn er negen.")))
    shelf = Shelf([library.folder])
    yield shelf
    shelf.library().close()


def test_searches_and_records_pass_briefings_and_too_many_briefings_are_refused(shelf: Shelf) -> None:
    turns = Turns()
    told = list[httpx.Response]()

    async def all_of_them() -> None:
        transport = httpx.ASGITransport(app=programs_api(Served(shelf, turns, None)))
        async with httpx.AsyncClient(transport=transport, base_url="http://here", timeout=120) as client:

            async def brief() -> None:
                told.append(await client.get("/brief", params={"topic": "bruggen", "length": "short"}))

            with anyio.fail_after(120):
                async with anyio.create_task_group() as group:
                    with ExitStack() as held:  # as the page does that makes as many briefings as there may be
                        for _ in range(BRIEFINGS_AT_A_TIME):
                            held.enter_context(turns.briefings)
                        for _ in range(MADE_OR_WAITING):
                            group.start_soon(brief)
                        await anyio.wait_all_tasks_blocked()
                        busy = await client.get("/brief", params={"topic": "bruggen"})
                        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
                        found = await client.get("/search", params={"query": "scholen", "mode": "words", "k": 1})
                        record = found.json()["hits"][0]["record"]
                        assert (await client.get(f"/records/{record}")).json()["id"] == record
                        assert not told

    with start_blocking_portal() as portal:
        portal.call(all_of_them)
    assert [each.status_code for each in told] == [200] * MADE_OR_WAITING


def test_a_briefing_is_made_while_every_turn_to_answer_is_taken(shelf: Shelf) -> None:
    turns = Turns()

    async def made() -> int:
        transport = httpx.ASGITransport(app=programs_api(Served(shelf, turns, None)))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            with anyio.fail_after(60):
                return (await client.get("/brief", params={"topic": "scholen", "length": "short"})).status_code

    with ExitStack() as held, start_blocking_portal() as portal:
        for _ in range(ANSWERS_AT_A_TIME):
            held.enter_context(turns.answers)
        assert portal.call(made) == 200
