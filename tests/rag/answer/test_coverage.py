"""How much of a question's words a text holds."""

from rag.answer.coverage import covered, mentions


def test_a_country_is_mentioned_under_any_of_its_names() -> None:
    belarus = (("belarus",), ("wit", "rusland"), ("wit", "russisch"))
    assert mentions("Het Wit-Russische regime", "nl", belarus)
    assert not mentions("Een witte Rus in Rusland", "nl", belarus)


def test_coverage_weighs_rare_words_more() -> None:
    weights = {(("trein",),): 1.0, (("vertrag",),): 3.0}
    assert covered("vertraging op het spoor", "nl", weights) == 0.75
    assert covered("niets daarvan", "nl", {}) == 0.0
