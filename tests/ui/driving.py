"""What the tests of the page do in a browser again and again."""

import html
import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST_PICTURE = 300 * 1024

HOSTILE = """SCHRIFTELIJKE VRAAG
nr. 7
van KWAAD WILLEM
datum: 3 maart 2022


JAN MODAAL
MINISTER VAN VEILIGHEID

Beveiliging van webpagina's <script>window.pwned = 1</script>

Een pagina toont wat in een document staat: ![foto](http://example.com/foto.png) en [klik hier](javascript:window.pwned=1) en
<img src=x onerror="window.pwned = 1"> en **vet** en <a href="http://example.com/">verwijzing</a>.

1. Hoe worden kwaadaardige webpagina's <b onmouseover="window.pwned = 1">geweerd</b> door de minister?


JAN MODAAL
MINISTER VAN VEILIGHEID

ANTWOORD
op vraag nr. 7 van 3 maart 2022
van KWAAD WILLEM

1. Kwaadaardige webpagina's worden geweerd met <script>window.pwned = 1</script> en ![foto](http://example.com/foto.png) en
met <img src=x onerror="window.pwned = 1">, zo beveiligt de minister alle webpagina's.
"""

EVIL = "<img src=x onerror='window.pwned = 1'>"
"""Runs where it becomes markup, and is read as it stands where it does not."""

EVILS = [
    EVIL,
    "<script>window.pwned = 1</script>",
    "![foto](http://example.com/foto.png)",
    "[klik](javascript:window.pwned=1)",
    "\u202eneppo\u202c",
    "\x1b[31mrood\x1b[0m",
]
"""What a record may hold that is to be read and not obeyed: markup, a picture and a link in Markdown, turned writing, colours
of a terminal."""

_ESCAPED = " ".join(html.escape(evil, quote=False) for evil in EVILS)

HOSTILE_ROW = {
    "doc_id": 4711,
    "depotdat": "2017-05-04",
    "aut_person": f"Kwaad, Willem {html.escape(EVIL)}",
    "aut_party": f"Partij {html.escape(EVIL)}",
    "question": f"Webpagina's weren {html.escape(EVIL)}\n\n1. Hoe weert u kwaadaardige webpagina's? {_ESCAPED}",
    "answer": f"1. Kwaadaardige webpagina's worden geweerd door de minister. {_ESCAPED}",
    "answer_department": f"Minister van Veiligheid {html.escape(EVIL)}",
    "question_theme": [f"WEBPAGINA {html.escape(evil)}" for evil in EVILS],
}
"""A row of the Belgian Chamber's table with the same in its title, its names and its themes, as cells of HTML say it."""


def ask(page: Page, question: str) -> None:
    """Send a question and wait for its answer and its sources."""
    turns = page.locator("#sources .turn").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#sources .turn")).to_have_count(turns + 1, timeout=60_000)


def open_tab(page: Page, name: str) -> None:
    """Bring a tab to the front, on a telephone from behind the dots where what does not fit stands."""
    tabs = page.locator("#tabs")
    expect(tabs.get_by_role("tab").first).to_be_visible()
    hidden = tabs.locator(".overflow-dropdown").first.get_by_role("button", name=name, exact=True, include_hidden=True)
    if hidden.count():
        tabs.get_by_role("button", name="More tabs").first.click()
        hidden.click()
    else:
        tabs.get_by_role("tab", name=name, exact=True).click()


def picture(page: Page, name: str) -> None:
    """Take a screenshot for the documentation, when asked for."""
    if not os.environ.get("HEMICYCLE_SCREENSHOTS"):
        return
    page.wait_for_timeout(700)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    assert (SCREENSHOTS / f"{name}.png").stat().st_size < LARGEST_PICTURE


def shown_as_text(place: Locator) -> str:
    """What is read in a place of the page, where nothing of a record has become markup and nothing has run."""
    markup = (
        ":is(script, img[src='x'], img[src*='example'], [onerror], [onmouseover], a[href^='javascript'], a[href*='example'])"
    )
    expect(place.locator(markup)).to_have_count(0)
    assert place.page.evaluate("window.pwned") is None
    said = place.inner_text()
    assert not re.search("[\\x1b\\u202a-\\u202e]", said)
    return said


def violations(page: Page) -> list[str]:
    """What axe finds against the guidelines for accessible pages (WCAG 2.2, levels A and AA) and against good practice."""
    # A colour that is still on its way to another one has the contrast of neither.
    page.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
