"""`hemicycle list` and `hemicycle show`: records as they lie in the library."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.errors import InputError
from rag.vocabulary import BriefingLanguage
from ui.commands.exports import OutputOption, WordsOption, check_files, is_sheet, made, write_list
from ui.commands.options import JsonOption, LibraryOption, filtered, open_to_read
from ui.commands.output import people, plain, print_json, say

if TYPE_CHECKING:
    from rag.library.filters import Filters
    from rag.library.library import Library
    from rag.records import Part, Record, Reference


@filtered
def list_records(
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="At most this many; 0 means all.")] = 0,
    late: Annotated[
        bool, typer.Option("--late", help="Only those answered late or still open beyond the term, the longest first.")
    ] = False,
    term: Annotated[
        int | None,
        typer.Option(min=1, metavar="DAYS", help="With --late: the term, for each parliament’s own.", show_default=False),
    ] = None,
    output: OutputOption = None,
    words: WordsOption = "en",
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """List records, newest first.

    With --late -o FILE.pdf (or .docx, .html, .md) the file is a report of the answer times of each minister.

    Example: hemicycle list --minister jambon --from 2021-01-01
    """
    if term and not late:
        raise InputError("--term needs --late: it says after how many days an answer is late")
    files = output or []
    check_files(files, reports=late)
    opened = open_to_read(library)
    if late:
        _list_late(opened, filters, term, limit or None, files, words, as_json=as_json)
        return
    found = opened.catalogue.listing(filters, limit=limit or None)
    if files:
        from datetime import date

        from rag.export.records_sheet import records_sheet

        sheet = records_sheet(found, words, date.today())
        for file in files:
            write_list(file, sheet)
    if as_json:
        print_json(found)
    elif not files:
        for record in found:
            say(f"{record.id}\n    {_line(record)}")
        say("1 record" if len(found) == 1 else f"{len(found)} records")


def _list_late(
    opened: "Library",
    filters: "Filters",
    term: int | None,
    limit: int | None,
    files: list[Path],
    words: BriefingLanguage,
    *,
    as_json: bool,
) -> None:
    from rag.library.answer_times import late_ones

    everything = late_ones(opened.catalogue, filters, term=term)
    found = everything[:limit]
    for file in files:
        options = ["--late", *(["--term", term] if term else []), "-n", limit or 0, "-o", file.name]
        how = made(opened, filters, words, "list", options)
        if is_sheet(file):
            from rag.export.records_sheet import records_sheet

            days = [each.days for each in found]
            write_list(file, records_sheet([each.record for each in found], words, how.on, days=days))
        else:
            from rag.export.answer_times import answer_times_report
            from rag.library.answer_times import answer_times

            by: Literal["minister", "department"] = "minister"
            took = answer_times(opened.catalogue, by, filters, term=term)
            if not took.each:  # records that name offices and nobody in them
                by = "department"
                took = answer_times(opened.catalogue, by, filters, term=term)
            parliaments = [value for value, _ in opened.facets.counted("parliament", filters).values]
            write_list(
                file, answer_times_report(how, by, took, found, found=len(everything), parliaments=parliaments, term=term)
            )
    if as_json:
        print_json([{**plain(each.record), "days": each.days, "open": each.open} for each in found])
    elif not files:
        for each in found:
            taken = f"open for {each.days} days" if each.open else f"answered after {each.days} days"
            say(f"{each.record.id}\n    {taken} · {_line(each.record)}")
        shown = f", {len(found)} shown" if len(found) < len(everything) else ""
        say(f"{'1 record' if len(everything) == 1 else f'{len(everything)} records'} beyond the term{shown}")


def show(
    ids: Annotated[
        list[str], typer.Argument(metavar="RECORD-ID...", help="Record ids, as search and list print them, or numbers.")
    ],
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
    debate = record.kind == "debate"
    facts = {
        "id": record.id,
        "badge": badge,
        "number": record.number,
        "debated" if debate else "asked": f"{record.asked_on or ''} {people(record.put_by)}",
        "for the government" if debate else "addressed to": people(record.addressees),
        "others who spoke": people(record.askers) if debate else "",
        "answered": record.answered_on,
        "status": record.status,
        "themes": ", ".join(record.themes),
        "address": record.url,
        "licence": record.licence,
        "source": record.source and record.source.path,
        "text": "recognised in scanned pages (OCR), may be misread" if any(page.ocr for page in record.pages) else None,
    }
    for name, value in facts.items():
        if value and str(value).strip():
            say(f"  {name}: {str(value).strip()}")
    for part in record.parts:
        if part.role != "title":
            aligned = f" (answers {', '.join(part.answers)})" if part.answers else ""
            name = f"{' '.join([part.role, *part.labels])}{_turn(record, part)}"
            say(f"\n[{name}{aligned}{_observed(record, part)}]\n{record.quote(part)}")
    if record.references:
        say("\nrefers to")
        for reference in record.references:
            say(f"  {_spoken(record.quote(reference))}: {_target(reference)}")
    if record.referred_by:
        say("\nis referred to by")
        for other in record.referred_by:
            say(f"  {other}")
    say()


def _turn(record: "Record", part: "Part") -> str:
    """Who speaks in a debate or an oral question; elsewhere the head of the record says it."""
    if record.kind not in ("debate", "oral-question") or not part.speaker:
        return ""
    function = record.function_of(part.speaker)
    return f", {part.speaker}" + (f" ({function})" if function else "")


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
