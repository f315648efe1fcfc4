"""Who says no where the records say yes is found out, within one language."""

import pytest

from rag.answer.checks.negation import contradicted, polarity


@pytest.mark.parametrize(
    ("statement", "quote", "language"),
    [
        ("De regering betaalt niet.", "De regering betaalt.", "nl"),
        ("De regering betaalt.", "De regering betaalt geen euro.", "nl"),
        ("The government won't pay.", "The government pays.", "en"),
        ("Le gouvernement paie.", "Le gouvernement n’a pas payé.", "fr"),
        ("Die Regierung zahlt.", "Die Regierung zahlt keinen Euro.", "de"),
    ],
)
def test_what_is_turned_round_is_a_contradiction(statement: str, quote: str, language: str) -> None:
    assert contradicted(polarity(statement, language), [polarity(quote, language)])


@pytest.mark.parametrize(
    ("statement", "quote", "language"),
    [
        ("De regering betaalt niet.", "De regering betaalt nooit.", "nl"),
        ("De regering weigert te betalen.", "De regering betaalt niet.", "nl"),
        ("Er komen treinen en bussen.", "Er komen niet alleen treinen, maar ook bussen.", "nl"),
        ("Question no. 12 was answered.", "Question no. 12 was answered.", "en"),
        ("Le gouvernement paie.", "Le gouvernement paie.", "fr"),
        ("The government does not pay.", "De regering betaalt.", "pl"),
    ],
)
def test_what_may_say_the_same_is_none(statement: str, quote: str, language: str) -> None:
    assert not contradicted(polarity(statement, language), [polarity(quote, language)])


def test_of_several_sentences_one_that_agrees_is_enough() -> None:
    assert not contradicted("yes", ["no", "yes"])
    assert not contradicted("no", ["no", "yes"])
