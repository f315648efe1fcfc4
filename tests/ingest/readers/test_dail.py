"""Reports of Dáil Éireann: each question is found with its answer, and nothing of the report is lost."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.files import SourceFile
from ingest.pdf import read_pdf
from ingest.pdf_places import places
from ingest.readers import reader_for
from ingest.readers.dail import DailReader
from ingest.readers.dail_names import QUESTION, Speaker, members, speaker_of
from ingest.text import clean
from rag.errors import ReadError
from rag.records import Person, Record

FRONT = """*DÁIL ÉIREANN

PARLIAMENTARY DEBATES

Wednesday, 7 March 2018.

Ferry Timetables: Statements … … … 2
Questions: Written Answers … … … 4

""" + "\n".join(["All of this day was dry, and the day before it was not."] * 40)
ORAL = """*Ferry Timetables: Statements

*Deputy Ada Quill:* I rise to speak of the ferry
that sails at noon.

And of the one at night.

*The Taoiseach:* I hear the Deputy.

(Interruptions).

*An Ceann Comhairle:* Order, please.

*Acting Chairman (Deputy Bo Reed):* The time is up.

Question put and agreed to.

*Ceisteanna — Questions

*Priority Questions

*Lighthouse Keepers

1. *Deputy Ada Quill* asked the Minister for Harbours, Lights and the Coast
if he will say how many keepers there are. [10001/18]

3. *Deputies Cy Tarn and Ada Quill* asked the Minister for Harbours, Lights and
the Coast if keepers are paid. [10003/18]

*Minister for Harbours, Lights and the Coast (Deputy Dov Lamb):* I propose to take
Questions Nos. 1 and 3 together.

There are four, and they are paid.

*Deputy Cy Tarn:* Are they paid enough?

*Deputy Dov Lamb:* They are."""
WRITTEN = """*Written Answers

Questions Nos. 1 to 3, inclusive, answered orally.

*Buoys

4. *Deputy Eve Moss* asked the Minister for Harbours, Lights and the Coast
the number of buoys; and if he will make a statement on the matter. [10004/18]

*Minister for Harbours, Lights and the Coast (Deputy Dov Lamb):* There are nine
buoys.

*Table of buoys

North 4, south 5.

*Harbour Dues

5. *Deputy Eve Moss* asked the Minister for Harbours, Lights and the Coast
if dues will fall. [10005/18]

8. *Deputy Fay O’Hara* asked the Minister for Harbours, Lights and the Coast
if dues will rise. [10008/18]

*Minister of State at the Department of Harbours, Lights and the Coast (Deputy
Gus Ó Laoi):* I propose to take Questions Nos. 5 and 8 together.

Dues stay as they are.

6. *Deputy Eve Moss* asked the Minister for Harbours, Lights and the Coast
if harbours are deep. [10006/18]

Some harbours are deep.

Question No. 8 answered with Question No. 5.

Question No. 9 withdrawn."""


def report(*pages: str) -> bytes:
    """A PDF of a report's pages. `*` begins and ends bold type, which ends with the line at the latest but where a `(` is
    open; the running head is that of a real one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 830), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(100, 800, "Questions— 7 March 2018. Written Answers")
        height, bold = 740, False
        for line in page.split("\n"):
            x = 40.0
            for n, piece in enumerate(line.split("*")):
                bold = not bold if n else bold
                font = "Helvetica-Bold" if bold else "Helvetica"
                canvas.setFont(font, 9)
                canvas.drawString(x, height, piece)
                x += canvas.stringWidth(piece, font, 9)
            bold = bold and line.count("(") > line.count(")")
            height -= 11
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read(report(FRONT, ORAL, WRITTEN))


def read(data: bytes) -> list[Record]:
    file = SourceFile("report.pdf", data)
    reader = reader_for(file)
    assert reader.name == "dail"
    found = [record for record in reader.read(file) if isinstance(record, Record)]
    assert len({record.id for record in found}) == len(found)
    return found


def written(records: Sequence[Record], number: str) -> Record:
    return next(r for r in records if r.kind == "written-question" and r.number == number)


def told(record: Record) -> list[tuple[str, str | None, str]]:
    return [(part.role, part.speaker, record.quote(part)) for part in record.parts]


def test_a_written_question_has_its_head_and_its_answer(records: list[Record]) -> None:
    record = written(records, "4")
    assert told(record) == [
        ("title", None, "Buoys"),
        ("question", None, "the number of buoys; and if he will make a statement on the matter. [10004/18]"),
        ("answer", "Dov Lamb", "There are nine buoys.\n\nTable of buoys\n\nNorth 4, south 5."),
    ]
    assert (record.title, record.external_id, str(record.asked_on)) == ("Buoys", "10004/18", "2018-03-07")
    assert record.askers == (Person(name="Eve Moss"),)
    assert record.addressees == (Person(name="Dov Lamb", role="Minister for Harbours, Lights and the Coast"),)
    assert {page.page for page in record.pages} == {3}
    assert record.id == "dail.written-question.2018-03-07.4.minister-for-harbours-lights-and-the-coast"


def test_questions_answered_together_are_each_found_with_the_answer(records: list[Record]) -> None:
    for number, asked in (("5", "if dues will fall. [10005/18]"), ("8", "if dues will rise. [10008/18]")):
        record = written(records, number)
        answer = "I propose to take Questions Nos. 5 and 8 together.\n\nDues stay as they are."
        assert told(record)[1:] == [("question", None, asked), ("answer", "Gus Ó Laoi", answer)]
        assert record.parts[-1].confidence == 0.9
        assert [person.name for person in record.addressees] == [None, "Gus Ó Laoi"]
        assert record.function_of("Gus Ó Laoi") == "Minister of State at the Department of Harbours, Lights and the Coast"


def test_a_reply_without_a_name_is_the_answer_and_a_question_below_keeps_the_title(records: list[Record]) -> None:
    record = written(records, "6")
    assert told(record) == [
        ("title", None, "Harbour Dues"),
        ("question", None, "if harbours are deep. [10006/18]"),
        ("answer", None, "Some harbours are deep."),
    ]
    assert record.status == "answered"


def test_oral_questions_taken_together_are_one_record_with_their_turns(records: list[Record]) -> None:
    record = next(r for r in records if r.kind == "oral-question")
    assert [(role, speaker) for role, speaker, _ in told(record)] == [
        ("note", None),
        ("title", None),
        ("question", "Ada Quill"),
        ("question", "Cy Tarn and Ada Quill"),
        ("answer", "Dov Lamb"),
        ("question", "Cy Tarn"),
        ("answer", "Dov Lamb"),
    ]
    assert (record.title, record.number, record.external_id) == ("Lighthouse Keepers", "1", "10001/18")
    assert [person.name for person in record.askers] == ["Ada Quill", "Cy Tarn"]


def test_a_debate_tells_members_government_and_chair_apart(records: list[Record]) -> None:
    record = next(r for r in records if r.kind == "debate")
    assert record.id == "dail.debate.2018-03-07-ferry-timetables-statements"
    assert told(record) == [
        ("title", None, "Ferry Timetables: Statements"),
        ("speech", "Ada Quill", "I rise to speak of the ferry that sails at noon.\n\nAnd of the one at night."),
        ("speech", "Taoiseach", "I hear the Deputy."),
        ("note", None, "(Interruptions)."),
        ("speech", "Ceann Comhairle", "Order, please."),
        ("speech", "Bo Reed", "The time is up."),
        ("note", None, "Question put and agreed to."),
    ]
    assert record.askers == (Person(name="Ada Quill"),)
    assert record.addressees == (Person(role="Taoiseach"),)


def test_what_belongs_to_no_item_is_kept_as_a_document(records: list[Record]) -> None:
    rest = records[-1]
    assert rest.kind == "document"
    for words in ("Ferry Timetables: Statements … … … 2", "Question No. 9 withdrawn.", "answered orally"):
        assert words in rest.text
    assert {page.page for page in rest.pages} == {1, 3}


def test_nothing_is_lost_but_names_and_openings(records: list[Record]) -> None:
    said = re.sub(r"\d\. \*Deput[^*]*\* asked[^.]*?Coast\b|\*[^*\n]*(?:\n[^*\n]*)?:\*|\*", "", FRONT + ORAL + WRITTEN)
    kept = " ".join(record.text for record in records)
    assert [word for word in re.findall(r"[\w’]+", said) if word not in kept] == []


def test_a_question_is_marked_on_its_page() -> None:
    data = report(FRONT, ORAL, WRITTEN)
    record = written(read(data), "4")
    for place in places(data, record, record.parts[1:]):
        assert [spot.page for spot in place] == [3]
        assert place[0].rectangles


def test_a_question_that_runs_over_the_page_keeps_its_last_line() -> None:
    page = "4. *Deputy Eve Moss* asked the Minister for Coasts if it rains; and if he will make a"
    rest = "statement on the matter. [{}/18]\n\n*Minister for Coasts (Deputy Dov Lamb):* It does."
    pages = [FRONT + "\n\n*Written Answers"]
    for n in range(4, 10):
        asked = f"*Rain\n\n{page.replace('4.', f'{n}.', 1)}\n"
        pages += [f"{'dry words' if n > 4 else ''}\n{asked}", rest.format(10_000 + n)]
    found = read(report(*pages))
    asked_last = [r.quote(part)[-10:] for r in found for part in r.parts if part.role == "question"]
    assert asked_last == [f"[{10_000 + n}/18]" for n in range(4, 10)]


def test_a_report_that_does_not_say_its_day_says_so() -> None:
    with pytest.raises(ReadError, match="no day like"):
        read(report(FRONT.replace("Wednesday", "Monday"), WRITTEN))


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (
            "11. Deputy Jo B. Ash asked the Tánaiste and Minister for Trade the",
            "11|Jo B. Ash|Tánaiste and Minister for Trade",
        ),
        (
            "473. D’fhiafraigh Máire Ní Bhroin den Aire Cuanta agus Cósta an raibh",
            "473|Máire Ní Bhroin|Aire Cuanta agus Cósta",
        ),
        ("1. Deputy Ada Quill asked the Taoiseach if he", "1|Ada Quill|Taoiseach"),
        ("7. D’fhiafraigh Deputy Ada Quill asked the Minister for Rain cén uair", "7|Ada Quill|Minister for Rain"),
        (
            "9. Deputy Ada Quill asked the Minister for the Sea, the Sky and Food her",
            "9|Ada Quill|Minister for the Sea, the Sky and Food",
        ),
    ],
)
def test_who_asks_whom(printed: str, told: str) -> None:
    found = QUESTION.match(printed)
    assert found
    assert "|".join([found["number"], found["askers"] or found["irish"], found["office"]]) == told


@pytest.mark.parametrize("printed", ["1. The ferry sails.", "2. Deputy Quill is right.", "Deputy Quill asked the Minister"])
def test_a_list_is_no_question(printed: str) -> None:
    assert QUESTION.match(printed) is None


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("Deputy Ada Quill:", Speaker("member", "Ada Quill")),
        ("The Tánaiste:", Speaker("government", office="Tánaiste")),
        ("Minister for Rain (Deputy Dov\nLamb):", Speaker("government", "Dov Lamb", "Minister for Rain")),
        ("(Deputy Dov Lamb):", Speaker("member", "Dov Lamb")),
        ("An Leas-Cheann Comhairle:", Speaker("chair", office="Leas-Cheann Comhairle")),
        ("Acting Chairman (Deputy Bo Reed):", Speaker("chair", "Bo Reed", "Acting Chairman")),
        ("Deputies:", Speaker("nobody")),
        ("Scheme totals:", None),
    ],
)
def test_who_speaks(head: str, speaker: Speaker | None) -> None:
    assert speaker_of(head) == speaker


def test_several_askers_are_several_people() -> None:
    assert members("Ada Quill, Bo Reed and Deputy Cy Tarn") == [Person(name=n) for n in ("Ada Quill", "Bo Reed", "Cy Tarn")]


def test_another_pdf_is_no_report() -> None:
    assert not DailReader().accepts(SourceFile("a.pdf", report("A letter about Dublin")))


@pytest.fixture(scope="module")
def real(data_folder: Path) -> list[Record]:
    return read((data_folder / "dail-pdf" / "dail-2012-06-06.pdf").read_bytes())


def test_the_real_report_has_every_question_that_was_not_withdrawn(real: list[Record], data_folder: Path) -> None:
    rest = real[-1].text
    gone = {int(n) for n in re.findall(r"Question No\. (\d+) withdrawn", rest)}
    asked = {int(r.number) for r in real if r.kind == "written-question" and r.number}
    oral = [part for r in real if r.kind == "oral-question" for part in r.parts if part.role == "question"]
    spoken = {reference for r in real if r.kind == "oral-question" for reference in re.findall(r"\[\d+/12\]", r.text)}
    assert len(asked) == sum(r.kind == "written-question" for r in real) == 1018
    assert len(spoken) == 13 <= len(oral)
    assert len(asked) + len(spoken) + len(gone) == max(asked) == 1037


def test_the_real_questions_are_answered_by_named_members_of_the_government(real: list[Record]) -> None:
    questions = [r for r in real if r.kind == "written-question"]
    assert all(r.external_id and r.title and r.pages and r.askers for r in questions)
    assert all(re.search(r"\[\d+/12\]\Z", r.quote(p)) for r in questions for p in r.parts if p.role == "question")
    assert all(r.function_of(p.speaker) for r in questions for p in r.parts if p.role == "answer")


def test_the_real_words_are_all_there(real: list[Record], data_folder: Path) -> None:
    """Names before a colon, the opening of a question and running heads go; what people say stays, word after word."""
    data = (data_folder / "dail-pdf" / "dail-2012-06-06.pdf").read_bytes()
    heads = r"(?m)^(?:Tánaiste|Minister)[^:()]{5,150}\(Deputy [^():]+\):|^(?:Deputy [^:(),.]{5,30}|The Taoiseach):"
    printed = fours(re.sub(heads, "", QUESTION.sub("", clean(read_pdf(data, "a").text).text)))
    kept = {four for record in real for four in fours(record.text)}
    assert sum(four in kept for four in printed) / len(printed) > 0.98


def fours(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))
