"""The file that a record was read from, as a library keeps it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.files import SourceFile
from rag.library.library import Library
from rag.records import Record

OriginalKind = Literal["pdf", "table", "markup", "text"]

_KINDS: dict[str, OriginalKind] = {
    **dict.fromkeys((".csv", ".tsv", ".json", ".jsonl", ".parquet"), "table"),
    **dict.fromkeys((".xml", ".html", ".htm"), "markup"),
}
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Original:
    """Where the file lies, what it was called, and what it is."""

    path: Path
    name: str
    kind: OriginalKind


def original_of(record: Record, library: Library) -> Original | None:
    """The original of a record; null where the library does not keep it."""
    if record.source is None:
        return None
    path = library.originals.path(record.source.sha256)
    try:
        with path.open("rb") as file:
            head = SourceFile(record.source.path, file.read(_HEAD))
    except OSError:
        return None
    return Original(path, head.name, "pdf" if head.is_pdf else _KINDS.get(Path(head.name).suffix.lower(), "text"))
