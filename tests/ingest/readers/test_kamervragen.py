"""The Tweede Kamer's form: who, when, which answer serves which question, and on which page."""

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.readers import reader_for
from ingest.readers.kamervragen import KamervragenReader
from ingest.references import with_references
from rag.errors import ReadError
from rag.records import Person, Record

FORM = """Vergaderjaar 2023–2024 Aanhangsel van de Handelingen

Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden

812

Vragen van de leden Van Wijk en Oost (beiden PvdW) en De Bree (Polder) aan de
Ministers van Vaarwegen en voor Veren en de Staatssecretaris van Kust over de
pont van Ooievaarsdam (ingezonden 4 maart 2024).

Antwoord van Minister Te Water (Vaarwegen), mede namens de Staatssecretaris van
Kust (ontvangen 21 maart 2024). Zie ook Aanhangsel Handelingen, vergaderjaar
2023–2024, 700

Vraag 1
Bent u bekend met de pont?

Antwoord 1
Ja.

Vraag 2, 3 4 en 6
Hoe vaak vaart zij, en wat vraag
5 van vorig jaar betreft, waarom?

Vraag 5
Wie betaalt dat?

Antwoord 2 t/m 4 en 6
Elk half uur. Vraag 1 was duidelijk.

Antwoord 5
Zie het antwoord op vraag 1.

Vraag 7
En verder?

Toelichting:
Deze vragen vullen eerdere vragen aan.
"""


def read(text: str) -> Record:
    file = SourceFile("kv.txt", text.encode())
    reader = reader_for(file)
    assert reader.name == "kamervragen"
    (record,) = reader.read(file)
    assert isinstance(record, Record)
    return record


def test_the_head_says_who_when_and_what() -> None:
    record = read(FORM)
    assert (record.number, record.asked_on, record.answered_on) == ("812", date(2024, 3, 4), date(2024, 3, 21))
    assert record.title == "de pont van Ooievaarsdam"
    assert [(person.name, person.party) for person in record.askers] == [
        ("Van Wijk", "PvdW"),
        ("Oost", "PvdW"),
        ("De Bree", "Polder"),
    ]
    assert record.addressees == (
        Person(name="Te Water", role="Minister van Vaarwegen"),
        Person(role="Minister voor Veren"),
        Person(role="Staatssecretaris van Kust"),
    )
    assert record.id == "tweede-kamer.written-question.2024-03-04.812.te-water"
    assert record.external_id == "ah-tk-20232024-812"


def test_each_block_is_a_part_aligned_by_its_numbers() -> None:
    record = read(FORM)
    assert [(part.role, part.labels, record.quote(part)) for part in record.parts] == [
        ("title", (), "de pont van Ooievaarsdam"),
        ("context", (), "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, 700"),
        ("question", ("1",), "Bent u bekend met de pont?"),
        ("answer", ("1",), "Ja."),
        ("question", ("2", "3", "4", "6"), "Hoe vaak vaart zij, en wat vraag 5 van vorig jaar betreft, waarom?"),
        ("question", ("5",), "Wie betaalt dat?"),
        ("answer", ("2", "3", "4", "6"), "Elk half uur. Vraag 1 was duidelijk."),
        ("answer", ("5",), "Zie het antwoord op vraag 1."),
        ("question", ("7",), "En verder?"),
        ("note", (), "Deze vragen vullen eerdere vragen aan."),
    ]
    assert [(part.answers, part.confidence, part.speaker) for part in record.parts if part.role == "answer"] == [
        (("1",), 1.0, "Te Water"),
        (("2", "3", "4", "6"), 1.0, "Te Water"),
        (("5",), 1.0, "Te Water"),
    ]
    assert [part.status for part in record.parts if part.role == "question"] == [
        "answered",
        "answered",
        "referred",
        "unanswered",
    ]


def test_an_answer_by_letter_refers_every_question() -> None:
    head, _, _ = FORM.partition("Vraag 1")
    record = read(
        f"{head}Vraag 1\nHoe?\n\nVraag 2\nWaarom?\n\nAntwoord\nDe vragen zijn beantwoord middels een brief (12 345-6).\n"
    )
    assert record.status == "referred"
    assert [part.status for part in record.parts if part.role == "question"] == ["referred", "referred"]


def test_a_notice_of_delay_is_no_answer_yet() -> None:
    text = re.sub(r"Antwoord van Minister Te Water", "Mededeling van Minister Te Water", FORM.partition("Antwoord 1")[0])
    record = read(f"{text}Mededeling\nDe vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.\n")
    assert (record.status, record.answered_on) == ("postponed", None)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("van het lid Oost (PvdW) aan de Minister-President", ["Minister-President"]),
        ("van het lid Oost (PvdW) aan de Ministers van Kust, van Zee en Wad en voor Veren", None),
    ],
)
def test_offices_of_every_shape(printed: str, shown: list[str] | None) -> None:
    record = read(f"5\n\nVragen {printed} over eb en vloed (ingezonden 4 maart 2024).\n\nVraag 1\nHoe?\n")
    expected = shown or ["Minister van Kust", "Minister van Zee en Wad", "Minister voor Veren"]
    assert [person.role for person in record.addressees] == expected
    assert record.status == "unanswered"


def test_forced_upon_another_text_it_says_what_is_missing() -> None:
    with pytest.raises(ReadError, match=r"brief\.txt: no 'Vragen van het lid"):
        list(KamervragenReader().read(SourceFile("brief.txt", b"Geachte voorzitter, dank u.")))


def test_real_questions_are_read_with_people_dates_pages_and_alignment(data_folder: Path) -> None:
    folder = data_folder / "kamervragen-pdf"
    if not folder.exists():
        pytest.skip(f"no {folder}")
    for path in sorted(folder.glob("*.pdf")):
        file = SourceFile(str(path), path.read_bytes())
        (record,) = reader_for(file).read(file)
        assert isinstance(record, Record)
        assert record.number
        assert record.asked_on
        assert record.answered_on
        assert record.asked_on <= record.answered_on
        assert record.title
        assert all(person.name and person.party for person in record.askers)
        assert any(person.name for person in record.addressees)
        assert all(record.page_of(part.start) for part in record.parts)
        assert not re.search(r"ISSN|Aanhangsel \d|\ufffe", record.text)
        questions = [part for part in record.parts if part.role == "question"]
        assert [int(label) for part in questions for label in part.labels] == list(
            range(1, 1 + sum(len(part.labels) for part in questions))
        )
        assert all(part.status for part in questions)
        replies = [part for part in record.parts if part.role == "answer" and not part.labels]
        assert (record.status == "referred") == bool(replies)
        if replies:
            assert "dossier" in {reference.kind for reference in with_references(record).references}
        assert all(part.confidence == 1 for part in record.parts if part.role == "answer" and part.labels)
        notes = [int(part.labels[0]) for part in record.parts if part.role == "note" and part.labels]
        assert notes == list(range(1, 1 + len(notes)))
