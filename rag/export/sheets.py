"""A list of rows as CSV or as a workbook of Excel, in which no text of a record is ever a formula.

CSV is for programs, with commas as RFC 4180 has them. It begins with a byte order mark: without it Excel reads a file that is
double-clicked in the machine's old eight-bit letters, and `é` becomes `Ã©`; whoever reads it by program says `utf-8-sig`.
A program that splits at semicolons, as Excel does in Dutch and French, meets beginnings of cells inside a text, so these are
guarded too: an apostrophe goes before what could begin a formula. The workbook needs none: there a text is a text.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from rag.display import plain, web_address
from rag.errors import InputError
from rag.export.files import ending, write_whole
from rag.records import Frozen

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SheetFormat = Literal["csv", "xlsx"]

SHEET_FORMATS: tuple[SheetFormat, ...] = get_args(SheetFormat)

SHEET_MEDIA_TYPES: Mapping[SheetFormat, str] = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)

_LONGEST, _LONGEST_ADDRESS, _MOST_LINKS = 32_767, 2_079, 65_530
"""What Excel takes: characters of a cell, of an address, links of a sheet."""

_NARROW, _WIDE, _LOOKED_AT = 8, 60, 500
"""Widths of a column in letters, and the rows by which they are chosen."""

# Where a cell may begin, however a program splits lines; then what may begin a formula there, also in full width.
_FORMULA = re.compile(r"""((?:^|[;,|\t\r\n"'])[\s"']*)(?=[=+\-@＝＋－＠])""")


class Address(Frozen):
    """A text that leads to an address, where that is one of the web."""

    text: str
    url: str | None = None


Value = str | int | float | date | Address | None


class Sheet(Frozen):
    """Rows under the titles of their columns. `made_on` is the day that the file bears."""

    title: str
    made_on: date
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def export_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet to a file in the format of its ending. Raises InputError where that is none, or cannot be written."""
    chosen: SheetFormat = next(each for each in SHEET_FORMATS if each == ending(path, SHEET_FORMATS))
    write_whole(path, exported_sheet(sheet, chosen))


def exported_sheet(sheet: Sheet, format: SheetFormat) -> bytes:  # noqa: A002 - the word for it
    """A sheet as a file of a format. Raises InputError for a format that there is not."""
    if format == "csv":
        return _csv(sheet)
    if format == "xlsx":
        return _xlsx(sheet)
    raise InputError(f"no format {format!r}; there are {', '.join(SHEET_FORMATS)}")


def _csv(sheet: Sheet) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_guarded(title) for title in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_field(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str | int | float:
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Address):
        return _guarded(value.text)
    return _guarded(value or "")


def _guarded(text: str) -> str:
    return _FORMULA.sub(r"\1'", plain(text).replace("\t", " "))


def _xlsx(sheet: Sheet) -> bytes:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, options)
    made = datetime.combine(sheet.made_on, time())
    book.set_properties({"title": plain(sheet.title)[:255], "author": "Hemicycle", "created": made})
    page = book.add_worksheet(_tab(sheet.title))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    shapes = {
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
        "link": book.add_format({"valign": "top", "font_color": "#1F3A5F", "underline": 1}),
    }
    for n, title in enumerate(sheet.columns):
        page.write_string(0, n, plain(title), head)
        page.set_column(n, n, _width([title, *(row[n] for row in sheet.rows[:_LOOKED_AT])]))
    links = 0
    for r, row in enumerate(sheet.rows, start=1):
        for n, value in enumerate(row):
            links += _write(page, r, n, value, shapes, linking=links < _MOST_LINKS)
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    book.close()
    return content.getvalue()


def _write(page: "Worksheet", r: int, n: int, value: Value, shapes: dict[str, object], *, linking: bool) -> bool:
    """Write one cell as what it is; whether it became a link."""
    if isinstance(value, int | float):
        page.write_number(r, n, value, shapes["number"])
    elif isinstance(value, date):
        # Excel knows no day before 1900.
        if value.year < 1900:
            page.write_string(r, n, value.isoformat(), shapes["text"])
        else:
            page.write_datetime(r, n, datetime.combine(value, time()), shapes["day"])
    elif isinstance(value, Address):
        address, text = web_address(value.url), plain(value.text)[:_LONGEST]
        if address and linking and plain(address) == address and len(address) <= _LONGEST_ADDRESS:
            page.write_url(r, n, address, shapes["link"], text[:_LONGEST] or address)
            return True
        page.write_string(r, n, text, shapes["text"])
    elif value:
        page.write_string(r, n, plain(value)[:_LONGEST], shapes["text"])
    return False


def _width(values: Sequence[Value]) -> int:
    lengths = [len(value.text if isinstance(value, Address) else str(value or "")) for value in values]
    return min(max(max(lengths) + 2, _NARROW), _WIDE)


def _tab(title: str) -> str:
    """The name of the sheet's tab: short, and without what Excel forbids there."""
    return re.sub(r"[\[\]:*?/\\']", " ", plain(title)).strip()[:31].strip() or "1"
