"""Questions that ask several things."""

import pytest

from rag.answer.assistant import answer
from rag.answer.compound import clauses, leans_on_the_rest
from rag.library.library import Library


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        ("Hoeveel treinen rijden er en wat kost een kaartje?", "nl", ["Hoeveel treinen rijden er", "wat kost een kaartje"]),
        ("How many trains run, and what does a ticket cost?", "en", ["How many trains run", "what does a ticket cost"]),
        ("Combien de trains roulent ? Quel est le prix ?", "fr", ["Combien de trains roulent", "Quel est le prix"]),
        ("Wie viele Züge fahren und was kostet ein Ticket?", "de", ["Wie viele Züge fahren", "was kostet ein Ticket"]),
    ],
)
def test_each_part_that_asks_is_one(question: str, language: str, parts: list[str]) -> None:
    assert clauses(question, language) == parts


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wat zei de regering over Wit-Rusland?", "nl"),
        ("What did they say about trade and industry?", "en"),
        ("Hoeveel treinen? En waarom?", "nl"),
        ("leerlingenvervoer", "nl"),
        ("Was wurde für die Ukraine und Wiederaufbau nach dem Krieg getan?", "de"),
        ("Wat zei de minister over lonen en waarborgen voor jonge werknemers?", "nl"),
        ("Que dit le ministre des jeunes qui travaillent et qui paient un loyer ?", "fr"),
        ("Wat kost dat nu? " * 60, "nl"),
        ("", "en"),
        ("Ile kosztuje bilet i co robi minister?", "pl"),
    ],
)
def test_what_asks_one_thing_is_not_divided(question: str, language: str) -> None:
    assert clauses(question, language) == []


@pytest.mark.parametrize(
    ("clause", "language", "leans"),
    [
        ("hoeveel daarvan zijn kinderen onder de tien jaar", "nl", True),
        ("how many are late", "en", True),
        ("how many of them were granted asylum in Belgium", "en", True),
        ("quel est le prix", "fr", True),
        ("hoeveel kost een raket naar Mars", "nl", False),
        ("what is done against cyber attacks on hospitals", "en", False),
        ("welche Maßnahmen gegen Hochwasser geplant sind", "de", False),
    ],
)
def test_a_part_leans_on_the_rest_where_its_subject_stands_there(clause: str, language: str, leans: bool) -> None:
    assert leans_on_the_rest(clause, language) == leans


def test_each_part_is_answered_under_its_own_words_and_what_has_no_answer_is_said(collection: Library) -> None:
    question = (
        "Wat zei de regering over Wit-Rusland, wat is er geregeld voor leerlingenvervoer en hoeveel kost een raket naar Mars?"
    )
    result = answer(collection, question.replace(", wat", " en wat"))
    titles = {
        part: {c.title or "" for s in result.statements if (s.heading or "").startswith(part) for c in s.citations}
        for part in ("Wat zei de regering over Wit-Rusland?", "wat is er geregeld voor leerlingenvervoer?")
    }
    belarus, transport = titles.values()
    assert any("Wit-Rus" in title for title in belarus)
    assert any("eerlingenvervoer" in title for title in transport)
    assert not any("Wit-Rus" in title for title in transport)
    assert "hoeveel kost een raket naar Mars" in (result.note or "")


def test_what_answers_two_parts_stands_once(collection: Library) -> None:
    result = answer(collection, "Wat zei de regering over Wit-Rusland en wat zei de minister over Wit-Rusland?")
    places = [frozenset((c.record, c.start) for c in s.citations) for s in result.statements]
    assert len(places) == len(set(places))
