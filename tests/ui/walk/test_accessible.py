"""Every tab, empty and filled, wide and in light, on a phone and in the dark: axe finds nothing, and everything fits."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from playwright.sync_api import Page, expect

from tests.ui.driving import ask, open_tab, picture, violations

LOOKS: tuple[tuple[Literal["light", "dark"], int, int], ...] = (("light", 1280, 800), ("dark", 390, 844))


def states(page: Page) -> Iterator[str]:
    """The page in one state after the other, by name."""
    page.locator("#conversation button.example").first.wait_for()
    page.locator("#filters > button").click()
    page.locator("#kept > button").click()
    yield "ask-empty"
    page.locator("#filters > button").click()
    page.locator("#kept > button").click()
    ask(page, "what did the government say about Belarus")
    ask(page, "en wat zei ze een jaar later?")
    page.locator("#sources summary:has(+ .fetched)").first.click()
    page.locator("#sources .fetched img").first.wait_for()
    yield "ask"
    open_tab(page, "Briefing")
    page.get_by_label("Topic", exact=True).fill("Belarus")
    page.keyboard.press("Enter")
    page.locator("iframe.briefing").wait_for()
    yield "briefing"
    open_tab(page, "Records")
    page.locator(".records li").first.wait_for()
    page.locator("#browse-filters > button").click()
    page.locator("#saved > button").click()
    yield "records"
    page.locator(".records h3 button").first.click()
    page.locator("#browse-opened .record").wait_for()
    yield "record"
    open_tab(page, "Plots")
    page.locator(".plot-bars li").first.wait_for()
    page.locator("#plots .numbers summary").first.click()
    yield "plots"
    open_tab(page, "Add records")
    page.locator("#files").wait_for()
    yield "add"


def test_every_tab_is_accessible_and_fits(sample_server: Any, visit: Callable) -> None:
    page = visit(sample_server).page
    for state in states(page):
        for scheme, width, height in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{state}, {width}"
            assert violations(page) == [], f"{state}, {scheme}"
        if state == "add":
            picture(page, f"phone-{state}")
