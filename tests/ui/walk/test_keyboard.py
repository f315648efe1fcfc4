"""The page without a mouse: everything is reached, what has the focus is seen, and nothing keeps it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, expect

FOCUSED = """() => {
    const element = document.activeElement;
    const [style, box] = [getComputedStyle(element), element.getBoundingClientRect()];
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0;
    const there = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return element === document.body || (seen && there);
}"""


def tab_to(page: Page, wanted: str, *, most: int = 90) -> None:
    """Press Tab until something that is `wanted` has the focus; wherever it is on the way, it has to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        try:
            page.wait_for_function(FOCUSED, timeout=20_000)
        except Error:
            raise AssertionError(page.evaluate("document.activeElement.outerHTML")) from None
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} has no place among the first {most}")


def test_all_of_the_page_is_reached_and_left_by_keyboard(sample_server: Any, visit: Callable, tmp_path: Path) -> None:
    page = visit(sample_server).page
    page.emulate_media(reduced_motion="reduce")
    # The browser reports a chooser of files only some time after somebody began to listen.
    page.on("filechooser", lambda _chooser: None)
    tab_to(page, "#question textarea")
    page.keyboard.type("wat zei de regering over Wit-Rusland")
    page.keyboard.press("Enter")
    expect(page.locator("#sources .turn")).to_have_count(1)
    tab_to(page, "#conversation a[href^='#src-']")
    target = page.evaluate("document.activeElement.hash")
    page.keyboard.press("Enter")
    expect(page.locator(target)).to_be_in_viewport()
    tab_to(page, "#sources summary:has(+ .fetched)")
    page.keyboard.press("Enter")
    # A picture that comes later takes its place then, and moves what has the focus.
    page.wait_for_function("document.querySelector('#sources .fetched img')?.naturalWidth > 0")
    tab_to(page, "#sources .window")
    page.keyboard.press("ArrowDown")

    tab_to(page, "#tabs [role=tab][aria-selected=true]", most=200)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Briefing", exact=True)).to_have_attribute("aria-selected", "true")
    tab_to(page, "#brief-row textarea")
    page.keyboard.type("Wit-Rusland")
    page.keyboard.press("Enter")
    page.locator("iframe.briefing").wait_for()
    tab_to(page, ".takes a")
    page.get_by_role("tab", name="Briefing", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Records", exact=True)).to_have_attribute("aria-selected", "true")
    page.locator(".records li").first.wait_for()
    tab_to(page, "#browse-filters > button")
    page.keyboard.press("Enter")
    expect(page.locator("#browse-filters > button")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#browse-filters .filter-lists")).to_be_visible()
    tab_to(page, "#browse-filters input[aria-label=Party]")
    tab_to(page, ".bar[data-facet=minister]")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#browse-summary .chip")).to_have_count(1)
    tab_to(page, "#browse-order input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, ".records h3 button")
    title = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.locator("#browse-opened h3")).to_have_text(title)
    expect(page.locator(".back-to-list")).to_be_focused()
    tab_to(page, "#browse-opened .part h4 a")
    page.locator(".back-to-list").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".records h3 button", has_text=title).first).to_be_focused()

    page.get_by_role("tab", name="Records", exact=True).focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Add records")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#files .upload-container")).to_be_visible()
    tab_to(page, "#files .upload-container")
    (tmp_path / "leeg.txt").write_text("", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "leeg.txt")
    page.locator("#files .file-preview").wait_for()
    tab_to(page, "#add-button")
    tab_to(page, "body")
