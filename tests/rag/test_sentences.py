"""Sentences: whole, disjoint, in order, and cut where a reader of Dutch, French, German or English would cut."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.sentences import sentences


def cut(text: str, language: str | None = "nl") -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


def test_paragraphs_run_together_without_a_space_are_cut():
    assert cut("De stoelen worden geteld.Het aantal is oneven (zie bijlage 2).De conciërge schrijft dit op.") == [
        "De stoelen worden geteld.",
        "Het aantal is oneven (zie bijlage 2).",
        "De conciërge schrijft dit op.",
    ]


def test_item_numbers_that_run_on_open_the_next_sentence():
    text = "1. Had iemand de lekken kunnen horen, zo ja, wie?2. Ligt daar een emmer klaar?3. a) Welke kleur?b) Past die?"
    assert cut(text) == [
        "1. Had iemand de lekken kunnen horen, zo ja, wie?",
        "2. Ligt daar een emmer klaar?",
        "3. a) Welke kleur?",
        "b) Past die?",
    ]


def test_an_amount_with_a_stray_space_in_it_stays_whole():
    assert cut("2. De herstelling kostte 2. 417.300,25 euro. Dat was begroot.") == [
        "2. De herstelling kostte 2. 417.300,25 euro.",
        "Dat was begroot.",
    ]


def test_a_number_for_several_items_stays_with_its_sentence():
    assert cut("1. en 2. De dienst telt 12 personen. Ad 3. Neen. 4.a) Ja. 5 t.e.m. 7. Zie hierboven.") == [
        "1. en 2. De dienst telt 12 personen.",
        "Ad 3. Neen.",
        "4.a) Ja.",
        "5 t.e.m. 7. Zie hierboven.",
    ]


def test_a_label_with_a_closing_bracket_hides_no_sentence():
    text = "a) Vervolgens, wordt hun schoenmaat genoteerd (of een schatting)? Mag ik die inzien? Zo neen, wie dan wel?"
    assert len(cut(text)) == 3


def test_two_lines_that_look_like_a_list_hide_no_sentence():
    text = "1. De cijfers staan in de tabel. Ze zijn van 2016.\n2. De dienst volgt dit op. Er is geen tabel."
    assert cut(text) == [
        "1. De cijfers staan in de tabel.",
        "Ze zijn van 2016.",
        "2. De dienst volgt dit op.",
        "Er is geen tabel.",
    ]


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("nl", "De heer A. Peeters en mevr. M.-C. De Smet verwezen naar art. 5 en nr. 12, blz. 201."),
        ("nl", "Het kostte 3 mln. euro, 2 mio. EUR en 4 mld. meer dan in okt. 2016."),
        ("nl", "Dat is o.m. De Lijn, d.w.z. Vlaanderen, m.b.t. Gent."),
        ("nl", "Meer staat op www.vlaanderen.Be en op https://ec.europa.eu/index.Html zelf."),
        ("nl", '"Is dat zo?" vroeg hij.'),
        ("nl", "Dat kost 35.000 euro op 1. januari."),
        ("fr", "M. le ministre et Mme. Dupont citent l'art. 12, al. 2, c.-à-d. la loi."),
        ("de", "Am 3. Oktober 2020 war dies z. B. laut Drs. 18/123 der Fall."),
        ("en", "The Rt. Hon. A. B. Smith MP and Dr. Jones asked in No. 5 about S.I. 2009/12."),
    ],
)
def test_abbreviations_initials_and_addresses_end_no_sentence(language, whole):
    assert cut(whole, language) == [whole]


def test_an_abbreviation_ends_a_sentence_where_a_capital_follows():
    assert cut("De veerboot voer voor het laatst op 14 oktober jl. De schipper wacht. Emmers, enz.Bovendien is er touw.") == [
        "De veerboot voer voor het laatst op 14 oktober jl.",
        "De schipper wacht.",
        "Emmers, enz.",
        "Bovendien is er touw.",
    ]


def test_a_sentence_after_an_address_begins():
    assert cut("Meer op www.voorbeeld.be.Over die bladzijde zelf: niets nieuws (www.bvb.be).In 2017 wel.") == [
        "Meer op www.voorbeeld.be.",
        "Over die bladzijde zelf: niets nieuws (www.bvb.be).",
        "In 2017 wel.",
    ]


def test_a_wrapped_line_goes_on_and_a_blank_line_ends():
    assert cut("Lekkende daken\n\nDe toestand in Klein-Brabant\nis nijpend. Dat\nziet u.") == [
        "Lekkende daken",
        "De toestand in Klein-Brabant\nis nijpend.",
        "Dat\nziet u.",
    ]


def test_offsets_count_in_the_whole_text():
    text = "Titel\n\nDe eerste. De tweede. De derde."
    assert [text[s.start : s.end] for s in sentences(text, 18, 28, "nl")] == ["De tweede."]


PIECES = st.sampled_from(
    [
        "De minister ",
        "is",
        ".",
        "?",
        "!",
        " ",
        "\n",
        "\n\n",
        "2. ",
        "a) ",
        "(",
        ")",
        '"',
        "jl.",
        "art.",
        "A.",
        "1.",
        "Het",
        "…",
        "😀",
        "é",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(["nl", "fr", "de", "en", "fr-BE", "xx", "", None])
)
@example("\x1f. A", "nl")
@example("a\r\n\r\nB.\r\nC", "nl")
def test_sentences_are_disjoint_ordered_and_cover_everything_but_space(text, language):
    spans = sentences(text, 0, len(text), language)
    reached = 0
    for start, end in spans:
        assert text[reached:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert text[reached:].strip() == ""


@given(st.text(max_size=30), st.lists(PIECES).map("".join), st.text(max_size=30))
def test_what_stands_around_a_span_changes_nothing(before, text, after):
    inside = sentences(before + text + after, len(before), len(before) + len(text), "nl")
    assert [(start - len(before), end - len(before)) for start, end in inside] == sentences(text, 0, len(text), "nl")
