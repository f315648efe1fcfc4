"""Debates in a briefing: positions are the government's, others have a section of their own, and nobody asked."""

import pytest

from rag.briefing.briefing import Briefing
from rag.briefing.make import brief
from rag.briefing.report import report
from rag.briefing.sheet import sheet
from rag.briefing.wording import PHRASES
from rag.export.formats import exported
from rag.library.filters import Filters
from rag.library.library import Library
from tests.debates import DEBATE, GIJSELS, KINGFISHERS, NIGHTS, TALSMA, VERBEKE


@pytest.fixture(scope="module")
def ferries(sittings: Library) -> Briefing:
    return brief(sittings, "nachtveerboot", filters=Filters(kind="debate"), language="nl")


@pytest.fixture(scope="module")
def kingfishers(sittings: Library) -> Briefing:
    return brief(sittings, "ijsvogels verdwijnen", filters=Filters(kind="debate"), language="nl")


def test_positions_and_commitments_are_the_governments(ferries: Briefing) -> None:
    assert not ferries.abstained
    assert NIGHTS in ferries.positions[0].statements[0].text
    cited = [c for each in ferries.positions for one in each.statements for c in one.citations]
    assert {c.speaker for c in cited} <= {VERBEKE.name, GIJSELS.name}
    assert all(c.government for c in cited)
    assert {one.citation.speaker for one in ferries.commitments} == {VERBEKE.name, GIJSELS.name}


def test_what_only_members_said_has_a_section_of_its_own(kingfishers: Briefing) -> None:
    assert kingfishers.positions == ()
    [own] = kingfishers.debated
    assert own.who == f"{TALSMA.name} ({TALSMA.party})"
    assert KINGFISHERS in own.statements[0].text
    document = exported(report(kingfishers), "md").decode()
    assert f"## {PHRASES['nl']['debated']}" in document
    assert PHRASES["nl"]["positions"] not in document
    assert "– Bram Talsma (Dijkpartij), debat, 26 oktober 2022" in document


def test_a_debate_has_no_askers_no_open_ends_and_no_question_in_time(ferries: Briefing) -> None:
    assert (ferries.askers, ferries.open_ends, ferries.timeline, ferries.answered) == ((), (), (), 0)
    assert [one.record for one in ferries.records] == [DEBATE.id]
    row = sheet(ferries).rows[0]
    assert not any(isinstance(value, str) and ("Daele" in value or "Verbeke" in value) for value in row)
