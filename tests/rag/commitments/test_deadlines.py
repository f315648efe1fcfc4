"""Times by which something is to be done, as sentences print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.commitments.deadlines import deadline

ON = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("language", "sentence", "printed", "first", "last"),
    [
        ("nl", "Ik zal de lijst tegen eind 2024 bezorgen.", "tegen eind 2024", "2024-03-15", "2024-12-31"),
        ("nl", "Dat doe ik vóór de zomer.", "vóór de zomer", "2024-03-15", "2024-05-31"),
        ("nl", "De tekst komt in het najaar van 2024.", "in het najaar van 2024", "2024-09-01", "2024-11-30"),
        ("nl", "Dat is uiterlijk op 1 juli 2024 klaar.", "uiterlijk op 1 juli 2024", "2024-03-15", "2024-07-01"),
        ("nl", "Ik doe dat nog dit jaar.", "nog dit jaar", "2024-03-15", "2024-12-31"),
        ("nl", "Ik doe dat binnen de zes maanden.", "binnen de zes maanden", "2024-03-15", "2024-09-15"),
        ("nl", "Begin volgend jaar is er een nota.", "Begin volgend jaar", "2025-01-01", "2025-05-02"),
        (
            "nl",
            "in de loop van het derde kwartaal van dit jaar",
            "in de loop van het derde kwartaal van dit jaar",
            "2024-07-01",
            "2024-09-30",
        ),
        (
            "nl",
            "Dat is gepland voor het tweede semester van 2024.",
            "voor het tweede semester van 2024",
            "2024-07-01",
            "2024-12-31",
        ),
        ("fr", "Je la transmettrai d'ici fin 2024.", "d'ici fin 2024", "2024-03-15", "2024-12-31"),
        ("fr", "Ce sera fait avant l'été.", "avant l'été", "2024-03-15", "2024-05-31"),
        ("fr", "au cours du premier trimestre 2025", "au cours du premier trimestre 2025", "2025-01-01", "2025-03-31"),
        ("en", "We will publish it by the end of 2024.", "by the end of 2024", "2024-03-15", "2024-12-31"),
        ("en", "We will publish it by October 30, 2024.", "by October 30, 2024", "2024-03-15", "2024-10-30"),
        ("en", "within six months", "within six months", "2024-03-15", "2024-09-15"),
        ("en", "in the winter of 2024", "in the winter of 2024", "2024-12-01", "2025-02-28"),
        ("de", "Das geschieht bis Ende 2024.", "bis Ende 2024", "2024-03-15", "2024-12-31"),
        ("de", "im Herbst 2024", "im Herbst 2024", "2024-09-01", "2024-11-30"),
    ],
)
def test_a_time_is_kept_as_printed_and_as_its_days(language: str, sentence: str, printed: str, first: str, last: str) -> None:
    found = deadline(sentence, language, ON)
    assert found
    assert (found.text, str(found.first), str(found.last)) == (printed, first, last)
    assert sentence[found.start : found.end] == printed


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Ik baseer mij op de cijfers van 2016."),
        ("nl", "Dat gebeurde op 18 november."),
        ("nl", "Dat gebeurde in 2019."),
        ("nl", "op 31 februari 2025"),
        ("nl", "Dat steunt op de wet die op 10 juli 2024 werd ingediend."),
        ("en", "There were 2030 of them."),
        ("it", "entro la fine del 2024"),
        ("en", ""),
    ],
)
def test_what_is_over_or_says_no_time_is_none(language: str, sentence: str) -> None:
    assert deadline(sentence, language, ON) is None


def test_a_term_is_printed_and_its_days_are_unknown() -> None:
    found = deadline("Ik doe dat nog deze legislatuur.", "nl", ON)
    assert found
    assert (found.text, found.first, found.last) == ("nog deze legislatuur", None, None)


def test_without_a_day_of_its_own_a_text_names_only_whole_dates() -> None:
    assert deadline("Ik doe dat nog dit jaar.", "nl", None) is None
    found = deadline("Ik doe dat tegen eind 2024.", "nl", None)
    assert found
    assert (found.first, str(found.last)) == (None, "2024-12-31")


@given(
    text=st.lists(
        st.sampled_from(
            ["tegen", "eind", "2024", "9999", "31", "februari", "binnen", "99", "jaar", "de", "volgende", "maand", ".", "’"]
        )
    ).map(" ".join),
    on=st.dates() | st.none(),
)
def test_any_words_give_a_stretch_of_themselves_or_nothing(text: str, on: date | None) -> None:
    found = deadline(text, "nl", on)
    if found:
        assert text[found.start : found.end] == found.text
        assert not (found.first and found.last) or found.first <= found.last
