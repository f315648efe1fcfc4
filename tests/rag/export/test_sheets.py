"""Rows as CSV and XLSX, read again."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.display import plain
from rag.errors import InputError
from rag.export.sheets import Address, Sheet, Value, export_sheet, exported_sheet

_TRICKS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "a;=1",
    "a,=1",
    "a\n=1",
    "a'=1",
)


def _sheet(*rows: tuple[Value, ...]) -> Sheet:
    titles = tuple(f"kolom {n}" for n in range(len(rows[0])))
    return Sheet(title="Vragen [alle]", made_on=date(2024, 5, 6), columns=titles, rows=rows)


def _cells(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_gives_values_back() -> None:
    row = ('Treinen: é, “ja” en "nee"', 12, date(2021, 2, 19), None, Address(text="hier", url="https://a.example"))
    content = exported_sheet(_sheet(row), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert _cells(content)[1][:4] == ['Treinen: é, “ja” en "nee"', "12", "2021-02-19", ""]


@settings(deadline=None)
@given(st.text(st.sampled_from("=+-@＝＋－＠;,|\t\r\n\"' a1"), max_size=12) | st.sampled_from(_TRICKS))
def test_no_cell_of_csv_begins_a_formula_however_it_is_split(text: str) -> None:
    content = exported_sheet(_sheet((text, text)), "csv")
    for delimiter in ",;\t|":
        for row in _cells(content, delimiter):
            for cell in row:
                assert not re.match(r"""[\s"]*[=+\-@＝＋－＠]""", cell), (delimiter, cell)


def test_ordinary_text_stays_as_it_is_in_csv() -> None:
    text = "Vlaamse Rand - kosten (2020-2021), a+b; zie p. 3 @ 5"
    assert _cells(exported_sheet(_sheet((text,)), "csv"))[1] == [text]


def test_a_workbook_holds_texts_days_numbers_and_links_as_what_they_are() -> None:
    link = Address(text="vraag 12", url="https://stukken.example/12")
    trap = Address(text="=1+1", url="javascript:alert(1)")
    content = exported_sheet(
        _sheet(("=1+1", 12, date(2021, 2, 19), link, trap, "https://evil.example", "00123", None)), "xlsx"
    )
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = page[2]
    assert [cell.data_type for cell in cells[:2]] == ["s", "n"]
    assert cells[0].value == "=1+1"
    assert cells[2].value.date() == date(2021, 2, 19)
    assert cells[3].hyperlink.target == "https://stukken.example/12"
    assert [cell.hyperlink for cell in (cells[4], cells[5])] == [None, None]
    assert cells[6].value == "00123"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:H2")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30) | st.sampled_from(_TRICKS))
def test_no_text_is_a_formula_of_a_workbook(text: str) -> None:
    content = exported_sheet(_sheet((text, Address(text=text, url=text))), "xlsx")
    for cell in openpyxl.load_workbook(io.BytesIO(content)).active[2]:
        assert cell.data_type in ("s", "n")
        assert cell.hyperlink is None
        assert (cell.value or "") == plain(text)


def test_the_same_rows_give_the_same_workbook() -> None:
    sheet = _sheet(("a", 1))
    assert exported_sheet(sheet, "xlsx") == exported_sheet(sheet, "xlsx")


def test_a_cell_too_long_for_excel_is_cut_and_an_old_day_is_text() -> None:
    content = exported_sheet(_sheet(("a" * 40_000, date(1831, 2, 7))), "xlsx")
    cells = openpyxl.load_workbook(io.BytesIO(content)).active[2]
    assert len(cells[0].value) == 32_767
    assert cells[1].value == "1831-02-07"


def test_an_unknown_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.xlsx"):
        export_sheet(_sheet(("a",)), tmp_path / "lijst.ods")
