"""The seam for formats: a reader turns one source file into records."""

from collections.abc import Iterator
from typing import Protocol

from ingest.files import SourceFile
from ingest.readers.rows import RowProblem
from rag.records import Record


class Reader(Protocol):
    """One format. A reader raises ReadError with one clear line where a file of its format cannot be read, PassedOver where
    it is left out on purpose."""

    name: str

    def accepts(self, file: SourceFile) -> bool:
        """Whether the content (not the file's name) is of this format. Never raises."""

    def read(self, file: SourceFile) -> Iterator[Record | RowProblem]:
        """The records of the file, complete with ids, parts, alignment and pages; the rows of a table can fail one by one."""
