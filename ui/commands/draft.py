"""`hemicycle draft`: which sub-questions of a draft were asked before, by whom, when, and what the answer was."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError
from ui.commands.options import JsonOption, LibraryOption, filtered, open_to_read
from ui.commands.output import note, people, print_json, readable, say
from ui.commands.progress import shown_progress
from ui.commands.search import QueryLanguageOption, note_unembedded

if TYPE_CHECKING:
    from rag.drafts.asked_before import Checked, Earlier, Row
    from rag.library.filters import Filters

LARGEST = 1_000_000
"""Bytes of a draft at most: what is larger is no draft."""


@filtered
def draft(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text file with the draft, or - for standard input.")],
    query_language: QueryLanguageOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Check a draft question: for each numbered sub-question, was it asked before, by whom, when, and with what answer.

    Example: hemicycle draft my-question.txt --from 2020-01-01
    """
    from rag.drafts.asked_before import check
    from rag.drafts.parse import parse

    parsed = parse(_read(file))
    opened = open_to_read(library)
    note_unembedded(opened)
    with shown_progress() as progress:
        checked = check(opened, parsed, filters=filters, language=query_language, progress=progress)
    if as_json:
        print_json(checked)
    else:
        _print(checked, opened.badge)


def _read(file: str) -> str:
    """The text of a draft. Raises InputError where it cannot be read."""
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InputError(f"{file}: more than {LARGEST:,} bytes; give the text of one question")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as text ({error})") from None


def _print(checked: "Checked", badge: str | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if badge:
        note(f"[{badge}]")
    table = Table(title=Text(readable(checked.title)) if checked.title else None, show_lines=True, title_justify="left")
    table.add_column("", no_wrap=True)
    for heading, share in (("Sub-question", 3), ("Asked before?", 3), ("Answer", 4)):
        table.add_column(heading, ratio=share, overflow="fold")
    for row in checked.rows:
        cells = (row.label, _short(row.text, 300), *_columns(row, checked.records))
        table.add_row(*(Text(readable(cell)) for cell in cells))
    Console(soft_wrap=False, highlight=False).print(table)
    records = "1 record" if checked.records == 1 else f"{checked.records} records"
    say(f"Compared with the questions of {records}. “Asked before” and “something close” say how alike the words are.")


def _columns(row: "Row", records: int) -> tuple[str, str]:
    if not row.earlier:
        return f"not found in these {records} records", ""
    asked = [row.verdict + ":", *(_named(each) for each in row.earlier)]
    return "\n".join(asked), "\n".join(_answer(each) for each in row.earlier)


def _named(earlier: "Earlier") -> str:
    who, whom = people(earlier.askers), people(earlier.addressees)
    facts = [
        f"nr. {earlier.number}" if earlier.number else "",
        str(earlier.asked_on or ""),
        who,
        f"to {whom}" if whom else "",
    ]
    asked = f"“{_short(earlier.question.quote, 160)}”"
    named = f"{' · '.join(filter(None, facts))} ({earlier.status or 'status unknown'})"
    return "\n".join(filter(None, [earlier.title, named, asked, f"[{earlier.record}]"]))


def _answer(earlier: "Earlier") -> str:
    if not earlier.answers:
        return "no answer in the record"
    whole = "" if earlier.aligned else "(from the answer as a whole) "
    return whole + "\n".join(f"“{_short(cited.quote, 420)}”" for cited in earlier.answers)


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def register(app: typer.Typer) -> None:
    app.command()(draft)
