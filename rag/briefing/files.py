"""A briefing as a file: the document, or the list of its records."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from rag.briefing.briefing import Briefing
from rag.briefing.report import report
from rag.export.files import ending, write_whole
from rag.export.formats import FORMATS, MEDIA_TYPES, exported

FILES: Mapping[str, str] = MappingProxyType({**{each: MEDIA_TYPES[each] for each in ("docx", "pdf", "html", "md")}})
"""The endings of files that there are, with their media types."""


def as_file(briefing: Briefing, format: str) -> bytes:  # noqa: A002 - the word for it
    """A briefing in a format of FILES. Raises InputError for another."""
    document = next((each for each in FORMATS if each == format), None)
    return exported(report(briefing), document)


def check_endings(files: Iterable[Path]) -> None:
    """Raises InputError for a file whose ending is none of FILES, before any work."""
    for file in files:
        ending(file, FILES)


def write(briefing: Briefing, file: Path) -> None:
    """Write a briefing to a file in the format of its ending. Raises InputError where it cannot be written."""
    write_whole(file, as_file(briefing, ending(file, FILES)))
