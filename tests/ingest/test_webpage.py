"""Web pages of unknown makers: the text itself, without what stands around it."""

from datetime import date

import pytest

from ingest.paper import Paper
from ingest.webpage import read_webpage

PAGE = """<!doctype html><html lang="nl-BE"><head><title>Veren | Polderland</title>
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head><body>
<header><a href="/">Start</a></header><nav><ul><li>Menu</li></ul></nav>
<main><h1>De <em>veren</em></h1><p>Zij varen.</p><nav>Op deze bladzijde</nav><h2>Prijzen</h2><p>Gratis.</p>
<p hidden>Geheim</p><table><tr><td>a</td><td>b</td></tr></table></main>
<aside>Ook leuk</aside><footer>Colofon</footer></body></html>"""


def read(text: str) -> Paper:
    paper = read_webpage(text)
    assert paper
    return paper


def lines(paper: Paper) -> list[list[str]]:
    return [[line.strip() for line in section.split("\n") if line.strip()] for section in paper.sections]


def test_the_main_text_is_read_without_navigation() -> None:
    paper = read(PAGE)
    assert lines(paper) == [["De veren", "Zij varen."], ["Prijzen", "Gratis.", "a | b"]]
    assert (paper.title, paper.language, paper.published) == ("De veren", "nl", date(2024, 3, 5))


def test_without_a_main_element_the_body_is_read_without_its_head_and_foot() -> None:
    paper = read(
        "<body><header>Kop</header>Los <p>een</p><div role='navigation'>Menu</div>staart<footer>Voet</footer></body>"
    )
    assert " ".join(" ".join(section) for section in lines(paper)) == "Los een staart"


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x0b", "\x0c", "&#xC;", "&#0;", "&#1;", "&#x1F;", "&#12 ", "\uffff"])
def test_control_characters_are_no_words(control: str) -> None:
    paper = read(f"<body><nav>x{control}</nav>y{control}<h1>{control}Titel</h1><p>Tek{control}st.</p></body>")
    assert [line.replace(" ", "") for line in lines(paper)[-1]] == ["Titel", "Tekst."]


def test_the_head_of_an_article_is_its_title() -> None:
    paper = read("<body><nav>x</nav><article><header><h1>Titel</h1></header><p>Tekst.</p></article></body>")
    assert lines(paper) == [["Titel", "Tekst."]]


@pytest.mark.parametrize(
    "metas",
    [
        "",
        "<meta name=date content=2024-13-01>",
        "<meta name=date content=2024-01-01><meta name=dcterms.date content=2024-01-02>",
    ],
)
def test_a_day_that_is_not_sure_is_none(metas: str) -> None:
    assert read(f"<html><head>{metas}</head><body><p>Tekst.</p></body></html>").published is None


def test_an_empty_page_has_no_sections() -> None:
    assert not read("<html><body><nav>Menu</nav></body></html>").sections
