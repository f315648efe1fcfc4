"""What the tabs of records and of plots show, whatever the records say of themselves."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest

from rag.errors import InputError
from rag.library import ledger
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person, Record
from ui.browse.bars import toggled
from ui.browse.browsing import Wanted, browsed
from ui.browse.opened_record import opened_record
from ui.browse.plots import drawn
from ui.browse.plots_tab import typed_term
from ui.browse.unread import unread_html
from ui.texts import ENGLISH

EVIL = '<img src=x onerror="alert(1)">"\'>${alert(1)}'


def bars(html: str, facet: str) -> dict[str, int]:
    """The values of a facet's bars and their counts."""
    found = re.findall(rf'data-facet="{facet}" data-value="(.*?)" aria-pressed.*?class="count">([\d,]+)<', html)
    return {unescape(value): int(count) for value, count in found}


def test_a_click_on_a_count_leaves_that_many_records_and_a_second_takes_it_back(sample: Library) -> None:
    whole = browsed(sample, Wanted(), ENGLISH)
    for facet in ("year", "minister", "department"):
        counted = bars(whole.counts, facet)
        assert counted, facet
        for wanted, count in counted.items():
            chosen = toggled(Filters(), facet, wanted)
            shown = browsed(sample, Wanted(chosen), ENGLISH)
            assert shown.summary.startswith(f'<div class="found" role="status"><strong>{count} of 6 records')
            assert shown.records.count("<li>") == count
            assert 'aria-pressed="true"' in shown.counts
            assert toggled(chosen, facet, wanted) == Filters()


def test_what_no_count_says_is_refused() -> None:
    for facet, value in (("status", "x"), ("nothing", "x"), ("year", "x"), ("minister", "")):
        with pytest.raises((ValueError, KeyError)):
            toggled(Filters(), facet, value)


def test_words_and_a_filter_restrict_together_and_nothing_is_said_to_be_nothing(sample: Library) -> None:
    found = browsed(sample, Wanted(Filters.model_validate({"from": date(2024, 1, 1)}), words="Minister"), ENGLISH)
    assert "with Minister" in found.summary
    assert "asked on or after 1 January 2024" in found.summary
    nothing = browsed(sample, Wanted(words="xyzzy"), ENGLISH)
    assert "0 of 6 records" in nothing.summary
    assert "No record fits" in nothing.records


def test_an_empty_library_says_so(library: Library) -> None:
    assert "holds no records yet" in browsed(library, Wanted(), ENGLISH).records
    assert "nothing to draw" in drawn(library, Filters(), "minister", None, ENGLISH).summary


def test_what_a_record_says_of_itself_is_text(
    library: Library, make_record: Callable[..., Record], with_passages: Callable[..., list[Any]]
) -> None:
    someone = Person(name=f"Piet {EVIL}", role=EVIL, party=EVIL)
    record = make_record(
        "1",
        EVIL,
        EVIL,
        askers=[someone],
        addressees=[someone],
        themes=[EVIL],
        number=EVIL,
        language="nl",
        answered_on=date(2021, 3, 1),
    )
    library.add(with_passages(record))
    with library.catalogue.writing() as connection:
        ledger.write(connection, ledger.Entry(EVIL, None, None, "failed", EVIL, ()))
    shown = browsed(library, Wanted(words="img"), ENGLISH)
    pieces = [shown.summary, shown.counts, shown.records, opened_record(library, record.id, ENGLISH)]
    pictures = drawn(library, Filters(), "minister", None, ENGLISH)
    pieces += [unread_html(library, ENGLISH), pictures.values, pictures.times, pictures.spread]
    for piece in pieces:
        assert "<img" not in piece
        assert 'onerror="' not in piece
    assert "answered after 10 days" in shown.records
    assert "1 could not be read, 0 passed over" in unread_html(library, ENGLISH)
    assert "no longer in the library" in opened_record(library, "gone", ENGLISH)


def test_pictures_have_their_numbers_and_say_what_they_leave_out(
    library: Library, make_record: Callable[..., Record], with_passages: Callable[..., list[Any]]
) -> None:
    minister = Person(name="Jan Jambon")
    fields = {"addressees": [minister], "status": "answered", "parliament": "be-chamber"}
    days = [date(2021, 2, 22), date(2021, 3, 19), date(2021, 4, 19), None]
    library.add(with_passages(*(make_record(str(n), asked=f"{n}?", answered_on=day, **fields) for n, day in enumerate(days))))
    found = drawn(library, Filters(), "minister", None, ENGLISH)
    assert found.timeline == ()
    assert "Answered: 3" in found.timeline_foot
    library.add(with_passages(*(make_record(f"m{n}", asked=f"m{n}?", kind="motion") for n in range(9))))
    assert [
        (when.month, line, count) for when, line, count in drawn(library, Filters(), "minister", None, ENGLISH).timeline
    ] == [
        (2, "Asked", 13),
        (3, "Asked", 0),
        (4, "Asked", 0),
        (2, "Answered", 1),
        (3, "Answered", 1),
        (4, "Answered", 1),
    ]
    assert "1 record answered on a day that the library does not know" in found.timeline_foot
    assert "median 28 days" in found.times
    assert "1 of 3 late" in found.times
    assert "20 working days (Chamber of Representatives (Belgium))" in found.spread
    assert "1 record left out: answered" in found.spread
    assert "3 of 3 late" in drawn(library, Filters(), "minister", 2, ENGLISH).times
    for html in (found.timeline_foot, found.values, found.spread, found.times):
        assert "<table>" in html


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "x", "٣", "100000"])
def test_a_term_is_a_number_of_days(typed: str) -> None:
    with pytest.raises(InputError, match="whole number of days"):
        typed_term(typed, ENGLISH)
    assert typed_term(" 14 ", ENGLISH) == 14
    assert typed_term("", ENGLISH) is None
