"""Cleaning changes what it says and nothing else, and every character knows where it came from."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.text import clean

_PIECES = st.sampled_from(
    [
        *(
            "woord",
            "Wit",
            "zee",
            "e",
            "2e",
            "EU",
            "en",
            "of",
            "Rusland",
            "mail",
            "één",
            "e\u0301",
            "ﬁets",
            "ĳs",
            "1.",
            "2)",
            "a)",
        ),
        *(
            "1 en 2.",
            "-",
            "\u00ad",
            "\ufffe",
            "–",
            "•",
            ".",
            "?",
            ",",
            " ",
            "  ",
            "\t",
            "\u00a0",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
        ),
        *(
            "\f",
            "\u200b",
            "\ufeff",
            "\x00",
            "\u2028",
            "\u0301",
            "\u1100",
            "\u1161",
            "\u2011",
            "\uf0b7",
            "\U0001f600",
            "\x93",
            "\x9d",
            "\ud800",
        ),
    ]
)
RAW = st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=200))
UNSHOWN = (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
WINDOWS = str.maketrans({chr(n): bytes([n]).decode("cp1252") for n in range(0x80, 0xA0) if n not in UNSHOWN})
REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\uffff\ud800-\udfff]"
)


@given(RAW, st.booleans())
@example("a-\n\u0301b", True)
@example("aan- en\nuit-\nen door", True)
def test_cleaning_twice_changes_nothing(raw: str, join: bool) -> None:
    once = clean(raw, join_lines=join).text
    assert clean(once, join_lines=join).text == once


@given(RAW, st.booleans())
def test_every_character_comes_from_its_origin(raw: str, join: bool) -> None:
    cleaned = clean(raw, join_lines=join)
    assert len(cleaned.origins) == len(cleaned.text)
    assert list(cleaned.origins) == sorted(cleaned.origins)
    for character, origin in zip(cleaned.text, cleaned.origins, strict=True):
        printed = raw[origin].translate(WINDOWS)
        if character in " \n":
            assert printed.isspace() or printed == "\ufffe"
        elif character == "-":
            assert printed in "-\u2010\u2011\ufffe"
        elif character == "•":
            assert printed in "•\uf0b7\uf0a7"
        elif character != printed:
            around = raw[max(origin - 3, 0) : origin + 4]
            assert character in unicodedata.normalize("NFKC", printed) or unicodedata.normalize("NFD", character)[
                0
            ] in unicodedata.normalize("NFD", REMOVED.sub("", around))


@given(RAW, st.booleans())
def test_no_letter_is_lost_or_invented(raw: str, join: bool) -> None:
    def letters(text: str) -> str:
        text = REMOVED.sub("", text.translate(WINDOWS)).replace("\ufffe", "").replace("ĳ", "ij").replace("Ĳ", "IJ")
        text = re.sub("[\ufb00-\ufb06]", lambda m: unicodedata.normalize("NFKC", m[0]), text)
        text = re.sub(r"[\s\-\u2010\u2011\x85]|[•\uf0b7\uf0a7]", "", text)
        return unicodedata.normalize("NFD", text)

    assert letters(clean(raw, join_lines=join).text) == letters(raw)


@given(RAW)
def test_the_text_holds_no_stray_white_space(raw: str) -> None:
    text = clean(raw).text
    assert text == text.strip(" \n")
    assert not re.search(r"  | \n|\n |\n\n\n|[\r\t\u00a0\x0c]", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("de Wit-\nRussische overheid", "de Wit-Russische overheid"),
        ("het gelijkekansen-\nen diversiteitsbeleid", "het gelijkekansen- en diversiteitsbeleid"),
        ("voor 16-\ntot 18-jarigen", "voor 16- tot 18-jarigen"),
        ("Land-\nund Forstwirtschaft", "Land- und Forstwirtschaft"),
        ("een e-\nmail", "een e-mail"),
        ("de EU-\nlidstaten", "de EU-lidstaten"),
        ("MINISTER-\nPRESIDENT", "MINISTER-PRESIDENT"),
        ("COVID-\n19", "COVID-19"),
        ("een F16-\nvliegtuig", "een F16-vliegtuig"),
        ("de volks-\nvertegenwoordiger", "de volksvertegenwoordiger"),
        ("volks\ufffevertegenwoordiger", "volksvertegenwoordiger"),
        ("volks\ufffe\r\nvertegenwoordiger", "volksvertegenwoordiger"),
        ("Wit\ufffeRussische", "Wit-Russische"),
        ("volks\u00ad\nvertegenwoordiger", "volksvertegenwoordiger"),
        ("volks\u00advertegenwoordiger", "volksvertegenwoordiger"),
        ("een zee-\negel", "een zee-egel"),
        ("radio-\nomroep", "radio-omroep"),
        ("de minister-president en de minister-\npresident", "de minister-president en de minister-president"),
        ("vredesakkoord, vredes-\nakkoord", "vredesakkoord, vredesakkoord"),
        ("VOLKSGEZONDHEID: VOLKSGEZOND-\nHEID", "VOLKSGEZONDHEID: VOLKSGEZONDHEID"),
        ("zie www.vlaanderen.be/wit-\nrusland", "zie www.vlaanderen.be/wit-rusland"),
        ("Wit-Rusland  -\nRapport", "Wit-Rusland - Rapport"),
    ],
)
def test_words_broken_at_a_line_end(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("een regel\nen nog een", "een regel en nog een"),
        ("een alinea\n \n\n\nnog een", "een alinea\n\nnog een"),
        ("1. Hoe?\n2. Waarom?", "1. Hoe?\n2. Waarom?"),
        ("2 en 3. Samen\nverder", "2 en 3. Samen verder"),
        ("Dit:\na) een\nb) twee", "Dit:\na) een\nb) twee"),
        ("Dit:\n- een\n- twee", "Dit:\n- een\n- twee"),
        ("Wit-Rusland\n- Rapport", "Wit-Rusland - Rapport"),
        ("a\n\uf0b7 b", "a\n• b"),
        ("of\ufb01ci\u00eble be\u0301ta\u00a0!", "officiële béta !"),
        ("\ufeffVraag\r\n\r\nAntwoord\r\n", "Vraag\n\nAntwoord"),
        ("\x93Ja\x94, \x80 5\x81", "“Ja”, € 5"),
        ("over\fde bladzijde", "over de bladzijde"),
        ("", ""),
    ],
)
def test_lines_and_paragraphs(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_lines_of_a_table_stay() -> None:
    assert clean("Jaar   Aantal\n2016\t3\n\n\n\n2017\t4 \n", join_lines=False).text == "Jaar Aantal\n2016 3\n\n2017 4"


def test_an_endless_word_takes_no_longer_than_many_short_ones() -> None:
    raw = "\n".join(f"{'x' * 100_000} een woord-\ndeel" for _ in range(3))
    assert clean(raw).text.count("woorddeel") == 3
