"""The card of a source: what it says of a record's pages."""

from collections.abc import Callable

from rag.records import Record, Span
from ui.record.source_card import page_line
from ui.texts import PAGES


def test_the_page_says_in_each_language_that_its_text_was_recognised_in_a_scan(make_record: Callable[..., Record]) -> None:
    record = make_record("1", pages=[{"page": 1, "start": 0, "end": 2}, {"page": 2, "start": 2, "end": 4, "ocr": True}])
    for texts in PAGES.values():
        assert texts.ocr in page_line(record, Span(start=2, end=4), texts)
        assert texts.ocr not in page_line(record, Span(start=0, end=2), texts)
    assert page_line(make_record("2"), Span(start=0, end=2), texts) == ""
