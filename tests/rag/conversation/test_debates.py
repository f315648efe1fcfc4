"""Questions that go on from what was quoted of a debate: who said it, of which party, when, and what else they said."""

import pytest

from rag.answer.assistant import answer
from rag.conversation.followup import follow_up
from rag.conversation.turns import Turn, turn_of
from rag.library.library import Library
from tests.debates import TALSMA, VERBEKE


@pytest.fixture(scope="module")
def member(sittings: Library) -> Turn:
    """A turn that quotes a member."""
    return turn_of(answer(sittings, "Wat is er gezegd over ijsvogels?"))


@pytest.fixture(scope="module")
def minister(sittings: Library) -> Turn:
    """A turn that quotes a minister."""
    return turn_of(answer(sittings, "Wat zei de regering over de nachtveerboot?"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "wie zei dat?",
            "Bram Talsma (Dijkpartij) zei dit in het debat van 26 oktober 2022 over “Veerdiensten op de Wemel”: “",
        ),
        ("van welke partij is dat?", "Bram Talsma (Dijkpartij) zei dit in het debat van 26 oktober 2022"),
        ("wanneer was dat?", "Het debat over “Veerdiensten op de Wemel” werd gehouden op 26 oktober 2022: “"),
    ],
)
def test_what_a_member_said_is_credited_to_the_member(sittings: Library, member: Turn, question: str, told: str) -> None:
    found = follow_up(sittings, [member], question, "nl")
    assert found is not None
    [first, *_] = found.direct
    assert first.kind == "spoken"
    assert first.text.startswith(told)
    assert first.citations[0].speaker == TALSMA.name


def test_what_a_minister_said_is_credited_to_the_minister(sittings: Library, minister: Turn) -> None:
    found = follow_up(sittings, [minister], "wie zei dat?", "nl")
    assert found is not None
    assert found.direct[0].kind == "answered"
    assert found.direct[0].text.startswith("Lotte Verbeke (Minister van Veerdiensten) zei dit in het debat van")


def test_nobody_asked_what_was_said_in_a_debate(sittings: Library, minister: Turn, member: Turn) -> None:
    for turn in (minister, member):
        found = follow_up(sittings, [turn], "wie vroeg dat?", "nl")
        assert found is None or found.direct == ()


def test_a_pronoun_means_who_spoke(sittings: Library, minister: Turn, member: Turn) -> None:
    for turn, field, name in ((member, "asker", TALSMA.name), (minister, "minister", VERBEKE.name)):
        found = follow_up(sittings, [turn], "en wat zei hij over paling?", "nl")
        assert found is not None
        assert found.filters.values() == {field: name}
