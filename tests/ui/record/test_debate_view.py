"""A debate on the page: who speaks stands before each turn, with function or party; ministers are told from others."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from rag.library.library import Library
from tests.debates import CHAIR, DAELE, DEBATE, GIJSELS, ORAL, VERBEKE
from tests.ui.ask.test_sources_panel import Tags
from tests.ui.driving import violations
from ui.ask.sources_panel import counterpart_parts
from ui.browse.records_list import records_list
from ui.record.record_rows import Row, rows
from ui.record.record_view import record_view
from ui.texts import DUTCH, ENGLISH, FRENCH

TURNS = [n for n, part in enumerate(DEBATE.parts) if part.role != "title"]


def test_every_turn_of_a_debate_stands_alone_and_in_order() -> None:
    assert list(rows(DEBATE)) == [Row((n,)) for n in TURNS]
    assert all(counterpart_parts(DEBATE, part) == [] for part in DEBATE.parts)


def test_turns_of_an_oral_question_stand_beside_the_replies_that_follow() -> None:
    assert list(rows(ORAL)) == [Row((1,), (2,), 1.0), Row((3,), (4,), 1.0), Row((5,), (6,), 1.0)]
    assert [counterpart_parts(ORAL, ORAL.parts[n]) for n in (1, 4, 5)] == [[ORAL.parts[n]] for n in (2, 3, 6)]


@pytest.mark.parametrize("texts", [ENGLISH, DUTCH, FRENCH])
def test_a_debate_names_who_speaks_and_nobody_as_asker(sittings: Library, texts) -> None:
    found = Tags(record_view(DEBATE, sittings, texts))
    own = texts.record
    for label in (own.for_government, own.others, own.aside):
        assert label in found.text
    for label in (texts.asked_by, texts.answered_by, texts.addressed_to, dict(texts.roles)["speech"]):
        assert label not in found.text
    assert found.text.count(CHAIR) == sum(part.speaker == CHAIR for part in DEBATE.parts)
    spoken = sum(DEBATE.by_government(part) for part in DEBATE.parts)
    assert found.text.count(f" · {own.government}") == spoken
    assert found.text.count(f"{VERBEKE.role} · {own.government}") == sum(p.speaker == VERBEKE.name for p in DEBATE.parts)


def test_the_list_names_the_speakers_of_a_debate_without_putting_it_to_anybody(sittings: Library) -> None:
    from rag.library.pages import Page

    shown = Tags(records_list(Page((DEBATE, ORAL), 1, 2), ENGLISH)).text
    assert f"{VERBEKE.name}, {GIJSELS.name}, {DAELE.name} ({DAELE.party})" in shown
    assert f"{DAELE.name} ({DAELE.party}), Bram Talsma (Dijkpartij) to {GIJSELS.name}" in shown


@pytest.fixture(scope="module")
def server(start: Callable, sittings: Library) -> Iterator:
    return start("--port", "18871", "--library", str(sittings.folder))


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_debate_is_read_from_top_to_bottom(server, visit: Callable, width: int, height: int) -> None:
    page = visit(server, f"/record/{DEBATE.id}", width=width, height=height, shown="#browse-opened .record").page
    turns = page.locator(".record.debate .part")
    expect(turns).to_have_count(len(TURNS))
    tops = [box["y"] for box in (turn.bounding_box() for turn in turns.all()) if box]
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".part.government").first).to_contain_text(VERBEKE.role or "")
    note, turn = page.locator(".part.note .words").first, page.locator(".part.speech .words").first
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert note.evaluate(size) < turn.evaluate(size)
    assert violations(page) == []
