"""`hemicycle ingest`: files into the library, with progress and a report."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, open_to_write
from ui.commands.output import note, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.report import Report
    from ingest.run import Progress


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zip files.")],
    format: Annotated[str | None, typer.Option(help="Read as this format instead of looking at the content.")] = None,  # noqa: A002
    mapping: Annotated[str | None, typer.Option("--map", metavar="NAME|FILE.toml", help="How to read a table.")] = None,
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Embed now; without, search finds words only.")] = True,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read records into the library. What is there already and has not changed is left alone.

    Example: hemicycle ingest questions/ more.zip
    Example: hemicycle ingest questions.jsonl --map dekamer-2017
    """
    from ingest.run import check
    from ingest.run import ingest as run

    check(paths, format=format, mapping=mapping)
    opened = open_to_write(library)
    with _progress() as progress:
        report = run(opened, paths, format=format, mapping=mapping, embed=embed, progress=progress)
    if as_json:
        print_json(report)
    else:
        _print(report, str(opened.folder))
    if report.failed:
        raise typer.Exit(1)


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on a terminal; on anything else a line now and then."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield _lines()
        return
    with Bars(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    ) as bars:
        tasks = {}

        def show(phase: str, done: int, of: int | None, _text: str) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=of)
            bars.update(tasks[phase], completed=done, total=of)

        yield show


def _lines() -> "Progress":
    shown = {"reading": 0, "embedding": 0}

    def show(phase: str, done: int, of: int | None, _text: str) -> None:
        step = max(1, (of or 10_000) // 10)
        if done // step > shown[phase] or done == of:
            shown[phase] = done // step
            note(f"{phase}: {done}{f' of {of}' if of else ''}")

    return show


def _print(report: "Report", folder: str) -> None:
    for file in report.files:
        if file.reason:
            say(f"{file.status}: {file.path}: {file.reason}")
    for status in ("added", "updated", "unchanged", "skipped", "failed"):
        if count := sum(file.status == status for file in report.files):
            say(f"{count} files {status}")
    say(f"{report.records} records in {report.passages} passages; {report.embedded} texts embedded")
    if report.repeats or report.unanswered:
        say(f"{report.repeats} repeat a question word for word, {report.unanswered} have no answer")
    say(f"{report.took_s:.1f} s, of which {report.embedding_s:.1f} s embedding; library: {folder}")


def register(app: typer.Typer) -> None:
    app.command()(ingest)
