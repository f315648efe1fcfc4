"""The filter's controls: what they offer is in the library, and what they say is one filter or one clear line."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from rag.errors import InputError
from rag.library.filters import LONGEST
from rag.library.library import Library
from ui.browse.filter_fields import CHOSEN, choice_updates, choices, chosen_filters, field_updates, filter_value
from ui.periods import filter_line
from ui.texts import ENGLISH


def values(**chosen: str) -> list[str | None]:
    """The values of the controls: nothing chosen but this."""
    return [chosen.get(field) for field in ("first", "last", *CHOSEN)]


def offered(library: Library, facets: Sequence[Any] = CHOSEN) -> Iterator[tuple[Any, str, str]]:
    return ((facet, label, value) for facet in facets for label, value in choices(library, facet, ENGLISH) if value)


def test_every_choice_filters_as_many_records_as_it_says(sample: Library) -> None:
    seen = list(offered(sample))
    assert len(seen) > 15
    for facet, label, value in seen:
        found = sample.catalogue.counts(chosen_filters(values(**{facet: value}), ENGLISH)).records
        assert label.endswith(f"({found})"), (facet, label)


def test_all_choices_together_are_one_filter_that_is_said_in_words(sample: Library) -> None:
    first = {facet: value for facet, _, value in reversed(list(offered(sample)))}
    chosen = chosen_filters(values(first="2020", last="2024-02", **first), ENGLISH)
    assert set(first) | {"from", "to"} == set(chosen.values())
    line = filter_line(chosen.applied(), ENGLISH) or ""
    assert "asked from 1 January 2020 to 29 February 2024" in line
    for part in ("in Parlement van Polderland", "with the status answered", "of the kind written question", "in Dutch"):
        assert part in line
    assert '"' not in line


def test_what_is_typed_may_be_a_part_or_the_name_of_a_code() -> None:
    chosen = chosen_filters(values(department=" onderwijs ", status="No reply found", kind="written-question"), ENGLISH)
    assert chosen.values() == {"department": "onderwijs", "status": "unanswered", "kind": "written-question"}
    assert chosen_filters(values(), ENGLISH).values() == {}


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"first": "gisteren"}, "is not a date"),
        ({"status": "wie weet"}, "“wie weet” cannot be used for “Status”"),
        ({"minister": "!?"}, "“!\\?” cannot be used for “Minister”"),
        ({"theme": "x " * LONGEST}, "too long"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line(chosen: dict[str, str], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        chosen_filters(values(**chosen), ENGLISH)


def test_the_controls_show_a_filter_and_give_it_back(sample: Library) -> None:
    party = filter_value("party", "Polder")
    wanted = chosen_filters(values(first="2021", theme="x", party=party), ENGLISH)
    updates = field_updates(sample, wanted, ENGLISH)
    assert chosen_filters([update["value"] for update in updates], ENGLISH) == wanted
    assert all("value" not in update for update in choice_updates(sample, wanted, ENGLISH))
