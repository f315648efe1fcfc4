"""The formats of a report, and the one door to them. What a format needs is imported when it is asked for."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from rag.errors import InputError
from rag.export.clean import clean
from rag.export.document import Report
from rag.export.files import ending, write_whole

Format = Literal["docx", "pdf", "html", "md"]

FORMATS: tuple[Format, ...] = get_args(Format)

MEDIA_TYPES: Mapping[Format, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "html": "text/html; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
    }
)


def exported(report: Report, format: Format) -> bytes:  # noqa: A002 - the word for it
    """A report as a file of a format. Raises InputError for a format that there is not."""
    cleaned = clean(report)
    if format == "md":
        from rag.export.markdown import as_markdown

        return as_markdown(cleaned).encode()
    if format == "html":
        from rag.export.html import as_html

        return as_html(cleaned).encode()
    if format == "docx":
        from rag.export.docx import as_docx

        return as_docx(cleaned)
    if format == "pdf":
        from rag.export.pdf import as_pdf

        return as_pdf(cleaned)
    raise InputError(f"no format {format!r}; there are {', '.join(FORMATS)}")


def export(report: Report, path: Path) -> None:
    """Write a report to a file in the format of its ending. Raises InputError where that is none, or cannot be written."""
    chosen: Format = next(each for each in FORMATS if each == ending(path, FORMATS))
    write_whole(path, exported(report, chosen))
