"""`hemicycle export`: the records as data, for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, filtered, open_to_read
from ui.commands.output import print_json, say
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from rag.library.filters import Filters


@filtered
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .jsonl or .parquet.", show_default=False)],
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Write records to a file for other programs, each as show --json gives it: JSON Lines, or Parquet.

    A file of this name is replaced, once all is written. To keep a library, or to move it: backup.

    Example: hemicycle export chamber.parquet --from 2021-01-01
    """
    from rag.export.data import export_records

    with shown_progress() as progress:
        done = export_records(open_to_read(library), file, filters=filters, progress=progress)
    if as_json:
        print_json(done)
    else:
        say(f"{done.records} record{'s' if done.records != 1 else ''} in {done.file}")


def register(app: typer.Typer) -> None:
    app.command()(export)
