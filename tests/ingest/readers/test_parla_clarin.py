"""Parla-CLARIN and ParlaMint: names from the list, the label or the id; items; what is not said by anybody."""

from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.markup import local_name
from ingest.readers import reader_for
from ingest.readers.parla_clarin_people import printed_speaker
from ingest.sitting import Speaker
from ingest.xml import root_of
from rag.errors import PassedOver, ReadError
from rag.records import Person, Record

TEI = "http://www.tei-c.org/ns/1.0"
HEADER = """<teiHeader><fileDesc><titleStmt><title type="main" xml:lang="en">Corpus</title>
<title type="sub" xml:lang="nl">Vergadering van 5 maart</title>
<meeting ana="#parla.lower #parla.meeting" n="5">5</meeting></titleStmt>
<publicationStmt><availability><licence>http://creativecommons.org/licenses/by/4.0/</licence></availability></publicationStmt>
<sourceDesc><bibl><title xml:lang="en">Minutes</title><idno type="URI" subtype="parliament">{address}</idno>
<date when="2024-03-05"/></bibl></sourceDesc></fileDesc>
<profileDesc><settingDesc><setting><name key="NL" type="country">Nederland</name><date when="2024-03-05"/></setting>
</settingDesc>
{people}</profileDesc></teiHeader>"""
PEOPLE = """<particDesc><listOrg><org xml:id="gov" role="government"><orgName full="yes">Regering</orgName></org>
<org xml:id="party.ABC" role="parliamentaryGroup"><orgName full="yes">Alfabet</orgName><orgName full="abb">ABC</orgName></org>
</listOrg><listPerson>
<person xml:id="DuinWout"><persName><surname>Duin</surname><nameLink>van</nameLink><forename>Wout</forename></persName>
<affiliation role="member" ref="#party.ABC" from="2021"/>
<affiliation role="minister" ref="#gov" from="2010" to="2012-01"/></person>
<person xml:id="WaterMia"><persName><forename>Mia</forename><surname>Te Water</surname></persName>
<affiliation role="minister" ref="#gov" from="2022-01-10"><roleName xml:lang="nl">Minister van Meren</roleName></affiliation>
</person></listPerson></particDesc>"""
BODY = """<div type="debateSection"><head xml:id="d.h1">De stand van de meren</head>
<note type="speaker">De voorzitter:</note><u who="#KadeCees" ana="#chair" xml:id="d.u1">
<seg>Het woord is aan de heer Van Duin.</seg></u>
<note type="speaker">01.02 Wout van Duin (ABC):</note>
<u who="#DuinWout" ana="#regular" xml:lang="nl" xml:id="d.u2"><seg>Het water <vocal type="noise"><desc>Rumoer</desc>
</vocal>zakt.</seg>
<note>Hij schorst.</note><seg xml:lang="fr">Et les lacs?</seg></u>
<note type="time">12.00 uur</note><gap reason="inaudible"><desc>onverstaanbaar</desc></gap><incident>
<desc>Applaus</desc></incident>
<u who="#WaterMia" ana="#regular" xml:id="d.u3"><seg>Wij sparen water.</seg></u>
<note type="speaker">Mevrouw Riet (RST):</note><u who="#JetRiet" ana="#guest" xml:id="d.u4">Zonder alinea.</u>
<u who="#VeldPiet" xml:id="d.u5"><seg>Dank.</seg></u><u xml:id="d.u6"><seg>Wie is dit?</seg></u></div>
<div xml:id="d.votes"><head>Stemmingen</head><note type="vote">Aangenomen.</note></div>"""


def _tei(body: str = BODY, *, people: str = PEOPLE, address: str = "https://example.org/a.html", name: str = "d") -> str:
    header = HEADER.format(people=people, address=address)
    return f'<TEI xmlns="{TEI}" xml:id="{name}" xml:lang="nl">{header}<text><body>{body}</body></text></TEI>'


def _read(text: str) -> list[Record]:
    file = SourceFile("tei.xml", text.encode())
    reader = reader_for(file)
    assert reader.name == "parla-clarin"
    return [record for record in reader.read(file) if isinstance(record, Record)]


def test_a_division_is_a_debate_with_turns_in_their_language_and_notes_apart() -> None:
    record = _read(_tei())[0]
    assert (record.id, record.title) == ("tweede-kamer.debate.d-h1", "De stand van de meren")
    assert (str(record.asked_on), record.licence, record.url) == ("2024-03-05", "CC-BY-4.0", "https://example.org/a.html")
    assert [(part.role, part.speaker, part.language, record.quote(part)) for part in record.parts[1:]] == [
        ("speech", "Kade Cees", None, "Het woord is aan de heer Van Duin."),
        ("speech", "Wout van Duin", None, "Het water zakt."),
        ("note", None, None, "Rumoer\n\nHij schorst."),
        ("speech", "Wout van Duin", "fr", "Et les lacs?"),
        ("note", None, None, "12.00 uur\n\nonverstaanbaar\n\nApplaus"),
        ("speech", "Mia Te Water", None, "Wij sparen water."),
        ("speech", "Jet Riet", None, "Zonder alinea."),
        ("speech", "Veld Piet", None, "Dank."),
        ("text", None, None, "Wie is dit?"),
    ]


def test_only_who_is_in_office_on_the_day_is_of_the_government() -> None:
    record = _read(_tei())[0]
    assert record.addressees == (Person(name="Mia Te Water", role="Minister van Meren"),)
    assert [(person.name, person.party) for person in record.askers][:2] == [("Wout van Duin", "ABC"), ("Jet Riet", "RST")]


def test_ids_are_turned_where_the_printed_names_show_that_they_begin_with_the_surname() -> None:
    printed = BODY.replace("Wout van Duin", "Wout Duin")
    speakers = {part.speaker for part in _read(_tei(printed, people=""))[0].parts}
    assert {"Wout Duin", "Piet Veld", "Cees Kade", "Jet Riet"} <= speakers


def test_votes_under_a_heading_where_nobody_speaks_are_a_document() -> None:
    record = _read(_tei())[1]
    assert (record.kind, record.external_id, record.text) == (
        "document",
        "d.votes",
        "Vergadering van 5 maart: Stemmingen\n\nAangenomen.",
    )


def test_an_agenda_note_opens_an_item_and_a_document_without_headings_is_one_under_its_own_title() -> None:
    said = '<u who="#AnnRoe"><seg>{}</seg></u>'.format
    agenda = f'<div>{said("Een.")}<note type="agenda" xml:id="d.n1">De toekomst van de pont</note>{said("Twee.")}</div>'
    assert [(record.title, record.external_id) for record in _read(_tei(agenda))] == [
        ("Vergadering van 5 maart", "d-2"),
        ("De toekomst van de pont", "d.n1"),
    ]
    (alone,) = _read(_tei(f"<div>{said('Een.')}</div>"))
    assert (alone.title, alone.external_id) == ("Vergadering van 5 maart", "d")


def test_words_of_an_annotated_file_are_put_together_as_they_were_written() -> None:
    tokens = (
        '<s><w>Nous</w><w>allons</w><w>au<w norm="à"/><w norm="le"/></w><name><w join="right">lac</w></name><pc>.</pc></s>'
    )
    (record,) = _read(_tei(f'<div><u who="#AnnRoe"><seg>{tokens}</seg></u></div>'))
    assert record.quote(record.parts[1]) == "Nous allons au lac."


def test_an_annotated_file_gives_the_same_record_and_a_machine_translation_says_so() -> None:
    said = '<div><u who="#AnnRoe"><seg>Een.</seg></u></div>'
    plain, annotated = (_read(_tei(said, name=name))[0] for name in ("ParlaMint-NL_1", "ParlaMint-NL_1.ana"))
    assert plain.id == annotated.id
    assert plain.text == "Vergadering van 5 maart\n\nEen."
    (translated,) = _read(_tei(said, name="ParlaMint-NL-en_1.ana"))
    assert translated.id != plain.id
    assert translated.quote(translated.parts[-1]) == "ParlaMint-en: translated by machine"


def test_the_front_page_of_a_parliament_is_no_address_of_a_report() -> None:
    assert _read(_tei(address="https://www.example.org/"))[0].url is None


def test_a_corpus_in_one_file_gives_the_debates_of_each_document_and_its_list_of_people() -> None:
    documents = _tei(people="", name="d") + _tei(people="", name="e")
    header = HEADER.format(people=PEOPLE, address="")
    records = _read(f'<teiCorpus xmlns="{TEI}" xml:id="c" xml:lang="nl">{header}{documents}</teiCorpus>')
    assert len({record.id for record in records}) == len(records) == 4
    assert {"Mia Te Water"} == {person.name for record in records for person in record.addressees}


@pytest.mark.parametrize(
    "text",
    [
        f'<teiCorpus xmlns="{TEI}"><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="a.xml"/></teiCorpus>',
        f'<listPerson xmlns="{TEI}"><person/></listPerson>',
        f'<taxonomy xmlns="{TEI}"/>',
    ],
)
def test_descriptions_of_a_corpus_are_left_out_on_purpose(text: str) -> None:
    with pytest.raises(PassedOver, match="description of a corpus"):
        _read(text)


def test_other_tei_is_not_of_this_format_and_said_to_be_so_when_forced() -> None:
    file = SourceFile("poem.xml", f'<TEI xmlns="{TEI}"><text><body><p>Words</p></body></text></TEI>'.encode())
    with pytest.raises(ReadError, match="root element <TEI>, which no reader knows"):
        reader_for(file)
    with pytest.raises(ReadError, match=r"poem\.xml: nobody speaks in it"):
        list(reader_for(file, format="parla-clarin").read(file))


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("De heer Van Duin (ABC):", Speaker("Van Duin", None, "ABC")),
        ("01.05 Minister Mia Te Water:", Speaker("Mia Te Water", "Minister", None, "government")),
        ("Minister of Lakes:", Speaker(None, "Minister of Lakes", None, "government")),
        ("The HOUSE CHAIRPERSON (Ms A Roe):", Speaker("A Roe", "The HOUSE CHAIRPERSON", None, "chair")),
        ("De voorzitter:", Speaker(None, "De voorzitter", None, "chair")),
        ("Mia Te Water, minister:", Speaker("Mia Te Water", "minister", None, "government")),
    ],
)
def test_labels_tell_party_office_and_chair(label: str, speaker: Speaker) -> None:
    assert printed_speaker(label) == speaker


@pytest.mark.parametrize(
    ("name", "parliament", "askers"),
    [
        (
            "ParlaMint-BE_2020-06-17-55-commissie-ic210x",
            "be-chamber",
            ["Annick Ponthier", "Sammy Mahdi", "Christophe Bombled"],
        ),
        ("ParlaMint-NL_2019-05-16-tweedekamer-11", "tweede-kamer", ["Cem Laçin"]),
    ],
)
def test_real_files_are_read_whole(data_folder: Path, name: str, parliament: str, askers: list[str]) -> None:
    file = SourceFile(name, (data_folder / "parlamint" / f"{name}.xml").read_bytes())
    (record,) = (found for found in reader_for(file).read(file) if isinstance(found, Record))
    assert (record.parliament, record.external_id, record.licence) == (parliament, name, "CC-BY-4.0")
    assert [person.name for person in record.askers] == askers
    text = " ".join(record.text.split())
    spoken = [one for one in root_of(file).iter() if local_name(one) == "seg"]
    assert all(" ".join("".join(one.itertext()).split()) in text for one in spoken)
    assert sum(part.role == "speech" for part in record.parts) == 4
