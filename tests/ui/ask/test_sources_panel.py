"""The panel of sources and the chat message that points into it, over a real library of one record."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ingest.run import ingest
from rag.answer.answer import Answer, Searched
from rag.answer.write import citation, statement
from rag.library.library import Library
from rag.records import Record, Span
from rag.search.search import search
from ui.ask.chat_text import answer_markdown
from ui.ask.sources_panel import counterpart_parts, panel, turn_sources
from ui.texts import ENGLISH

DOCUMENT = """SCHRIFTELIJKE VRAAG
nr. 7
van KWAAD WILLEM
datum: 3 maart 2022


JAN MODAAL
MINISTER VAN VEILIGHEID

Titel met <script>pwned()</script>

Inleiding met [klik](javascript:pwned()).

1. Eerste vraag over "haakjes" & <b>vet</b>?

2. Tweede vraag?


JAN MODAAL
MINISTER VAN VEILIGHEID

ANTWOORD
op vraag nr. 7 van 3 maart 2022
van KWAAD WILLEM

1. Eerste antwoord & <img src=x onerror=pwned()>. Nog een zin.

2. Tweede antwoord.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "vraag.txt").write_text(DOCUMENT, encoding="utf-8")
    opened = Library(tmp_path / "library", create=True)
    opened.catalogue.set_meta("badge", "sample, fictional")
    ingest(opened, [tmp_path / "vraag.txt"], embed=False)
    yield opened
    opened.close()


@pytest.fixture
def record(library: Library) -> Record:
    return library.catalogue.records_by_seq([row.record for row in library.catalogue.passage_rows()]).popitem()[1]


def quoting(library: Library, record: Record, *quotes: str) -> Answer:
    """An answer that quotes these words, each a statement of its own."""
    statements = []
    for quote in quotes:
        start = record.text.index(quote)
        row = next(row for row in library.catalogue.passage_rows() if row.start <= start < row.end)
        cited = citation(record, row, Span(start=start, end=start + len(quote)), library.badge, language=None)
        statements.append(statement(record, [cited], "nl"))
    return replying(statements=tuple(statements))


def replying(**told: Any) -> Answer:
    """An answer of one record, with what is told of it."""
    facts: dict[str, Any] = {
        "question": "waarom?",
        "language": "nl",
        "filters": (),
        "abstained": False,
        "confidence": 1.0,
        "summary": None,
        "statements": (),
        "searched": Searched(records=1, first=None, last=None),
        "closest": (),
        "written_by": "quotation",
        "dropped": 0,
        "note": None,
        "took_ms": 1.0,
    }
    return Answer(**facts | told)


class Tags(HTMLParser):
    """The tags, ids and links of a piece of HTML, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags, self.ids, self.links, self.text = set[str](), list[str](), list[str](), ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def outward(found: Tags) -> list[str]:
    """The links that lead off the page, but for those to records."""
    return [link for link in found.links if not link.startswith(("#", "record/"))]


def test_a_card_says_who_when_and_where(library: Library, record: Record) -> None:
    shown = Tags(turn_sources(quoting(library, record, "Eerste antwoord"), library, 1, ENGLISH)).text
    for expected in (
        "no. 7",
        "asked 3 March 2022",
        "Jan Modaal",
        "Minister van Veiligheid",
        "sample, fictional",
        "answered",
        record.id,
    ):
        assert expected.lower() in shown.lower()


def test_the_quoted_words_are_marked_in_their_whole_passage_with_question_and_neighbours(
    library: Library, record: Record
) -> None:
    source = turn_sources(quoting(library, record, "Nog een zin."), library, 1, ENGLISH)
    assert re.findall("<mark>(.*?)</mark>", source) == ["Nog een zin."]
    shown = Tags(source).text
    assert "Eerste antwoord & <img src=x onerror=pwned()>. Nog een zin." in shown
    assert 'Eerste vraag over "haakjes" & <b>vet</b>?' in shown
    assert "Tweede antwoord." in shown


def test_nothing_of_a_record_becomes_markup(library: Library, record: Record) -> None:
    answer = quoting(library, record, "Eerste antwoord & <img src=x onerror=pwned()>.", "Tweede antwoord.")
    found = Tags(turn_sources(answer, library, 1, ENGLISH))
    assert not found.tags & {"script", "img", "b-evil", "iframe", "style", "form"}
    assert outward(found) == []
    assert "<script>pwned()</script>" in found.text


def test_two_passages_of_a_record_share_a_card_and_have_a_number_each(library: Library, record: Record) -> None:
    answer = quoting(library, record, "Eerste antwoord", "Tweede antwoord.", "Nog een zin.")
    found = Tags(turn_sources(answer, library, 3, ENGLISH))
    message = answer_markdown(answer, 3, ENGLISH)
    assert found.ids == ["src-3-1", "src-3-2"]
    assert re.findall(r"\[(\d)\]\(#(src-3-\d)\)", message) == [("1", "src-3-1"), ("2", "src-3-2"), ("1", "src-3-1")]


def test_the_counterpart_of_an_answer_is_its_own_question(record: Record) -> None:
    second = next(part for part in record.parts if part.role == "answer" and "Tweede" in record.quote(part))
    assert [record.quote(part).strip() for part in counterpart_parts(record, second)] == ["2. Tweede vraag?"]


def test_only_a_web_address_becomes_a_link(library: Library, record: Record) -> None:
    answer = quoting(library, record, "Tweede antwoord.")
    for url, shown in (("javascript:pwned()", False), ("https://example.org/?a=1&b=2", True)):
        changed = record.model_copy(update={"url": url})
        with library.catalogue.writing() as connection:
            library.catalogue.put([(changed, [])], connection)
        assert outward(Tags(turn_sources(answer, library, 1, ENGLISH))) == ([url] if shown else [])


def test_an_abstention_shows_the_closest_records_unmarked(library: Library) -> None:
    hits = search(library, "tweede vraag antwoord", mode="words").hits
    answer = replying(abstained=True, closest=hits, note="Niets in dit document beantwoordt dat.")
    shown = turn_sources(answer, library, 1, ENGLISH)
    assert "they do not answer the question" in shown
    assert Tags(shown).ids == ["src-1-1"]
    assert "<mark>" not in shown
    message = answer_markdown(answer, 1, ENGLISH)
    assert message.startswith("Niets in dit document beantwoordt dat.")
    assert "(no. 7, 3 March 2022) [1](#src-1-1)" in message


def test_a_record_that_is_gone_is_shown_by_its_quotation(library: Library, record: Record) -> None:
    answer = quoting(library, record, "Tweede antwoord.")
    with library.catalogue.writing() as connection:
        library.catalogue.remove([record.id], connection)
    shown = turn_sources(answer, library, 1, ENGLISH)
    assert "<mark>Tweede antwoord.</mark>" in shown
    assert Tags(shown).ids == ["src-1-1"]


def test_the_latest_turn_is_open_and_the_earlier_ones_are_folded_newest_first() -> None:
    shown = panel([("een <1>", "A"), ("twee", "B"), ("drie", "C")], ENGLISH)
    assert shown.startswith("C<details")
    assert shown.index("twee") < shown.index("een &lt;1&gt;")
    assert "open" not in shown
