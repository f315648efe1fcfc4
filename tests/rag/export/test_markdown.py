"""Reports as Markdown, judged by a parser of it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.display import plain
from rag.export.document import Quotation, Report, Run
from rag.export.formats import exported

from .hostile import HOSTILE, flat, report_of

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tokens(text: str) -> Iterator[Token]:
    for token in _PARSER.parse(text):
        yield token
        yield from token.children or ()


def _words(text: str) -> str:
    """The text that a reader sees, in single spaces."""
    shown = ""
    for token in _tokens(text):
        if token.type in ("text", "text_special", "code_inline"):
            shown += token.content
        elif token.type in ("softbreak", "hardbreak", "paragraph_close", "td_close", "th_close", "heading_close"):
            shown += "\n"
    return flat(shown)


def _written(report: Report) -> str:
    return exported(report, "md").decode()


def test_each_quotation_is_a_block_with_its_words_and_its_notes(report: Report) -> None:
    shown = _words(_written(report))
    for quotation in report.quotations():
        numbers = "".join(f"[{n}]" for n in quotation.notes)
        assert flat(quotation.quote) + numbers in shown
    kinds = [token.type for token in _tokens(_written(report))]
    assert kinds.count("blockquote_open") == 12


def test_lines_and_paragraphs_of_a_quotation_stay(report: Report) -> None:
    quotation = Quotation(before=(Run(text="Wie"),), quote="Een:\na) twee;\nb) drie.\n\nVier.", notes=(1,))
    written = _written(report.model_copy(update={"blocks": (quotation,)}))
    assert "> Een:\\\n> a) twee;\\\n> b) drie.\n>\n> Vier.\\[1]" in written


def test_the_chart_is_a_table_of_its_counts(report: Report) -> None:
    assert "| 2022-01 | 4 | 2 | 0 |" in _written(report)


def test_the_only_links_are_those_of_runs_and_notes(report: Report) -> None:
    found = {str(token.attrs["href"]) for token in _tokens(_written(report)) if token.type == "link_open"}
    assert found == {"https://stukken.polderland.example/dossier/12", *(note.link for note in report.notes if note.link)}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_record_makes_no_markup_and_comes_back(text: str) -> None:
    kinds = [token.type for token in _tokens(_written(report_of(text)))]
    assert not set(kinds) & {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "fence",
        "code_block",
        "code_inline",
        "s_open",
    }
    # As many as the report has of its own.
    for kind, own in (("heading", 5), ("blockquote", 1), ("bullet_list", 1), ("ordered_list", 1), ("table", 2), ("hr", 1)):
        assert kinds.count(kind if kind == "hr" else f"{kind}_open") == own, kind
    shown = _words(_written(report_of(text)))
    assert shown.count(flat(plain(text))) >= 10


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.sampled_from("ab1 \n\t.)(#>-+=*_`~[]!<>&|\\$:^/@\"'é\u202e\u00a0") | st.characters(exclude_categories=["Cs"]),
        max_size=30,
    ),
    st.sampled_from(["plain", "strong", "quiet"]),
)
def test_any_text_comes_back_as_it_is(text: str, emphasis: str) -> None:
    runs = (Run(text="voor "), Run.model_validate({"text": text, "emphasis": emphasis, "notes": (1,)}), Run(text="(na)"))
    blocks = (Quotation(before=runs, quote=text, notes=(1,)),)
    report = report_of("woorden").model_copy(update={"blocks": blocks, "notes": (), "foot": ()})
    written = _written(report)
    assert _words(written) == flat(f"{'woorden ' * 4} voor {plain(text)}[1](na) {plain(text).strip()}[1]")
    kinds = {token.type for token in _tokens(written)}
    assert not kinds & {"html_block", "html_inline", "image", "link_open", "fence", "code_block", "bullet_list_open"}
