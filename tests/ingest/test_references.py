"""What a text says of other records is found with its number, day and person, and nothing else is taken for one."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.references import with_references
from rag.dates import DATE
from rag.records import Part, Record, Reference

ON = date(2020, 10, 5)
LABELS = ("1", "2", "3", "4")


def read(text: str, on: date | None = ON) -> list[tuple[str, Reference]]:
    parts = (Part(role="question", start=0, end=0, labels=LABELS), Part(role="answer", start=0, end=len(text)))
    record = Record(id="x", parliament="p", kind="written-question", asked_on=on, text=text, parts=parts)
    return [(text[found.start : found.end], found) for found in with_references(record).references]


def question(number: str, on: date | None = None, person: str | None = None) -> dict[str, Any]:
    return {"kind": "question", "number": number, "on": on, "person": person}


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        (
            "Zie schriftelijke vraag 392 van 25 augustus jl. hierover.",
            "schriftelijke vraag 392 van 25 augustus jl.",
            question("392", date(2020, 8, 25)),
        ),
        ("Op vraag nr. 1020 van 28 april 2019.", "vraag nr. 1020 van 28 april 2019", question("1020", date(2019, 4, 28))),
        (
            "Uit vraag nr. 7 van 19 februari 2019 van Ann De Vos blijkt",
            "vraag nr. 7 van 19 februari 2019 van Ann De Vos",
            question("7", date(2019, 2, 19), "Ann De Vos"),
        ),
        (
            "Zie vraag nr. 33 van mevrouw Ann De Vos van 1 mei 2019.",
            "vraag nr. 33 van mevrouw Ann De Vos van 1 mei 2019",
            question("33", date(2019, 5, 1), "Ann De Vos"),
        ),
        (
            "Zie de vraag 1825 gesteld aan de heer K. Aap, minister.",
            "vraag 1825 gesteld aan de heer K. Aap",
            question("1825", None, "K. Aap"),
        ),
        (
            "Ma réponse à la question écrite n° 12 du 3 mai 2019.",
            "question écrite n° 12 du 3 mai 2019",
            question("12", date(2019, 5, 3)),
        ),
        ("Pursuant to the Answer of 30 November to Question 3424 on", "Question 3424", question("3424", date(2019, 11, 30))),
        (
            "The answer to Question UIN HL572 on 7 December 2019.",
            "Question UIN HL572 on 7 December 2019",
            question("HL572", date(2019, 12, 7)),
        ),
        ("Zie het antwoord op vraag 3.", "vraag 3", {"kind": "sub-question", "labels": ("3",)}),
        ("Zie de antwoorden op de vragen 2 tot 4.", "vragen 2 tot 4", {"kind": "sub-question", "labels": ("2", "3", "4")}),
        ("Auf die Antwort zu Frage 2 wird verwiesen.", "Frage 2", {"kind": "sub-question", "labels": ("2",)}),
        ("In de brief van 31 januari staat", "brief van 31 januari", {"kind": "letter", "on": date(2020, 1, 31)}),
        ("Dans ma lettre du 3 mai dernier", "lettre du 3 mai dernier", {"kind": "letter", "on": date(2020, 5, 3)}),
        ("My letter of 3 May 2019 says", "letter of 3 May 2019", {"kind": "letter", "on": date(2019, 5, 3)}),
        ("Im Schreiben vom 3. Mai 2019 steht", "Schreiben vom 3. Mai 2019", {"kind": "letter", "on": date(2019, 5, 3)}),
        ("De resolutie 2758 van 1 mei 2019 stelt", "resolutie 2758 van 1 mei 2019", {"kind": "resolution", "number": "2758"}),
        ("De motie van het lid De Vos verzoekt", "motie van het lid De Vos", {"kind": "resolution", "person": "De Vos"}),
        (
            "In de commissie voor Veren van 14 juni 2019 zei",
            "commissie voor Veren van 14 juni 2019",
            {"kind": "meeting", "on": date(2019, 6, 14)},
        ),
        ("Zie Kamerstuk 26 485, nr. 424.", "Kamerstuk 26 485, nr. 424", {"kind": "dossier", "number": "26 485, nr. 424"}),
        ("Per brief (36 471-64) gemeld", "36 471-64", {"kind": "dossier", "number": "36 471-64"}),
        ("Siehe Drucksache 19/10293.", "Drucksache 19/10293", {"kind": "dossier", "number": "Drucksache 19/10293"}),
        (
            "Aanhangsel Handelingen, vergaderjaar 2023–2024, 1028",
            "Aanhangsel Handelingen, vergaderjaar 2023–2024, 1028",
            {"external_id": "ah-tk-20232024-1028"},
        ),
    ],
)
def test_references_of_every_shape(text: str, quote: str, said: dict[str, Any]) -> None:
    ((found, reference),) = read(text)
    assert found == quote
    assert {key: getattr(reference, key) for key in said} == said


@pytest.mark.parametrize(
    "text",
    [
        "De vraag 2016 tot 2020 is wat het kost.",
        "De vraag 12 procent te korten is nieuw.",
        "Zie vraag 9.",
        "Er kwam een brief van de pastoor.",
        "De commissie van wijzen zweeg.",
        "Een resolutie van de vergadering ligt voor.",
        "The question 40 people asked.",
    ],
)
def test_what_names_no_record_is_none(text: str) -> None:
    assert read(text) == []


def test_a_day_without_a_year_is_the_last_one_and_none_where_nothing_says_when() -> None:
    assert read("brief van 6 oktober jl.")[0][1].on == date(2019, 10, 6)
    assert read("brief van 5 oktober")[0][1].on == ON
    assert read("brief van 29 februari")[0][1].on == date(2020, 2, 29)
    assert read("brief van 29 februari", on=date(2022, 1, 1))[0][1].on is None
    assert read("brief van 6 oktober jl.", on=None)[0][1].on is None
    assert read("brief van 31 februari 2020")[0][1].on is None


def test_an_answer_counts_from_its_own_day() -> None:
    text = "Hoe? Zie brief van 3 mei.\nZie brief van 3 mei."
    parts = (Part(role="question", start=0, end=25), Part(role="answer", start=26, end=len(text)))
    record = Record(
        id="x",
        parliament="p",
        kind="written-question",
        text=text,
        parts=parts,
        asked_on=date(2020, 4, 1),
        answered_on=date(2020, 6, 1),
    )
    assert [found.on for found in with_references(record).references] == [date(2019, 5, 3), date(2020, 5, 3)]


def test_the_head_and_the_title_name_the_record_itself() -> None:
    text = "Vraag nr. 5\nANTWOORD op vraag nr. 5 van 3 mei 2020\nJa."
    parts = (Part(role="title", start=0, end=11), Part(role="answer", start=len(text) - 3, end=len(text)))
    assert with_references(Record(id="x", parliament="p", kind="written-question", text=text, parts=parts)).references == ()


def test_what_a_reader_knows_is_kept_and_found_once() -> None:
    text = "Zie vraag nr. 5 van 3 mei 2020 en vraag nr. 6 van 3 mei 2020."
    known = Reference(start=4, end=15, number="5", person="An Maes")
    record = Record(
        id="x",
        parliament="p",
        kind="written-question",
        text=text,
        references=(known,),
        parts=(Part(role="answer", start=0, end=len(text)),),
    )
    found = with_references(record)
    assert [(reference.number, reference.person) for reference in found.references] == [("5", "An Maes"), ("6", None)]
    assert with_references(found) == found


_WORDS = st.sampled_from(
    [
        "zie",
        "vraag",
        "vragen",
        "nr. 12",
        "3",
        "van",
        "1 mei 2019",
        "3 mei jl.",
        "(36 471-64)",
        "brief",
        "Question",
        "resolutie",
        "An De Vos",
        "en",
        "commissie",
        ".",
    ]
)


@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_references_lie_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    reached = 0
    for quote, reference in read(text):
        assert reached <= reference.start < reference.end <= len(text)
        assert quote.strip()
        reached = reference.end


_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


@given(st.dates(date(1990, 1, 1), date(2035, 1, 1)), st.sampled_from(sorted(_MONTHS)), st.integers(0, 364))
def test_every_day_is_read_in_every_language(day: date, language: str, later: int) -> None:
    assert DATE
    month = _MONTHS[language].split()[day.month - 1]
    dot = "." if language == "de" else ""
    assert read(f"brief van {day.day}{dot} {month} {day.year}")[0][1].on == day
    assert read(f"brief van {day.day}{dot} {month}", on=day + timedelta(later))[0][1].on == day


@pytest.mark.parametrize("repeated", ["vraag 1 ", "vraag nr. 1 van ", "commissie voor ", "van de ", "An "])
def test_an_endless_text_is_read_in_no_time(repeated: str) -> None:
    assert len(read(repeated * 3000)) <= 3000
