"""`hemicycle doctor`: whether a library is well, and what to do where it is not."""

import time
from typing import Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, library_folder
from ui.commands.output import print_json, say


def doctor(
    full: Annotated[bool, typer.Option("--full", help="Check everything, not samples of what is large.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the library: database, offsets, index, encoder, originals, disk, and what killed processes left.

    Exit code 0 where there is no problem (warnings or not), 1 where there is one. Nothing is changed.

    Example: hemicycle doctor --full
    """
    from rag.library.doctor import examine

    folder, started = library_folder(library), time.perf_counter()
    findings = []
    for finding in examine(folder, full=full):
        findings.append(finding)
        if not as_json:
            say(f"{finding.status:>7}  {finding.check}: {finding.detail}")
            if finding.advice:
                say(f"         {finding.advice}")
    problems = sum(finding.status == "problem" for finding in findings)
    if as_json:
        took = round(time.perf_counter() - started, 2)
        checks = [finding.model_dump() for finding in findings]
        print_json({"library": str(folder), "full": full, "checks": checks, "problems": problems, "took_s": took})
    else:
        say(f"{problems} problems; library: {folder}")
    raise typer.Exit(1 if problems else 0)


def register(app: typer.Typer) -> None:
    app.command()(doctor)
