"""What commands that write lists to files share: their options, and how a list says how it was made."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.vocabulary import BriefingLanguage
from ui.commands.output import note

if TYPE_CHECKING:
    from rag.export.document import Report
    from rag.export.listing import Made
    from rag.export.sheets import Sheet
    from rag.library.filters import Filters
    from rag.library.library import Library

OutputOption = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write it to this file: .docx, .pdf, .html or .md is a report; .csv or .xlsx has rows. Repeatable.",
        show_default=False,
    ),
]
WordsOption = Annotated[BriefingLanguage, typer.Option("--in", help="Language of the file's own words.")]


def made(
    library: "Library", filters: "Filters", language: BriefingLanguage, command: str, options: Sequence[object] = ()
) -> "Made":
    """How a list is made today, with the command that makes it again."""
    from datetime import date

    from rag.export.listing import Made

    words = ["hemicycle", command, *filters.options(), *map(str, options), "--in", language]
    return Made(language, date.today(), library.badge, filters.applied(), shlex.join(words))


def is_sheet(path: Path) -> bool:
    """Whether a file is to have rows."""
    from rag.export.sheets import SHEET_FORMATS

    return path.suffix.lower().removeprefix(".") in SHEET_FORMATS


def check_files(files: Iterable[Path], *, reports: bool = True) -> None:
    """Raises InputError for a file whose ending is none that a list has, or that cannot be written: before any work."""
    from rag.export.files import check_file
    from rag.export.formats import FORMATS
    from rag.export.sheets import SHEET_FORMATS

    for file in files:
        check_file(file, (*SHEET_FORMATS, *(FORMATS if reports else ())))


def write_list(path: Path, content: "Sheet | Report") -> None:
    """Write a list to a file in the format of its ending, and say so."""
    from rag.export.formats import export
    from rag.export.sheets import Sheet, export_sheet

    if isinstance(content, Sheet):
        export_sheet(content, path)
    else:
        export(content, path)
    note(f"written: {path}")
