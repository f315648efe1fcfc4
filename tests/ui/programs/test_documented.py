"""The examples of docs/programs.md work as they stand, but for the address of the server and the token."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp.client.stdio import StdioServerParameters

from tests.docs.examples import examples

from .calling import call, with_client, with_token

DOCUMENT, ADDRESS = "programs.md", "http://127.0.0.1:7860"


def run(command: list[str], **environment: str) -> str:
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.mark.parametrize("n", range(3))
def test_curl(locked_server: Any, sample_server: Any, token: str, n: int, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl here")
    example = examples(DOCUMENT, "bash")[n]
    server = locked_server if "TOKEN" in example else sample_server
    told = run(["bash", "-c", f"cd {tmp_path}\n{example.replace(ADDRESS, server.url)}"], HEMICYCLE_TOKEN=token)
    if named := re.search(r"-o (\S+)", example):
        assert (tmp_path / named[1]).read_bytes().startswith(b"PK")
    else:
        assert json.loads(told).keys() & {"hits", "libraries"}


@pytest.mark.parametrize("n", range(2))
def test_python(sample_server: Any, n: int) -> None:
    example = examples(DOCUMENT, "python")[n]
    assert len(run([sys.executable, "-c", example.replace(ADDRESS, sample_server.url)])) > 300


def test_a_command_for_clients_of_mcp(sample_command: Callable[..., Any]) -> None:
    _, environment = sample_command()
    told = json.loads(examples(DOCUMENT, "json")[0])["mcpServers"]["hemicycle"]
    command = str(Path(sys.executable).with_name(told["command"]))
    server = StdioServerParameters(command=command, args=told["args"], env=environment)

    async def cited(client: Any) -> tuple[Any, Any]:
        told = await client.call_tool("ask", {"question": "What did the government say about Belarus?"})
        citation = told.structured_content["statements"][0]["citations"][0]
        return citation, (await client.call_tool("record", {"id": citation["record"]})).structured_content

    citation, record = with_client(server, cited)
    assert record["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_an_address_for_clients_of_mcp(locked_server: Any, token: str) -> None:
    told = json.loads(examples(DOCUMENT, "json")[1])["mcpServers"]["hemicycle"]
    assert told["headers"] == {"Authorization": "Bearer HEMICYCLE_TOKEN"}
    address = told["url"].replace(ADDRESS, locked_server.url)
    assert call(lambda: with_token(address, token), "search", query="Wit-Rusland", mode="words").structured_content["hits"]


def test_nothing_is_shown_that_no_test_runs() -> None:
    assert [len(examples(DOCUMENT, language)) for language in ("bash", "python", "json")] == [3, 2, 2]
