"""Reports of the Tweede Kamer: who speaks, in which office, and that a correction replaces the first edition."""

import re
from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.markup import local_name
from ingest.readers import reader_for
from ingest.text import clean
from ingest.xml import root_of
from rag.errors import ReadError
from rag.records import Person, Record


def _speaker(kind: str, first: str, name: str, surname: str, office: str, party: str = "") -> str:
    faction = f"<fractie>{party}</fractie>" if party else ""
    return (
        f'<spreker soort="{kind}" objectid="p-{surname}">{faction}<aanhef>De heer</aanhef><verslagnaam>{name}</verslagnaam>'
        f"<weergavenaam>{name}</weergavenaam><voornaam>{first}</voornaam><achternaam>{surname}</achternaam>"
        f"<functie>{office}</functie></spreker>"
    )


def _words(label: str, *paragraphs: str) -> str:
    first, *others = (f"<alineaitem>{words}</alineaitem>" for words in paragraphs)
    label = f"<alineaitem>De heer <nadruk type='Vet'>{label}</nadruk> (ABC):</alineaitem>" if label else ""
    return f"<tekst><alinea>{label}{first}</alinea>{''.join(f'<alinea>{one}</alinea>' for one in others)}</tekst>"


DUNES = _speaker("Tweede Kamerlid", "Wout", "Van Duin", "Duin van", "Lid Tweede Kamer", "ABC")
REED = _speaker("Tweede Kamerlid", "Jellie (Jet)", "Riet", "Riet", "Lid Tweede Kamer", "RST")
MINISTER = _speaker("Minister", "Mia", "Te Water", "Water te", "minister van Meren")
CHAIR = _speaker("Tweede Kamerlid", "Cees", "Kade", "Kade", "Lid Tweede Kamer", "ABC")
FACTS = "<markeertijdbegin>2024-03-05T10:00:00</markeertijdbegin><isdraad>false</isdraad>"

REPORT = f"""\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<vlosCoreDocument soort="Tussenpublicatie" status="Ongecorrigeerd" xmlns="http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0">
<vergadering soort="Plenair" objectid="v1" kamer="Tweede Kamer"><titel>5e vergadering</titel>
<datum>2024-03-05T00:00:00</datum>
<activiteit soort="Plenair debat" objectid="a1"><titel>Meren</titel><onderwerp>de stand van de meren</onderwerp>
<tekst><alinea><alineaitem>Meren</alineaitem></alinea><alinea><alineaitem>Aan de orde is het debat.</alineaitem>
</alinea></tekst>
<activiteithoofd soort="Termijn" objectid="h1"><titel>Termijn inbreng</titel>
<activiteitdeel soort="Spreekbeurt" objectid="d1">{DUNES}<titel>Spreekbeurt - Van Duin</titel>
<activiteititem soort="Woordvoerder" objectid="i1"><titel>Woordvoerder - Van Duin</titel>
<woordvoerder objectid="w1">{DUNES}{FACTS}<isvoorzitter>false</isvoorzitter>
{_words("Van Duin", "Voorzitter. Het water zakt.", "Wat nu?")}
<interrumpant objectid="x1">{REED}{FACTS}<isvoorzitter>false</isvoorzitter>
{_words("Riet", "Mag ik iets vragen?")}</interrumpant>
<draadboekfragment soort="Motie indiening" objectid="f1">{FACTS}<tekst>
<alineagroep type="Motietekst"><alinea><alineaitem>verzoekt de regering, water te sparen,</alineaitem></alinea></alineagroep>
<alineagroep type="Motieinfo"><alinea><alineaitem>De <nadruk type="Vet">voorzitter</nadruk>:</alineaitem>
<alineaitem>Zij krijgt nr. <stuknummer>7</stuknummer> (<dossiernummer>12345</dossiernummer>).</alineaitem></alinea>
</alineagroep>
</tekst><zaken><zaak soort="Motie" objectid="z1"><titel>de motie-Van Duin</titel></zaak></zaken></draadboekfragment>
</woordvoerder></activiteititem></activiteitdeel></activiteithoofd>
<draadboekfragment soort="Wisseling voorzitter" objectid="f2">{FACTS}
<tekst><alinea><alineaitem>Voorzitter: Kade</alineaitem></alinea></tekst><sprekers>{CHAIR}</sprekers></draadboekfragment>
<activiteithoofd soort="Termijn" objectid="h1"><titel>Termijn antwoord</titel>
<activiteitdeel soort="Spreekbeurt" objectid="d2"><activiteititem soort="Woordvoerder" objectid="i2">
<woordvoerder objectid="w2">{MINISTER}{FACTS}<isvoorzitter>false</isvoorzitter>
{_words("Te Water", "Wij sparen water.")}
<draadboekfragment soort="Beraadslaging algemeen" objectid="f3"><tekst><alinea>
<alineaitem>De <nadruk type="Vet">voorzitter</nadruk>:</alineaitem><alineaitem>Ik dank de minister.</alineaitem>
</alinea></tekst>
</draadboekfragment></woordvoerder></activiteititem></activiteitdeel></activiteithoofd>
</activiteit>
<activiteit soort="Vragenuur" objectid="a2"><titel>Vragenuur</titel><onderwerp>Vragenuur</onderwerp>
<activiteithoofd soort="Vraag" objectid="q1"><titel>De pont</titel>
<activiteitdeel soort="Spreekbeurt" objectid="d3"><activiteititem soort="Woordvoerder" objectid="i3">
<woordvoerder objectid="w3">{DUNES}{_words("Van Duin", "Vaart de pont?")}</woordvoerder>
<woordvoerder objectid="w4">{MINISTER}{_words("Te Water", "Ja, elk half uur.")}</woordvoerder></activiteititem>
</activiteitdeel>
</activiteithoofd><activiteithoofd soort="Vraag" objectid="q2"><titel>De sluis</titel>
<woordvoerder objectid="w5">{REED}{_words("Riet", "Sluit de sluis?")}</woordvoerder></activiteithoofd></activiteit>
</vergadering></vlosCoreDocument>"""


def _read(text: str) -> list[Record]:
    file = SourceFile("verslag.xml", text.encode())
    reader = reader_for(file)
    assert reader.name == "vlos"
    return [record for record in reader.read(file) if isinstance(record, Record)]


def test_a_debate_has_its_turns_with_full_names_and_the_motion_that_was_read_out() -> None:
    record = _read(REPORT)[0]
    assert (record.id, record.title, str(record.asked_on)) == ("tweede-kamer.debate.a1", "Meren", "2024-03-05")
    assert [(part.role, part.speaker, record.quote(part)) for part in record.parts] == [
        ("title", None, "Meren"),
        ("context", None, "de stand van de meren"),
        ("note", None, "Aan de orde is het debat."),
        ("speech", "Wout van Duin", "Voorzitter. Het water zakt.\n\nWat nu?"),
        ("speech", "Jet Riet", "Mag ik iets vragen?"),
        ("text", "Wout van Duin", "verzoekt de regering, water te sparen,"),
        ("speech", "voorzitter", "Zij krijgt nr. 7 (12345)."),
        ("note", None, "Voorzitter: Kade"),
        ("speech", "Mia te Water", "Wij sparen water."),
        ("speech", "Cees Kade", "Ik dank de minister."),
        ("note", None, "Tussenpublicatie, Ongecorrigeerd"),
    ]


def test_ministers_are_addressees_and_the_chair_is_neither() -> None:
    record = _read(REPORT)[0]
    assert record.askers == (Person(name="Wout van Duin", party="ABC"), Person(name="Jet Riet", party="RST"))
    assert record.addressees == (Person(name="Mia te Water", role="minister van Meren"),)


def test_question_time_gives_a_question_for_each_subject() -> None:
    pont, sluis = _read(REPORT)[1:]
    assert [(one.kind, one.title, one.status) for one in (pont, sluis)] == [
        ("oral-question", "De pont", "answered"),
        ("oral-question", "De sluis", "unanswered"),
    ]
    assert [(part.role, part.speaker) for part in pont.parts[1:3]] == [
        ("question", "Wout van Duin"),
        ("answer", "Mia te Water"),
    ]


def test_the_corrected_report_has_the_same_ids_and_no_note_of_its_edition() -> None:
    final = REPORT.replace("Tussenpublicatie", "Eindpublicatie").replace("Ongecorrigeerd", "Gecorrigeerd")
    assert [record.id for record in _read(final)] == [record.id for record in _read(REPORT)]
    assert not any("correct" in record.text for record in _read(final))


def test_an_activity_that_is_resumed_keeps_an_id_of_its_own() -> None:
    again = REPORT.replace('objectid="a2"', 'objectid="a1"').replace("Vragenuur", "Plenair debat")
    assert [record.id for record in _read(again)] == ["tweede-kamer.debate.a1", "tweede-kamer.debate.a1-2"]


def test_raised_and_lowered_figures_are_no_digits_of_a_number() -> None:
    raised = 'drie <nadruk type="Bovenschrift">2</nadruk> en CO<nadruk type="Onderschrift">2-</nadruk>taks'
    found = re.sub(r"(<alineaitem>)[^<]*(</alineaitem>)", rf"\1{raised}\2", REPORT)
    assert found != REPORT
    assert any("drie ² en CO₂-taks" in record.text for record in _read(found))


def test_a_report_without_words_is_one_clear_error() -> None:
    empty = re.sub(r"<tekst>.*?</tekst>", "", REPORT, flags=re.DOTALL)
    with pytest.raises(ReadError, match=r"verslag\.xml: a report of VLOS without words"):
        _read(empty)


def test_a_real_day_is_read_whole(data_folder: Path) -> None:
    path = data_folder / "vlos" / "03686ab6.xml"
    file = SourceFile(path.name, path.read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    assert [record.kind for record in records] == ["document", *["debate"] * 6]
    assert len({record.id for record in records}) == len(records)
    text = " ".join(" ".join(record.text.split()) for record in records)
    assert "CO₂-reductie" in text  # a lowered figure in the source
    text = text.replace("₂", "2")
    root = root_of(file)
    items = [clean("".join(one.itertext())).text for one in root.iter() if local_name(one) == "alineaitem"]
    missing = [words for words in items if not words.endswith(":") and " ".join(words.split()) not in text]
    assert len(items) == 1737
    assert missing == []
    ministers = {person.name for record in records for person in record.addressees}
    assert ministers == {"Mark Rutte", "Jeroen Dijsselbloem", "Jetta Klijnsma"}
    said = [element for element in root.iter() if local_name(element) in ("woordvoerder", "interrumpant")]
    assert sum(part.role == "speech" for record in records for part in record.parts) >= len(said) == 604
