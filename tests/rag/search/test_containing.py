"""Words that records must hold: all of them, whatever the ending, wherever they stand."""

from collections.abc import Callable
from typing import Any

import pytest

from rag.library.library import Library
from rag.records import Record
from rag.search.containing import containing


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("treinen", {"1", "2"}),
        ("TREIN school", {"1"}),
        ('"gele trein"', {"2"}),
        ("trein maan", set()),
        ("Belarus", {"3"}),
        ("!?", None),
    ],
)
def test_every_word_stands_in_the_record(
    library: Library,
    make_record: Callable[..., Record],
    with_passages: Callable[..., list[Any]],
    query: str,
    expected: set[str] | None,
) -> None:
    library.add(
        with_passages(
            make_record("1", "Treinen", "Rijden ze naar scholen?", "Ja."),
            make_record("2", "Verkeer", "Waar staat de gele trein?", "Hier."),
            make_record("3", "Wit-Rusland", "Wat zegt de minister?", "Niets."),
        )
    )
    found = containing(library, query)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert {r.id[-1] for r in library.catalogue.records_by_seq(found.records.tolist()).values()} == expected
