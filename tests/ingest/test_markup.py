"""HTML in cells: what a reader sees, and no word lost or made."""

import html
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.markup import local_name, plain_text, spaced_text, taken_out
from ingest.text import clean
from rag.errors import ReadError


def shown(cell: str) -> str:
    return clean(plain_text(cell), join_lines=False).text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "<p>Brood &amp; melk</p><p> </p><p>Water<br/>en wijn<br><br>of thee</p>",
            "Brood & melk\n\nWater\nen wijn\n\nof thee",
        ),
        ("Zo:<ul><li><p>peren;</p></li>\n<li>appels</li></ul>Meer.", "Zo:\n\n- peren;\n- appels\n\nMeer."),
        ("<ul><li>fruit<ul><li>peren</li></ul></li><li>brood</li></ul>", "- fruit\n- peren\n- brood"),
        ('<ol start="3"><li>drie<p>meer</p></li><li>vier</li><li value="9">negen', "3. drie\nmeer\n4. vier\n9. negen"),
        (
            "<table><tr><td><p> </p></td><td><p>2023</p></td></tr>\n<tr><td>Peren</td><td>5<br>kg</td></tr></table>",
            "| 2023\nPeren | 5 kg",
        ),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c", "a | b | c"),
        ("<p>12 m<sup>2</sup>, CO<sub>2</sub>, 3<sup>de</sup> in 2023<sup>(1)</sup></p>", "12 m², CO₂, 3de in 2023⁽¹⁾"),
        ("<p>in 2007-08<sup>1,2, 3</sup>, 10<sup>-6</sup>, CO<sub>2-</sub>taks</p>", "in 2007-08¹,², ³, 10⁻⁶, CO₂-taks"),
        ("<p>2008<span style='vertical-align:super'>4</span></p>", "2008⁴"),
        ('Zie <a href="https://example.org/x">deze bladzijde</a>.', "Zie deze bladzijde."),
        ("a<script>weg()</script><style>p{}</style><!-- weg --><p>b", "a\n\nb"),
        ("1 &lt; 2 &amp; &#147;ja&#148; &nbsp;AT&T &onbekend; &euro;5", "1 < 2 & “ja” AT&T &onbekend; €5"),
        ("a < b en 3<4", "a < b en 3<4"),
        ("<p>5 < 6</p>", "5 < 6"),
        ("</p>", ""),
        ("<p>\x00een\ud83d</p>", "een"),
    ],
)
def test_what_is_shown(cell: str, text: str) -> None:
    assert shown(cell) == text


def test_what_the_parser_would_cut_off_is_refused() -> None:
    assert shown("<div>" * 200 + "diep") == "diep"
    with pytest.raises(ReadError, match="nested too deeply"):
        plain_text("<div>" * 400 + "dieper")


class _Words(HTMLParser):
    """The words of an HTML text as another parser finds them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data.split()


WORDS = st.lists(st.sampled_from(["peer", "appel", "één", "3,5", "a&b", "x<y", "“ja”"]), min_size=1, max_size=4).map(" ".join)
TAGS = st.sampled_from(["p", "div", "li", "ul", "ol", "td", "tr", "table", "b", "em", "a", "blockquote", "h2", "span"])
TREES = st.recursive(
    WORDS.map(lambda words: f"{html.escape(words)} "),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=4)),
    max_leaves=12,
)


@given(TREES)
def test_no_word_is_lost_or_changes_its_place(markup: str) -> None:
    words = [word for word in shown(f"<p>{markup}</p>").split() if word not in {"-", "|"} and not word.rstrip(".").isdigit()]
    assert words == _Words(markup).words


@given(st.text(max_size=80))
def test_any_cell_is_read(cell: str) -> None:
    shown(f"<p>{cell}")
    shown(cell)


def test_elements_of_xml_stand_apart_as_told_and_white_space_is_spaces() -> None:
    element = etree.fromstring("<p>One\n  <q>two</q> three<row>a<cell>b</cell></row></p>")
    assert spaced_text(element, {"q": "\n\n", "row": "\n", "cell": " | "}) == "One \n\ntwo three\na | b"


_TREES = st.recursive(
    st.text("ab ", max_size=3),
    lambda inner: st.lists(st.tuples(st.sampled_from(["note", "b"]), inner, st.text("cd ", max_size=3)), max_size=4),
    max_leaves=12,
)


def _tree(tag: str, inside: str | list[tuple[str, Any, str]], tail: str = "") -> str:
    content = inside if isinstance(inside, str) else "".join(_tree(*one) for one in inside)
    return f"<{tag}>{content}</{tag}>{tail}"


@given(_TREES)
def test_elements_taken_out_leave_every_other_word_in_its_place(inside: str | list[tuple[str, Any, str]]) -> None:
    def words(part: str | list[tuple[str, Any, str]]) -> str:
        if isinstance(part, str):
            return part
        return "".join(("" if tag == "note" else words(inner)) + tail for tag, inner, tail in part)

    root = etree.fromstring(_tree("p", inside))
    found = taken_out(root, {"note"})
    assert "".join(root.itertext()) == words(inside)
    assert all(local_name(one) == "note" and not one.tail for one in found)
