"""Text of records as HTML and as Markdown."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Span
from ui.shown import escape, markdown, marked, plain, web_address


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_marked_text_is_the_text_whatever_is_marked(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(start=min(pair), end=min(max(pair), len(text))) for pair in pairs if min(pair) <= len(text)]
    shown = marked(text, Span(start=0, end=len(text)), spans)
    assert html.unescape(re.sub("</?mark>", "", shown)) == plain(text)
    words = {i for span in spans for i in range(span.start, span.end)}
    inside = html.unescape("".join(re.findall("<mark>(.*?)</mark>", shown, re.DOTALL)))
    assert inside == "".join(plain(text)[i] for i in sorted(words))


def test_marks_stand_at_the_exact_offsets() -> None:
    text = "1 < 2. Ja & nee. Einde."
    assert marked(text, Span(start=0, end=17), [Span(start=7, end=16)]) == "1 &lt; 2. <mark>Ja &amp; nee.</mark> "


@given(st.text())
def test_escaped_text_holds_no_markup(text: str) -> None:
    assert not set("<>\"'") & set(escape(text))


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x1b", "\x00", "\u200f"])
def test_what_steers_the_display_becomes_a_question_mark(character: str) -> None:
    assert plain(f"a{character}b\n") == "a?b\n"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.com",
        "http://",
        "file:///etc/passwd",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://www.vlaamsparlement.be/nl/vraag?id=1") == "https://www.vlaamsparlement.be/nl/vraag?id=1"


def test_ordinary_prose_stays_as_it_is_in_markdown() -> None:
    prose = "De minister (N-VA) antwoordde: “ja, 12,5% – dat is ’t.” Zie nr. 204; tot 2021/22."
    assert markdown(prose) == prose


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("![x](http://a.b/c.png)", "!["),
        ("[x](javascript:y)", "[x]"),
        ("<img src=x>", "<img"),
        ("see https://a.b", "https://"),
        ("www.a.be", "www."),
        ("# kop", "# "),
        ("- punt", "- "),
    ],
)
def test_markdown_has_nothing_to_take_hold_of(text: str, never: str) -> None:
    shown = markdown(text)
    assert not shown.startswith(never)
    assert never == "- " or never not in shown.replace("\\[x\\]", "").replace("\\# ", "").replace("!\\[", "")
