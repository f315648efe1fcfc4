"""Browsing and plots in a real browser: counts that filter, records that open, by mouse, by keyboard and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.driving import open_tab, picture


def opened(page: Page, tab: str) -> Page:
    """The page with a tab in front and its content there."""
    open_tab(page, tab)
    expect(page.locator(".records li, .plot-bars li").first).to_be_visible()
    return page


def test_a_count_filters_by_keyboard_and_the_filter_shows_it(sample_server, visit: Callable) -> None:
    page = opened(visit(sample_server).page, "Records")
    picture(page, "records")
    expect(page.locator("#browse-summary")).to_have_text("42 records")
    bar = page.locator('.bar[data-facet="minister"]').first
    name, count = (bar.locator(part).inner_text() for part in (".name", ".count"))
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#browse-summary strong")).to_have_text(f"{count} of 42 records")
    expect(page.locator("#browse-summary .chip")).to_have_text(f"answered by {name}")
    expect(page.locator(".records li")).to_have_count(int(count))
    page.locator("#browse-filters > button").click()
    expect(page.get_by_label("Minister", exact=True).locator("visible=true")).to_have_value(f"{name} ({count})")
    page.get_by_role("button", name="Clear words and filter").click()
    expect(page.locator("#browse-summary")).to_have_text("42 records")


def test_a_record_opens_and_the_way_back_leads_to_its_place(sample_server, visit: Callable) -> None:
    page = opened(visit(sample_server).page, "Records")
    title = page.locator(".records button").nth(6)
    said = title.inner_text()
    title.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#browse-opened h3")).to_have_text(said)
    expect(page.locator(".back-to-list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".records button").nth(6)).to_be_focused()
    expect(page.locator("#browse-opened")).to_be_hidden()


def test_words_and_typed_filters_narrow_the_list_and_mistakes_are_one_line(sample_server, visit: Callable) -> None:
    page = opened(visit(sample_server).page, "Records")
    page.get_by_label("Words in the title or the text").fill("leerlingenvervoer")
    page.keyboard.press("Enter")
    expect(page.locator("#browse-summary .chip")).to_have_text("with leerlingenvervoer")
    found = int(re.match(r"\d+", page.locator("#browse-summary").inner_text())[0])  # type: ignore[index]
    assert 0 < found < 42
    expect(page.locator(".records li")).to_have_count(found)
    page.locator("#browse-filters > button").click()
    start = page.get_by_label("From", exact=True).locator("visible=true")
    start.fill("vorige week")
    start.press("Enter")
    expect(page.locator("#browse-summary .problem")).to_contain_text("is not a date")
    start.fill("2031")
    start.press("Enter")
    expect(page.locator("#browse-list .hint")).to_contain_text("No record fits")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_plots_follow_the_filter_and_have_their_numbers(sample_server, visit: Callable, width: int, scheme: str) -> None:
    page = opened(visit(sample_server, width=width, scheme=scheme).page, "Plots")
    expect(page.locator("#plots .bar").first).to_contain_text("2020")
    picture(page, "plots" if width == 1280 else "plots-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#plots-summary")).to_have_text("Drawn from 42 records.")
    page.locator("#plots .numbers summary").first.click()
    expect(page.locator("#plots .numbers table").first).to_be_visible()
    page.locator("#plots-filters > button").click()
    minister = page.get_by_label("Minister", exact=True).locator("visible=true")
    minister.fill("Oosterlinck")
    minister.press("Enter")
    expect(page.locator("#plots-summary")).not_to_have_text("Drawn from 42 records.")
    term = page.get_by_label("Late after (days)")
    term.fill("soon")
    term.press("Enter")
    expect(page.locator("#plots-summary .problem")).to_contain_text("whole number of days")
