"""Written questions as the UK Parliament's API returns them: lists, single questions, and texts that a list cuts off."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.files import SourceFile
from ingest.readers import reader_for
from ingest.readers.rows import RowProblem
from ingest.readers.uk_questions_api import UkQuestionsApiReader
from ingest.references import with_references
from rag.errors import ReadError
from rag.records import Person, Record

LONG = ("The tide comes in and goes out again, and comes in. " * 8)[:255]


def question(**more: Any) -> dict[str, Any]:
    value = {
        "id": 1725947,
        "askingMemberId": 5031,
        "askingMember": None,
        "house": "Commons",
        "dateTabled": "2024-08-30T00:00:00",
        "uin": "3283",
        "questionText": "To ask the Secretary of State for Tides, how high they are.",
        "answeringBodyName": "Department for Tides",
        "isWithdrawn": False,
        "groupedQuestions": [],
        "answerIsHolding": False,
        "answerIsCorrection": False,
        "answeringMember": None,
        "correctingMember": None,
        "dateAnswered": "2024-09-09T00:00:00",
        "answerText": "<p>About 5 m<sup>2</sup>.</p><p>See below.</p>",
        "originalAnswerText": "",
        "dateAnswerCorrected": None,
        "dateHoldingAnswer": None,
        "heading": "Tides: Height",
        "attachments": [],
        "groupedQuestionsDates": [],
    }
    return {"value": value | more, "links": [{"rel": "self", "href": "/Questions/1725947", "method": "GET"}]}


def read(content: Any) -> list[Record | RowProblem]:
    file = SourceFile("api.json", (content if isinstance(content, str) else json.dumps(content)).encode())
    reader = reader_for(file)
    assert reader.name == "uk-questions-api"
    return list(reader.read(file))


def listed(**more: Any) -> Record:
    (record,) = read({"totalResults": 1, "results": [question(**more)]})
    assert isinstance(record, Record)
    return record


def shown(record: Record) -> list[tuple[str, str]]:
    return [(part.role, record.quote(part)) for part in record.parts if part.role != "title"]


def test_a_question_has_its_dates_its_office_its_page_and_its_answer() -> None:
    record = listed()
    assert (record.id, record.external_id) == ("uk-commons.written-question.2024-08-30.3283", "1725947")
    assert (record.asked_on, record.answered_on, record.number) == (date(2024, 8, 30), date(2024, 9, 9), "3283")
    assert record.url == "https://questions-statements.parliament.uk/written-questions/detail/2024-08-30/3283"
    assert (record.askers, record.addressees) == ((), (Person(role="Department for Tides"),))
    assert (record.title, record.status, record.language) == ("Tides: Height", "answered", "en")
    assert shown(record) == [
        ("question", "To ask the Secretary of State for Tides, how high they are."),
        ("answer", "About 5 m².\n\nSee below."),
    ]
    assert (record.parts[-1].answers, record.parts[-1].confidence) == ((), 1.0)


def test_members_are_named_where_the_source_names_them() -> None:
    record = listed(
        house="Lords",
        uin="HL12",
        askingMember={"id": 1, "name": "Lord Gull", "party": "Crossbench"},
        answeringMember={"id": 2, "name": "Baroness Auk", "party": "Labour"},
    )
    assert record.id == "uk-lords.written-question.2024-08-30.hl12"
    assert record.askers == (Person(name="Lord Gull", party="Crossbench"),)
    assert record.addressees == (Person(name="Baroness Auk", role="Department for Tides"),)
    assert record.parts[-1].speaker == "Baroness Auk"


def test_a_text_that_a_list_cut_off_is_as_it_stands_and_said_to_be_cut_off() -> None:
    record = listed(questionText=LONG, answerText=LONG + "...")
    assert shown(record) == [
        ("question", LONG.strip()),
        ("note", "The source gives only the first 255 characters of this question."),
        ("answer", LONG + "..."),
        ("note", "The source gives only the first 255 characters of this answer."),
    ]
    assert (record.status, {part.status for part in record.parts}) == (None, {None})


def test_a_whole_text_of_that_length_is_not_said_to_be_cut_off() -> None:
    record = listed(questionText=LONG[:254] + "?", answerText="Yes" + "." * 10)
    assert [role for role, _ in shown(record)] == ["question", "answer"]
    (single,) = read(question(questionText=LONG, answerText=LONG + "..."))
    assert isinstance(single, Record)
    assert [role for role, _ in shown(single)] == ["question", "answer"]


def test_a_single_question_a_bare_list_and_lines_are_read_as_well() -> None:
    for content in (
        question(),
        [question()],
        question()["value"],
        "\n".join(json.dumps(question(uin=uin)) for uin in ("3283", "3284")),
    ):
        first = read(content)[0]
        assert isinstance(first, Record)
        assert first.number == "3283"


def test_a_corrected_answer_keeps_the_one_before_as_a_note() -> None:
    record = listed(
        answerIsCorrection=True,
        dateAnswerCorrected="2024-11-26T00:00:00",
        originalAnswerText="<p>About 6 m.</p>",
        answeringMember={"name": "Ida Tern"},
        correctingMember={"name": "Jan Auk"},
    )
    assert shown(record)[1:] == [
        ("answer", "About 5 m².\n\nSee below."),
        ("note", "The answer was corrected on 26 November 2024."),
        ("note", "The answer before it was corrected:"),
        ("note", "About 6 m."),
    ]
    assert record.parts[2].speaker == "Jan Auk"


def test_a_holding_answer_postpones() -> None:
    record = listed(
        answerIsHolding=True, answerText="It has not been possible to reply.", dateHoldingAnswer="2024-09-04T00:00:00"
    )
    assert record.status == "postponed"
    assert [part.status for part in record.parts if part.role == "question"] == ["postponed"]
    assert shown(record)[-2:] == [("note", "This is a holding answer."), ("note", "Holding answer on 4 September 2024.")]


def test_without_an_answer_a_question_is_unanswered_and_a_withdrawn_one_has_no_status() -> None:
    open_question = listed(answerText=None, dateAnswered=None)
    assert (open_question.status, open_question.answered_on) == ("unanswered", None)
    withdrawn = listed(answerText=None, dateAnswered=None, isWithdrawn=True)
    assert (withdrawn.status, shown(withdrawn)[-1]) == (None, ("note", "The question was withdrawn."))


def test_questions_answered_together_refer_to_each_other() -> None:
    record = listed(
        groupedQuestions=["3283", "2978"],
        groupedQuestionsDates=[{"questionUin": "2978", "dateTabled": "2024-08-29T00:00:00"}],
    )
    assert ("note", "Answered together with question 2978 of 29 August 2024.") in shown(record)
    (reference,) = with_references(record).references
    assert (reference.number, reference.on) == ("2978", date(2024, 8, 29))


def test_attachments_are_named_with_their_addresses() -> None:
    record = listed(attachments=[{"title": "Table", "url": "https://example.org/t.xlsx", "fileType": "xlsx"}])
    assert shown(record)[-1] == ("note", "Attachment: Table https://example.org/t.xlsx")


def test_a_bad_question_is_told_by_its_place_and_the_next_one_is_read() -> None:
    no_house, no_question, good = read({"results": [question(house="Senate"), "what?", question()]})
    assert isinstance(no_house, RowProblem)
    assert (no_house.line, no_house.reason) == (1, "house: Input should be 'Commons' or 'Lords'")
    assert isinstance(no_question, RowProblem)
    assert no_question.line == 2
    assert isinstance(good, Record)


@pytest.mark.parametrize("content", ['{"uin": "1", "questionText": "a", "answeringBodyName": ', '{"results": 3}'])
def test_broken_files_are_one_error_that_names_them(content: str) -> None:
    with pytest.raises(ReadError, match=r"api\.json: "):
        list(UkQuestionsApiReader().read(SourceFile("api.json", content.encode())))


def test_other_tables_are_left_to_the_reader_of_tables(data_folder: Path) -> None:
    file = SourceFile("questions.jsonl", (data_folder / "uk-questions" / "questions.jsonl").read_bytes())
    assert reader_for(file).name == "table"


def test_a_real_month_is_read_and_says_what_is_cut_off(data_folder: Path) -> None:
    data = (data_folder / "uk-questions" / "api-2024-08.json").read_bytes()
    records = [record for record in UkQuestionsApiReader().read(SourceFile("api.json", data)) if isinstance(record, Record)]
    assert len(records) == len({record.id for record in records}) == data.count(b'"uin"') == 1004
    cut_off = Counter(text.split()[-1] for record in records for role, text in shown(record) if "only the first" in text)
    assert cut_off == {"question.": 219, "answer.": 869}
    assert sum("Answered together" in record.text for record in records) == 196
    assert sum(record.status is None for record in records) == 869
