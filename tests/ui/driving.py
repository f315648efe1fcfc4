"""What the tests of the page do in a browser again and again."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

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


def ask(page: Page, question: str) -> None:
    """Send a question and wait for its answer and its sources."""
    turns = page.locator("#sources .turn").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#sources .turn")).to_have_count(turns + 1, timeout=60_000)


def picture(page: Page, name: str) -> None:
    """Take a screenshot for the documentation, when asked for."""
    if not os.environ.get("HEMICYCLE_SCREENSHOTS"):
        return
    page.wait_for_timeout(700)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    assert (SCREENSHOTS / f"{name}.png").stat().st_size < LARGEST_PICTURE
