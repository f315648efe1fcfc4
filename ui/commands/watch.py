"""`hemicycle watch`: a folder whose files come into the library as they arrive."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import JsonOption, LibraryOption, open_to_write
from ui.commands.output import note, print_json, readable, say

if TYPE_CHECKING:
    from ingest.watch import WatchReport


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to watch, with all folders in it.")],
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Embed now; without, search finds words only.")] = True,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a folder into the library, then what arrives or changes in it, until Ctrl-C.

    A file that goes away takes nothing out of the library; hemicycle forget does. With --json a report a line.

    Example: hemicycle watch inbox/
    Example: hemicycle watch inbox/ --library chamber --json
    """
    from ingest.watch import watch as batches

    if not folder.is_dir():
        raise typer.BadParameter(f"{str(folder)!r} is no folder: give one that is there")
    opened = open_to_write(library)
    signal.signal(signal.SIGTERM, _stop)
    note(f"watching {folder.absolute()} for {opened.folder}; Ctrl-C ends it")
    try:
        for report in batches(opened, folder, embed=embed, told=note):
            if as_json:
                print_json(report)
            else:
                _print(report)
    except KeyboardInterrupt:
        note("stopped; what was committed stays")


def _print(report: "WatchReport") -> None:
    counts = {status: sum(file.status == status for file in report.files) for status in _STATUSES}
    said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    files = f"{len(report.files)} files: {said}; " if report.files else ""
    gone = f"; {len(report.removed)} files removed from the folder, whose records stay" if report.removed else ""
    say(f"{_now()} {files}{report.records} records read, {report.embedded} texts embedded{gone}")
    for file in report.files:
        if file.reason and file.status != "unchanged":
            say(readable(f"  {file.status}: {file.path}: {file.reason}", kept=""))
    for path in report.removed:
        say(readable(f"  removed: {path}: its records stay until hemicycle forget takes them out", kept=""))


_STATUSES = ("added", "updated", "unchanged", "skipped", "failed")


def _now() -> str:
    from datetime import datetime

    return f"{datetime.now():%Y-%m-%d %H:%M:%S}"


def _stop(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def register(app: typer.Typer) -> None:
    app.command()(watch)
