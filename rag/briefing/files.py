"""A briefing as a file: the document, or the list of its records."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from rag.briefing.briefing import Briefing
from rag.briefing.report import report
from rag.briefing.sheet import sheet
from rag.errors import InputError
from rag.export.files import check_file, ending, write_whole
from rag.export.formats import MEDIA_TYPES, exported
from rag.export.sheets import SHEET_MEDIA_TYPES, exported_sheet

FILES: Mapping[str, str] = MappingProxyType(dict([*MEDIA_TYPES.items(), *SHEET_MEDIA_TYPES.items()]))
"""The endings of files that there are, with their media types: documents, and sheets of the list alone."""


def as_file(briefing: Briefing, format: str) -> bytes:  # noqa: A002 - the word for it
    """A briefing in a format of FILES. Raises InputError for another."""
    for document in MEDIA_TYPES:
        if document == format:
            return exported(report(briefing), document)
    for list_alone in SHEET_MEDIA_TYPES:
        if list_alone == format:
            return exported_sheet(sheet(briefing), list_alone)
    raise InputError(f"no format {format!r}; there are {', '.join(FILES)}")


def check_files(files: Iterable[Path]) -> None:
    """Raises InputError for a file whose ending is none of FILES, or that cannot be written: before any work."""
    for file in files:
        check_file(file, FILES)


def write(briefing: Briefing, file: Path | str) -> None:
    """Write a briefing to a file in the format of its ending. Raises InputError where it cannot be written."""
    file = Path(file)
    write_whole(file, as_file(briefing, ending(file, FILES)))
