"""Tables: every row gives its record or its reason, with parts, people and dates as the mapping says."""

import json
import re
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.mapping import Mapping
from ingest.passages import passages
from ingest.readers import reader_for
from ingest.readers.table import RowProblem
from rag.records import Record

from .tables import PLAIN, jsonl, mapping_of, read

CHAMBER_ROW = {
    "doc_id": 990017,
    "depotdat": "2017-03-14",
    "aut_party": "MR",
    "aut_person": "Lambiek, Thomas",
    "aut_language": "french",
    "question": "Kanaal Ronse-Zottegem. - Geblokkeerde sluis. \n\n Schip 4830 liep vast op de drempel."
    "De schepen moesten wachten. 1. Waarom ging de deur niet dicht?2. Kan een duiker voortaan "
    "sneller ter plaatse zijn?3. Komt zulke pech elk jaar voor?",
    "question_theme": "WATERWEG,SCHEEPVAART,SLUIS",
    "answer": "1. De deur klemde op een boomstam; niemand had die gezien. 2. De sluiswachter belt nu meteen een duiker.",
    "answer_department": "Minister van Mobiliteit, belast met Belgocontrol",
}


def one(file: SourceFile, mapping: Mapping | str | None = None) -> Record:
    (found,) = read(file, mapping)
    assert isinstance(found, Record), found
    return found


def parts_of(record: Record) -> list[tuple[str, tuple[str, ...], str]]:
    return [(part.role, part.labels, record.quote(part)) for part in record.parts]


def test_a_row_of_the_belgian_chamber_becomes_a_record():
    record = one(jsonl(CHAMBER_ROW, ""))
    assert record.id == "be-chamber.written-question.990017"
    assert (record.external_id, record.asked_on, record.language) == ("990017", date(2017, 3, 14), "nl")
    assert [(p.name, p.party) for p in record.askers] == [("Thomas Lambiek", "MR")]
    assert [(p.name, p.role) for p in record.addressees] == [(None, "Minister van Mobiliteit, belast met Belgocontrol")]
    assert record.themes == ("WATERWEG", "SCHEEPVAART", "SLUIS")
    assert (record.status, record.licence) == ("answered", "CC0-1.0")
    assert record.source is not None
    assert record.source.path == "vragen.jsonl"


def test_title_context_questions_and_answers_are_parts_in_order_and_the_title_stands_once():
    record = one(jsonl(CHAMBER_ROW, ""))
    assert parts_of(record) == [
        ("title", (), "Kanaal Ronse-Zottegem. - Geblokkeerde sluis."),
        ("context", (), "Schip 4830 liep vast op de drempel.De schepen moesten wachten."),
        ("question", ("1",), "1. Waarom ging de deur niet dicht?"),
        ("question", ("2",), "2. Kan een duiker voortaan sneller ter plaatse zijn?"),
        ("question", ("3",), "3. Komt zulke pech elk jaar voor?"),
        ("answer", ("1",), "1. De deur klemde op een boomstam; niemand had die gezien."),
        ("answer", ("2",), "2. De sluiswachter belt nu meteen een duiker."),
    ]
    assert record.title == record.quote(record.parts[0])
    assert [p.status for p in record.parts if p.role == "question"] == ["answered", "answered", "unanswered"]
    assert [(p.answers, p.confidence) for p in record.parts if p.role == "answer"] == [(("1",), 1.0), (("2",), 1.0)]
    assert record.text.startswith("Kanaal Ronse-Zottegem. - Geblokkeerde sluis.\n\nSchip 4830")
    assert "voor?\n\n1. De deur" in record.text


@pytest.mark.parametrize("absent", ["NaN", "null", '""', '"NaN"', '"  "', "Infinity"])
def test_what_is_absent_gives_no_answer_and_no_person(absent):
    row = json.dumps(CHAMBER_ROW | {"answer": 0, "aut_person": 0}).replace('"answer": 0', f'"answer": {absent}')
    record = one(jsonl(row.replace('"aut_person": 0', f'"aut_person": {absent}'), ""))
    assert record.status == "unanswered"
    assert {part.role: part.status for part in record.parts} == {"title": None, "context": None, "question": "unanswered"}
    assert [(p.name, p.party) for p in record.askers] == [(None, "MR")]


def test_a_minister_who_is_named_speaks_and_numbers_make_the_id():
    row = {
        "n": 142.0,
        "d": "2024-02-26T00:00:00",
        "m": "JAN JAMBON",
        "o": "minister-president",
        "q": "Hoeveel?",
        "a": "Acht.",
    }
    columns = {"number": "n", "asked_on": "d", "minister": "m", "department": "o", "question": "q", "answer": "a"}
    record = one(jsonl(row, ""), mapping_of(columns))
    assert record.id == "be-vl.written-question.2024-02-26.142.jan-jambon"
    assert record.number == "142"
    assert [(p.name, p.role) for p in record.addressees] == [("Jan Jambon", "minister-president")]
    assert record.parts[-1].speaker == "Jan Jambon"


def test_a_list_joins_columns_and_a_list_in_a_cell_is_several():
    row = {
        "v": "Carine",
        "a": "Peeters-Lemmens",
        "m": ["Jan Jambon", "Zuhal Demir"],
        "t": ["Milieu", "Water"],
        "q": "Wie?",
    }
    columns = {"asker": ["v", "a"], "minister": "m", "themes": "t", "question": "q"}
    record = one(jsonl(row, ""), mapping_of(columns))
    assert [p.name for p in record.askers] == ["Carine Peeters-Lemmens"]
    assert [p.name for p in record.addressees] == ["Jan Jambon", "Zuhal Demir"]
    assert record.themes == ("Milieu", "Water")


def test_a_list_of_questions_is_numbered_and_answered_in_order():
    row = {"q": ["Hoeveel treinen?", "Hoeveel bussen?"], "a": ["Twaalf.", "Drie."]}
    record = one(jsonl(row, ""), mapping_of({"question": "q", "answer": "a"}))
    assert parts_of(record) == [
        ("question", ("1",), "Hoeveel treinen?"),
        ("question", ("2",), "Hoeveel bussen?"),
        ("answer", ("1",), "Twaalf."),
        ("answer", ("2",), "Drie."),
    ]
    assert [p.answers for p in record.parts[2:]] == [("1",), ("2",)]


def test_a_second_language_follows_with_its_originals():
    row = {"nl": "Treinen. 1. Hoeveel? 2. Waar?", "fr": "Trains. 1. Combien? 2. Où?", "a": "1. Acht.", "r": "1. Huit."}
    record = one(
        jsonl(row, ""),
        mapping_of({"question": "nl", "answer": "a"}, other_language={"language": "fr", "question": "fr", "answer": "r"}),
    )
    assert record.language == "nl"
    assert [(p.role, p.language, p.translation_of) for p in record.parts] == [
        ("context", None, None),
        ("question", None, None),
        ("question", None, None),
        ("answer", None, None),
        ("context", "fr", 0),
        ("question", "fr", 1),
        ("question", "fr", 2),
        ("answer", "fr", 3),
    ]
    assert record.quote(record.parts[7]) == "1. Huit."
    assert passages(record)[7].embedded == "1. Combien?\n1. Huit."


def test_html_becomes_text_that_its_parts_span():
    row = {
        "t": "Bread &amp; butter",
        "q": "How much bread?",
        "a": "<p>1. See the table.</p><table><tr><td>2023</td><td>5&nbsp;kg</td></tr></table><p>2. None.</p>",
    }
    record = one(jsonl(row, ""), mapping_of({"title": "t", "question": "q", "answer": "a"}, language="en"))
    assert record.text == "Bread & butter\n\nHow much bread?\n\n1. See the table.\n\n2023 | 5 kg\n\n2. None."
    assert record.title == "Bread & butter"


@pytest.mark.parametrize(
    ("cell", "language"),
    [("french", "fr"), ("FR", "fr"), ("nl-BE", "nl"), ("Nederlands", "nl"), ("klingon", "nl"), (None, "nl")],
)
def test_a_language_column_goes_before_the_mappings_language(cell, language):
    assert one(jsonl({"q": "Wie?", "l": cell}, ""), mapping_of({"question": "q", "language": "l"})).language == language


def test_a_date_format_and_a_plain_text_are_read():
    mapping = mapping_of({"text": "t", "asked_on": "d"}, date_format="%d.%m.%Y", kind="document")
    record = one(jsonl({"t": "De vergadering is geopend.", "d": "31.12.2017"}, ""), mapping)
    assert record.asked_on == date(2017, 12, 31)
    assert parts_of(record) == [("text", (), "De vergadering is geopend.")]
    assert record.status is None


def test_the_flemish_reader_takes_the_text_column_and_the_row_completes_it():
    form = "SCHRIFTELIJKE VRAAG\nnr. 147\nvan PIET DE WIJZE\ndatum: 26 februari 2024\n\n"
    rows = [
        {"snippet": 7, "text": form + "1. Hoeveel fietsen staan er in de kelder?"},
        {"snippet": 8, "text": "Geen vraag."},
    ]
    record, other = read(jsonl(*rows), mapping_of({"id": "snippet", "text": "text"}, reader="flemish", licence="open"))
    assert isinstance(record, Record)
    assert (record.external_id, record.number, record.asked_on, record.licence) == ("7", "147", date(2024, 2, 26), "open")
    assert record.id.startswith("flemish-parliament.written-question.2024-02-26.147")
    assert isinstance(other, Record)
    assert (parts_of(other), other.status) == ([("text", (), "Geen vraag.")], None)


CELLS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["1. Wie? 2. Wat?3. a) Hoe?b) Waar?", "1. en 2. Ja. 3. Neen.", "NaN", ""]),
    st.none(),
)


@given(CELLS, CELLS, CELLS, CELLS)
def test_any_cells_give_a_record_whose_parts_cover_its_text_or_a_reason(titel, vraag, antwoord, minister):
    row = {"id": 1, "titel": titel, "vraag": vraag, "antwoord": antwoord, "datum": None, "minister": minister}
    (found,) = read(jsonl(row, ""), PLAIN)
    if isinstance(found, RowProblem):
        return
    reached = 0
    for part in found.parts:
        assert found.text[reached : part.start].strip() == ""
        assert found.quote(part) == found.quote(part).strip() != ""
        reached = part.end
    assert found.text[reached:].strip() == ""
    assert found.text.encode()


def test_the_belgian_chamber_of_2017_is_read_whole(data_folder):
    path = data_folder / "dekamer-2017" / "questions.jsonl"
    file = SourceFile(str(path), path.read_bytes())
    started = time.perf_counter()
    found = list(reader_for(file).read(file))
    records = [record for record in found if isinstance(record, Record)]
    cut = sum(len(passages(record)) for record in records)
    assert time.perf_counter() - started < 120
    assert len(records) == len(found) == 3811
    statuses = Counter(record.status for record in records)
    assert (statuses["unanswered"], statuses.total()) == (328, 3811)
    assert statuses["answered"] > statuses["referred"] > statuses["declined"] > statuses["postponed"]
    assert len({record.id for record in records}) == 3811
    assert all(record.title and record.asked_on and record.askers[0].name for record in records)
    assert all(", " not in (record.askers[0].name or "") for record in records)
    assert 20_000 < cut < 45_000


def test_the_belgian_chamber_of_2020_is_read_in_both_languages(data_folder):
    path = data_folder / "dekamer-2020-nl-fr" / "questions.jsonl"
    file = SourceFile(str(path), path.read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    assert len(records) == 3030
    assert all(record.status is None for record in records)
    assert all({part.language for part in record.parts} == {None, "fr"} for record in records)
    same = sum(all(part.translation_of is not None for part in record.parts if part.language) for record in records)
    assert same > 0.8 * len(records)


def test_a_minister_printed_with_an_office_is_named_and_has_it():
    mapping = mapping_of({"question": "vraag", "minister": "minister"})
    both = "LIND, Eva; Jan Roth - Ministre du Gouvernement, chargé du Climat"
    record = one(jsonl({"vraag": "Waarom?", "minister": both}), mapping)
    assert [(p.name, p.role) for p in record.addressees] == [
        ("Eva Lind", None),
        ("Jan Roth", "Ministre du Gouvernement, chargé du Climat"),
    ]


def test_the_question_of_the_brussels_parliament_is_read_whole(data_folder):
    (path,) = (data_folder / "brussels").glob("*.json")
    file = SourceFile(str(path), path.read_bytes())
    (row,) = json.loads(path.read_text(encoding="utf-8"))["questions"]
    record = one(file)
    assert record.id == "brussels-parliament.written-question.2025-06-30.197.alain-maron"
    assert (record.external_id, record.url, record.language) == (row["id"], row["url_source"], "fr")
    assert (record.asked_on, record.answered_on) == (date(2025, 6, 30), date(2025, 9, 9))
    assert [(p.name, p.role) for p in record.addressees] == [tuple(row["destinataire"].split(" - "))]
    assert [p.name for p in record.askers] == [row["auteur"]]
    assert [(part.role, part.language, part.speaker) for part in record.parts] == [
        ("title", None, None),
        ("question", None, None),
        ("answer", None, "Alain Maron"),
        ("title", "nl", None),
    ]
    assert record.quote(record.parts[3]) == row["titre_nl"]
    assert len(record.text) > 0.99 * sum(len(row[key]) for key in ("titre", "question", "reponse", "titre_nl"))


def test_the_british_questions_are_read_whole(data_folder):
    path = data_folder / "uk-questions" / "questions.jsonl"
    file = SourceFile(str(path), path.read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    assert len(records) == len({record.id for record in records}) == 3287
    assert all(record.title and record.asked_on and record.answered_on and record.number for record in records)
    assert not [record.id for record in records if re.search(r"</?(?:p|td|li|a)\b|&(?:amp|quot|nbsp);", record.text)]
