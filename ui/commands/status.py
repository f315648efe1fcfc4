"""`hemicycle status`: what a library holds, and with which encoder."""

import typer

from ui.commands.options import JsonOption, LibraryOption, open_to_read
from ui.commands.output import print_json, say


def status(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show what the library holds: records, passages, how many are embedded, files that failed, the encoder.

    Example: hemicycle status --json
    """
    from rag.answer.llm import chosen

    opened, model = open_to_read(library), chosen()
    counts, encoder = opened.counts(), opened.encoder
    facts = {
        "library": str(opened.folder),
        "badge": opened.badge,
        "records": counts.records,
        "passages": counts.passages,
        "embedded": counts.embedded,
        "failed_sources": opened.failed_sources(),
        "from": counts.first and counts.first.isoformat(),
        "to": counts.last and counts.last.isoformat(),
        "encoder": {
            "name": encoder.name,
            "folder": str(encoder.folder) if encoder.folder else None,
            "fingerprint": encoder.fingerprint,
            "runtime": encoder.runtime,
        },
        "llm": {"name": model.name, "place": model.place} if model else None,
    }
    if as_json:
        print_json(facts)
        return
    say(f"{opened.folder}{f'  [{opened.badge}]' if opened.badge else ''}")
    say(f"  {counts.records} records, {counts.first or '?'} to {counts.last or '?'}")
    say(f"  {counts.embedded} of {counts.passages} passages embedded")
    say(f"  {facts['failed_sources']} source files failed")
    say(f"  encoder {encoder.name} ({encoder.runtime})")
    if model:
        say(f"  language model {model.name} ({model.place or 'on this machine'})")


def register(app: typer.Typer) -> None:
    app.command()(status)
