"""In which parts a government speaks, and who the others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Person, Record
from tests.debates import CHAIR, DAELE, DEBATE, GIJSELS, LENOIR, ORAL, VERBEKE

_names = st.sampled_from(["An", "Bo", "Cem", "Minister of Locks", None])


def spoken(speaker: str | None, role: str, askers: list[str | None], addressees: list[str | None]) -> Record:
    """A record of one part; those without a name have a function."""
    part = {"role": role, "speaker": speaker, "start": 0, "end": 1}
    asking = [Person(name=name, party="P") for name in askers]
    answering = [Person(name=name, role="Minister of Locks") for name in addressees]
    facts = {"id": "a", "parliament": "a", "kind": "debate", "text": "x"}
    return Record.model_validate({**facts, "parts": [part], "askers": asking, "addressees": answering})


@given(_names, st.lists(_names, max_size=2), st.lists(_names, max_size=2))
def test_a_speech_is_a_governments_where_an_addressee_speaks(
    speaker: str | None, askers: list[str | None], addressees: list[str | None]
) -> None:
    record = spoken(speaker, "speech", askers, addressees)
    shown = {name or "Minister of Locks" for name in addressees}
    assert record.by_government(record.parts[0]) == (speaker in shown)


@pytest.mark.parametrize("role", ["title", "context", "question", "text", "note"])
def test_what_is_asked_is_nobodys_answer_whoever_speaks(role: str) -> None:
    record = spoken("An", role, [], ["An"])
    assert not record.by_government(record.parts[0])


def test_an_answer_is_a_governments_whoever_is_named() -> None:
    for speaker in ("An", "Somebody else", None):
        record = spoken(speaker, "answer", [], ["An"])
        assert record.by_government(record.parts[0])


def test_in_a_debate_ministers_speak_for_the_government_and_neither_members_nor_the_chair() -> None:
    speakers = {part.speaker for part in DEBATE.parts if DEBATE.by_government(part)}
    assert speakers == {VERBEKE.name, GIJSELS.name}
    others = {part.speaker for part in DEBATE.parts if part.role == "speech" and not DEBATE.by_government(part)}
    assert others == {CHAIR, DAELE.name, LENOIR.name, "Bram Talsma"}


def test_functions_and_parties_are_those_that_the_record_gives() -> None:
    assert DEBATE.function_of(VERBEKE.name) == VERBEKE.role
    assert DEBATE.function_of(LENOIR.name) == "Rive Libre"
    assert DEBATE.function_of(CHAIR) is None
    assert DEBATE.function_of(None) is None
    both = spoken("An", "speech", ["An"], []).model_copy(
        update={"askers": (Person(name="An", role="rapporteur", party="P"),)}
    )
    assert both.function_of("An") == "rapporteur, P"


def test_nobody_puts_a_debate_to_anybody() -> None:
    assert (DEBATE.put_by, DEBATE.put_to) == ((), ())
    assert (ORAL.put_by, ORAL.put_to) == (ORAL.askers, ORAL.addressees)
