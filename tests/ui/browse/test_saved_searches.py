"""Saved searches: what they find, what is new in them, and whose they are."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rag.embedding.encoder import Encoder
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Record
from ui.browse.browsing import Wanted, browsed
from ui.browse.saved_searches import SavedSearches, unseen
from ui.desk import Desk
from ui.kept import Kept
from ui.texts import ENGLISH
from ui.visitors import Visit

FERRIES = {"title": "Veerdienst", "asked": "Vaart de veerboot nog?", "replied": "De veerboot vaart."}


@pytest.fixture
def saved(
    library: Library, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[SavedSearches, Visit]]:
    monkeypatch.setattr(Encoder, "load", lambda _settings=None: encoder)
    kept = Kept(tmp_path / "kept.db")
    desk = Desk(library.folder)
    yield SavedSearches(desk, kept, ENGLISH), Visit("an", desk.shelf.names()[0])
    kept.close()


@pytest.fixture
def add(
    saved: tuple[SavedSearches, Visit], make_record: Callable[..., Record], with_passages: Callable[..., Any]
) -> Callable:
    searches, here = saved

    def put(*names: str, **more: Any) -> None:
        library = searches.desk.library(here.library)
        with library.writing():
            library.add(with_passages(*(make_record(name, **{**FERRIES, **more}) for name in names)))

    return put


def found(searches: SavedSearches, here: Visit, id: str) -> str:  # noqa: A002
    """The list as it is when a search is opened."""

    def results(there: Visit, filters: Filters, words: str, order: str, number: int, seen: int) -> tuple[str]:
        wanted = Wanted(filters, words, number, order, seen)  # type: ignore[arg-type]
        return (browsed(searches.desk.library(there.library), wanted, ENGLISH).records,)

    search = next(one for one in searches.kept.searches(here.visitor, here.library or "") if one.id == id)
    return str(searches.open(here, search, results)[0])


def test_what_came_or_changed_since_is_counted_stands_first_and_is_marked(saved, add: Callable) -> None:  # type: ignore[no-untyped-def]
    searches, here = saved
    add("1", "2", asked_on=date(2022, 1, 1))
    id = searches.keep(here, "", "veerboot", "newest", Filters())  # noqa: A001
    (search,) = searches.kept.searches("an", here.library)
    library = searches.desk.library(here.library)
    assert (search.name, unseen(library, search)) == ("veerboot", 0)
    add("3", asked_on=date(2020, 1, 1))
    add("4", title="Brug", asked="Ligt de brug er?", replied="Ze ligt er.")
    add("1", replied="De veerboot vaart niet meer.", asked_on=date(2022, 1, 1))
    assert unseen(library, search) == 2
    choices = searches.shown(here, id)[0]["choices"]
    assert choices == [("veerboot (2 new since your last visit)", id)]
    rows = found(searches, here, id).split("<li>")[1:]
    assert ["fresh" in row for row in rows] == [True, True, False]
    assert ["question.1" in rows[0], "question.3" in rows[1], "question.2" in rows[2]] == [True] * 3
    assert searches.shown(here, id)[0]["choices"] == [("veerboot", id)]
    assert "fresh" not in found(searches, here, id)


def test_filters_hold_for_what_is_new(saved, add: Callable) -> None:  # type: ignore[no-untyped-def]
    searches, here = saved
    add("1")
    searches.keep(here, "Later", "", "newest", Filters.model_validate({"from": "2024-01-01"}))
    (search,) = searches.kept.searches("an", here.library)
    add("2", asked_on=date(2023, 1, 1))
    add("3", asked_on=date(2024, 5, 1))
    assert unseen(searches.desk.library(here.library), search) == 1


def test_a_search_without_a_name_is_called_by_what_it_asks_for(saved, add: Callable) -> None:  # type: ignore[no-untyped-def]
    searches, here = saved
    add("1")
    named = [("", "", {}), ("", "de veerboot", {"party": "N-VA"}), ("  Mijn  <b>boot</b>\u202e ", "x", {})]
    for name, words, filters in named:
        searches.keep(here, name, words, "newest", Filters.model_validate(filters))
    assert [one.name for one in searches.kept.searches("an", here.library)] == [
        "All records",
        "Mijn <b>boot</b>?",
        "de veerboot, asked by N-VA",
    ]


def test_searches_are_one_visitor_s_and_one_library_s(saved, add: Callable) -> None:  # type: ignore[no-untyped-def]
    searches, here = saved
    add("1")
    searches.keep(here, "Mijn", "veerboot", "newest", Filters())
    assert searches.kept.searches("bert", here.library) == []
    assert searches.kept.searches("an", "sample") == []
    assert searches.shown(Visit("bert", here.library))[0]["visible"] is False
