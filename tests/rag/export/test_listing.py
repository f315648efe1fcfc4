"""Lists as reports: answer times and their words in three languages."""

import string
from datetime import date

import numpy as np
import pytest

from rag.export.answer_times import answer_times_report
from rag.export.document import Table
from rag.export.formats import exported
from rag.export.listing import Made
from rag.export.records_sheet import records_sheet
from rag.export.wording import PHRASES, say
from rag.library.answer_times import AnswerTimes, Late, Times
from rag.library.filters import Filters
from rag.records import Person, Record
from rag.vocabulary import BriefingLanguage

_RECORD = Record(
    id="be-vl.written-question.1",
    parliament="be-chamber",
    kind="written-question",
    number="12",
    title="=Treinen\nnaar zee",
    asked_on=date(2021, 3, 1),
    answered_on=date(2021, 4, 30),
    askers=(Person(name="An Peeters", party="PLN"),),
    addressees=(Person(name="Bo Claes", role="minister van Mobiliteit"),),
    language="nl",
    url="https://stukken.example/12",
    status="answered",
    text="Treinen",
)
_OPEN = _RECORD.model_copy(update={"id": "be-vl.written-question.2", "answered_on": None, "status": "unanswered"})


def _made(language: BriefingLanguage) -> Made:
    filters = Filters.model_validate({"from": "2021-01-01", "minister": "claes"}).applied()
    return Made(language, date(2024, 5, 6), "sample, fictional", filters, "hemicycle list --late")


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_answer_times_are_told_by_minister_and_the_late_ones_listed(language: BriefingLanguage) -> None:
    times = Times(np.array([10, 60]), 1, np.array([40]), 1)
    took = AnswerTimes(times, (("Bo Claes", times),), undated=1, reversed=2, until=date(2021, 5, 1))
    late = (Late(_RECORD, 60, False), Late(_OPEN, 40, True))
    report = answer_times_report(_made(language), "minister", took, late, found=3, parliaments=["be-chamber"])
    by_minister, listed = (block for block in report.blocks if isinstance(block, Table))
    assert [[cell.runs[0].text for cell in row] for row in by_minister.rows][1] == ["Bo Claes", "2", "35", "55", "1", "1"]
    assert [row[-1].runs[0].text for row in listed.rows] == ["60", "40"]
    assert listed.rows[0][3].runs[0].link == _RECORD.url
    assert report.mark == "sample, fictional"
    assert "hemicycle list --late" in report.foot[-1]
    assert say(language, "times_shown", shown=2, found=3) in exported(report, "md").decode()


def test_the_phrases_of_each_language_take_the_same_values() -> None:
    named = {
        language: {key: {name for _, name, _, _ in string.Formatter().parse(text) if name} for key, text in phrases.items()}
        for language, phrases in PHRASES.items()
    }
    assert named["nl"] == named["en"] == named["fr"]


def test_no_french_line_begins_with_a_colon() -> None:
    assert say("fr", "later_refers") == "Plus tard, en y renvoyant\u00a0:"
    assert "«\u00a0{title}\u00a0»" in say("fr", "said_in", day="lundi", title="{title}")


def test_a_sheet_of_records_has_days_as_days_and_titles_in_one_line() -> None:
    sheet = records_sheet([_RECORD], "nl", date(2024, 5, 6), days=[60])
    row = dict(zip(sheet.columns, sheet.rows[0], strict=True))
    assert (row["Gesteld"], row["Beantwoord"], row["Dagen"]) == (date(2021, 3, 1), date(2021, 4, 30), 60)
    assert row["Onderwerp"] == "=Treinen naar zee"
    assert (row["Fractie"], row["Aan"], row["Status"]) == ("PLN", "Bo Claes", "beantwoord")
