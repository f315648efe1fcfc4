"""Whether the load test would see that somebody got what is another's."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from eval.load import Plan, _mixed_up, _text
from eval.visitors import Said, open_page
from rag.errors import HemicycleError

PLANS = [
    Plan(("wat over l'eau?", "wie?"), frozenset(["be.q.1"])),
    Plan(("wat over vuur?", "wie?"), frozenset(["be.q.2"])),
]
KNOWN = {"be.q.1", "be.q.2", "be.q.3"}


def visitor(*said: tuple[str, str]) -> Any:
    return SimpleNamespace(said=[Said(question, shown, 0.1) for question, shown in said])


ALONE = [
    visitor(("wat over l'eau?", "wat over l&#x27;eau? be.q.1"), ("wie?", "wie? be.q.1")),
    visitor(("wat over vuur?", "wat over vuur? be.q.2"), ("wie?", "wie? be.q.2")),
]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("wie? be.q.2", "names other records than alone"),
        ("wie? be.q.1 be.q.3", "names other records than alone"),
        ("wie? be.q.1 wat over **vuur**?", "was shown 'wat over vuur?'"),
        ("be.q.1", "was not shown its own"),
    ],
)
def test_what_is_another_s_is_seen(shown: str, said: str) -> None:
    assert _mixed_up(ALONE, ALONE, PLANS, KNOWN, same=True) == []
    mixed = [visitor(("wat over l'eau?", "wat over l'eau? be.q.1"), ("wie?", shown)), ALONE[1]]
    assert any(said in line for line in _mixed_up(ALONE, mixed, PLANS, KNOWN, same=True))


def test_a_known_answer_that_is_not_given_is_seen() -> None:
    plans = [Plan(PLANS[0].questions, frozenset(["be.q.9"])), PLANS[1]]
    assert any("names none of" in line for line in _mixed_up(ALONE, ALONE, plans, KNOWN, same=True))


def test_generated_records_are_different() -> None:
    assert len({_text(n, "Hoeveel", "a") for n in range(1000)}) == 1000


async def _page(config: dict[str, Any]) -> Any:
    import httpx

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(302, headers={"Location": "/nl/"})
        return httpx.Response(200, json=config if request.url.path.endswith("/config") else "the page")

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1") as client:
        return await open_page(client)


def _opened(config: dict[str, Any]) -> Any:
    """In a thread of its own: a browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_page(config))).result()


def test_the_question_s_event_is_found_wherever_the_page_lies() -> None:
    components = [
        {"id": 5, "props": {"elem_id": "question"}},
        {"id": 6, "props": {"elem_id": "kept-words"}},
        {"id": 7, "props": {"value": "best"}},
        {"id": 8},
    ]
    events = [
        {"id": 0, "targets": [[9, "load"]], "inputs": []},
        {"id": 1, "targets": [[5, "blur"]], "inputs": [5]},
        {"id": 2, "targets": [[5, "submit"]], "inputs": [8, 5, 7]},
        {"id": 3, "targets": [[6, "change"]], "inputs": [6, 8]},
    ]
    page = _opened({"components": components, "dependencies": events})
    assert page.address("/queue/join") == "/nl/gradio_api/queue/join"
    assert page.asking("Hoe?") == {"data": [None, "Hoe?", "best"], "fn_index": 2, "trigger_id": 5, "event_data": None}
    assert (page.entering["fn_index"], page.listing["data"]) == (0, [None, None])
    with pytest.raises(HemicycleError, match="submit of question"):
        _opened({"components": [], "dependencies": events})
