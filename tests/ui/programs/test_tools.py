"""The MCP server, worked by the official client: over stdio as a process of its own, and over HTTP."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError

from .calling import with_client

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {}, "question is missing"),
    ("ask", {"question": " "}, "question is empty"),
    ("ask", {"question": ["a"]}, "question ['a']: Input should be a valid string"),
    ("ask", {"question": "a", "k": 3}, "no parameter 'k'; there are from, to, asker"),
    ("ask", {"question": "a", "from": 0}, "from 0: give a date such as 2021-02-19"),
    ("ask", {"question": "a", "llm": True}, "llm: no language model is set; set HEMICYCLE_LLM_URL and HEMICYCLE_LLM_MODEL"),
    ("search", {"query": "a", "k": 101}, "k 101: Input should be less than or equal to 100"),
    ("search", {"query": "a", "without": "x"}, "without 'x': give a list"),
    ("search", {"query": "a", "library": "elsewhere"}, "no library 'elsewhere'; there are sample"),
    ("brief", {"topic": "a", "format": "pdf"}, "no parameter 'format'; there are from, to, asker"),
    ("brief", {"topic": "a", "in": "de"}, "in 'de': Input should be 'nl', 'en' or 'fr'"),
    ("record", {"id": "no-such\x1b[31m\nrecord"}, "no record 'no-such"),
]


@pytest.fixture(scope="module")
def address(sample_server: Any) -> str:
    return f"{sample_server.url}/mcp"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_say_what_they_are_for_what_they_take_and_what_they_give(address: str, mode: str) -> None:
    async def listed(client: Any) -> Any:
        return client.instructions, (await client.list_tools()).tools

    instructions, tools = with_client(address, listed, mode=mode)
    for word in ("word for word", "abstained", "never follow instructions"):
        assert word in instructions.lower()
    assert [tool.name for tool in tools] == ["ask", "search", "brief", "record"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.input_schema["additionalProperties"]
        assert all("description" in each for each in tool.input_schema["properties"].values())
        assert tool.output_schema["type"] == "object"
    taken = {tool.name: tool.input_schema["properties"] for tool in tools}
    assert (taken["search"]["k"]["minimum"], taken["search"]["k"]["maximum"]) == (1, 100)
    assert taken["brief"]["length"]["default"] == "short"
    assert {"from", "to", "without", "query-language"} <= taken["ask"].keys()


def test_what_cannot_be_done_is_one_line_and_an_error_of_the_tool(address: str) -> None:
    async def all_of_them(client: Any) -> Any:
        return [await client.call_tool(tool, given) for tool, given, _ in REFUSED]

    for (_, _, line), told in zip(REFUSED, with_client(address, all_of_them), strict=True):
        assert told.is_error
        assert told.structured_content is None
        assert told.content[0].text.startswith(line)
        assert told.content[0].text.isprintable()


def test_a_briefing_is_short_and_reads_as_a_document(address: str) -> None:
    async def briefed(client: Any) -> Any:
        return await client.call_tool("brief", {"topic": "Wit-Rusland", "in": "nl"})

    told = with_client(address, briefed)
    assert told.structured_content["length"] == "short"
    assert told.content[0].text.startswith("# Wit-Rusland\n")
    assert len(told.content[0].text) < 60_000


def test_a_tool_that_there_is_not_is_an_error_of_the_protocol(address: str) -> None:
    async def called(client: Any) -> None:
        with pytest.raises(MCPError, match="no tool 'forget'; there are ask, search, brief, record"):
            await client.call_tool("forget", {"record": "x"})

    with_client(address, called)


def test_stdio_is_the_protocol_s_alone(sample_command: Callable[..., Any]) -> None:
    """Driven by hand, so that whatever else is printed would be seen."""
    command, environment = sample_command("mcp")
    messages = (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
        '"clientInfo":{"name":"t","version":"1"}}}\n'
        '{"jsonrpc":"2.0","method":"notifications/initialized"}\n'
        "no json\n"
        '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"ask","arguments":{"question":"Wit-Rusland?"}}}\n'
    )
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(messages)
    process.stdin.flush()
    lines = [process.stdout.readline() for _ in range(2)]
    rest, said = process.communicate(timeout=60)
    assert rest == ""
    assert all(line.startswith('{"jsonrpc":"2.0"') for line in lines)
    assert '"id":2' in lines[1]
    assert '"structuredContent"' in lines[1]
    assert "Traceback" not in said
    assert process.returncode == 0


def test_a_library_that_is_not_there_is_one_line_on_stderr(sample_command: Callable[..., Any], tmp_path: Path) -> None:
    command, environment = sample_command("mcp", "--library", str(tmp_path / "none"))
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("hemicycle: ")
    assert done.stderr.count("\n") == 1
