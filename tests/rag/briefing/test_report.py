"""A briefing as a document: every sentence that says something about records has a note or points into the list."""

import re
from pathlib import Path
from typing import get_args

import pytest
from lxml import html
from markdown_it import MarkdownIt

from ingest.run import ingest as run_ingest
from rag.briefing.briefing import Briefing
from rag.briefing.files import FILES, as_file
from rag.briefing.make import brief
from rag.briefing.report import report
from rag.briefing.wording import PHRASES, say
from rag.export.document import Bullets, Heading, Table
from rag.library.filters import Filters
from rag.library.library import Library
from rag.vocabulary import BriefingLanguage
from tests.ui.driving import HOSTILE


@pytest.fixture(scope="module")
def schools(collection: Library) -> Briefing:
    return brief(collection, "scholen", language="nl")


def test_what_is_quoted_has_a_note_that_names_its_record(schools: Briefing) -> None:
    document = report(schools)
    cited = {(one.record, one.page) for each in schools.positions for own in each.statements for one in own.citations}
    noted = {document.notes[n - 1].record for quotation in document.quotations() for n in quotation.notes}
    assert noted == {record for record, _ in cited}
    assert all(quotation.notes for quotation in document.quotations())
    quotes = {quotation.quote for quotation in document.quotations()}
    assert quotes == {one.quote for each in schools.positions for own in each.statements for one in own.citations}


def test_every_line_of_a_list_has_a_note_but_those_that_name_records(schools: Briefing) -> None:
    document, heading = report(schools), ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            heading = block.text
        if isinstance(block, Bullets) and heading != say("nl", "related"):
            assert all(any(run.notes for run in item) for item in block.items), heading
    used = {n for block in document.blocks for n in re.findall(r"'?notes'?=\(([\d, ]+)\)", repr(block))}
    numbers = {int(n) for each in used for n in each.split(",") if n.strip()}
    assert numbers == set(range(1, len(document.notes) + 1))


def test_the_table_of_records_has_a_row_for_each(schools: Briefing) -> None:
    tables = [block for block in report(schools).blocks if isinstance(block, Table)]
    assert [row[0].runs[0].text for row in tables[-1].rows] == [str(n) for n in range(1, schools.found + 1)]


def test_the_foot_says_how_to_repeat_it(schools: Briefing) -> None:
    foot = " ".join(report(schools).foot)
    for said in (
        schools.provenance.command,
        schools.provenance.version,
        str(schools.provenance.encoder),
        "sample, fictional",
    ):
        assert said in foot


def test_nothing_found_is_said_and_what_was_searched_with_it(collection: Library) -> None:
    filters = Filters.model_validate({"from": "2020-01-01", "minister": "De Strooper"})
    document = report(brief(collection, "de Oosterweelverbinding", language="nl", filters=filters))
    assert document.notes == ()
    said = document.model_dump_json()
    assert "niets gevonden dat duidelijk over dit onderwerp gaat" in said
    assert "gesteld vanaf 1 januari 2020, aan De Strooper" in said


@pytest.mark.parametrize("language", get_args(BriefingLanguage))
def test_every_language_says_the_same_things_with_the_same_gaps(language: str) -> None:
    assert PHRASES[language].keys() == PHRASES["en"].keys()
    for key, phrase in PHRASES[language].items():
        assert set(re.findall(r"{(\w+)}", phrase)) == set(re.findall(r"{(\w+)}", PHRASES["en"][key])), key


@pytest.mark.parametrize("ending", FILES)
def test_it_can_be_taken_away_in_every_format(schools: Briefing, ending: str) -> None:
    assert len(as_file(schools, ending)) > 1_000


def test_a_hostile_record_is_only_text_in_every_format(library: Library, tmp_path: Path) -> None:
    (tmp_path / "vraag.txt").write_text(HOSTILE, encoding="utf-8")
    run_ingest(library, [tmp_path / "vraag.txt"])
    made = brief(library, "kwaadaardige webpagina's", language="nl")
    assert made.found == 1
    page = html.fromstring(as_file(made, "html"))
    assert not page.xpath("//script | //img | //iframe | //*[@onerror] | //*[@onmouseover]")
    assert all(link.get("href").startswith(("#", "https://", "http://")) for link in page.xpath("//a"))
    assert "<script>window.pwned = 1</script>" in page.text_content()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(as_file(made, "md").decode())
    inside = [child.type for token in tokens for child in (token.children or [])]
    assert not {"image", "html_inline"} & set(inside)
    assert "html_block" not in {token.type for token in tokens}
    assert "javascript:" not in " ".join(str(child.attrs) for token in tokens for child in (token.children or []))
