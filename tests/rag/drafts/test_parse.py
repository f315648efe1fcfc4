"""Drafts as people paste them: every sub-question is a stretch of what was pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafts.parse import is_draft, parse
from rag.errors import InputError

DRAFT = """Fietspaden langs gewestwegen

De voorbije jaren kwamen er fietspaden bij.

1. Hoeveel kilometer werd er aangelegd in 2023?
2. Graag een overzicht van:
a) de kosten per provincie?
b) de aannemers?
3. Wat zal de minister doen?
"""


def test_a_draft_has_a_title_an_introduction_and_its_sub_questions() -> None:
    draft = parse(DRAFT)
    assert (draft.title, draft.intro) == ("Fietspaden langs gewestwegen", "De voorbije jaren kwamen er fietspaden bij.")
    assert [(item.label, item.text, item.under) for item in draft.items] == [
        ("1", "Hoeveel kilometer werd er aangelegd in 2023?", ""),
        ("2.a", "de kosten per provincie?", "Graag een overzicht van:"),
        ("2.b", "de aannemers?", "Graag een overzicht van:"),
        ("3", "Wat zal de minister doen?", ""),
    ]
    assert draft.subject == draft.title


def test_without_a_title_the_first_sentence_says_what_it_is_about() -> None:
    draft = parse("De fietspaden zijn in slechte staat. Dat is gevaarlijk.\n\n1. Hoeveel?\n2. Waarom?")
    assert draft.subject == "De fietspaden zijn in slechte staat."


@pytest.mark.parametrize("text", ["Hoeveel fietspaden zijn er?", "Fietspaden\nHoeveel zijn er?"])
def test_a_question_without_numbers_is_one_sub_question(text: str) -> None:
    [item] = parse(text).items
    assert item.label == ""
    assert text[item.start : item.end] == text


@pytest.mark.parametrize("text", ["", "  \n", "1. 2. 3.", "12345", "?!"])
def test_without_words_there_is_no_draft(text: str) -> None:
    with pytest.raises(InputError, match="no words"):
        parse(text)


def test_two_hundred_sub_questions_are_two_hundred() -> None:
    text = "Wegen\n\n" + "\n".join(f"{n}. Hoeveel wegen zijn er in gemeente nummer {n}?" for n in range(1, 100))
    assert len(parse(text).items) == 99


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (DRAFT, True),
        ("1. Hoeveel?2. Waarom niet?", True),
        ("1) Hoeveel zijn er?\n2) Waarom?", True),
        ("Wat zei de regering over Wit-Rusland?", False),
        ("wat antwoordde de minister op vraag nr. 204 van 19 februari 2021?", False),
        ("1. Wat zei de regering?", False),
        ("artikel 1. en artikel 2. van de wet", False),
        ("", False),
    ],
)
def test_a_text_with_numbered_sub_questions_is_a_draft(text: str, draft: bool) -> None:
    assert is_draft(text) == draft


pieces = st.sampled_from(
    ["1.", "2.", "3)", "a)", "b)", "\n", "\n\n", " ", "Hoeveel wegen?", "Waarom", "<b>", "ß", "😀", "12", "  "]
)


@given(st.lists(pieces, max_size=30).map("".join))
def test_whatever_is_pasted_sub_questions_are_disjoint_stretches_of_it(text: str) -> None:
    try:
        draft = parse(text)
    except InputError:
        return
    assert draft.items
    reached = 0
    for item in draft.items:
        assert reached <= item.start < item.end <= len(text)
        reached = item.end
        assert " ".join(text[item.start : item.end].split()).endswith(item.text)
