"""Records as data for other programs: JSON Lines, or Parquet with nested columns. Each is as `hemicycle show --json` has it.

References are looked up (`rag.library.references`), so that a record of the file says which others it means.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from rag.export.files import ending, whole_file
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.references import all_referring, linked
from rag.progress import Progress, quiet
from rag.records import Frozen, Record

if TYPE_CHECKING:
    import pyarrow as pa

_RECORDS_AT_A_TIME, _CHARACTERS_AT_A_TIME = 1_000, 8_000_000
"""Of a row group of Parquet: what is held in memory."""

# Some programs end a line at these as well; in JSON they mean the same as escapes.
_LINE_ENDS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"})


class Exported(Frozen):
    """What an export wrote, and in how many seconds."""

    file: str
    records: int
    took_s: float


def export_records(library: Library, file: Path, *, filters: Filters, progress: Progress = quiet) -> Exported:
    """Write the records that filters allow to a file, in the format of its ending (DATA), in the order of their ids.

    They are those of one moment, whoever writes to the library meanwhile. Raises InputError for another ending, and where
    the file cannot be written: then it is not there, or is as it was.
    """
    started = time.perf_counter()
    write = DATA[ending(file, DATA)]
    total, written = library.catalogue.counts(filters).records, 0

    def counted() -> Iterator[Record]:
        nonlocal written
        for record in _records(library, filters):
            yield record
            written += 1
            progress("exporting", written, total, record.id)

    with whole_file(file) as stream:
        write(stream, counted())
    return Exported(file=str(file), records=written, took_s=round(time.perf_counter() - started, 1))


def _records(library: Library, filters: Filters) -> Iterator[Record]:
    with library.catalogue.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")  # or each look-up would see what others have written meanwhile
        referring = all_referring(connection)
        for record in library.catalogue.each(connection, filters):
            yield linked(connection, record, referring)


def _write_jsonl(stream: BinaryIO, records: Iterable[Record]) -> None:
    for record in records:
        line = json.dumps(record.model_dump(mode="json"), ensure_ascii=False).translate(_LINE_ENDS)
        stream.write(f"{line}\n".encode())


def _write_parquet(stream: BinaryIO, records: Iterable[Record]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(list(_arrow(Record)))
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(pa.Table.from_pylist([record.model_dump() for record in group], schema))


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records so many at a time; fewer where they are long."""
    group, characters = list[Record](), 0
    for record in records:
        group.append(record)
        characters += len(record.text)
        if len(group) == _RECORDS_AT_A_TIME or characters > _CHARACTERS_AT_A_TIME:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _arrow(annotation: Any) -> "pa.DataType":
    """The type of a column for a type of the domain: models become structs, tuples lists, closed sets of words strings."""
    import pyarrow as pa

    arguments = [each for each in get_args(annotation) if each not in (NoneType, ...)]
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _arrow(arguments[0])
    if origin is tuple:
        return pa.list_(_arrow(arguments[0]))
    if origin is Literal:
        return pa.string()
    if issubclass(annotation, BaseModel):
        return pa.struct([(name, _arrow(field.annotation)) for name, field in annotation.model_fields.items()])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}[annotation]


DATA: Mapping[str, Callable[[BinaryIO, Iterable[Record]], None]] = MappingProxyType(
    {"jsonl": _write_jsonl, "parquet": _write_parquet}
)
"""The endings of files that there are, and what writes them."""
