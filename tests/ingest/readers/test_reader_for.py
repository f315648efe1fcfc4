"""The registry: a reader is chosen by what a file holds, whatever its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.mapping import Mapping
from ingest.readers import reader_for
from ingest.readers.table import TableReader
from rag.errors import InputError, ReadError
from rag.records import Record


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"a": 1}\n{"a": 2}', "table"),
        (b'[{"a": 1}]', "table"),
        (b"a;b\n1;2\n3;4\n", "table"),
        (b"PAR1xx", "table"),
        (b"SCHRIFTELIJKE VRAAG\nnr. 147\nvan PIET DE WIJZE\ndatum: 26 februari 2024\n\n1. Hoeveel?", "flemish"),
    ],
)
def test_the_reader_is_chosen_by_content(data, name):
    assert reader_for(SourceFile("zonder-naam", data)).name == name


@pytest.mark.parametrize("data", [b"Geachte heer Peeters,\nDank u,\nTot ziens", b"<html><p>a,b</p></html>"])
def test_what_no_other_reader_knows_is_a_document(data):
    assert reader_for(SourceFile("brief.txt", data)).name == "document"


def test_a_binary_under_a_text_s_name_is_told_as_such():
    with pytest.raises(ReadError, match=r"brief\.txt: these bytes are not text; is it another kind of file"):
        reader_for(SourceFile("brief.txt", b"GIF89a\x00"))


def test_a_format_can_be_forced_and_an_unknown_one_lists_the_known():
    assert reader_for(SourceFile("a.txt", b"vraag\nWie?\n"), format="table").name == "table"
    with pytest.raises(InputError, match=r"no format is called 'docx': give one of .*table, .*flemish, kamervragen"):
        reader_for(SourceFile("a.txt", b""), format="docx")
    with pytest.raises(InputError, match="no mapping is called 'x'"):
        reader_for(SourceFile("a.csv", b"a,b\n1,2"), mapping="x")


def test_a_forced_table_of_one_column_is_read():
    mapping = Mapping.model_validate({"parliament": "be-vl", "columns": {"question": "vraag"}})
    (record,) = TableReader(mapping).read(SourceFile("a.txt", b"vraag\nWie?\n"))
    assert isinstance(record, Record)
    assert record.text == "Wie?"


@given(st.binary(max_size=200))
def test_no_bytes_make_the_choice_of_a_reader_fail(data):
    assert TableReader().accepts(SourceFile("x", data)) in (True, False)
