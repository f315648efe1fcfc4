"""The formats. A reader is chosen by a file's content; one more format is one more line in `READERS`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError, ReadError

if TYPE_CHECKING:
    from ingest.files import SourceFile
    from ingest.readers.base import Reader

READERS: dict[str, str] = {
    "parlparse": "ingest.readers.parlparse:ParlparseReader",
    "uk-questions-api": "ingest.readers.uk_questions_api:UkQuestionsApiReader",
    "table": "ingest.readers.table:TableReader",
    "parla-clarin": "ingest.readers.parla_clarin:ParlaClarinReader",
    "akoma-ntoso": "ingest.readers.akoma_ntoso:AkomaNtosoReader",
    "vlos": "ingest.readers.vlos:VlosReader",
    "canadian-hansard": "ingest.readers.canadian_hansard:CanadianHansardReader",
    "flemish": "ingest.readers.flemish:FlemishReader",
    "kamervragen": "ingest.readers.kamervragen:KamervragenReader",
    "chamber-report": "ingest.readers.chamber_report:ChamberReportReader",
    "dail": "ingest.readers.dail:DailReader",
    "document": "ingest.readers.document:DocumentReader",
}
"""Format name to reader, in the order in which they are asked: tables first, since a cell may hold any other format, and last
what takes anything that is text."""


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
    from ingest.readers.document import reason_against

    raise ReadError(f"{file.path}: {reason_against(file) or 'not a known format'}")


def _reader(name: str, mapping: str | Path | None) -> "Reader":
    module, _, reader = READERS[name].partition(":")
    made: Reader = getattr(import_module(module), reader)(*([mapping] if name == "table" else []))
    return made
