"""The Canadian Hansard: turns, question period, written questions, and the two languages of a sitting."""

from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.readers import reader_for
from ingest.xml import root_of
from rag.errors import ReadError
from rag.records import Person, Record

HEAD = """<ExtractedInformation><ExtractedItem Name="InstitutionDebate">House of Commons Debates</ExtractedItem>
<ExtractedItem Name="MetaDateNumDay">05</ExtractedItem><ExtractedItem Name="MetaDateNumMonth">03</ExtractedItem>
<ExtractedItem Name="MetaDateNumYear">2024</ExtractedItem><ExtractedItem Name="ParliamentNumber">44</ExtractedItem>
<ExtractedItem Name="SessionNumber">1</ExtractedItem><ExtractedItem Name="MetaNumberNumber">007</ExtractedItem>
<ExtractedItem Name="MetaDocumentCategory">DEBATES</ExtractedItem></ExtractedInformation>"""


def _turn(number: int, who: str, words: str, *, kind: str = "2", behind: str = ": ") -> str:
    return (
        f'<Intervention Type="Debate" id="{number}"><PersonSpeaking><Affiliation DbId="1" Type="{kind}">{who}</Affiliation>'
        f"{behind}</PersonSpeaking><Content>{words}</Content></Intervention>"
    )


def _para(words: str) -> str:
    return f'<ParaText id="9">{words}</ParaText>'


ANN = "Ms. Ann Roe (Lake—Shore, NDP)"
MINISTER = "Hon. Mia Holt (Minister of Lakes, Rivers and Ponds, Lib.)"

DEBATE = (
    _turn(11, "The Acting Speaker (Mrs. Cora Dunn)", _para("Order."), kind="96")
    + _turn(12, ANN, _para("The <I>lake</I> is low.") + '<FloorLanguage language="FR">[<I>Translation</I>]</FloorLanguage>')
    + _turn(13, "Hon. Mia Holt", _para("moved:") + _para("<Quote><QuotePara>That it rise.</QuotePara></Quote>"), kind="96")
    + _turn(
        14,
        "The Deputy Speaker",
        _para("<B>Some hon. members:</B> Agreed.")
        + _para("Carried.")
        + _para("<B>Mr. Bob Vale:</B> No.")
        + _para("(The House rose.)"),
        kind="22",
    )
)
ASKED = (
    _turn(21, ANN, _para("Why is it low?"))
    + _turn(22, MINISTER, _para("The drought."), kind="96")
    + _turn(23, "Ms. Ann Roe", _para("And now?"))
    + _turn(24, "Hon. Mia Holt", _para("We wait."), kind="96")
    + _turn(25, "Mr. Bob Vale (Hill, CPC)", _para("What of the ponds?"))
    + _turn(26, "Mr. Lee Marsh (Parliamentary Secretary to the Minister of Lakes, Lib.)", _para("They fill."), kind="18")
)
WRITTEN = f"""<WrittenQuestionResponse><QuestionID>Question No. <QuestionNumber>12</QuestionNumber>--</QuestionID>
<Questioner><Affiliation DbId="1" Type="2">Ms. Ann Roe</Affiliation>:</Questioner>
<QuestionContent>{_para("With regard to ponds: (a) how many are there; and (b) how deep are they?")}</QuestionContent>
<Responder><Affiliation DbId="2" Type="96">{MINISTER}</Affiliation>:</Responder>
<ResponseContent>{_para("Mr. Speaker, with regard to (a), there are nine.")}</ResponseContent></WrittenQuestionResponse>"""


def _hansard(language: str = "EN") -> str:
    return f"""\ufeff<?xml version="1.0" encoding="UTF-8"?><Hansard xml:lang="{language}" id="1">{HEAD}<HansardBody>
<Intro><ParaText id="1">The House met at 10 a.m.</ParaText><Prayer>Prayer</Prayer></Intro>
<OrderOfBusiness id="2" Rubric="Other"><OrderOfBusinessTitle>Government Orders</OrderOfBusinessTitle>
<SubjectOfBusiness id="10"><Timestamp Hr="10" Mn="05">(1005)</Timestamp><SubjectOfBusinessTitle>Lakes</SubjectOfBusinessTitle>
<SubjectOfBusinessQualifier>Second reading</SubjectOfBusinessQualifier>
<SubjectOfBusinessContent>{DEBATE}</SubjectOfBusinessContent></SubjectOfBusiness></OrderOfBusiness>
<OrderOfBusiness id="3" Rubric="OralQuestionPeriod"><OrderOfBusinessTitle>ORAL QUESTIONS</OrderOfBusinessTitle>
<SubjectOfBusiness id="20"><SubjectOfBusinessTitle>The Environment</SubjectOfBusinessTitle>
<SubjectOfBusinessContent>{ASKED}</SubjectOfBusinessContent></SubjectOfBusiness>
<SubjectOfBusiness id="30"><SubjectOfBusinessTitle>Points of Order</SubjectOfBusinessTitle>
<CatchLine>Points of Order</CatchLine>
<SubjectOfBusinessContent>{_turn(31, ANN, _para("A point of order."))}</SubjectOfBusinessContent></SubjectOfBusiness>
</OrderOfBusiness><OrderOfBusiness id="4" Rubric="RoutineProceedings"><SubjectOfBusiness id="40">
<SubjectOfBusinessTitle>Questions on the Order Paper</SubjectOfBusinessTitle>
<SubjectOfBusinessContent>{WRITTEN}</SubjectOfBusinessContent></SubjectOfBusiness></OrderOfBusiness>
</HansardBody></Hansard>"""


def _read(text: str) -> dict[str, Record]:
    file = SourceFile("hansard.xml", text.encode())
    reader = reader_for(file)
    assert reader.name == "canadian-hansard"
    return {record.id: record for record in reader.read(file) if isinstance(record, Record)}


def test_a_debate_has_its_turns_and_what_is_said_inside_of_them() -> None:
    record = _read(_hansard())["ca-commons.debate.10-en"]
    assert (record.title, str(record.asked_on), record.language) == ("Lakes: Second reading", "2024-03-05", "en")
    assert record.url == "https://www.ourcommons.ca/DocumentViewer/en/44-1/house/sitting-7/hansard"
    assert [(part.role, part.speaker, record.quote(part)) for part in record.parts[1:]] == [
        ("speech", "Cora Dunn", "Order."),
        ("speech", "Ann Roe", "The lake is low."),
        ("note", None, "[Translation]"),
        ("speech", "Mia Holt", "moved:\n\nThat it rise."),
        ("note", None, "Some hon. members: Agreed."),
        ("speech", "The Deputy Speaker", "Carried."),
        ("speech", "Bob Vale", "No."),
        ("note", None, "(The House rose.)"),
    ]
    assert record.addressees == (Person(name="Mia Holt", role="Minister of Lakes, Rivers and Ponds", party="Lib."),)
    assert [(person.name, person.party) for person in record.askers] == [("Ann Roe", "NDP"), ("Bob Vale", "CPC")]


def test_each_member_in_question_period_has_a_question_with_its_replies() -> None:
    records = _read(_hansard())
    first, second = (records[f"ca-commons.oral-question.{number}-en"] for number in (21, 25))
    assert [(part.role, part.speaker) for part in first.parts[1:]] == [
        ("question", "Ann Roe"),
        ("answer", "Mia Holt"),
        ("question", "Ann Roe"),
        ("answer", "Mia Holt"),
    ]
    assert (first.title, first.status) == ("The Environment", "answered")
    assert [(person.name, person.role) for person in second.addressees] == [
        ("Lee Marsh", "Parliamentary Secretary to the Minister of Lakes")
    ]
    assert "ca-commons.debate.30-en" in records  # points of order are no questions


def test_a_written_question_has_number_parts_and_who_answers() -> None:
    record = _read(_hansard())["ca-commons.written-question.2024-03-05.12.en"]
    assert (record.title, record.number, record.answered_on) == ("Question No. 12", "12", None)
    assert [(part.role, part.speaker, part.confidence) for part in record.parts] == [
        ("title", None, None),
        ("question", "Ann Roe", None),
        ("answer", "Mia Holt", 0.9),
    ]
    assert [person.role for person in record.addressees] == ["Minister of Lakes, Rivers and Ponds"]


def test_two_languages_of_a_sitting_have_the_same_records_under_other_ids() -> None:
    english, french = _read(_hansard()), _read(_hansard("FR"))
    assert len(english) == len(french) == 6
    assert not english.keys() & french.keys()
    assert {record.language for record in french.values()} == {"fr"}
    assert all("/fr/44-1/chambre/seance-7/debats" in (record.url or "") for record in french.values())


def test_a_report_without_words_is_one_clear_error() -> None:
    with pytest.raises(ReadError, match=r"hansard\.xml: no words in its <HansardBody>"):
        _read('<Hansard xml:lang="EN" id="1"><HansardBody/></Hansard>')


@pytest.mark.parametrize(("name", "kinds"), [("42-1-2-en", (11, 0)), ("42-1-2-fr", (11, 0)), ("44-1-5-en", (31, 30))])
def test_real_sittings_are_read_whole(data_folder: Path, name: str, kinds: tuple[int, int]) -> None:
    file = SourceFile(name, (data_folder / "canada" / f"{name}.xml").read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    assert len({record.id for record in records}) == len(records)
    assert tuple(sum(record.kind == kind for record in records) for kind in ("debate", "oral-question")) == kinds
    text = "\n".join(" ".join(record.text.split()) for record in records)
    root = root_of(file)
    paragraphs = [" ".join("".join(one.itertext()).split()) for one in root.iter("ParaText") if one.find("Quote") is None]
    bare = [words.replace("\u2011", "-").partition(":")[2].strip() or words.replace("\u2011", "-") for words in paragraphs]
    assert [words for words in bare if words[:60] not in text] == []
    replies = len(root.findall(".//OrderOfBusiness[@Rubric='OralQuestionPeriod']//Intervention[@Type='Answer']"))
    assert sum(part.role == "answer" for record in records for part in record.parts) >= replies
    assert all(record.addressees and record.status for record in records if record.kind == "oral-question")


def test_ministers_of_a_real_sitting_are_those_with_an_office(data_folder: Path) -> None:
    file = SourceFile("44", (data_folder / "canada" / "44-1-5-en.xml").read_bytes())
    records = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    ministers = {person.name: person.role for record in records for person in record.addressees}
    assert len(ministers) == 19
    assert all(role for role in ministers.values())
    assert not {person.name for record in records for person in record.askers if person.party is None}
