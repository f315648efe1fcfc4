"""Formal references: what a footnote needs, and nothing that the record does not say."""

from collections.abc import Callable
from datetime import date

import pytest

from rag.answer.reference import formal_reference, parliament_named
from rag.records import Person, Record, Span


def test_everything_that_is_known_stands_in_it(make_record: Callable[..., Record]) -> None:
    record = make_record(
        "1",
        "Wegen",
        parliament="flemish-parliament",
        number="204",
        askers=[Person(name="Joris Nachtergaele", party="N-VA")],
        addressees=[Person(name="Jan Jambon", role="minister")],
        answered_on=date(2021, 3, 19),
        url="https://example.org/204",
        licence="CC0-1.0",
    )
    assert formal_reference(record, "en", page=2) == (
        "Flemish Parliament, written question no. 204, 19 February 2021, Joris Nachtergaele (N-VA) to Jan Jambon, “Wegen”,"
        " answered on 19 March 2021, p. 2. https://example.org/204 Licence: CC0-1.0."
    )


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de", "pl", None])
def test_what_is_not_known_is_left_out_in_every_language(make_record: Callable[..., Record], language: str | None) -> None:
    bare = make_record("1", asked_on=None, external_id="190093")
    line = formal_reference(bare, language)
    assert "190093" in line
    assert "None" not in line
    assert ", ," not in line


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "tekst herkend in een scan"), ("en", "recognised in a scan"), ("fr", "texte reconnu"), ("de", "in einem Scan")],
)
def test_that_text_was_recognised_in_a_scan_is_said(make_record: Callable[..., Record], language: str, said: str) -> None:
    record = make_record("1", pages=[{"page": 1, "start": 0, "end": 2}, {"page": 2, "start": 2, "end": 4, "ocr": True}])
    assert said in formal_reference(record, language)
    assert said in formal_reference(record, language, page=2, ocr=record.is_ocr(Span(start=1, end=3)))
    assert said not in formal_reference(record, language, page=1, ocr=record.is_ocr(Span(start=0, end=2)))


def test_an_unknown_parliament_is_called_by_its_code() -> None:
    assert parliament_named("landtag-nirgends", "nl") == "Landtag nirgends"
    assert parliament_named("ak-parliament", "nl") == "Ak parliament"


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("uk-commons", "fr", "Chambre des communes (Royaume-Uni)"),
        ("eerste-kamer", "nl", "Eerste Kamer der Staten-Generaal"),
        ("cl-parliament", "nl", "Parlement (Chili)"),
        ("at-lower", "en", "Lower house (Austria)"),
        ("ke-national-assembly", None, "National assembly (Kenya)"),
        ("cl-parliament", "pl", "Parliament (Chile)"),
    ],
)
def test_a_parliament_has_its_name_or_that_of_its_country(code: str, language: str | None, name: str) -> None:
    assert parliament_named(code, language) == name


def test_a_parliament_without_a_name_of_its_own_in_a_language_has_its_english_one() -> None:
    assert parliament_named("be-chamber", "pl") == parliament_named("be-chamber", "en")
