"""Reports as HTML, read again by a parser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from lxml.html import HtmlElement

from rag.display import plain
from rag.export.document import Report
from rag.export.formats import exported

from .hostile import HOSTILE, flat, report_of


def _read(content: bytes) -> HtmlElement:
    return parser.document_fromstring(content, parser=parser.HTMLParser(encoding="utf-8"))


def _page(report: Report) -> HtmlElement:
    return _read(exported(report, "html"))


@pytest.fixture(scope="module")
def written(report: Report) -> bytes:
    return exported(report, "html")


@pytest.fixture
def page(written: bytes) -> HtmlElement:
    return _read(written)


def test_quotations_stand_in_their_language_and_word_for_word(page: HtmlElement, report: Report) -> None:
    quoted = page.xpath("//blockquote")
    assert len(quoted) == 12
    for element, quotation in zip(quoted, report.quotations(), strict=True):
        assert element.get("lang") == quotation.language
        for number in element.xpath(".//sup"):
            number.drop_tree()
        assert flat(element.text_content()) == flat(quotation.quote)


def test_words_of_another_language_say_so(page: HtmlElement) -> None:
    assert page.xpath("string(//p[@class='lead']/span[@lang='nl'])") == "De veerdienst blijft."


def test_numbers_lead_to_notes_and_notes_back_to_the_first_place(page: HtmlElement, report: Report) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [link.removeprefix("#") for link in page.xpath("//a/@href") if link.startswith("#")]
    assert set(inside) <= set(ids)
    assert {f"note-{n}" for n in range(1, 31)} <= set(ids)
    first = page.xpath("//a[@href='#note-1']")[0]
    assert first.get("id") == "cited-1"
    assert page.xpath("//li[@id='note-1']/a[@class='back']/@href") == ["#cited-1"]


def test_the_page_takes_nothing_from_outside_and_runs_nothing(page: HtmlElement, written: bytes) -> None:
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not page.xpath("//script | //link | //img | //iframe | //object | //@src | //@*[starts-with(name(), 'on')]")
    assert "url(http" not in written.decode()
    assert "@import" not in written.decode()


def test_the_chart_is_a_picture_inside_the_page_with_words_for_who_cannot_see_it(page: HtmlElement, report: Report) -> None:
    (figure,) = page.xpath("//figure")
    assert figure.xpath(".//svg")
    assert figure.xpath(".//*[@role='img']/@aria-label")[0].startswith("Columns by month")


def test_the_mark_comes_again_on_each_printed_page(page: HtmlElement, report: Report) -> None:
    assert page.xpath("//body/p[@class='mark']/text()") == ["sample, fictional"]
    assert "display: table-header-group" in page.xpath("string(//style)")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_record_makes_no_element(text: str) -> None:
    written, harmless = _page(report_of(text)), _page(report_of("woorden"))
    tags = {element.tag for element in written.iter() if isinstance(element.tag, str)}
    assert tags <= {element.tag for element in harmless.iter() if isinstance(element.tag, str)} | {"br"}
    assert not written.xpath("//a[not(starts-with(@href, '#'))]")
    assert flat(written.xpath("//blockquote")[0].text_content()) == flat(plain(text)) + "1"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_back_as_it_is(text: str) -> None:
    report = report_of(text)
    page = _page(report.model_copy(update={"blocks": report.blocks[:4]}))
    assert flat(page.xpath("string(//h1)")) == flat(plain(text))
    # A line end before the number of the note is a line end on the page.
    assert flat(page.xpath("string(//blockquote)")).replace(" ", "") == flat(f"{plain(text)}1").replace(" ", "")
