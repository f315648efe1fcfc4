"""The sample collection is well-formed, holds the shapes that readers must know, and its files are what the script makes."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from ingest.sample.content import PDF_FOLDER, TEXT_FOLDER, SampleRecord, load_examples, load_sample
from ingest.sample.layout import MONTHS
from ingest.sample.make import BADGE, make_files

SAMPLE = load_sample()
RECORDS = SAMPLE.records
BY_KEY = {record.key: record for record in RECORDS}
REFERENCE = re.compile(
    r"(?:op|schriftelijke) vraag (?:nr\. )?(?P<number>\d+) van (?P<day>\d+) (?P<month>[a-z]+) (?:(?P<year>\d{4})|jl\.)"
)
EACH = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)


def session(day: date) -> int:
    """The year in which the session of a day began; sessions begin in September."""
    return day.year if day.month >= 9 else day.year - 1


def body(record: SampleRecord) -> str:
    """All that the asker and the minister wrote."""
    texts = [*record.context, *(question.text for question in record.questions)]
    return "\n".join([*texts, *(paragraph for answer in record.answers for paragraph in answer.text)])


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


def letters(text: str) -> str:
    """Without white space, and without hyphens, which a PDF reader may give another code at the end of a line."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe]", "", text)


def test_about_forty_records_of_a_parliament_that_says_it_is_fictional() -> None:
    assert 38 <= len(RECORDS) <= 45
    assert "fictief" in SAMPLE.parliament
    assert SAMPLE.letterhead == SAMPLE.parliament.upper()


def test_keys_are_unique_and_people_are_known() -> None:
    assert len(BY_KEY) == len(RECORDS)
    assert {record.minister for record in RECORDS} == set(SAMPLE.ministers)
    assert {record.asker for record in RECORDS} == set(SAMPLE.members)


def test_numbers_run_per_minister_and_session() -> None:
    issued: dict[tuple[str, int], list[SampleRecord]] = {}
    for record in RECORDS:
        issued.setdefault((record.minister, session(record.date)), []).append(record)
    for records in issued.values():
        numbers = [record.number for record in sorted(records, key=lambda record: record.date)]
        assert numbers == sorted(set(numbers))


@EACH
def test_dates_are_plausible(record: SampleRecord) -> None:
    assert date(2020, 1, 1) <= record.date <= date(2025, 12, 31)
    assert record.date.weekday() < 5
    assert 7 <= (record.answered - record.date).days <= 75
    assert SAMPLE.ministers[record.minister].functions_on(record.date).isupper()


@EACH
def test_sub_questions_are_numbered_in_order(record: SampleRecord) -> None:
    labels = [question.label for question in record.questions]
    numbers = list(dict.fromkeys(label.partition(".")[0] for label in labels))
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    for number in numbers:
        lettered = [label.partition(".")[2] for label in labels if label.startswith(f"{number}.")]
        assert lettered == list("abcdefgh")[: len(lettered)]
        assert number in labels, "a sentence stands before the letters"


@EACH
def test_answers_stand_under_labels_of_the_question_in_their_order(record: SampleRecord) -> None:
    asked = [question.label for question in record.questions]
    answered = [label for answer in record.answers for label in answer.labels]
    assert answered == sorted(set(answered), key=asked.index)


@EACH
def test_every_reference_names_an_existing_record(record: SampleRecord) -> None:
    named = set()
    for found in REFERENCE.finditer(body(record)):
        month = MONTHS.index(found["month"]) + 1
        day = date(int(found["year"] or record.date.year), month, int(found["day"]))
        if not found["year"] and day > record.date:
            day = day.replace(year=day.year - 1)
        candidates = [other.key for other in RECORDS if other.number == int(found["number"]) and other.date == day]
        assert len(candidates) == 1, found[0]
        named.update(candidates)
    assert named == set(record.references)


@EACH
def test_the_standard_fonts_can_print_it(record: SampleRecord) -> None:
    (record.title + body(record)).encode("cp1252")


def test_one_question_to_five_ministers_names_them_with_their_numbers() -> None:
    family = [record for record in RECORDS if record.closing]
    assert len(family) == 5
    assert len({(record.title, record.context, record.questions, record.date, record.asker) for record in family}) == 1
    closing = family[0].closing
    assert closing
    assert closing.startswith("Deze vraag werd gesteld aan de ministers ")
    expected = {(SAMPLE.ministers[record.minister].name, str(record.number)) for record in family}
    assert set(re.findall(r"(?:ministers |, )([^(,]+) \((\d+)\)", closing)) == expected
    referring = [record for record in family if record.references]
    assert [record.status for record in referring] == ["answered", "referred"]


def test_a_question_is_asked_again_word_for_word() -> None:
    again = [record for record in RECORDS if record.same_as and not record.closing]
    assert [(record.key, record.same_as) for record in again] == [("2022-11-de-strooper", "2021-9-de-strooper")]
    assert again[0].questions == BY_KEY["2021-9-de-strooper"].questions


def test_each_way_to_number_an_answer_occurs() -> None:
    labels = [[answer.labels for answer in record.answers] for record in RECORDS]
    skipping = [
        record.key
        for record, blocks in zip(RECORDS, labels, strict=True)
        if all(blocks) and {q.label[0] for q in record.questions} - {label[0] for block in blocks for label in block}
    ]
    assert skipping == ["2021-118-willaert", "2024-91-willaert"]
    assert any(blocks == [()] and len(record.answers[0].text) > 1 for record, blocks in zip(RECORDS, labels, strict=True))
    assert any(blocks[0] == () and len(blocks) > 1 for blocks in labels), "an introduction before the numbers"
    assert any("1.a" in block for blocks in labels for block in blocks)
    printed = {answer.printed for record in RECORDS for answer in record.answers if len(answer.labels) > 1}
    assert printed == {None, "2-3.", "3. en 4."}


def test_each_status_occurs() -> None:
    assert Counter(record.status for record in RECORDS) == {"answered": 38, "referred": 2, "postponed": 1, "declined": 1}


@pytest.mark.parametrize(
    ("subject", "least"),
    [("Wit-Rusland", 5), ("Mensenrechten in", 3), ("Leerlingenvervoer", 4), ("Overstroming", 4), ("Energie|Zonnepanelen", 4)],
)
def test_subjects_that_people_ask_about(subject: str, least: int) -> None:
    assert sum(bool(re.search(subject, record.title)) for record in RECORDS) >= least


def test_belarus_in_several_years_and_with_several_ministers() -> None:
    found = [record for record in RECORDS if record.title.startswith("Wit-Rusland")]
    assert {record.date.year for record in found} == {2020, 2021, 2023, 2025}
    assert len({record.minister for record in found}) == 3


@pytest.mark.parametrize(
    "piece", ["o.m. ", "dhr. ", "mevr. ", " jl.", "nr. ", "onderwijs- en welzijnsbeleid", "voor- en na", "‘", "’"]
)
def test_small_things_that_trip_readers(piece: str) -> None:
    assert any(piece in body(record) for record in RECORDS)


@pytest.mark.parametrize(
    "broken", ["Wit-\nRuss", "minister-\npresident", "2022-\n2023", "onderwijs- \nen", "leerlingen-\nvervoer"]
)
def test_line_ends_that_trip_readers(broken: str) -> None:
    assert any(broken in path.read_text(encoding="utf-8") for path in TEXT_FOLDER.iterdir())


def test_examples_name_existing_records() -> None:
    examples = load_examples()
    assert len(examples) == 6
    assert {example.language for example in examples} == {"nl", "en", "fr"}
    assert {key for example in examples for key in example.records} <= set(BY_KEY)


def test_the_files_are_what_the_script_makes() -> None:
    files = make_files(SAMPLE)
    assert set(files) == {*PDF_FOLDER.iterdir(), *TEXT_FOLDER.iterdir()}
    assert [path.name for path, content in files.items() if path.read_bytes() != content] == []


@EACH
def test_the_pdf_is_small_and_marked_on_each_page(record: SampleRecord) -> None:
    path = PDF_FOLDER / f"{record.stem}.pdf"
    assert path.stat().st_size < 15_000
    pages = pdf_pages(path)
    assert 1 <= len(pages) <= 3
    assert all(BADGE in page and SAMPLE.parliament in page for page in pages)


@EACH
def test_pdf_and_text_hold_what_was_written(record: SampleRecord) -> None:
    text = (TEXT_FOLDER / f"{record.stem}.txt").read_text(encoding="utf-8")
    feet = rf"{re.escape(SAMPLE.parliament)}\s+{BADGE}\s+\d / \d\s*\Z"
    from_pdf = "\n".join(re.sub(feet, "", page) for page in pdf_pages(PDF_FOLDER / f"{record.stem}.pdf"))
    assert letters(from_pdf) == letters(text)
    assert all(letters(paragraph) in letters(text) for paragraph in body(record).split("\n"))


@EACH
def test_paragraphs_stand_apart_in_the_text(record: SampleRecord) -> None:
    """Also where a page ends between them."""
    blocks = re.split(r"\n{2,}", (TEXT_FOLDER / f"{record.stem}.txt").read_text(encoding="utf-8"))
    written = [*record.context, *(q.text for q in record.questions), *(p for a in record.answers for p in a.text)]
    assert len({n for text in written for n, block in enumerate(blocks) if letters(text) in letters(block)}) == len(written)


def test_documents_of_one_two_and_three_pages() -> None:
    assert {len(pdf_pages(path)) for path in PDF_FOLDER.iterdir()} == {1, 2, 3}
