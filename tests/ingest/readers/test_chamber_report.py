"""Reports of the Belgian Chamber: who asks and who answers, in which language, and nothing of it lost."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.markup import html_root
from ingest.readers import reader_for
from ingest.readers.chamber_report import ChamberReportReader
from rag.errors import ReadError
from rag.records import Record

from .chamber import CLOSED, heading, parts_of, read, report, said

QUESTION = heading(
    'Vraag van Ida Bock aan Jan Roth (VEM Weer en "Wolken") over "De regen in Asse" (56000123C)',
    'Question de Ida Bock à Jan Roth (VPM Météo et Nuages) sur "La pluie à Asse" (56000123C)',
)
ASKED = said("Waarom regent het?", "Ida Bock ", "(X&amp;Y)", number="01.01")
REPLIED = said("Door de wolken.", "Jan Roth", number="01.02", before="Minister ")
THANKED = said("Merci pour votre réponse.", "Ida Bock ", "(X&amp;Y)", number="01.03", language="FR")


def one(*pieces: str, **more: str) -> Record:
    """The record besides the meeting's own."""
    _, record = read(*pieces, **more)
    return record


def test_an_oral_question_is_asked_and_answered_in_the_languages_of_its_turns():
    record = one(QUESTION, ASKED, said("Ook in Gent?"), REPLIED, said("Surtout les nuages.", language="FR"), THANKED, CLOSED)
    assert record.id == "be-chamber.oral-question.2025-03-04.56000123c.jan-roth"
    assert (record.number, record.external_id, record.kind) == ("56000123C", "56000123C", "oral-question")
    assert (record.title, record.language, record.status) == ("De regen in Asse", "nl", "answered")
    assert record.asked_on == record.answered_on == date(2025, 3, 4)
    assert record.themes == ("Commissie voor Weer en Wind", "Commission de la Météo")
    assert record.url == "https://www.dekamer.be/doc/CCRI/html/56/ic042x.html"
    assert [(p.name, p.party) for p in record.askers] == [("Ida Bock", "X&Y")]
    assert [(p.name, p.role) for p in record.addressees] == [("Jan Roth", 'VEM Weer en "Wolken"')]
    assert parts_of(record) == [
        ("title", "nl", None, "De regen in Asse"),
        ("title", "fr", None, "La pluie à Asse"),
        ("question", "nl", "Ida Bock", "Waarom regent het?\n\nOok in Gent?"),
        ("answer", "nl", "Jan Roth", "Door de wolken."),
        ("answer", "fr", "Jan Roth", "Surtout les nuages."),
        ("question", "fr", "Ida Bock", "Merci pour votre réponse."),
        ("note", "nl", None, "Het incident is gesloten."),
        ("note", "fr", None, "L'incident est clos."),
    ]
    assert [part.translation_of for part in record.parts[:3]] == [None, 0, None]
    assert {(part.answers, part.confidence) for part in record.parts if part.role == "answer"} == {((), 1.0)}


def test_a_question_that_is_printed_in_french_first_is_read_alike():
    french = heading(
        'Question de Ida Bock à Jan Roth (Météo) sur "La pluie" (56000123P)',
        'Vraag van Ida Bock aan Jan Roth (Weer) over "De regen" (56000123P)',
    )
    record = one(french, said("Pourquoi?", "Ida Bock ", "(X)", number="01.01", language="FR"), code="IP007_PR")
    assert (record.title, record.language, record.number) == ("La pluie", "fr", "56000123P")
    assert record.url == "https://www.dekamer.be/doc/PCRI/html/56/ip007x.html"
    assert (record.status, record.answered_on) == ("unanswered", None)
    assert [role for role, *_ in parts_of(record)] == ["title", "title", "question"]


JOINED = (
    "<h2><b>08</b><b> Samengevoegde vragen van</b></h2>"
    '<h2>- Ida Bock aan Jan Roth (Weer) over "Regen" (56000001C)</h2>'
    '<h2>- Piet Bos aan Jan Roth (Weer) over "Wind" (56000002C)</h2>'
    "<h2><b>08</b><b> Questions jointes de</b></h2>"
    '<h2>- Ida Bock à Jan Roth (Météo) sur "Pluie" (56000001C)</h2>'
    '<h2>- Piet Bos à Jan Roth (Météo) sur "Vent" (56000002C)</h2>'
)


def test_joined_questions_are_one_record_with_all_numbers_and_askers():
    record = one(
        JOINED,
        said("Regen?", "Ida Bock ", "(X)", number="08.01"),
        said("Vent?", "Piet Bos ", "(Y)", number="08.02", language="FR"),
        said("Les deux.", "Jan Roth", ", ministre", number="08.03", language="FR"),
    )
    assert (record.number, record.external_id) == ("56000001C, 56000002C", "56000001C")
    assert [(p.name, p.party) for p in record.askers] == [("Ida Bock", "X"), ("Piet Bos", "Y")]
    assert [p.name for p in record.addressees] == ["Jan Roth"]
    assert (record.language, record.title) == ("fr", "Pluie; Vent")
    notes = [words for role, _, _, words in parts_of(record) if role == "note"]
    assert 'Piet Bos aan Jan Roth (Weer) over "Wind" (56000002C)' in notes[0]
    assert [(part.speaker, part.confidence) for part in record.parts if part.role == "answer"] == [("Jan Roth", 0.9)]


def test_a_minister_who_replies_for_another_answers_and_is_named():
    asked = said("Waarom?", "Ida Bock ", "(X)", number="01.01")
    record = one(QUESTION, asked, said("Zo is het.", "Eva Lind", number="01.02", before="Staatssecretaris "))
    assert [(p.name, p.role) for p in record.addressees][1:] == [("Eva Lind", "Staatssecretaris")]
    assert parts_of(record)[-1][:3] == ("answer", "nl", "Eva Lind")


def test_an_item_without_a_question_is_a_debate_of_members_and_government():
    record = one(
        heading("Voorstel van resolutie over de regen (12/1-3)", "Proposition de résolution sur la pluie (12/1-3)", "02"),
        "<p class=NormalNL>De <b>voorzitter</b>: De bespreking is geopend.</p>",
        "<p class=NormalFR>La discussion est ouverte.</p>",
        said("Ik steun het.", "Ida Bock ", "(X)", number="02.01"),
        said("La même chose.", "Piet Bos ", ", rapporteur", number="02.02", language="FR"),
        said("De regering ook.", "Bart Noord", number="02.03", before="Eerste minister "),
        "<p class=italNL>(Applaus)</p>",
        said("Dank u."),
        said("(...)", "Ida Bock ", "(X)", number="02.04"),
        "<p class=NormalFR><b>Jan Wit</b>, président: Merci.</p>",
    )
    assert (record.kind, record.number) == ("debate", None)
    assert record.id == "be-chamber.debate.2025-03-04-ic042-02"
    assert (record.title, record.status) == ("Voorstel van resolutie over de regen (12/1-3)", None)
    assert [(p.name, p.party) for p in record.askers] == [("Ida Bock", "X"), ("Piet Bos", None)]
    assert [(p.name, p.role) for p in record.addressees] == [("Bart Noord", "Eerste minister")]
    assert parts_of(record)[2:] == [
        ("speech", "nl", "De voorzitter", "De bespreking is geopend."),
        ("speech", "fr", "De voorzitter", "La discussion est ouverte."),
        ("speech", "nl", "Ida Bock", "Ik steun het."),
        ("speech", "fr", "Piet Bos", "La même chose."),
        ("speech", "nl", "Bart Noord", "De regering ook."),
        ("note", "nl", None, "(Applaus)"),
        ("speech", "nl", "Bart Noord", "Dank u."),
        ("note", "nl", "Ida Bock", "(...)"),
        ("speech", "fr", "Jan Wit", "Merci."),
    ]


def test_a_lower_heading_is_an_item_of_its_own_behind_the_title_of_the_one_above():
    _, general, articles = read(
        "<h1>Wetsontwerpen</h1><h1>Projets de loi</h1>",
        heading("Wetsontwerp over wind (530/1-5)", "Projet de loi sur le vent (530/1-5)", "02"),
        "<p class=MsoNormal>De rapporteurs verwijzen naar het verslag.</p>",
        "<p class=Titre3NL>Algemene bespreking</p><p class=Titre3FR>Discussion générale</p>",
        said("Goed.", "Ida Bock ", "(X)", number="02.01"),
        "<p class=Titre3NL>Bespreking van de artikelen</p><p class=Titre3FR>Discussion des articles</p>",
        "<p class=NormalNL><b>Art. 2 (nieuw)</b>: de wind.</p>",
    )
    assert general.title == "Wetsontwerp over wind (530/1-5): Algemene bespreking"
    assert [words for *_, words in parts_of(general)][1:3] == [
        "Projet de loi sur le vent (530/1-5): Discussion générale",
        "De rapporteurs verwijzen naar het verslag.",
    ]
    assert articles.id == "be-chamber.document.2025-03-04-ic042-02-2"
    assert parts_of(articles)[2:] == [("text", "nl", None, "Art. 2 (nieuw): de wind.")]


def test_what_stands_outside_of_all_items_is_the_meetings():
    meeting, question = read(
        "<p class=NormalNL>De openbare commissievergadering wordt geopend om 9.33 uur.</p>",
        said("Ik trek mijn vraag in.", "Piet Bos ", "(Y)"),
        QUESTION,
        ASKED,
        CLOSED,
        "<p class=NormalNL>De <b>voorzitster</b>: Een vraag is uitgesteld.</p>",
        "<p class=italNL>De behandeling van de vragen eindigt om 9.40 uur.</p>",
    )
    assert meeting.id == "be-chamber.debate.2025-03-04-ic042-00"
    assert (meeting.kind, meeting.title) == ("debate", "Commissie voor Weer en Wind")
    assert [(p.name, p.party) for p in meeting.askers] == [("Piet Bos", "Y")]
    assert parts_of(meeting)[3:] == [
        ("note", "nl", None, "De openbare commissievergadering wordt geopend om 9.33 uur."),
        ("speech", "nl", "Piet Bos", "Ik trek mijn vraag in."),
        ("speech", "nl", "De voorzitster", "Een vraag is uitgesteld."),
        ("note", "nl", None, "De behandeling van de vragen eindigt om 9.40 uur."),
    ]
    assert parts_of(question)[-1][-1] == "L'incident est clos."


def test_a_turn_with_the_number_of_its_item_goes_on_with_it_after_its_end():
    again = said("Nog iets.", "Ida Bock ", "(X)", number="01.04")
    assert parts_of(one(QUESTION, ASKED, CLOSED, again))[-1] == ("question", "nl", "Ida Bock", "Nog iets.")


def test_a_question_on_which_nothing_is_said_and_one_that_comes_twice_have_records():
    _, first, second = read(QUESTION, heading("Agenda", "Ordre du jour", "02"), QUESTION, ASKED)
    assert [first.status, second.status] == ["unanswered", "unanswered"]
    assert [first.id[-8:], second.id[-10:]] == ["jan-roth", "jan-roth-2"]


def test_text_that_is_windows_1252_and_the_table_of_contents_are_read_once():
    data = report("<p class=MsoToc2>01 Vraag over de regen 5</p>", QUESTION.replace("Asse", "Hévillers"), ASKED).data.decode()
    _, record = ChamberReportReader().read(SourceFile("x.html", data.encode("cp1252")))
    assert (record.title, record.text.count("De regen")) == ("De regen in Hévillers", 1)


def test_the_reader_is_chosen_by_the_classes_of_the_template():
    assert reader_for(report(QUESTION, ASKED)).name == "chamber-report"
    assert not ChamberReportReader().accepts(SourceFile("x.html", b"<html><p class=Normal>Vraag</p></html>"))


@pytest.mark.parametrize(
    ("file", "said_of_it"),
    [
        (SourceFile("v.html", b"Vraag van Ida Bock"), "no report of the Belgian Chamber"),
        (report(QUESTION, "<div>" * 500, ASKED), "nested too deeply"),
        (report(), "nobody speaks in it"),
        (
            SourceFile("v.html", report(QUESTION, ASKED).data.replace(b"maart", b"").replace(b"mars", b"")),
            "no day of the meeting",
        ),
        (SourceFile("v.html", report(QUESTION).data + b"\x00"), "not text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(file, said_of_it):
    with pytest.raises(ReadError, match=rf"^\w+\.html: .*{said_of_it}") as refused:
        list(ChamberReportReader().read(file))
    assert "\n" not in str(refused.value)


WORDS = st.text("abc é(),:;.-’0123456789", min_size=1, max_size=30)
PIECES = st.one_of(
    WORDS.map(said),
    st.tuples(WORDS, WORDS, st.sampled_from(["01.01", "", "7.12"])).map(lambda t: said(t[0], t[1], "(X)", number=t[2])),
    WORDS.map(lambda words: f"<p class=italFR>{words}</p>"),
    WORDS.map(lambda words: f"<p class=NormalFR><b>{words}</b>: {words}</p>"),
    st.tuples(WORDS, st.sampled_from([1, 2, 3])).map(lambda t: heading(f"de {t[0]}", f"le {t[0]}", "", t[1])),
    st.just(QUESTION),
    st.just(CLOSED),
)


@given(st.lists(PIECES, max_size=12))
def test_every_word_is_in_a_record_whose_parts_cover_its_text_and_no_id_comes_twice(pieces):
    records = read(said("Begin.", "Ida Bock ", "(X)"), *pieces)
    assert len({record.id for record in records}) == len(records)
    for record in records:
        covered = "".join(record.quote(part) for part in record.parts)
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", record.text)
    text = "\n".join(record.text for record in records)
    for piece in pieces:
        for words in re.findall(r"<span lang=(?:NL|FR)>([^<]+)</span></p>", piece):
            assert re.sub(r"\s+", " ", words).strip() in text


def _words(lines: Iterable[str]) -> Counter[str]:
    """The words; a lowered figure counts as the figure, and soft hyphens not at all."""
    plain = (normalize("NFKC", line).replace("\u00ad", "") for line in lines)
    return Counter(word for line in plain for word in re.findall(r"\w+", line))


MEETINGS = {  # numbers of questions in the headings of each, by a pattern over its lines
    "commission/56-1": 0,
    "commission/56-10": 16,
    "commission/56-100": 1,
    "commission/56-102": 4,
    "commission/56-103": 2,
    "plenary/56-1": 0,
    "plenary/56-3": 0,
    "plenary/56-74": 0,
}


@pytest.mark.parametrize("name", MEETINGS)
def test_the_questions_of_a_real_meeting_are_all_read_and_no_word_is_lost(data_folder, name):
    path = data_folder / "chamber-html" / f"{name}.html"
    file = SourceFile(str(path), path.read_bytes())
    records = list(ChamberReportReader().read(file))
    root = html_root(file.decoded())
    assert root is not None
    printed = [(each, " ".join("".join(each.itertext()).split())) for each in root.iter("h1", "h2", "p")]
    in_headings = {number for _, line in printed for number in re.findall(r"\((\d{8}[CPI])\)$", line)}
    read_numbers = [number for record in records if record.number for number in record.number.split(", ")]
    assert sorted(read_numbers) == sorted(in_headings)
    assert len(in_headings) == MEETINGS[name]
    names = [line if each.tag != "p" else line.partition(":")[0][:80] for each, line in printed]
    lost = _words(line for _, line in printed) - _words(record.text for record in records) - _words(names)
    assert not lost
    for record in records:
        assert record.asked_on is not None
        assert record.title
        if record.kind == "oral-question":
            assert {"title", "question", "answer"} <= {part.role for part in record.parts}
            assert record.status == "answered"
            assert all(person.party for person in record.askers)
            assert [part.language for part in record.parts if part.role == "title"] in (["nl", "fr"], ["fr", "nl"])
        members = {person.name for person in record.askers}
        assert not members & {person.name for person in record.addressees}
