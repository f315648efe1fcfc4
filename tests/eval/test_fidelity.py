"""The parts of records say what their sources say: the check itself, and a sample of each real collection."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.fidelity import COLLECTIONS, check, mismatches, records_of
from ingest.text import clean
from rag.records import Record

ASKED, REPLIED = "1. Hoeveel treinen reden er?\n2. Waarom niet méér?", "1. Acht.\n2. Er is geen spoor."
SOURCE = f"Treinen {ASKED}  {REPLIED}"


def differing(record: Record, source: str, *, whole: bool = True, joined: bool = False) -> list[int | None]:
    return [found.part for found in mismatches(record, source, whole=whole, joined=joined)]


def test_a_record_that_says_what_its_source_says(make_record: Callable[..., Record]):
    assert differing(make_record("1", "Treinen", ASKED, REPLIED), SOURCE) == []


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (SOURCE.replace("Acht", "Tien"), [2, None]),
        (SOURCE.replace("treinen reden", "reden treinen"), [1, None]),
        (SOURCE.replace("méér", "méer"), [1, None]),
        (SOURCE + " Punt.", [None]),
        ("Kop. " + SOURCE, [None]),
        (f"Treinen {REPLIED} {ASKED}", [None, 2]),
    ],
)
def test_what_differs_is_found(make_record: Callable[..., Record], source: str, parts: list[int | None]):
    assert differing(make_record("1", "Treinen", ASKED, REPLIED), source) == parts


def test_a_page_may_end_inside_a_part_and_nothing_else(make_record: Callable[..., Record]):
    record = make_record("1", "", "Hoeveel sporen liggen er tussen de twee steden, en hoeveel treinen rijden daar nu?", None)
    source = "Hoeveel sporen liggen{} er tussen de twee ste-\nden, en hoeveel treinen rijden daar nu?"
    for between, differ in ((" 12", []), ("\n1 Zie stuk 4.\nVoet 3\f Kop", []), (" 1 Zie stuk 4.", [0])):
        assert differing(record, source.format(between), whole=False, joined=True) == differ


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_character_can_change_unnoticed(make_record: Callable[..., Record], data: st.DataObject):
    at = data.draw(st.integers(0, len(SOURCE) - 1).filter(lambda n: not SOURCE[n].isspace()))
    other = data.draw(st.sampled_from(["", "x", "é", "7"]).filter(lambda c: c != SOURCE[at]))
    assert differing(make_record("1", "Treinen", ASKED, REPLIED), SOURCE[:at] + other + SOURCE[at + 1 :])


@given(st.text(max_size=60))
def test_what_cleaning_does_is_no_difference(text: str):
    cleaned = clean(text, join_lines=False).text
    part = {"role": "text", "start": 0, "end": len(cleaned)}
    record = Record.model_validate({"id": "x", "parliament": "x", "kind": "document", "text": cleaned, "parts": [part]})
    assert differing(record, text) == []


@pytest.mark.parametrize("name", COLLECTIONS)
def test_real_records_say_what_their_sources_say(data_folder: Path, name: str):
    path = data_folder / name
    if not path.exists():
        pytest.skip(f"no {path}")
    found = [(check(record, kind), record) for kind, record in records_of([path], at_most=40)]
    assert found
    assert [mismatch for differing, _ in found for mismatch in differing] == []
    for _, record in found:
        assert all(record.quote(part) for part in record.parts)
