"""A source file's records and their passages, read in a process apart: no file can hang, crash or fill this one."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.apart import MEMORY, each_apart
from ingest.files import SourceFile
from ingest.passages import passages
from ingest.readers import reader_for
from ingest.references import with_references
from rag.records import Passage, Record

_SECONDS = 60.0
_SECONDS_A_MIB = 1.0
_MEMORY_FOR_EACH_BYTE = 8
"""A file may take a minute for its next records, or the next page of a PDF, and longer if it is large: a whole year of
proceedings stays far below. A table takes some six times its size in memory."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file of one format; `problems` tell what could not be read, `said` how far reading has come."""

    format: str
    records: tuple[tuple[Record, list[Passage]], ...] = ()
    problems: tuple[str, ...] = ()
    said: str = ""


def batches(
    source: SourceFile,
    format: str | None,  # noqa: A002 (the option's name)
    mapping: str | None,
    size: int,
) -> Generator[Batch, None, None]:
    """What a file holds, `size` records or problems at a time, and first of all its format, alone. Between them are empty
    ones, where reading is so slow that it says how far it has come.

    Raises ReadError where it cannot be read, also in the middle; InputError where the mapping cannot be used.
    """
    large = len(source.data)
    yield from each_apart(
        _batches,
        source,
        format,
        mapping,
        size,
        seconds=_SECONDS + _SECONDS_A_MIB * large / (1 << 20),
        memory=MEMORY + _MEMORY_FOR_EACH_BYTE * large,
        working=lambda said: Batch("", said=said),
    )


def _batches(source: SourceFile, format: str | None, mapping: str | None, size: int) -> Iterator[Batch]:  # noqa: A002
    reader = reader_for(source, format=format, mapping=mapping)
    yield Batch(reader.name)
    stream = iter(reader.read(source))
    while some := list(islice(stream, size)):
        records = [_addressed(with_references(item), source) for item in some if isinstance(item, Record)]
        yield Batch(
            reader.name,
            tuple((record, passages(record)) for record in records),
            tuple(f"line {item.line}: {item.reason}" for item in some if not isinstance(item, Record)),
        )


def _addressed(record: Record, source: SourceFile) -> Record:
    """A record that was fetched stands at least where it was fetched from."""
    if record.url or not source.path.startswith(("https://", "http://")):
        return record
    return record.model_copy(update={"url": source.path})
