"""`hemicycle backup` and `hemicycle restore`: one library as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, open_to_read
from ui.commands.output import note, print_json, say
from ui.commands.progress import shown_progress

OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, a zip.", show_default=False)],
    overwrite: OverwriteOption = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the library to one file: records, vectors and originals, as they are at this moment.

    Others may search and ingest meanwhile. The index is not in it: restore makes it anew.

    Example: hemicycle backup library-2024-06-01.zip
    """
    from rag.library.backup import backup as run

    with shown_progress() as progress:
        done = run(open_to_read(library), file, overwrite=overwrite, progress=progress)
    if as_json:
        print_json(done)
    else:
        say(f"{done.records} records and {done.originals} originals in {done.file} ({done.bytes / 1e6:.1f} MB)")
    if done.missing:
        note(f"{len(done.missing)} originals are missing or damaged and not in it; hemicycle doctor --full names them")
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup wrote.", show_default=False)],
    overwrite: OverwriteOption = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a library out of a backup. The file is checked first, and a library that holds anything is left alone.

    Example: hemicycle restore library-2024-06-01.zip --library restored/
    """
    from rag.library.restore import restore as run
    from rag.settings import Settings

    with shown_progress() as progress:
        opened = run(file, library or Settings().user_library, overwrite=overwrite, progress=progress)
    counts = opened.counts()
    if as_json:
        print_json({"library": str(opened.folder), **{name: getattr(counts, name) for name in _COUNTS}})
    else:
        say(f"{counts.records} records in {counts.passages} passages, {counts.embedded} embedded; library: {opened.folder}")


_COUNTS = ("records", "passages", "embedded")


def register(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)
