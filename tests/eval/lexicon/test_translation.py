"""Translations are learned from which words go together, and chance is not enough."""

from eval.lexicon.translation import translations

TEXTS = [
    (["trein", "rijdt"], ["train", "roule"]),
    (["trein", "staat"], ["train", "arrete"]),
    (["bus", "rijdt"], ["bus", "roule"]),
    (["bus", "staat"], ["bus", "arrete"]),
]


def test_words_that_go_together_translate_each_other():
    found = {(one, other): (there, back) for one, other, there, back in translations(TEXTS * 2)}
    assert found.keys() == {("trein", "train"), ("bus", "bus"), ("rijdt", "roule"), ("staat", "arrete")}
    assert all(0.5 < p <= 1 for both in found.values() for p in both)


def test_what_was_seen_once_is_no_translation():
    once = [*TEXTS * 2, (["zeldzaam"], ["rare"])]
    assert "zeldzaam" not in {one for one, *_ in translations(once)}
