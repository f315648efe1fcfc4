"""Rows: every kind of table gives its rows one by one, and a bad row is named and stops nothing."""

import csv
import io
import json
from datetime import date

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from ingest.files import SourceFile
from ingest.readers.table import RowProblem
from rag.errors import ReadError
from rag.records import Record

from .tables import PLAIN, jsonl, mapping_of, read


def test_bad_rows_are_named_with_their_line_and_the_others_come():
    rows = [
        {"id": 1, "vraag": "Hoeveel?", "antwoord": "", "titel": "", "datum": None, "minister": None},
        '{"id": 2, "vraag": ',
        "",
        "[1, 2]",
        {"id": 3, "vraag": "Wie?", "datum": "31.12.2017"},
        {"id": 4, "titel": "Alleen een titel"},
        {"id": 5, "vraag": "Waar?"},
    ]
    found = read(jsonl(*rows), PLAIN)
    assert [r.external_id for r in found if isinstance(r, Record)] == ["1", "5"]
    problems = {p.line: p.reason for p in found if isinstance(p, RowProblem)}
    assert list(problems) == [2, 4, 5, 6]
    assert problems[2].startswith("not valid JSON")
    assert problems[4] == "not an object with columns but [1, 2]"
    assert problems[5].startswith("column 'datum': '31.12.2017' is no date of the form 2017-12-31")
    assert problems[6] == "no question, answer or text in this row"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_delimiter_quotes_and_line_ends_in_cells(delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(
        [["id", "titel", "vraag", "antwoord", "datum", "minister"], ["1", "Een, twee", "Hoe\n\nveel; wat?", "", "", ""]]
    )
    writer.writerow(["2", "", 'Wie zei "ja"?', "NaN", "2017-12-31", ""])
    file = SourceFile("vragen.csv", out.getvalue().encode("utf-8-sig"))
    first, second = read(file, PLAIN)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.title, first.status) == ("Een, twee", "unanswered")
    assert first.quote(first.parts[-1]) == "Hoe\n\nveel; wat?"
    assert (second.asked_on, second.text) == (date(2017, 12, 31), 'Wie zei "ja"?')


def test_a_csv_row_of_another_width_is_a_problem_at_its_line():
    file = SourceFile("v.csv", b'id,vraag\n1,"Hoe\nveel?"\n2,Wie,nu?\n\n3,Waar?\n4,Wat?\n5,Wat?\n6,Wat?\n')
    found = read(file, mapping_of({"id": "id", "question": "vraag"}))
    assert [p for p in found if isinstance(p, RowProblem)] == [RowProblem(4, "3 cells where the header names 2 columns")]
    assert len(found) == 6


def test_json_with_its_records_deeper_inside_and_nested_columns():
    data = {"result": {"items": [{"value": {"uin": "3283", "q": "To ask how many?"}}, {"value": {"uin": "9", "q": "Who?"}}]}}
    mapping = mapping_of({"id": "value.uin", "question": "value.q"}, records="result.items", language="en")
    found = read(SourceFile("a.json", json.dumps(data).encode()), mapping)
    assert [r.external_id for r in found if isinstance(r, Record)] == ["3283", "9"]


def test_records_that_lead_nowhere_or_are_not_given_name_what_is_there():
    file = SourceFile("a.json", b'{"items": [{"q": "Wie?"}], "total": 1}')
    with pytest.raises(ReadError, match="records = 'rows' leads nowhere: no 'rows'; there is: items, total"):
        read(file, mapping_of({"question": "q"}, records="rows"))
    with pytest.raises(ReadError, match="write records = 'items' into the mapping"):
        read(file, mapping_of({"question": "q"}))
    with pytest.raises(ReadError, match="not valid JSON"):
        read(SourceFile("a.json", b'{"items": [{"q": "Wie?"}'), mapping_of({"question": "q"}))


def parquet(table: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(table), out)
    return out.getvalue()


def test_parquet_with_dates_lists_and_undeclared_text():
    table = {
        "id": [1, 2],
        "titel": ["Treinen", None],
        "vraag": [["Hoeveel?", "Waar?"], ["Wie?"]],
        "antwoord": [b"Acht, in \xc3\xa9\xc3\xa9n stad.", None],
        "datum": [date(2017, 12, 31), None],
        "minister": ["Tom Van Maele", None],
    }
    first, second = read(SourceFile("v.parquet", parquet(table)), PLAIN)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.external_id, first.title, first.asked_on) == ("1", "Treinen", date(2017, 12, 31))
    assert [first.quote(part) for part in first.parts] == ["Treinen", "Hoeveel?", "Waar?", "Acht, in één stad."]
    assert (second.asked_on, second.status, second.text) == (None, "unanswered", "Wie?")


@pytest.mark.parametrize("cut", [slice(0, -10), slice(0, 40), slice(0, 8)])
def test_a_damaged_parquet_file_is_said_to_be_one(cut: slice):
    data = parquet({"vraag": ["Hoeveel?", "Waar?"]})
    with pytest.raises(ReadError, match=r"v\.parquet: a damaged Parquet file: [^\n]+$"):
        read(SourceFile("v.parquet", data[cut]), PLAIN)


def test_a_missing_column_fails_the_file_with_what_is_there():
    with pytest.raises(ReadError, match=r"v\.jsonl: .* 'titel' \(for title\).* there are: id, vraag"):
        read(jsonl({"id": 1, "vraag": "Wie?"}, "", name="v.jsonl"), PLAIN)
