"""Adding records in a browser: by choosing and by dropping, into libraries old and new, friendly and hostile ones."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.ui.driving import EVILS, HOSTILE, HOSTILE_ROW, ask, open_tab, picture, shown_as_text

LETTER = """SCHRIFTELIJKE VRAAG
nr. 12
van ROOS HAVERMANS
datum: 4 april 2021


JAN MODAAL
MINISTER VAN MOBILITEIT

Fietssnelwegen langs het spoor

1. Hoeveel kilometer fietssnelweg langs het spoor werd aangelegd?


JAN MODAAL
MINISTER VAN MOBILITEIT

ANTWOORD
op vraag nr. 12 van 4 april 2021
van ROOS HAVERMANS

1. Langs het spoor werd twaalf kilometer fietssnelweg aangelegd.
"""

ROW = {
    "doc_id": 99,
    "depotdat": "2017-02-01",
    "aut_person": "Lambiek, Thomas",
    "aut_party": "GROEN",
    "question": "Fietssnelwegen langs het spoor.\n\n1. Hoeveel kilometer fietssnelweg langs het spoor komt er bij?",
    "answer": "1. Er komt veertig kilometer fietssnelweg langs het spoor bij.",
    "answer_department": "Minister van Mobiliteit",
    "question_theme": ["FIETSVERKEER"],
}


@pytest.fixture(scope="module")
def server(start: Callable[..., Any]) -> Any:
    return start("--port", "18900")


def upload(page: Page, files: list[Path], into: str = "") -> None:
    """Add chosen files to a library, a new one where there is none of that name, and wait for the report."""
    open_tab(page, "Add records")
    page.locator("#files input[type=file]").set_input_files(files)
    add(page, into)


def add(page: Page, into: str) -> None:
    page.locator("#files .file-preview").wait_for()
    if into:
        page.get_by_label("Into which library").fill(into)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Add to my library").click()
    expect(page.locator("#files .file-preview")).to_have_count(0, timeout=90_000)
    expect(page.locator("#report .report")).to_be_visible()


def drop(page: Page, file: Path) -> None:
    """Let go of a file over the place for files, as a mouse does that brought it from outside."""
    carried = page.evaluate_handle(
        """([name, text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], name, { type: "text/plain" }));
            return carried;
        }""",
        [file.name, file.read_text(encoding="utf-8")],
    )
    page.locator("#files .upload-container").dispatch_event("drop", {"dataTransfer": carried})


def switch(page: Page, library: str) -> None:
    page.locator("#library input").click()
    page.get_by_role("option", name=library).click()


def test_files_are_chosen_or_dropped_into_libraries_and_the_page_goes_back(
    server: Any, visit: Callable, tmp_path: Path
) -> None:
    letter, empty = tmp_path / "vraag 12 (kopie).txt", tmp_path / "leeg.txt"
    letter.write_text(LETTER, encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    page = visit(server).page
    expect(page.locator(".banner")).to_contain_text("Sample collection, fictional")
    open_tab(page, "Add records")
    picture(page, "add")
    page.get_by_role("button", name="Add to my library").click()
    expect(page.locator("#report .problem")).to_have_text("Choose at least one file first.")
    page.locator("#files input[type=file]").set_input_files([letter, empty])
    page.locator("#files .file-preview").wait_for()
    page.get_by_role("button", name="Add to my library").click()
    expect(page.locator("#report")).to_contain_text(re.compile(r"read ·|Embedding"))
    expect(page.locator("#report .report")).to_contain_text("now shows this library", timeout=90_000)
    picture(page, "add-report")
    rows = {row.locator("th").inner_text(): row.inner_text() for row in page.locator("#report tbody tr").all()}
    assert rows.keys() == {letter.name, empty.name}
    assert "added" in rows[letter.name]
    assert "the file is empty" in rows[empty.name]
    expect(page.locator(".banner")).to_have_count(0)
    expect(page.locator(".holds")).to_contain_text("1 record, 4 April 2021")

    drop(page, letter)
    add(page, "Mobiliteit en ruimte")
    expect(page.locator("#library input")).to_have_value("mobiliteit-en-ruimte")
    expect(page.locator("#library")).to_be_in_viewport(ratio=1)
    open_tab(page, "Ask")
    ask(page, "hoeveel kilometer fietssnelweg?")
    expect(page.locator("#conversation .bot-row")).to_contain_text("twaalf kilometer")
    picture(page, "libraries")
    switch(page, "Sample, fictional")
    expect(page.locator(".holds")).to_contain_text("42 records")
    expect(page.locator("#conversation .bot-row")).to_have_count(0)
    switch(page, "My library")
    expect(page.locator(".holds")).to_contain_text("1 record")


def test_a_saved_search_tells_what_is_new_and_an_answer_is_divided_by_parliament(
    server: Any, visit: Callable, tmp_path: Path
) -> None:
    letter, table = tmp_path / "vraag-12.txt", tmp_path / "kamer.jsonl"
    letter.write_text(LETTER, encoding="utf-8")
    table.write_text(json.dumps(ROW), encoding="utf-8")
    page = visit(server).page
    upload(page, [letter], "Twee parlementen")
    open_tab(page, "Records")
    page.locator(".records li").first.wait_for()
    page.get_by_label("Words in the title or the text").fill("fietssnelweg")
    page.keyboard.press("Enter")
    expect(page.locator("#browse-summary strong")).to_have_text("1 of 1 record")
    page.get_by_role("button", name="Saved searches").click()
    page.get_by_label("Name of this search").fill("Fietsen")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#saved-list label")).to_have_text("Fietsen")
    upload(page, [table], "twee-parlementen")
    open_tab(page, "Records")
    expect(page.locator("#saved-list label")).to_have_text("Fietsen (1 new since your last visit)")
    page.locator("#saved-list label").click()
    expect(page.locator(".records li")).to_have_count(2)
    expect(page.locator(".records li").first.locator(".fresh")).to_be_visible()
    picture(page, "saved-search")
    expect(page.locator("#saved-list label")).to_have_text("Fietsen")

    open_tab(page, "Ask")
    ask(page, "what was said about cycle highways along the railway, fietssnelwegen langs het spoor?")
    parliaments = page.locator("#conversation .bot-row h3")
    expect(parliaments).to_have_count(2)
    assert len(set(parliaments.all_inner_texts())) == 2
    picture(page, "parliaments")


def test_nothing_of_a_hostile_record_runs_and_all_of_it_is_read(server: Any, visit: Callable, tmp_path: Path) -> None:
    table, letter = tmp_path / "tabel.jsonl", tmp_path / "vraag \u202e7 <img src=x onerror=window.pwned=1>.txt"
    table.write_text(json.dumps(HOSTILE_ROW), encoding="utf-8")
    letter.write_text(HOSTILE, encoding="utf-8")
    page = visit(server).page
    upload(page, [table, letter], "vijandig")
    assert "vraag" in shown_as_text(page.locator("#report"))

    open_tab(page, "Ask")
    ask(page, f"hoe worden kwaadaardige webpagina's geweerd? {EVILS[1]}")
    for place in ("#conversation", "#sources"):
        said = shown_as_text(page.locator(place))
        for evil in EVILS[1:4]:
            assert evil in said, (place, evil)
    for fold in page.locator("#sources summary").all():
        fold.click()
    page.get_by_role("button", name="Conversations").click()
    expect(page.locator("#kept-list label", has_text="kwaadaardige")).to_have_count(1)
    assert EVILS[1] in shown_as_text(page.locator("#kept-list"))

    open_tab(page, "Records")
    page.locator("#browse-list h3").first.wait_for()
    for place in ("#browse-list", "#browse-counts"):
        assert EVILS[0] in shown_as_text(page.locator(place)), place
    picture(page, "hostile")
    page.locator(".bar[data-facet=theme]").first.click()
    expect(page.locator("#browse-summary .chip")).to_have_count(1)
    assert "WEBPAGINA" in shown_as_text(page.locator("#browse-summary"))
    page.get_by_role("button", name="Saved searches").click()
    page.get_by_label("Name of this search").fill(f"{EVILS[0]} \u202e")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#saved-list label")).to_have_count(1)
    assert EVILS[0] in shown_as_text(page.locator("#saved-list"))
    page.locator("#browse-filters > button").click()
    for field in ("Function or department", "Theme", "Asked by"):
        page.locator("#browse-filters").get_by_label(field, exact=True).click()
        choices = page.locator("#browse-filters .block", has=page.get_by_label(field, exact=True)).get_by_role("listbox")
        assert EVILS[0] in shown_as_text(choices), field
    page.locator(".records h3 button").first.click()
    page.locator("#browse-opened .record").wait_for()
    said = shown_as_text(page.locator("#browse-opened"))
    for evil in EVILS[:4]:
        assert evil in said, evil

    open_tab(page, "Plots")
    page.locator(".plot-bars li").first.wait_for()
    page.get_by_label("Compare by").click()
    page.get_by_role("option", name="Theme").click()
    expect(page.locator("#plots")).to_contain_text("WEBPAGINA")
    assert EVILS[0] in shown_as_text(page.locator("#plots"))
