"""Akoma Ntoso: speakers by reference and as printed, headings, questions with answers, other kinds of documents."""

import re
from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.markup import local_name
from ingest.readers import reader_for
from ingest.text import clean
from ingest.xml import root_of
from rag.errors import PassedOver, ReadError
from rag.records import Person, Record

META = """<meta><identification source="#x"><FRBRWork><FRBRthis value="/akn/zz/debate/2024-03-05/!main"/>
<FRBRuri value="/akn/zz/debate/2024-03-05"/><FRBRdate date="2024-03-01" name="generation"/>
<FRBRauthor href="#house"/><FRBRcountry value="zz"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<classification source="#x"><keyword value="lakes" showAs="Lakes" dictionary="d"/></classification>
<references source="#x"><TLCOrganization eId="house" href="/o" showAs="House of Delegates"/>
<TLCPerson eId="roe" href="/p/roe" showAs="Roe, doña Ann"/><TLCPerson eId="holt" href="/p/holt" showAs="Mrs. Mia Holt"/>
<TLCPerson eId="any" href="/p/any" showAs="anybody"/><TLCRole eId="lakes" href="/r" showAs="Minister of Lakes"/>
<TLCRole eId="speaker" href="/r/s" showAs="Mr. Speaker"/></references>
<notes source="#x"><note eId="n1"><p>Of last year.</p></note></notes></meta>
<preface><p><docTitle>Fifth Meeting</docTitle> of <docDate date="2024-03-05">5 March</docDate></p></preface>"""

BODY = """<debateSection name="opening" eId="s0"><p>The House met.</p>
<narrative>[The Speaker in the Chair]</narrative></debateSection>
<debateSection name="bill" eId="s1"><num>I.</num><heading>Bill on the lakes of the north</heading>
 <debateSection name="part" eId="s1a">
  <speech by="#speaker"><from>The Speaker:</from><p>Order.</p></speech>
  <speech by="#roe"><from>La señora ROE.- Madam Speaker,</from><p>the lake
     is low.<noteRef href="#n1"/></p><scene>(Laughter)</scene><p>Very low.</p></speech>
  <speech by="#any"><from>El señor <person refersTo="#any">VEGA</person> (<role refersTo="#any">Secretario</role>).-</from>
   <p>I read.</p></speech>
  <speech by="#roe"><p>La señora ROE (Presidenta).- Thank you.</p></speech>
  <speech by="#holt" as="#lakes"><from>Mrs. Holt</from><p>It will rise.</p></speech></debateSection>
 <summary>(Agreed)</summary>
 <debateSection name="article" eId="s1b"><heading>Article 1</heading><p>A table.</p>
  <speech by="#any"><from>Minister for Ponds (Mr Vale): </from><p>And the ponds?</p></speech></debateSection></debateSection>
<debateSection name="oralAnswers" eId="s2"><heading>The ferry between the islands</heading>
 <question by="#roe" to="#lakes" eId="q"><from>Ms Roe</from><p>Does it sail?</p></question>
 <answer by="#holt" as="#lakes"><from>Mrs. Holt</from><p>It does.</p></answer>
 <speech by="#roe"><from>Ms Roe</from><p>When?</p></speech></debateSection>
<writtenStatements eId="s3"><heading>Statement on the price of fish</heading><p>____</p><p>It is high.</p>
</writtenStatements>"""


def _document(
    body: str = BODY, *, kind: str = "debate", space: str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
) -> str:
    return f'<akomaNtoso xmlns="{space}"><{kind} name="hansard">{META}<debateBody>{body}</debateBody></{kind}></akomaNtoso>'


def _read(text: str) -> list[Record]:
    file = SourceFile("akn.xml", text.encode())
    reader = reader_for(file)
    assert reader.name == "akoma-ntoso"
    return [record for record in reader.read(file) if isinstance(record, Record)]


@pytest.mark.parametrize("space", ["http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "http://www.akomantoso.org/2.0"])
def test_each_heading_is_a_record_in_every_namespace(space: str) -> None:
    document = _document(space=space)
    records = _read(document if "3.0" in space else document.replace("eId=", "id="))
    assert [(record.kind, record.title) for record in records] == [
        ("document", "Fifth Meeting"),
        ("debate", "Bill on the lakes of the north"),
        ("debate", "Bill on the lakes of the north: Article 1"),
        ("oral-question", "The ferry between the islands"),
        ("document", "Statement on the price of fish"),
    ]
    assert records[1].id == "zz-house-of-delegates.debate.akn-zz-debate-2024-03-05-en-s1"
    assert {(str(record.asked_on), record.language, record.themes) for record in records} == {
        ("2024-03-05", "en", ("Lakes",))
    }


def test_speakers_are_those_referred_to_or_as_printed_where_the_reference_stands_for_anybody() -> None:
    record = _read(_document())[1]
    assert [(part.role, part.speaker, record.quote(part)) for part in record.parts[1:]] == [
        ("speech", "Mr. Speaker", "Order."),
        ("speech", "Ann Roe", "Madam Speaker,\n\nthe lake is low.\n\nVery low."),
        ("note", None, "Of last year.\n\n(Laughter)"),
        ("speech", "Vega", "I read."),
        ("speech", "Ann Roe", "Thank you."),
        ("speech", "Mia Holt", "It will rise."),
        ("note", None, "(Agreed)"),
    ]
    assert record.askers == (Person(name="Ann Roe"), Person(name="Vega", role="Secretario"))
    assert record.addressees == (Person(name="Mia Holt", role="Minister of Lakes"),)


def test_an_office_printed_before_a_name_makes_a_minister() -> None:
    assert _read(_document())[2].addressees == (Person(name="Vale", role="Minister for Ponds"),)


@pytest.mark.parametrize(("label", "role"), [("Mr Vale (Lakeside)", None), ("El señor VALE (Secretario).-", "Secretario")])
def test_brackets_hold_a_function_only_where_it_is_one(label: str, role: str | None) -> None:
    said = f'<speech by="#v"><from>{label}</from><p>Aye.</p></speech>'
    assert _read(_document(f'<debateSection eId="s"><heading>Lakes</heading>{said}</debateSection>'))[0].askers == (
        Person(name="Vale", role=role),
    )


def test_a_question_has_its_answer_and_those_asked() -> None:
    record = _read(_document())[3]
    assert [(part.role, part.speaker, part.confidence) for part in record.parts[1:]] == [
        ("question", "Ann Roe", None),
        ("answer", "Mia Holt", 1.0),
        ("question", "Ann Roe", None),
    ]
    assert record.addressees == (Person(name="Mia Holt", role="Minister of Lakes"),)
    assert record.status == "answered"


def test_a_question_paper_gives_numbered_questions_and_written_ones_are_told_by_their_name() -> None:
    asked = '<question by="#roe" to="#lakes"><from>Ms Roe</from><p>Why?</p></question>'
    paper = f'<questions eId="a"><num>*19.</num>{asked}</questions><questions eId="b"><num>20</num>{asked}</questions>'
    records = _read(_document(paper))
    assert [(record.kind, record.number, record.status) for record in records] == [
        ("oral-question", "19", "unanswered"),
        ("oral-question", "20", "unanswered"),
    ]
    assert records[0].addressees == (Person(role="Minister of Lakes"),)
    written = _read(
        _document(f'<debateSection name="writtenAnswers" eId="w"><heading>Ponds</heading>{paper}</debateSection>')
    )
    assert {record.kind for record in written} == {"written-question"}
    twice = _read(_document(paper.replace("*19.", "20")))
    assert len({record.id for record in twice}) == 2


def test_another_kind_of_document_is_left_out_on_purpose() -> None:
    with pytest.raises(PassedOver, match="holds act, which is no debate"):
        _read('<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><act><body><p>Words</p></body></act></akomaNtoso>')


def test_a_document_without_words_is_one_clear_error() -> None:
    with pytest.raises(ReadError, match=r"akn\.xml: no words in the body of its <debate>"):
        _read(_document(""))


@pytest.mark.parametrize(
    ("name", "records", "speeches"),
    [("cl_Sesion56_2", 17, 35), ("ke_Debate_Bungeni_2011-06-10", 8, 11), ("Quiestions_Bungeni-2010", 2, 2)],
)
def test_real_documents_are_read_whole(data_folder: Path, name: str, records: int, speeches: int) -> None:
    file = SourceFile(name, (data_folder / "akoma-ntoso" / f"{name}.xml").read_bytes())
    found = [record for record in reader_for(file).read(file) if isinstance(record, Record)]
    assert len({record.id for record in found}) == len(found) == records
    root = root_of(file)
    body = next(one for one in root.iter() if local_name(one) == "debateBody")
    assert sum(local_name(one) in ("speech", "question", "answer") for one in body.iter()) >= speeches
    said = [part for record in found for part in record.parts if part.role in ("speech", "question", "answer")]
    assert len(said) == speeches
    assert all(part.speaker for part in said)
    words = set(re.findall(r"\w+", clean("\n".join(record.text for record in found)).text))
    printed = [clean("".join(one.itertext())).text for one in body.iter() if local_name(one) in ("p", "heading", "summary")]
    missing = {word for text in printed for word in re.findall(r"\w+", text)} - words
    assert all(word.isupper() or not word.strip("_") for word in missing)  # headings above others, names before a speech
