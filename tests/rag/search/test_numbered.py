"""Records that a query names come first, newest first; numbers that name none change nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person, Record
from rag.search.hits import Mode
from rag.search.numbered import records_named
from rag.search.search import search

MODES: tuple[Mode, ...] = ("hybrid", "dense", "words")


@pytest.fixture
def numbers(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Library:
    """Three questions of number 204, by two members, and others about the same."""

    def asked(name: str, number: str, on: str, by: str, external: str | None = None) -> Record:
        return make_record(
            name,
            f"Brug {name}",
            f"Hoeveel kost brug {name}?",
            number=number,
            asked_on=date.fromisoformat(on),
            askers=[Person(name=by, role=None, party=None)],
            external_id=external,
        )

    with library.writing():
        library.add(
            with_passages(
                asked("old", "204", "2019-03-01", "Jan Peeters"),
                asked("middle", "204", "2020-08-25", "Mia Van der Elst"),
                asked("new", "204", "2021-02-19", "Jan Peeters"),
                asked("other", "392", "2020-08-25", "Jan Peeters", "A/7-xyz"),
                asked("item", "3", "2020-01-02", "Jan Peeters"),
                asked("joined", "5600C, 5601C, 711", "2020-01-03", "Jan Peeters"),
            )
        )
        library.embed()
        library.index.publish()
    return library


def named(library: Library, query: str) -> list[str]:
    records = library.catalogue.records_by_seq(found := records_named(library, query))
    return [records[seq].id.rsplit(".", 1)[-1] for seq in found]


@pytest.mark.parametrize(
    "query",
    [
        "vraag 204",
        "Vraag nr. 204?",
        "question n° 204",
        "question écrite n° 204",
        "Anfrage Nr. 204",
        "nr. 204",
        "204",
        "question 204",
    ],
)
def test_a_number_is_every_record_of_that_number_newest_first(numbers: Library, query: str):
    assert named(numbers, query) == ["new", "middle", "old"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vraag 204 van 25 augustus 2020", ["middle"]),
        ("nr. 204 van 25/08/2020", ["middle"]),
        ("question 204 of 25 August 2020", ["middle"]),
        ("question n° 204 du 25 août 2020", ["middle"]),
        ("204 van 19 februari 2021", ["new"]),
        ("vraag nr. 204 van Mia Van der Elst", ["middle"]),
        ("vraag nr. 204 van Jan Peeters van 1 maart 2019", ["old"]),
        ("wat was het antwoord op vraag nr. 204 van 1 maart 2019 over bruggen?", ["old"]),
        ("vraag 204 van 26 augustus 2020", []),
        ("A/7-xyz", ["other"]),
        ("be-vl.written-question.item", ["item"]),
        ("vraag 3", ["item"]),
        ("5601C", ["joined"]),
        ("vraag 711", ["joined"]),
    ],
)
def test_a_date_a_person_or_an_id_says_which(numbers: Library, query: str, expected: list[str]):
    assert named(numbers, query) == expected


@pytest.mark.parametrize(
    "query", ["vraag 3 van de lijst", "vragen 2019", "hoeveel vragen kosten 204 euro", "brug", "vraag 205", "?", "\udcff"]
)
def test_other_numbers_name_no_record(numbers: Library, query: str):
    assert named(numbers, query) == []


@pytest.mark.parametrize("mode", MODES)
def test_what_is_named_comes_first_and_scores_fall(numbers: Library, mode: Mode):
    hits = search(numbers, "vraag nr. 204 over bruggen", mode=mode).hits
    assert [hit.record.rsplit(".", 1)[-1] for hit in hits[:3]] == ["new", "middle", "old"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    [only] = search(numbers, "vraag nr. 204 over bruggen", mode=mode, k=1).hits
    assert only == hits[0]


def test_filters_and_exclusions_hold_for_what_is_named(numbers: Library):
    filters = Filters.model_validate({"to": "2020-12-31"})
    hits = search(numbers, "vraag 204", filters=filters, exclude=["be-vl.written-question.old"]).hits
    found = [hit.record.rsplit(".", 1)[-1] for hit in hits]
    assert found[0] == "middle"
    assert not {*found} & {"new", "old"}
