"""Questions about asking, told from those about what was said."""

import pytest

from rag.answer.asking import about_asking
from rag.answer.assistant import answer
from rag.library.filters import AppliedFilter
from rag.library.library import Library


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie vroeg naar de veerdienst?", "nl"),
        ("Welke parlementsleden stelden een vraag over bussen?", "nl"),
        ("Has any MP raised the state of the ferries?", "en"),
        ("Quel parlementaire a interrogé le ministre sur les bus ?", "fr"),
        ("Wer wollte etwas über Busse wissen, und wer hat gefragt?", "de"),
    ],
)
def test_who_asked_is_about_asking(question: str, language: str) -> None:
    assert about_asking(question, language, ())


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wat zei de regering over Wit-Rusland?", "nl"),
        ("Hoeveel asielzoekers vroegen bescherming?", "nl"),
        ("What did the minister answer about trade?", "en"),
        ("Who is responsible for the sirens?", "en"),
        ("Did the government raise the pensions of members?", "en"),
        ("What about the question of parties and their funding?", "en"),
        ("Qui paie les bus ?", "fr"),
        ("Wer bezahlt die Busse?", "de"),
        ("Kto pytał o autobusy?", "pl"),
    ],
)
def test_what_was_said_is_not(question: str, language: str) -> None:
    assert not about_asking(question, language, ())


def test_a_question_on_what_a_member_asked_is() -> None:
    understood = AppliedFilter(field="asker", value="Jan Jansens", origin="understood")
    given = understood.model_copy(update={"origin": "given"})
    assert about_asking("over bussen", "nl", (understood,))
    assert not about_asking("over bussen", "nl", (given,))


def test_what_was_asked_is_quoted_first_and_as_that_alone(collection: Library) -> None:
    result = answer(collection, "Wie vroeg naar de presidentsverkiezingen in Wit-Rusland?")
    assert result.statements[0].kind == "asked"
    assert {statement.kind for statement in result.statements} >= {"asked", "answered"}
    for statement in result.statements:
        for citation in statement.citations:
            assert citation.government == (statement.kind in ("answered", "changed"))
