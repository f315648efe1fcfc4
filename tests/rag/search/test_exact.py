"""A search for a phrase in quotes gives the records that hold it as it is written, and no others."""

from collections.abc import Callable
from typing import Any

import pytest

from rag.library.library import Library
from rag.records import Record
from rag.search import exact
from rag.search.hits import Mode
from rag.search.search import search

MODES: tuple[Mode, ...] = ("hybrid", "dense", "words")


@pytest.fixture
def bridges(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Library:
    """Records on bridges and cafés."""
    asked = {
        "one": "Wanneer gaat de blauwe brug open?",
        "two": "Wanneer gaan de blauwe bruggen open?",
        "three": "De brug is blauw, zegt men. Waarom?",
        "four": "Kent u DE BLAUWE-BRUG?",
        "five": "Waarom sluit het café Wit-Rusland?",
        "six": "Zijn de cafés in Belarus dicht?",
        "seven": "Een gele trein rijdt daar.",
        "eight": "Daar rijden twee gele treinen.",
    }
    with library.writing():
        library.add(with_passages(*(make_record(name, asked=text, replied=None) for name, text in asked.items())))
        library.embed()
        library.index.publish()
    return library


def found(library: Library, query: str, mode: Mode = "hybrid") -> set[str]:
    return {hit.record.rsplit(".", 1)[-1] for hit in search(library, query, k=10, mode=mode).hits}


@pytest.mark.parametrize("mode", MODES)
def test_a_phrase_is_taken_literally_but_for_case_accents_and_punctuation(bridges: Library, mode: Mode):
    assert found(bridges, '"de blauwe brug"', mode) == {"one", "four"}
    assert found(bridges, "waar is «blauwe bruggen»?", mode) == {"two"}
    assert found(bridges, "„cafe“", mode) == {"five"}


@pytest.mark.parametrize("mode", MODES)
def test_every_phrase_is_required_and_what_no_record_holds_finds_nothing(bridges: Library, mode: Mode):
    assert found(bridges, '"blauwe brug" "gaat"', mode) == {"one"}
    assert found(bridges, '"blauwe brug" "Belarus"', mode) == set()
    assert found(bridges, 'brug "groene brug"', mode) == set()


def test_a_country_in_quotes_has_no_other_name(bridges: Library):
    assert found(bridges, "café Belarus", "words") == {"five", "six"}
    assert found(bridges, '"Belarus"', "words") == {"six"}
    assert found(bridges, '"Wit-Rusland"') == {"five"}


def test_words_outside_the_quotes_only_rank(bridges: Library):
    hits = search(bridges, 'kent "blauwe brug"', mode="words").hits
    assert [hit.record.rsplit(".", 1)[-1] for hit in hits] == ["four", "one"]


def test_what_is_said_everywhere_is_found_by_its_stems(bridges: Library, monkeypatch: pytest.MonkeyPatch):
    assert found(bridges, '"gele trein"') == {"seven"}
    monkeypatch.setattr(exact, "_READ", 1)
    assert found(bridges, '"gele trein"') == {"seven", "eight"}
