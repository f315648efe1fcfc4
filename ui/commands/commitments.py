"""`hemicycle commitments`: what those who answer have promised to do or send."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.exports import OutputOption, WordsOption, check_files, is_sheet, made, write_list
from ui.commands.options import JsonOption, LibraryOption, filtered, open_to_read
from ui.commands.output import print_json, say
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from rag.commitments.commitments import Commitment, Commitments, Mention
    from rag.export.listing import Made
    from rag.library.filters import Filters
    from rag.library.library import Library

_HOW = {
    "refers": "refers to this one",
    "same question": "asks the same question",
    "same subject": "is on the same subject",
}


@filtered
def commitments(
    about: Annotated[str | None, typer.Option(help="Only from records about this.", show_default=False)] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=0, help="At most this many; 0 means all.")] = 20,
    later: Annotated[bool, typer.Option(help="Look whether later records come back to each one.")] = True,
    output: OutputOption = None,
    words: WordsOption = "en",
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """List sentences in which those who answer say that they will do or send something, newest first.

    It lists wordings, and says which later records come back to them; whether something was done it does not know.

    Example: hemicycle commitments --minister jambon --about "Belarus" -o commitments.docx
    """
    from rag.commitments.commitments import commitments as listed
    from rag.commitments.mentioned import mentioned

    files = output or []
    check_files(files)
    opened = open_to_read(library)
    with shown_progress() as progress:
        language = words if files else None
        found = listed(opened, filters, about=about, limit=limit or None, language=language, progress=progress)
        if later:
            several = list["Commitment"]()
            for n, each in enumerate(found.commitments, start=1):
                several.append(mentioned(opened, each))
                progress("looking for later records", n, len(found.commitments), each.citation.record)
            found = found.model_copy(update={"commitments": tuple(several)})
    options = [*(["--about", about] if about else []), "-n", limit, *([] if later else ["--no-later"])]
    for file in files:
        _write(file, opened, found, made(opened, filters, words, "commitments", [*options, "-o", file.name]))
    if as_json:
        print_json(found)
    elif not files:
        _print(found)


def _write(file: Path, library: "Library", found: "Commitments", made: "Made") -> None:
    from rag.commitments.report import commitments_report, commitments_sheet

    if is_sheet(file):
        write_list(file, commitments_sheet(found, made))
        return
    ids = dict.fromkeys(each.citation.record for each in found.commitments)
    records = [library.catalogue.record(each) for each in ids]
    write_list(file, commitments_report(found, made, {record.id: record.language for record in records if record}))


def _print(found: "Commitments") -> None:
    for each in found.commitments:
        cited = each.citation
        who = " · ".join(filter(None, [cited.speaker, cited.function])) or "the answer"
        day = each.answered_on or cited.asked_on
        dated = f"answered {day}" if each.answered_on else f"question of {day}" if day else "undated"
        say(f"{dated} · {who}{f' · [{cited.badge}]' if cited.badge else ''}")
        say(f"    “{' '.join(cited.quote.split())}”")
        if each.deadline:
            until = f": until {each.deadline.last}" if each.deadline.last else ""
            say(f"    when: “{each.deadline.text}”{until}")
        number = f"nr. {cited.number} · " if cited.number else ""
        page = f", p. {cited.page}{' (OCR)' if cited.ocr else ''}" if cited.page else ""
        say(f"    {number}{cited.title or ''}\n    [{cited.record}{page}]")
        if each.mentioned is not None:
            for other in each.mentioned:
                say(f"    {_later(other)}")
            if not each.mentioned:
                say("    no later record in this library was found to come back to it")
        say()
    records = "1 record" if found.records == 1 else f"{found.records} records"
    shown = f", {len(found.commitments)} shown" if len(found.commitments) < found.found else ""
    say(f"{found.found} found in {records}{shown}. These are wordings; what was done is not known from them.")


def _later(other: "Mention") -> str:
    named = " · ".join(filter(None, [f"nr. {other.number}" if other.number else None, str(other.asked_on), other.title]))
    return f"a later record {_HOW[other.how]}: {named} [{other.record}]"


def register(app: typer.Typer) -> None:
    app.command()(commitments)
