"""`hemicycle forget`: records and source files out of the library, for good."""

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError
from ui.commands.options import JsonOption, LibraryOption, open_to_read
from ui.commands.output import note, print_json, readable, say
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from rag.library.forget import Chosen
    from rag.library.library import Library


def forget(
    names: Annotated[
        list[str], typer.Argument(metavar="RECORD-OR-SOURCE...", help="Ids of records, paths or names of source files.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take records, or all that a source file gave, out of the library, so that no file of it holds their words.

    Conversations and feedback of the page that quote them go too, whoever's they are. Ingesting the source again leaves them
    out; ingest --remember takes them back. The files that you ingested stay where they are, and so do backups.

    Example: hemicycle forget flemish-parliament.written-question.2021-02-19.204.jan-jambon
    """
    from rag.library.forget import choose
    from rag.library.forget import forget as run

    opened = open_to_read(library)
    chosen = choose(opened, names)
    if not yes:
        if not sys.stdin.isatty():
            raise InputError("forget asks first, and there is no terminal to ask at; say --yes")
        _announce(opened, chosen)
        # Not typer.confirm: it puts a space on stdout, where --json has nothing but JSON.
        note("Forget this for good? [y/N]")
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            note("Nothing was forgotten.")
            raise typer.Exit(0)
    with shown_progress() as progress:
        done = run(opened, chosen, progress)
    quoting, scrubbed = _forget_kept(done.records)
    done = done.model_copy(update={"complete": done.complete and scrubbed})
    if as_json:
        print_json(done)
    else:
        if quoting:
            say(f"{quoting} conversations and judgements of the page that quoted them dropped")
        say(f"{len(done.records)} records and {len(done.sources)} source files forgotten, {done.originals} originals dropped")
    if not done.complete:
        note(
            "A program that reads the library, or what the page keeps, keeps old pages on the disk; end it, then run the same"
            " command again."
        )
        raise typer.Exit(1)


def _forget_kept(records: "Collection[str]") -> tuple[int, bool]:
    """Take what quotes forgotten records out of what the page keeps; returns how much that was, and whether it is all off the
    disk."""
    from rag.settings import kept_file
    from ui.kept import Kept

    if not kept_file().exists():
        return 0, True
    kept = Kept(kept_file())
    try:
        return kept.forget(records)
    finally:
        kept.close()


def _announce(opened: "Library", chosen: "Chosen") -> None:
    for path in chosen.sources:
        note(f"  {readable(path, kept='')}")
    for identity in [*chosen.records, *chosen.with_sources]:
        record = opened.catalogue.record(identity)
        note(f"  {identity}  {(record and record.title) or ''}".rstrip())
    if chosen.originals:
        note(f"  and the kept copies of {chosen.originals} files, from which other records come: those stay, without a copy")
    if chosen.kept:
        note(f"  {len(chosen.kept)} records stay, since other files give them too: {', '.join(chosen.kept[:3])}")
    note(f"from {opened.folder}")


def register(app: typer.Typer) -> None:
    app.command()(forget)
