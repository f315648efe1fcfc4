"""Headings and turns of reports of the Belgian Chamber, in the forms of several legislatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.chamber_blocks import Block
from ingest.readers.chamber_heads import headings
from ingest.readers.chamber_turns import Turn, turn_of


def head(*lines: str, language: str | None = None, level: int = 2) -> list[Block]:
    return [Block("heading", line, language, level) for line in lines]


@pytest.mark.parametrize(
    ("line", "number", "asker", "asked", "topic"),
    [
        (
            'Vraag van Ida Bock aan Jan Roth (Weer) over "Regen" (56000001C)',
            "56000001C",
            "Ida Bock",
            ("Jan Roth", "Weer"),
            "Regen",
        ),
        (
            'Question de Ida Bock à Jan Roth (Météo) sur "Le "Plan" pluie" (56000001P)',
            "56000001P",
            "Ida Bock",
            ("Jan Roth", "Météo"),
            'Le "Plan" pluie',
        ),
        (
            'Vraag van de heer Piet Bos aan de minister van Weer, belast met Wind, over "regen" (nr. P0123)',
            "P0123",
            "Piet Bos",
            (None, "minister van Weer, belast met Wind"),
            "regen",
        ),
        (
            'Question de Mme Ida Bock à la secrétaire d\'État à la Météo sur "la pluie" (n° 12)',
            "12",
            "Ida Bock",
            (None, "secrétaire d'État à la Météo"),
            "la pluie",
        ),
        (
            "Interpellatie van Ida Bock aan Jan Roth (Weer) over „Regen” (56000001I)",
            "56000001I",
            "Ida Bock",
            ("Jan Roth", "Weer"),
            "Regen",
        ),
    ],
)
def test_a_question_is_told_by_its_number(line, number, asker, asked, topic):
    (made,) = headings(head(f"03 {line}"))
    ((question,),) = made.asked.values()
    assert (made.number, question.number, question.asker, question.topic) == ("03", number, asker, topic)
    assert [(person.name, person.role) for person in question.addressees] == [asked]


@pytest.mark.parametrize("line", ["Wetsontwerp over de regen (530/1-5)", "Agenda", "Motie (12)", "Vraag van Ida Bock"])
def test_what_has_no_number_of_a_question_names_none(line):
    (made,) = headings(head(line))
    assert not made.asked
    assert made.titles == {"nl": [line]}


def test_headings_without_classes_are_paired_by_their_numbers_or_words():
    run = [
        *head("Mededelingen", "Communications", level=1),
        *head("22 Senaat – Wettigverklaring", "22 Sénat – Constitution", "23 Ordre du jour", "23 Agenda"),
        *head("Discussion générale", language="fr", level=3),
        *head("Algemene bespreking", language="nl", level=3),
    ]
    assert [(made.level, made.number, made.titles) for made in headings(run)] == [
        (1, None, {"nl": ["Mededelingen"], "fr": ["Communications"]}),
        (2, "22", {"nl": ["Senaat – Wettigverklaring"], "fr": ["Sénat – Constitution"]}),
        (2, "23", {"fr": ["Ordre du jour"], "nl": ["Agenda"]}),
        (3, None, {"fr": ["Discussion générale"], "nl": ["Algemene bespreking"]}),
    ]


def test_joined_bills_keep_their_lines():
    run = head(
        "02 Wetsontwerp over de regen (1/1-3)",
        "- Wetsvoorstel over de wind (2/1)",
        "02 Projet de loi sur la pluie (1/1-3)",
        "- Proposition de loi sur le vent (2/1)",
    )
    (made,) = headings(run)
    assert made.titles == {
        "nl": ["Wetsontwerp over de regen (1/1-3)", "Wetsvoorstel over de wind (2/1)"],
        "fr": ["Projet de loi sur la pluie (1/1-3)", "Proposition de loi sur le vent (2/1)"],
    }


@given(st.lists(st.text('ab12() -"é,:', min_size=1, max_size=40).filter(str.strip), max_size=8))
def test_no_line_of_a_heading_is_lost(lines):
    made = headings(head(*lines))
    kept = "".join(line for each in made for own in each.lines.values() for line in own)
    assert sum(map(str.isalpha, kept)) == sum(map(str.isalpha, "".join(lines)))


@pytest.mark.parametrize(
    ("before_colon", "turn"),
    [
        ("01.01\u00a0 Ida Bock (cd&v)", Turn("Ida Bock", party="cd&v", item="01")),
        ("Ida Bock (PVDA-PTB)", Turn("Ida Bock", party="PVDA-PTB")),
        ("12.102 Minister Jan Roth", Turn("Jan Roth", office="Minister", item="12")),
        ("01.04 Jan Roth, secrétaire d'État", Turn("Jan Roth", office="secrétaire d'État", item="01")),
        ("01.05 Ida Bock, rapporteur", Turn("Ida Bock", item="01")),
        ("01.06 Eva Gast", Turn("Eva Gast", item="01")),
        ("De voorzitter", Turn("De voorzitter", chair=True)),
        ("La présidente", Turn("La présidente", chair=True)),
        ("Piet Bos, voorzitster", Turn("Piet Bos", chair=True)),
        ("01.07 Jan Roth, ministre-président", Turn("Jan Roth", office="ministre-président", item="01")),
        ("Eva Gast", None),
        ("Eerste commissie", None),
    ],
)
def test_a_turn_is_told_by_a_name_that_is_printed_as_one(before_colon, turn):
    assert turn_of(Block("paragraph", f"{before_colon}: ja", head=before_colon, named=True)) == turn
    assert turn_of(Block("paragraph", f"{before_colon}: ja", head=before_colon)) is None


@pytest.mark.parametrize("before_colon", ["Art. 2 (nieuw)", "Eerste commissie", "Minister Jan Roth"])
def test_bold_letters_alone_are_no_name(before_colon):
    assert turn_of(Block("paragraph", f"{before_colon}: ja", head=before_colon, bold=True)) is None
