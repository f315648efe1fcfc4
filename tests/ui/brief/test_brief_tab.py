"""Briefings in a real browser: made, looked at, followed to a record, taken away; and by nobody else."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.ui.driving import EVIL, open_tab, picture, violations


def made(page: Page, topic: str) -> Page:
    """The page with a briefing on a topic."""
    open_tab(page, "Briefing")
    page.get_by_label("Topic", exact=True).fill(topic)
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe.briefing").locator("h1")).to_have_text(topic[:1].upper() + topic[1:])
    return page


def test_a_briefing_is_made_looked_at_and_followed_to_its_records(sample_server, visit: Callable) -> None:
    page = made(visit(sample_server).page, "Belarus")
    picture(page, "briefing")
    document = page.frame_locator("iframe.briefing")
    expect(document.locator(".mark")).to_have_text("sample, fictional")
    expect(document.locator("footer")).to_be_attached()
    document.locator("sup a").first.click()
    note = document.locator("#note-1")
    expect(note).to_be_in_viewport()
    with page.context.expect_page() as opened:
        note.locator('a[target="_blank"]').click()
    expect(opened.value.locator(".record-view, #browse-opened")).to_be_visible()
    opened.value.close()


def test_the_page_says_in_its_own_words_that_a_briefing_is_being_made(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    page.get_by_role("tab", name="Briefing", exact=True).click()
    expect(page.get_by_label("Topic", exact=True)).to_be_visible()
    page.evaluate(
        """() => {
            window.said = [];
            const seen = (element) => element.checkVisibility({opacityProperty: true});
            const look = () => {
                const told = [...document.querySelectorAll('#briefing .hint, #briefing .progress-text')];
                window.said.push(...told.filter(seen).map((element) => element.innerText));
            };
            const all = {childList: true, subtree: true, characterData: true};
            new MutationObserver(look).observe(document.querySelector('#brief'), all);
        }"""
    )
    made(page, "Belarus")
    assert set(page.evaluate("window.said")) == {"Making the briefing …"}
    expect(page.locator("#briefing")).not_to_contain_text("Making the briefing")


def test_it_is_taken_away_as_every_kind_of_file(sample_server, visit: Callable, tmp_path: Path) -> None:
    page = made(visit(sample_server).page, "schools")
    texts = {}
    for name in ("Word", "PDF", "HTML", "Markdown", "List as CSV", "List as Excel"):
        with page.expect_download() as download:
            page.locator(".takes").get_by_role("link", name=name, exact=True).click()
        file = download.value
        assert file.suggested_filename.startswith("schools.")
        file.save_as(tmp_path / file.suggested_filename)
        texts[name] = (tmp_path / file.suggested_filename).read_bytes()
    assert any("Schools" in each.text for each in Document(io.BytesIO(texts["Word"])).paragraphs)
    assert "Schools" in pypdfium2.PdfDocument(texts["PDF"])[0].get_textpage().get_text_range()
    assert texts["List as Excel"].startswith(b"PK")


def test_no_topic_and_a_bad_filter_are_one_clear_line(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    open_tab(page, "Briefing")
    page.get_by_role("button", name="Make the briefing").click()
    expect(page.locator("#briefing .problem")).to_contain_text("No topic yet")
    page.locator("#brief-filters > button").click()
    page.locator("#brief-filters").get_by_label("From", exact=True).fill("vorige week")
    page.get_by_label("Topic", exact=True).fill("schools")
    page.keyboard.press("Enter")
    expect(page.locator("#briefing .problem")).to_contain_text("“vorige week” is not a date")


def test_a_briefing_on_a_phone_fits_and_breaks_no_rule_of_access(sample_server, visit: Callable) -> None:
    page = visit(sample_server, width=390, height=844).page
    made(page, "Belarus")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page)


def test_a_topic_is_only_text(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    open_tab(page, "Briefing")
    page.get_by_label("Topic", exact=True).fill(EVIL)
    page.keyboard.press("Enter")
    document = page.frame_locator("iframe.briefing")
    expect(document.locator("h1")).to_contain_text("<img src=x onerror=")
    expect(document.locator("img")).to_have_count(0)


@pytest.mark.parametrize("name", ["unknown", "unknown.pdf", "..%2f..%2fetc%2fpasswd"])
def test_a_briefing_that_is_not_there_is_one_line(sample_server, name: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{sample_server.url}/nl/briefing/{name}")
    assert refused.value.code == 404
    refused.value.close()
