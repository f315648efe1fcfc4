"""A record is looked up by whatever name somebody has for it; a name that several have is not guessed at."""

from collections.abc import Callable
from typing import Any

import pytest

from rag.errors import NotFoundError
from rag.library.library import Library
from rag.records import Record
from ui.contract import record_named


@pytest.fixture
def filled(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Library:
    library.add(
        with_passages(
            make_record("joined", number="5600C, 5601C", external_id="5600C"),
            make_record("slash", number="12", external_id="1234/24"),
            make_record("other", number="12", external_id="1234"),
        )
    )
    return library


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("be-vl.written-question.joined", "joined"),
        ("be-vl.written-question.joined/1", "joined"),
        ("5600C", "joined"),
        ("5601C", "joined"),
        ("5600C, 5601C", "joined"),
        ("1234/24", "slash"),
        ("1234/1", "other"),
    ],
)
def test_a_record_is_found_by_its_id_that_of_a_passage_and_each_of_its_numbers(filled: Library, wanted: str, found: str):
    assert record_named(filled, wanted).id == f"be-vl.written-question.{found}"


def test_a_number_of_several_records_names_them(filled: Library):
    several = "2 records are called '12'.*be-vl.written-question.other, be-vl.written-question.slash"
    with pytest.raises(NotFoundError, match=several):
        record_named(filled, "12")
    with pytest.raises(NotFoundError, match="no record '13'"):
        record_named(filled, "13")
