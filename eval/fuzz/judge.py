"""One damaged file, read as an ingest reads it, in a process apart: records, one clear line, or a fault of ours."""

import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.apart import apart
from ingest.files import SourceFile
from ingest.passages import passages
from ingest.readers import reader_for
from ingest.references import with_references
from ingest.sources.folder import source_files
from rag.errors import HemicycleError
from rag.records import Record

SECONDS = 30.0
MEMORY = 2 << 30
"""What one file may take: more is a fault."""

_LONGEST_LINE = 1_000
"""Characters of a refusal that somebody still reads."""

Kind = Literal["read", "refused", "fault"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file; `said` is the refusal, or what the fault is."""

    kind: Kind
    records: int = 0
    said: str = ""


def judged(name: str, data: bytes, *, bomb: bool = False) -> Verdict:
    """What the readers make of a file. What takes longer or more memory than it may, or crashes, is a fault. A bomb may be
    stopped by these limits, as an ingest stops it, and must not give a record."""
    try:
        verdict = apart(_read, name, data, seconds=SECONDS, memory=MEMORY)
    except HemicycleError as error:
        return Verdict("refused" if bomb else "fault", said=str(error))
    return Verdict("fault", verdict.records, "a bomb was read") if bomb and verdict.records else verdict


def _read(name: str, data: bytes) -> Verdict:
    try:
        return _read_all(name, data)
    except Exception:
        return Verdict("fault", said=traceback.format_exc(limit=-6))


def _read_all(name: str, data: bytes) -> Verdict:
    records, refusals = 0, list[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for source in source_files([path]):
            if not isinstance(source, SourceFile):
                refusals.append(source.reason)
                continue
            try:
                for item in reader_for(source).read(source):
                    if isinstance(item, Record):
                        records += 1
                        _check(item)
                    else:
                        refusals.append(item.reason)
            except HemicycleError as error:
                refusals.append(str(error).removeprefix(f"{source.path}: "))
    unclear = [line for line in refusals if "\n" in line or not line.strip() or len(line) > _LONGEST_LINE]
    if unclear:
        return Verdict("fault", records, f"not one clear line: {unclear[0][:2000]!r}")
    if records or not refusals:
        return Verdict("read", records, refusals[0] if refusals else "")
    return Verdict("refused", 0, refusals[0])


def _check(record: Record) -> None:
    """What must hold of a record whatever it was read from. Raises AssertionError, or whatever the passages raise."""
    told = with_references(record)
    if not record.text.strip():
        raise AssertionError("a record without words")
    for passage in passages(told):
        part = told.parts[passage.part]
        if not part.start <= passage.start < passage.end <= part.end:
            raise AssertionError(f"passage {passage.id} leaves its part")
    if any(page.end > len(record.text) for page in record.pages):
        raise AssertionError("a page leaves the text")
