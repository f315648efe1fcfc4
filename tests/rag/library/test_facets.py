"""What a library holds, counted: as the records write it, and as many as a filter on it would find."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag.library.facets import FACETS, MOST
from rag.library.filters import Filters, whole
from rag.library.library import Library
from rag.records import Person, Record

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

JUSTICE = Person(name="Zuhal Demir", role="minister van Justitie")
ENERGY = Person(name="Zuhal Demir", role="minister van Justitie en Energie")
ASKER = Person(name="Íñigo d'Haese", party="N-VA")


@pytest.fixture
def filled(library: Library, make_record: Records, with_passages: Items) -> Library:
    library.add(
        with_passages(
            make_record("1", asked="a", askers=[ASKER], addressees=[JUSTICE], themes=["Spoor", "SPOOR"], status="answered"),
            make_record("2", asked="b", askers=[ASKER], addressees=[ENERGY], themes=["Spoorwegen"], status="referred"),
            make_record("3", asked="c", addressees=[JUSTICE], themes=["spoor"], asked_on=date(2022, 1, 1), language="fr"),
            make_record("4", asked="d", asked_on=None),
        )
    )
    return library


def test_values_are_counted_as_their_newest_record_writes_them(filled: Library):
    counted = {facet: filled.facets.counted(facet, Filters()).values for facet in FACETS}
    assert counted["year"] == (("2021", 2), ("2022", 1))
    assert counted["minister"] == (("Zuhal Demir", 3),)
    assert counted["department"] == (("minister van Justitie", 2), ("minister van Justitie en Energie", 1))
    assert counted["asker"] == (("Íñigo d'Haese", 2),)
    assert counted["party"] == (("N-VA", 2),)
    assert counted["theme"] == (("spoor", 2), ("Spoorwegen", 1))
    assert counted["status"] == (("answered", 1), ("referred", 1))
    assert counted["language"] == (("nl", 3), ("fr", 1))


def test_a_value_in_quotes_filters_as_many_records_as_it_counts(filled: Library):
    for facet in ("minister", "department", "asker", "theme"):
        for value, count in filled.facets.counted(facet, Filters()).values:
            chosen = Filters.model_validate({facet: whole(value)})
            assert filled.catalogue.counts(chosen).records == count, value
    assert filled.catalogue.counts(Filters(department="minister van Justitie")).records == 3
    assert filled.catalogue.counts(Filters(without=(whole("minister van Justitie"),))).records == 2


def test_other_filters_restrict_the_counts_and_the_facets_own_does_not(filled: Library):
    chosen = Filters(theme=whole("spoor"), status="answered")
    assert filled.facets.counted("theme", chosen).values == (("Spoor", 1),)
    assert filled.facets.counted("status", chosen).values == (("answered", 1),)
    assert filled.facets.counted("year", Filters.model_validate({"from": "2022-01-01"})).values == (("2021", 2), ("2022", 1))


def test_a_selection_restricts_and_what_is_added_later_counts(filled: Library, make_record: Records, with_passages: Items):
    some = filled.catalogue.matching(Filters(language="fr"))
    assert filled.facets.counted("theme", Filters(), some).values == (("spoor", 1),)
    filled.add(with_passages(make_record("5", asked="e", themes=["Lucht"])))
    assert ("Lucht", 1) in filled.facets.counted("theme", Filters()).values


def test_rarer_values_are_left_out_and_counted(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", themes=[f"thema {n}" for n in range(MOST + 7)])))
    counted = library.facets.counted("theme", Filters())
    assert (len(counted.values), counted.rarer) == (MOST, 7)
