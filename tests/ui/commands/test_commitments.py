"""`hemicycle commitments`: careful words for people, the contract's keys for machines."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from rag.library.library import Library

COMMITMENTS = {"filters", "about", "records", "found", "commitments"}


@pytest.fixture
def held(library: Library, make_record: Callable[..., Any], with_passages: Callable[..., Any]) -> Library:
    """A library of two answers, of which one promises something."""
    first = make_record("1", "Scholen", "Komt er een lijst?", "Ik zal u de lijst tegen eind 2021 bezorgen.")
    second = make_record("2", "Bruggen", "Hoeveel bruggen zijn er?", "Er zijn er negen.")
    with library.writing():
        library.add(with_passages(first, second))
    return library


@pytest.fixture
def listed(hemicycle: Callable[..., Any], held: Library) -> Callable[..., Any]:
    return lambda *arguments: hemicycle("commitments", "--library", held.folder, *arguments)


def test_json_has_the_keys_of_the_contract_and_quotes_the_records(listed: Callable[..., Any], held: Library) -> None:
    done = listed("--json", "-n", "0")
    assert done.code == 0
    found = json.loads(done.out)
    assert found.keys() == COMMITMENTS
    assert found["found"] == len(found["commitments"]) == 1
    for each in found["commitments"]:
        assert each.keys() == {"kind", "citation", "answered_on", "deadline", "mentioned"}
        assert isinstance(each["mentioned"], list)
        cited = each["citation"]
        record = held.catalogue.record(cited["record"])
        assert record
        assert cited["quote"] == record.text[cited["start"] : cited["end"]]
        if each["deadline"]:
            assert each["deadline"].keys() == {"text", "start", "end", "from", "to"}


def test_people_read_where_it_stands_and_that_nothing_is_judged(listed: Callable[..., Any]) -> None:
    done = listed("--to", "2024-12-31")
    assert "These are wordings; what was done is not known from them." in done.out
    assert "broken" not in done.out
    assert "[be-vl.written-question.1]" in done.out
    assert "no later record in this library was found to come back to it" in done.out


def test_without_later_records_and_with_no_record_at_all(listed: Callable[..., Any]) -> None:
    found = json.loads(listed("--json", "--no-later", "-n", "1").out)
    assert all(each["mentioned"] is None for each in found["commitments"])
    none = json.loads(listed("--json", "--from", "2099-01-01").out)
    assert (none["records"], none["found"], none["commitments"]) == (0, 0, [])
    assert listed("--about", " ").code == 2
