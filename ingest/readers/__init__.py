"""The formats. A reader is chosen by a file's content; one more format is one more line in `READERS`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError, ReadError

if TYPE_CHECKING:
    from ingest.files import SourceFile
    from ingest.readers.base import Reader

READERS: dict[str, str] = {
    "table": "ingest.readers.table:TableReader",
    "flemish": "ingest.readers.flemish:FlemishReader",
    "kamervragen": "ingest.readers.kamervragen:KamervragenReader",
    "dail": "ingest.readers.dail:DailReader",
}
"""Format name to reader, in the order in which they are asked: tables first, since a cell may hold any other format."""


def reader_for(file: "SourceFile", *, format: str | None = None, mapping: str | Path | None = None) -> "Reader":  # noqa: A002
    """The reader for a file: the one of that name, else the first whose format the content has.

    `mapping` is for tables and leaves other formats alone. Raises InputError for an unknown format name or a mapping that
    cannot be used, ReadError where no reader accepts the file.
    """
    if format is not None:
        if format not in READERS:
            raise InputError(
                f"no format is called {format!r}: give one of {', '.join(READERS)}, or none to choose by content"
            )
        return _reader(format, mapping)
    for name in READERS:
        reader = _reader(name, mapping)
        if reader.accepts(file):
            return reader
    if file.is_pdf:
        from ingest.pdf import read_pdf

        read_pdf(file.data, file.path)  # a damaged PDF, or one without text, has a clearer reason than its format
    file.decoded()  # likewise bytes that are no text
    raise ReadError(
        f"{file.path}: not a known format (written questions of the Flemish Parliament or the Tweede Kamer as PDF or text;"
        " tables as CSV, JSONL, JSON with a mapping): name its format with --format"
    )


def _reader(name: str, mapping: str | Path | None) -> "Reader":
    module, _, reader = READERS[name].partition(":")
    made: Reader = getattr(import_module(module), reader)(*([mapping] if name == "table" else []))
    return made
