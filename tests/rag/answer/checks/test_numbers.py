"""Numbers count by value, whatever they are written like."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.checks.days import days
from rag.answer.checks.number_words import spelt_out
from rag.answer.checks.numbers import Number, carried, numbers, units


def one(text: str, language: str) -> Number:
    (found,) = numbers(text, [language], days(text))
    return found


def said(statement: str, language: str, quote: str, spoken: str) -> bool:
    by = numbers(quote, [spoken], days(quote))
    return all(carried(number, by, units(quote)) for number in numbers(statement, [language], days(statement)))


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("it cost 1,234.5 euros", "het kostte 1.234,5 euro"),
        ("12,000 people", "12 000 mensen"),
        ("12 000 people", "12.000 mensen"),
        ("3 million euros", "drie miljoen euro"),
        ("€3.5 million", "3,5 mln. euro"),
        ("3,500,000 euros", "3,5 miljoen euro"),
        ("twenty-three trains", "23 treinen"),
        ("12 per cent", "12 %"),
        ("from 10 to 12 percent", "van 10 tot 12 %"),
        ("two projects and 5 towns", "vijf steden en twee projecten"),
        ("it cost 5 million", "het kostte 5 miljoen euro"),
        ("1.2 billion", "1,2 miljard"),
        ("240 euros", "Bedragen in euro: 240 en 260"),
        ("no number at all, the F-35 and the A12 aside", "niets"),
        ("one train", "geen getal"),
        ("in 2019", "Hoeveel waren dat er in 2019.2. Waarom?"),
    ],
)
def test_the_same_number_written_otherwise_is_carried(statement: str, quote: str) -> None:
    assert said(statement, "en", quote, "nl")


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("13 trains", "12 treinen"),
        ("12 trains", "12 % van de treinen"),
        ("12 % of the trains", "12 treinen"),
        ("12 trains", "12.000 treinen"),
        ("3 million", "3 miljard"),
        ("5 dollars", "5 euro"),
        ("twenty trains", "twaalf treinen"),
        ("1.2 million", "1,3 miljoen"),
        ("35 trains", "de F-35"),
        ("two or three trains", "twee treinen"),
    ],
)
def test_another_number_is_not(statement: str, quote: str) -> None:
    assert not said(statement, "en", quote, "nl")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("tweehonderdvijfenzeventig", "nl", 275),
        ("drieëntwintig", "nl", 23),
        ("vijfhonderdduizend", "nl", 500_000),
        ("two hundred and five", "en", 205),
        ("one million two hundred thousand", "en", 1_200_000),
        ("quatre-vingt-dix-sept", "fr", 97),
        ("soixante et onze", "fr", 71),
        ("nonante-neuf", "fr", 99),
        ("einundzwanzig", "de", 21),
        ("siebenundneunzigtausend", "de", 97_000),
    ],
)
def test_numbers_are_read_as_words(text: str, language: str, value: int) -> None:
    assert [number for _, _, number in spelt_out(text, language)] == [value]


def test_a_currency_is_a_word_of_its_own() -> None:
    assert one("après leur 60ème anniversaire", "fr").unit is None
    assert one("EUR 60", "fr").unit == "EUR"


def test_numbers_in_a_row_are_not_added_up() -> None:
    assert [number for _, _, number in spelt_out("twee en drie of vier, vijf", "nl")] == [2, 3, 4, 5]


GROUPS = st.sampled_from([(".", ","), (",", "."), ("\u00a0", ","), ("\u202f", ","), ("’", "."), ("", "."), ("", ",")])


@given(st.integers(0, 10**12), st.integers(1, 99), GROUPS)
def test_any_number_is_read_in_any_writing(whole: int, cents: int, marks: tuple[str, str]) -> None:
    group, point = marks
    text = f"{whole:,}".replace(",", group) + f"{point}{cents:02d}"
    found = one(text, "nl")
    assert Decimal(whole) + Decimal(cents) / 100 in found.values
    assert (found.start, found.end) == (0, len(text))


@given(st.text(alphabet="0123456789.,  -%€xeuro milnd\n’'", max_size=60))
def test_any_text_gives_numbers_inside_it_in_order(text: str) -> None:
    found = numbers(text, [None], days(text))
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert [number.start for number in found] == sorted(number.start for number in found)
