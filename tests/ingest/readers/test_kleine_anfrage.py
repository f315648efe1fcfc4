"""Kleine Anfragen as the text of a printed paper has them: people, days, remarks, each question with its answer."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.fidelity import mismatches
from ingest.files import SourceFile
from ingest.readers import reader_for
from ingest.readers.kleine_anfrage import read_text
from rag.errors import ReadError
from rag.records import Person, Record

HEAD = """Wattenländischer Landtag – 3. Wahlperiode Drucksache 3/{number}
 \n{page}
"""
PAPER = (
    HEAD.format(number=812, page=1)
    + """Kleine Anfrage zur schriftlichen Beantwortung\x20
mit Antwort der Landesregierung\x20
Anfrage der Abgeordneten Ida Bock und Jan Roth (GDW) sowie Eva Lind (fraktionslos)\x20
Antwort des Wattenländischen Ministeriums für Deiche, Häfen und Sport namens der\x20
Landesregierung\x20
Deichpflege im Winter - Kosten und Perso-
nal (Teil 2)\x20
Anfrage der Abgeordneten Ida Bock und Jan Roth (GDW) sowie Eva Lind (fraktionslos), eingegangen am\x20
03.02.2026 - Drs. 3/790, an die Staatskanzlei übersandt am 05.02.2026\x20
Antwort des Wattenländischen Ministeriums für Deiche, Häfen und Sport namens der Landesregierung\x20
vom 9. 3. 2026\x20
 \nVorbemerkung der Abgeordneten\x20
Deiche schützen das Land.1 Sie brauchen\x20
Pflege, auch im\x20
 \n1 Bericht der Deichverbände, Seite 4,
zweiter Absatz.\x20
2 Ebenda.

"""
    + HEAD.format(number=812, page=2)
    + """ \nWinter.2\x20
 \nVorbemerkung der Landesregierung\x20
Die Pflege ist Sache der Verbände.\x20
 \n1. Wie viele Schafe weiden auf den Deichen (z. B.\x20
in den Kögen)? Bitte nach Verband aufschlüsseln.\x20
Die Zahlen sind:\x20
1. Nordverband: 400.\x20
2. Südverband: 300.\x20
 \n2. Was kosten\x20
a) die Zäune,\x20
b) die Hirten?\x20
3. Wer trägt diese Kosten? Falls das Land: aus\x20
welchem Titel?\x20
Die Fragen 2 und 3 werden zusammen beantwortet.\x20
a) Nichts.\x20
b) Das Land zahlt.\x20
 \n4. Wann endet der Winter?\x20
Hierzu liegen der Landesregierung keine Erkenntnisse vor.\x20
 \n(Verteilt am 10.03.2026)
"""
)


def read(raw: str) -> Record:
    (record,) = read_text(raw, path="papier.json", sha256="0" * 64, parliament="de-wattenland")
    return record


def test_people_days_and_title() -> None:
    record = read(PAPER)
    assert record.askers == (
        Person(name="Ida Bock", party="GDW"),
        Person(name="Jan Roth", party="GDW"),
        Person(name="Eva Lind", party="fraktionslos"),
    )
    assert record.addressees == (Person(role="Wattenländisches Ministerium für Deiche, Häfen und Sport"),)
    assert (record.number, record.asked_on, record.answered_on) == ("3/812", date(2026, 2, 3), date(2026, 3, 9))
    assert record.title == "Deichpflege im Winter - Kosten und Personal (Teil 2)"
    assert record.id.startswith("de-wattenland.written-question.2026-02-03.3-812.wattenlandisches-ministerium")


def test_remarks_questions_answers_and_footnotes_are_parts() -> None:
    record = read(PAPER)
    assert [(p.role, p.labels, p.answers, p.confidence, record.quote(p)) for p in record.parts[1:]] == [
        (
            *("context", (), (), None),
            "Vorbemerkung der Abgeordneten Deiche schützen das Land.1 Sie brauchen Pflege, auch im Winter.2",
        ),
        ("answer", (), (), None, "Vorbemerkung der Landesregierung Die Pflege ist Sache der Verbände."),
        (
            *("question", ("1",), (), None),
            "1. Wie viele Schafe weiden auf den Deichen (z. B. in den Kögen)? Bitte nach Verband aufschlüsseln.",
        ),
        ("answer", ("1",), ("1",), 1.0, "Die Zahlen sind:\n1. Nordverband: 400.\n2. Südverband: 300."),
        ("question", ("2",), (), None, "2. Was kosten\na) die Zäune,\nb) die Hirten?"),
        ("question", ("3",), (), None, "3. Wer trägt diese Kosten? Falls das Land: aus welchem Titel?"),
        (
            *("answer", ("2", "3"), ("2", "3"), 0.9),
            "Die Fragen 2 und 3 werden zusammen beantwortet.\na) Nichts.\nb) Das Land zahlt.",
        ),
        ("question", ("4",), (), None, "4. Wann endet der Winter?"),
        ("answer", ("4",), ("4",), 1.0, "Hierzu liegen der Landesregierung keine Erkenntnisse vor."),
        ("note", (), (), None, "(Verteilt am 10.03.2026)"),
        ("note", (), (), None, "1 Bericht der Deichverbände, Seite 4, zweiter Absatz."),
        ("note", (), (), None, "2 Ebenda."),
    ]
    assert [p.status for p in record.parts if p.role == "question"] == ["answered", "answered", "answered", "declined"]
    assert "Wattenländischer Landtag" not in record.text


def test_another_paper_is_a_document() -> None:
    record = read(HEAD.format(number=813, page=1) + "Unterrichtung \n \nDer Landtag hat beschlossen.1\n \n1 Drs. 3/1.\n")
    assert (record.id, record.kind, record.number) == ("de-wattenland.document.3-813", "document", "3/813")
    assert [(p.role, record.quote(p)) for p in record.parts] == [
        ("text", "Unterrichtung\n\nDer Landtag hat beschlossen.1"),
        ("note", "1 Drs. 3/1."),
    ]


def test_no_text_is_said_to_be_none() -> None:
    with pytest.raises(ReadError, match=r"^papier\.json: the text is empty$"):
        read(" \n")


LINES = PAPER.split("\n")
HEADS = {n + i for n, line in enumerate(LINES) if "Drucksache 3/812" in line for i in range(3)}


BODY = LINES.index("vom 9. 3. 2026 ") + 1
MARKED = {n for n, line in enumerate(LINES) if ".1 " in line or ".2 " in line}  # a note without its mark is no note
REMOVABLE = sorted(set(range(BODY, len(LINES))) - HEADS - MARKED)


@given(st.sets(st.sampled_from(REMOVABLE), max_size=12))
def test_whatever_lines_of_the_body_are_missing_every_part_stands_in_the_source(missing: set[int]) -> None:
    raw = "\n".join(line for n, line in enumerate(LINES) if n not in missing)
    record = read(raw)
    assert list(mismatches(record, raw.replace("Wattenländischer", "\fWattenländischer"), whole=False, joined=True)) == []
    assert all(record.quote(part) == record.quote(part).strip() != "" for part in record.parts)


def test_real_papers_have_people_days_and_an_answer_to_every_question(data_folder: Path) -> None:
    path = data_folder / "niedersachsen" / "documents.json"
    if not path.exists():
        pytest.skip(f"no {path}")
    file = SourceFile(str(path), path.read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    asked = [record for record in records if record.kind == "written-question"]
    assert (len(records), len({record.id for record in records}), len(asked)) == (80, 80, 77)
    assert all(record.title and record.url and record.external_id for record in records)
    for record in asked:
        assert record.asked_on
        assert record.answered_on
        assert all(person.name and person.party and len(person.name) < 50 for person in record.askers)
        labels = [label for part in record.parts if part.role == "question" for label in part.labels]
        served = [label for part in record.parts if part.role == "answer" for label in part.answers]
        assert labels == served == [str(n) for n in range(1, len(labels) + 1)] != []
