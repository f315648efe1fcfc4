"""The report of a run: what each format gave, and what failed."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ingest.report import Contents, FileReport, FormatReport, Report
from rag.records import Record


def report(*files: FileReport) -> Report:
    totals = {"records": 0, "passages": 0, "embedded": 0, "took_s": 0, "embedding_s": 0, "repeats": 0, "unanswered": 0}
    return Report(files=files, **totals)


def test_contents_count_parts_statuses_and_alignment_but_no_translations(make_record: Callable[..., Record]):
    record = make_record("1", "Trein", "Hoeveel?", "Veel.")
    title, question, answer = record.parts
    parts = (
        title,
        question.model_copy(update={"status": "answered"}),
        answer.model_copy(update={"confidence": 0.9}),
        question.model_copy(update={"start": len(record.text), "end": len(record.text), "translation_of": 1}),
    )
    counted = Contents.of(record.model_copy(update={"parts": parts}))
    assert counted == Contents(records=1, questions=1, answers=1, aligned=1, statuses={"answered": 1})


CONTENTS = st.builds(
    Contents,
    records=st.integers(0, 9),
    questions=st.integers(0, 9),
    failed_rows=st.integers(0, 9),
    statuses=st.dictionaries(st.sampled_from(["answered", "referred"]), st.integers(1, 9)),
)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_adding_contents_keeps_every_count(one: Contents, two: Contents, three: Contents):
    assert (one + two) + three == one + (two + three)
    assert one + Contents() == one
    assert sum((one + two).statuses.values()) == sum(one.statuses.values()) + sum(two.statuses.values())


def test_files_are_summed_by_format_and_those_skipped_are_left_out():
    asked = Contents(records=1, questions=2, statuses={"answered": 2})
    made = report(
        FileReport(path="a.txt", status="added", format="flemish", contents=asked),
        FileReport(path="README.md", status="skipped", reason="a README describes data and is none"),
        FileReport(path="b.txt", status="unchanged", format="flemish", contents=asked),
        FileReport(path="c.txt", status="failed", format="flemish", reason="the file is empty"),
        FileReport(path="d.bin", status="failed", reason="these bytes are not text"),
    )
    assert made.formats == (
        FormatReport(format="flemish", files=3, failed=1, records=2, questions=4, statuses={"answered": 4}),
        FormatReport(format=None, files=1, failed=1),
    )
    assert made.model_dump()["formats"][0]["statuses"] == {"answered": 4}
