"""Integral reports of the Belgian Chamber, of committees and the plenary, as Word HTML in Dutch and French."""

import re
from collections.abc import Iterator
from itertools import takewhile

from ingest.files import SourceFile
from ingest.markup import html_root
from ingest.readers.chamber_blocks import blocks
from ingest.readers.chamber_meeting import meeting_of
from ingest.readers.chamber_records import Records
from ingest.readers.chamber_sections import sections
from rag.errors import ReadError
from rag.records import Record, Source

_NORMAL = re.compile(rb"\bNormal(?:NL|FR)\b")
_TEMPLATE = re.compile(rb"\boraspr\b|\bTitre\dNL\b")


class ChamberReportReader:
    """Reads a report into a record for each question, or for those that are joined, one for each other item, and one of the
    meeting with what stands outside of all items."""

    name = "chamber-report"

    def accepts(self, file: SourceFile) -> bool:
        """Whether it is HTML with the classes of the Chamber's template."""
        data = file.data
        return b"<html" in data[:4096].lower() and bool(_NORMAL.search(data) and _TEMPLATE.search(data))

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records. Raises ReadError where the file is no such report, says no day, or ends before anything is said."""
        if not self.accepts(file):
            raise ReadError(f"{file.path}: no report of the Belgian Chamber (HTML with its classes NormalNL and NormalFR)")
        source = file.decoded()
        try:
            root = html_root(source)
        except ReadError as error:
            raise ReadError(f"{file.path}: {error}") from None
        found = list(blocks(root)) if root is not None else []
        cut = sections(found)
        question = next((each.number for section in cut for each in section.asked), None)
        meeting = meeting_of(source, takewhile(lambda block: block.kind != "heading", found), question, file.path)
        if not any(section.path or section.is_spoken for section in cut):
            raise ReadError(f"{file.path}: nobody speaks in it: is it cut off? Get the whole report")
        yield from Records(meeting, Source(path=file.path, sha256=file.sha256)).of(cut)
