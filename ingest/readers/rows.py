"""Tables as rows: CSV, JSON Lines, JSON and Parquet, told apart by content. Line numbers count from 1."""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from ingest.files import SourceFile
from rag.errors import ReadError

Format = Literal["csv", "jsonl", "json", "parquet"]

ABSENT = frozenset({"", "NaN", "nan", "null", "NULL", "<NA>", "empty"})
"""Cells that say that there is nothing, as spreadsheets, pandas, R and flempar (for a PDF without text) write them."""

_LONGEST_CELL = 64 << 20
_SAMPLE = 20
_OBJECT = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that gives no record, and why. `line` is where it starts; in JSON and Parquet the position in the list."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, absent ones left out. A cell that was a list has several values."""

    line: int
    cells: Mapping[str, tuple[str, ...]]


def table_format(file: SourceFile) -> Format | None:
    """Which kind of table the content is, None for none. Never raises."""
    if file.data.startswith(b"PAR1"):
        return "parquet"
    try:
        text = file.decoded()
    except (ReadError, UnicodeDecodeError):
        return None
    if _OBJECT.match(text):
        first = next((line for line in io.StringIO(text, newline="\n") if line.strip()), "")
        return "jsonl" if _is_object(first) and text.strip() != first.strip() else "json"
    return "csv" if _delimiter(text) else None


def columns(file: SourceFile, format: Format, records: str | None) -> list[str]:  # noqa: A002
    """The columns of a table, in the order in which they first appear. Raises ReadError as `rows` does."""
    if format == "csv":
        return _header(file)
    found: dict[str, None] = {}
    for row in rows(file, format, records, keep_absent=True):
        if isinstance(row, Row):
            found.update(dict.fromkeys(row.cells))
    return list(found)


def rows(
    file: SourceFile,
    format: Format,  # noqa: A002
    records: str | None,
    *,
    keep_absent: bool = False,
) -> Iterator[Row | RowProblem]:
    """The rows of a table, one at a time; a bad row is a RowProblem and the next one follows.

    `records` says where the list stands in a JSON file (`result.items`). Nested objects give columns with dots. Raises
    ReadError where the whole file cannot be read: broken JSON, no list at `records`, damaged Parquet.
    """
    if format == "csv":
        yield from _csv_rows(file)
        return
    values: Iterable[tuple[int, Any]]
    if format == "jsonl":
        values = json_lines(file)
    else:
        values = enumerate(_json_list(file, records) if format == "json" else _parquet_rows(file), start=1)
    for line, value in values:
        if isinstance(value, RowProblem):
            yield value
        elif not isinstance(value, dict):
            yield RowProblem(line, f"not an object with columns but {short(value)}")
        else:
            cells = {column: _values(cell) for column, cell in _flat(value, "")}
            yield Row(line, cells if keep_absent else {column: cell for column, cell in cells.items() if cell})


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def json_lines(file: SourceFile) -> Iterator[tuple[int, Any]]:
    """The values of JSON Lines with their line numbers; of a line that is no JSON a RowProblem."""
    for line, text in enumerate(io.StringIO(file.decoded(), newline="\n"), start=1):
        if text.strip():
            try:
                yield line, json.loads(text)
            except ValueError as error:
                yield line, RowProblem(line, f"not valid JSON: {error}")
            except RecursionError:
                yield line, RowProblem(line, "not readable JSON: it is nested too deeply")


def json_value(file: SourceFile) -> Any:
    """What a JSON file holds. Raises ReadError where it is broken or nested too deeply."""
    try:
        return json.loads(file.decoded())
    except ValueError as error:
        raise ReadError(f"{file.path}: not valid JSON: {error}") from None
    except RecursionError:
        raise ReadError(f"{file.path}: not readable JSON: it is nested too deeply") from None


def _json_list(file: SourceFile, records: str | None) -> list[Any]:
    """The list of records in a JSON file; a single object is a list of one."""
    found = json_value(file)
    for step in records.split(".") if records else ():
        if not isinstance(found, dict) or step not in found:
            there = ", ".join(found) if isinstance(found, dict) else short(found)
            raise ReadError(f"{file.path}: records = {records!r} leads nowhere: no {step!r}; there is: {there}")
        found = found[step]
    if isinstance(found, dict) and not records:
        lists = [key for key, value in found.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if lists:
            hint = " or ".join(f"records = {key!r}" for key in lists)
            raise ReadError(
                f"{file.path}: its records stand deeper inside: write {hint} into the mapping and give it with --map"
            )
        return [found]
    if not isinstance(found, list):
        raise ReadError(f"{file.path}: records = {records!r} is no list but {short(found)}")
    return found


def _parquet_rows(file: SourceFile) -> Iterator[Any]:
    from pyarrow import ArrowException, parquet  # here and not above: it takes a third of a second to import

    try:
        for batch in parquet.ParquetFile(io.BytesIO(file.data)).iter_batches(batch_size=1000):
            yield from batch.to_pylist()
    except (ArrowException, OSError) as error:
        raise ReadError(f"{file.path}: a damaged Parquet file: {' '.join(str(error).split())}") from None


def _flat(value: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, cell in value.items():
        if isinstance(cell, dict):
            yield from _flat(cell, f"{prefix}{key}.")
        elif not (isinstance(cell, list) and any(isinstance(item, dict | list) for item in cell)):  # no table inside a cell
            yield f"{prefix}{key}", cell


def _values(cell: Any) -> tuple[str, ...]:
    """The values of a cell, none where it is absent."""
    return tuple(value for item in (cell if isinstance(cell, list) else [cell]) if (value := _value(item)) is not None)


def _value(cell: Any) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return None
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, bytes):  # Parquet files of older writers do not declare their text to be text
        cell = cell.decode("utf-8", "replace")
    text = str(cell)
    return None if text.strip() in ABSENT else text


def _reader(text: str, delimiter: str) -> Any:
    csv.field_size_limit(_LONGEST_CELL)  # the default of 128 KiB is less than one long answer
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str | None:
    """The character that cuts the first rows into the same number of cells, most of them; None where none does."""
    if text.lstrip().startswith(("<", "[")):
        return None
    best, delimiter = (0, 0), None
    for candidate in ",;\t":
        try:
            sample = [row for row in islice(_reader(text, candidate), _SAMPLE) if row]
        except csv.Error:
            continue
        if not sample or not _is_header(sample[0]) or _is_prose(sample):
            continue
        width = len(sample[0])
        fitting = sum(len(row) == width for row in sample)
        if fitting >= 0.8 * len(sample) and (fitting, width) > best:
            best, delimiter = (fitting, width), candidate
    return delimiter


def _is_header(row: list[str]) -> bool:
    names = [name.strip() for name in row]
    return (
        len(names) > 1 and all(0 < len(name) <= 80 and "\n" not in name for name in names) and len(set(names)) == len(names)
    )


def _is_prose(sample: list[list[str]]) -> bool:
    """Whether so few rows show no table: a sentence or two with commas in them."""
    return len(sample) < 3 and all(cell.startswith(" ") for row in sample for cell in row[1:])


def _header(file: SourceFile) -> list[str]:
    text = file.decoded()
    first: list[str] = next((row for row in _reader(text, _delimiter(text) or ",") if row), [])
    return [name.strip() for name in first]


def _csv_rows(file: SourceFile) -> Iterator[Row | RowProblem]:
    text = file.decoded()
    reader = _reader(text, _delimiter(text) or ",")
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RowProblem(line, f"not valid CSV: {error}")
            continue
        if not cells:
            continue
        if header is None:
            header = [name.strip() for name in cells]
        elif len(cells) != len(header):
            yield RowProblem(line, f"{len(cells)} cells where the header names {len(header)} columns")
        else:
            yield Row(line, {name: (value,) for name, cell in zip(header, cells, strict=True) if (value := _value(cell))})


def short(value: Any) -> str:
    """A value as a message shows it, on one line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
