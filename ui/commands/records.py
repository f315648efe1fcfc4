"""`hemicycle list` and `hemicycle show`: records as they lie in the library."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import JsonOption, LibraryOption, filtered, open_to_read
from ui.commands.output import people, print_json, say

if TYPE_CHECKING:
    from rag.library.filters import Filters
    from rag.records import Part, Record, Reference


@filtered
def list_records(
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="At most this many; 0 means all.")] = 0,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """List records, newest first.

    Example: hemicycle list --minister jambon --from 2021-01-01
    """
    found = open_to_read(library).catalogue.listing(filters, limit=limit or None)
    if as_json:
        print_json(found)
        return
    for record in found:
        say(f"{record.id}\n    {_line(record)}")
    say("1 record" if len(found) == 1 else f"{len(found)} records")


def show(
    ids: Annotated[list[str], typer.Argument(metavar="RECORD-ID...", help="Record ids, as search and list print them.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show whole records: who, when, every part with its labels, and where they came from.

    Example: hemicycle show flemish-parliament.written-question.2021-02-19.204.jan-jambon
    """
    from ui.contract import record_named

    opened = open_to_read(library)
    found = [record_named(opened, wanted) for wanted in ids]
    if as_json:
        print_json(found[0] if len(found) == 1 else found)
        return
    for record in found:
        _print(record, opened.badge)


def _line(record: "Record") -> str:
    named = [f"nr. {record.number}" if record.number else record.external_id or "", str(record.asked_on or "")]
    return " · ".join(filter(None, [record.title, *named, people(record.askers), people(record.addressees)]))


def _print(record: "Record", badge: str | None) -> None:
    say(record.title or record.id)
    facts = {
        "id": record.id,
        "badge": badge,
        "number": record.number,
        "asked": f"{record.asked_on or ''} {people(record.askers)}",
        "addressed to": people(record.addressees),
        "answered": record.answered_on,
        "status": record.status,
        "themes": ", ".join(record.themes),
        "address": record.url,
        "licence": record.licence,
        "source": record.source and record.source.path,
    }
    for name, value in facts.items():
        if value and str(value).strip():
            say(f"  {name}: {str(value).strip()}")
    for part in record.parts:
        if part.role != "title":
            aligned = f" (answers {', '.join(part.answers)})" if part.answers else ""
            say(f"\n[{' '.join([part.role, *part.labels])}{aligned}{_observed(record, part)}]\n{record.quote(part)}")
    if record.references:
        say("\nrefers to")
        for reference in record.references:
            say(f"  {_spoken(record.quote(reference))}: {_target(reference)}")
    if record.referred_by:
        say("\nis referred to by")
        for other in record.referred_by:
            say(f"  {other}")
    say()


def _observed(record: "Record", part: "Part") -> str:
    """What became of a question that was not answered outright, with the words of the reply that show it."""
    if part.status in {None, "answered"}:
        return ""
    if part.status == "unanswered":
        return ": no reply found under that number" if part.labels else ": no reply found"
    return f": {part.status}" + (f" ({_spoken(record.quote(part.evidence))})" if part.evidence else "")


def _target(reference: "Reference") -> str:
    if reference.kind == "sub-question":
        return f"{', '.join(reference.labels)} of this record"
    known = ", ".join(str(fact) for fact in (reference.number, reference.on, reference.person) if fact)
    return reference.record or " ".join(
        filter(None, [f"{reference.kind}, not in this library", f"({known})" if known else ""])
    )


def _spoken(quote: str) -> str:
    return f"“{' '.join(quote.split())}”"


def register(app: typer.Typer) -> None:
    app.command("list")(list_records)
    app.command()(show)
