"""The command as a whole: help at once and with examples, one line for every mistake, never a traceback."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

from rag.search.hits import Mode
from rag.vocabulary import Kind, Status
from ui.cli import app
from ui.commands.search import search

HEAVY = (
    "torch",
    "numpy",
    "chromadb",
    "gradio",
    "pydantic",
    "sqlalchemy",
    "tantivy",
    "transformers",
    "sentence_transformers",
    "fastapi",
    "pypdfium2",
    "babel",
    "pycountry",
)
COMMANDS: dict[str, Any] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def options(command: str) -> dict[str, Any]:
    return {name: parameter for parameter in COMMANDS[command].params for name in parameter.opts}


def test_help_imports_nothing_heavy():
    script = (
        "import sys; sys.argv = ['hemicycle', '--help']\n"
        "from ui.cli import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code\n"
        f"print('heavy:', sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.strip() == "heavy: []"
    assert "Usage: hemicycle" in done.stdout


def test_help_answers_at_once():
    """Under 0.3 s on a quiet machine; the best of several, and twice that, since a machine that tests is not quiet."""
    command = Path(sys.executable).with_name("hemicycle")

    def took() -> float:
        started = time.perf_counter()
        subprocess.run([str(command), "--help"], capture_output=True, check=True, timeout=60)
        return time.perf_counter() - started

    bare = min(_took_python() for _ in range(5))
    assert min(took() for _ in range(8)) < 0.6 + 2 * bare


def _took_python() -> float:
    """How long this machine takes just now to start a Python that does nothing."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True, timeout=60)
    return time.perf_counter() - started


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_with_an_example_of_itself(command: str):
    first = (COMMANDS[command].help or "").strip().splitlines()[0]
    assert first.endswith((".", ":"))
    assert f"Example: hemicycle {command}" in COMMANDS[command].help
    for parameter in COMMANDS[command].params:
        assert getattr(parameter, "help", None), f"{command} {parameter.name} has no help"


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"bench"}))  # it builds libraries of its own
def test_every_command_takes_a_library(command: str):
    assert "--library" in options(command)


@pytest.mark.parametrize("command", ["search", "ask", "list", "commitments", "brief"])
def test_filters_are_those_of_the_library(command: str):
    """The command line names them without importing the library; this keeps the two from drifting apart."""
    from rag.library.filters import Filters

    named = {f"--{field.alias or name}" for name, field in Filters.model_fields.items()}
    others = {
        "--library",
        "--json",
        "--mode",
        "--batch",
        "--literal",
        "--limit",
        "-n",
        "-k",
        "--sort",
        "--query-language",
        "--rerank",
        "--llm",
        "-o",
        "--output",
        "--in",
        "--late",
        "--term",
        "--about",
        "--later",
        "--length",
    }
    assert {name for name in options(command) if name.startswith("-")} - others == named


def test_choices_are_those_of_the_library():
    from rag.language import LANGUAGES
    from rag.search.order import Sort
    from ui.commands.search import QueryLanguageOption, SortOption

    languages, _nothing = get_args(get_args(QueryLanguageOption)[0])
    assert get_args(languages) == LANGUAGES
    assert get_args(get_args(SortOption)[0]) == get_args(Sort)


@pytest.mark.parametrize("command", ["search", "ask", "list"])
def test_the_words_in_the_help_are_those_of_the_types(command: str):
    assert options(command)["--kind"].help == ", ".join(get_args(Kind))
    assert options(command)["--status"].help == ", ".join(get_args(Status))


def test_the_modes_in_the_help_are_those_of_the_search():
    annotated, *_ = get_args(search.__annotations__["mode"])
    assert get_args(annotated) == get_args(Mode)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["search"],
        ["search", "a", "b"],
        ["search", "a", "--batch", "b"],
        ["ask"],
        ["search", "a", "--nonsense"],
        ["search", "a", "-k", "0"],
        ["search", "a", "-k", "many"],
        ["search", "a", "--mode", "psychic"],
        ["search", "a", "--from", "yesterday"],
        ["search", "a", "--from", "2021-02-30"],
        ["search", "a", "--kind", "poem"],
        ["search", "a", "--status", "lost"],
        ["search", "a", "--asker", ""],
        ["search", "a", "--minister", "!?"],
        ["search", ""],
        ["ask", " "],
        ["show"],
        ["show", "no-such-record"],
        ["list", "--limit", "-1"],
        ["ingest"],
        ["ingest", "no-such-file.txt"],
        ["ingest", ".", "--format", "nonsense"],
        ["ingest", ".", "--map", "nonsense"],
        ["serve", "--port", "0"],
        ["status", "--library", "no-such-folder"],
        ["search", "a", "--batch", "no-such-file.jsonl"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_on_stderr_and_exit_code_2(
    hemicycle: Callable[..., Any], sample: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
):
    if arguments[0] not in ("ingest", "status", "serve", "nonsense"):
        monkeypatch.setenv("HEMICYCLE_LIBRARY", str(sample.folder))
    done = hemicycle(*arguments)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"hemicycle: [^\n]{8,}\n", done.err), done.err


def test_a_mistake_leaves_no_library_behind(hemicycle: Callable[..., Any], tmp_path: Path):
    for arguments in (["no-such-file"], [".", "--map", "nonsense"], [".", "--format", "nonsense"]):
        assert hemicycle("ingest", *arguments).code == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("name", "value"), [("THREADS", "many"), ("THREADS", "-1")])
def test_a_setting_that_cannot_be_used_is_one_line(
    hemicycle: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    monkeypatch.setenv(f"HEMICYCLE_{name}", value)
    done = hemicycle("status")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"hemicycle: HEMICYCLE_{name}='{value}' cannot be used: ")
    assert done.err.count("\n") == 1


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch):
    from rag.settings import Settings

    monkeypatch.setenv("HEMICYCLE_LIBRARY", "")
    monkeypatch.setenv("HEMICYCLE_THREADS", "")
    assert (Settings().library, Settings().threads) == (None, 0)


def test_no_command_shows_the_help(hemicycle: Callable[..., Any]):
    done = hemicycle()
    assert done.code == 2
    assert "Usage: hemicycle" in done.out + done.err


def test_output_is_utf8_whatever_the_locale_and_a_closed_pipe_is_no_accident(
    hemicycle_process: Callable[..., "subprocess.CompletedProcess[str]"], sample: Any
):
    done = hemicycle_process("list", "--library", sample.folder, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert " · " in done.stdout
    assert "Artificiële" in done.stdout
    command = f"set -o pipefail; {Path(sys.executable).with_name('hemicycle')} list --json --library {sample.folder}"
    for gone, shown in (("true", ""), ("head -c 2", "[{")):
        piped = subprocess.run(["bash", "-c", f"{command} | {gone}"], capture_output=True, text=True, timeout=120)
        assert (piped.returncode, piped.stdout, piped.stderr) == (0, shown, "")
