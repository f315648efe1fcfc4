"""The command line, the HTTP API and the MCP server give the same to the same question."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from ui.commands.output import readable

from .calling import with_client

QUERIES: list[dict[str, Any]] = [
    {"query": "regering over Wit-Rusland"},
    {"query": "artificiële intelligentie", "k": 3, "mode": "words", "sort": "newest", "rerank": False},
    {"query": "onderwijs", "k": 4, "mode": "dense", "from": "2021-01-01", "to": "2024-06-30", "query-language": "nl"},
    {"query": "vragen aan de minister van Onderwijs over Belarus in 2021", "literal": True, "k": 2},
    {"query": "subsidies", "without": ["De Strooper", "Pietersoone"], "kind": "written-question", "status": "answered"},
]
QUESTIONS: list[dict[str, Any]] = [
    {"question": "What did the government say about Belarus?", "sort": "oldest"},
    {"question": "hoeveel kost een raket naar de maan?"},
    {"question": "wat antwoordde de minister van Onderwijs over Wit-Rusland?", "query-language": "nl"},
    {"question": "que dit le gouvernement sur la Biélorussie ?", "from": "2021-01-01", "minister": "karel", "literal": True},
]
TOPICS: list[dict[str, Any]] = [
    {"topic": "Belarus", "in": "en", "length": "short"},
    {"topic": "onderwijs", "from": "2021-01-01", "without": ["Pietersoone"], "length": "normal"},
]
ASKED = [
    *(("search", "query", each) for each in QUERIES),
    *(("ask", "question", each) for each in QUESTIONS),
    *(("brief", "topic", each) for each in TOPICS),
]


def options(given: dict[str, Any]) -> list[str]:
    """The same as options of the command."""
    found = list[str]()
    for name, value in given.items():
        flag = "-k" if name == "k" else f"--{name}"
        for each in value if isinstance(value, list) else [value]:
            switch = isinstance(each, bool)
            found += ([flag] if each else [f"--no-{name}"]) if switch else [flag, str(each)]
    return found


def parameters(given: dict[str, Any]) -> dict[str, Any]:
    """The same as parameters of an address."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}


def timeless(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "took_ms"}


@pytest.fixture(scope="module")
def by_tools(sample_server: Any) -> list[Any]:
    """What the tools give, asked over HTTP with one client."""

    async def all_of_them(client: Any) -> list[Any]:
        return [(await client.call_tool(tool, given)) for tool, _, given in ASKED]

    return list(with_client(f"{sample_server.url}/mcp", all_of_them))


@pytest.mark.parametrize("n", range(len(ASKED)))
def test_the_three_ways_in_give_the_same(
    n: int, hemicycle: Callable[..., Any], sample_folder: Path, api: httpx.Client, by_tools: list[Any]
) -> None:
    command, words, asked = ASKED[n]
    given = dict(asked)
    over_http = api.get(command, params=parameters(given))
    assert over_http.status_code == 200, over_http.text
    tool = by_tools[n]
    said = given.pop(words)
    no_model = ["--no-llm"] if command != "search" else []
    by_command = hemicycle(command, said, *options(given), *no_model, "--json", "--library", sample_folder)
    document = timeless(json.loads(by_command.out))
    assert timeless(over_http.json()) == document
    assert timeless(tool.structured_content) == document
    if command == "brief":
        assert tool.content[0].text == readable(api.get(command, params=parameters(asked) | {"format": "md"}).text)
    else:
        assert timeless(json.loads(tool.content[0].text)) == document
    assert document.get("hits") or document.get("statements") or document.get("positions") or document["abstained"]


def test_a_record_is_the_same_whichever_way_it_is_read(
    hemicycle: Callable[..., Any], sample_folder: Path, api: httpx.Client, sample_server: Any
) -> None:
    hit = api.get("search", params={"query": "Wit-Rusland", "k": 1}).json()["hits"][0]
    shown = json.loads(hemicycle("show", hit["record"], "--json", "--library", sample_folder).out)
    assert api.get(f"records/{hit['record']}").json() == shown
    assert api.get(f"records/{hit['passage']}", params={"library": "sample"}).json() == shown

    async def read(client: Any) -> Any:
        return await client.call_tool("record", {"id": hit["passage"], "library": "sample"})

    assert with_client(f"{sample_server.url}/mcp", read).structured_content == shown
    assert shown["text"][hit["start"] : hit["end"]] == hit["text"]
