"""`hemicycle ingest`: files into the library, with progress and a report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from rag.vocabulary import Status
from ui.commands.options import JsonOption, LibraryOption, open_to_write
from ui.commands.output import print_json, readable, say, say_table
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from ingest.report import Report


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or zip files.")],
    format: Annotated[str | None, typer.Option(help="Read as this format instead of looking at the content.")] = None,  # noqa: A002
    mapping: Annotated[str | None, typer.Option("--map", metavar="NAME|FILE.toml", help="How to read a table.")] = None,
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Embed now; without, search finds words only.")] = True,
    remember: Annotated[
        bool, typer.Option("--remember", help="Read also what hemicycle forget took out; it is no longer forgotten.")
    ] = False,
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
    with shown_progress() as progress:
        report = run(opened, paths, format=format, mapping=mapping, embed=embed, remember=remember, progress=progress)
    if as_json:
        print_json(report)
    else:
        print_report(report, str(opened.folder))
    if report.failed:
        raise typer.Exit(1)


def print_report(report: "Report", folder: str) -> None:
    """What became of every file, and what all of them amount to."""
    for file in report.files:
        if file.reason:
            say(readable(f"{file.status}: {file.path}: {file.reason}", kept=""))
    for status in ("added", "updated", "unchanged", "skipped", "failed"):
        if count := sum(file.status == status for file in report.files):
            say(f"{count} files {status}")
    say()
    say_table(_by_format(report))
    say()
    say(f"{report.records} records in {report.passages} passages; {report.embedded} texts embedded")
    if report.repeats or report.unanswered:
        say(f"{report.repeats} repeat a question word for word, {report.unanswered} have no answer")
    say(f"{report.took_s:.1f} s, of which {report.embedding_s:.1f} s embedding; library: {folder}")


def _by_format(report: "Report") -> list[list[str | int]]:
    """A row a format, with a column for each status that questions have."""
    statuses = [status for status in get_args(Status) if any(status in one.statuses for one in report.formats)]
    counts = ("files", "records", "questions", "answers", "aligned")
    head = ["format", *counts, *statuses, "failed files", "failed rows"]
    rows = [
        [
            one.format or "unknown",
            *(getattr(one, count) for count in counts),
            *(one.statuses.get(status, 0) for status in statuses),
            one.failed,
            one.failed_rows,
        ]
        for one in report.formats
    ]
    return [head, *rows] if rows else []


def register(app: typer.Typer) -> None:
    app.command()(ingest)
