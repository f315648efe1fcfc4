"""A record as a whole: everything of it is there, as text, and leads to what it refers to."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest.passages import passages
from ingest.run import ingest
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Record, Reference, Span
from rag.settings import sample_library as sample_folder
from tests.ui.ask.test_sources_panel import Tags
from tests.ui.driving import HOSTILE, ask, picture
from ui.record.addresses import Addresses, part_anchor
from ui.record.record_view import record_view
from ui.texts import ENGLISH


def put(library: Library, *records: Record) -> None:
    with library.catalogue.writing() as connection:
        library.catalogue.put([(record, passages(record)) for record in records], connection)


def whole(record: Record, library: Library) -> Tags:
    return Tags(record_view(record, library, ENGLISH))


def test_every_part_of_the_sample_stands_there_once_with_its_anchor(sample: Library) -> None:
    for record in sample.catalogue.listing(Filters()):
        found = whole(record, sample)
        shown = [n for n, part in enumerate(record.parts) if part.role != "title"]
        assert sorted(found.ids) == sorted(map(part_anchor, shown))
        for n in shown:
            assert found.text.count(record.quote(record.parts[n])) >= 1
        assert f"original/{record.id}" in found.links
        assert {f"page/{record.id}/{page.page}" for page in record.pages} <= set(found.links)


def test_nothing_of_a_record_becomes_markup(tmp_path: Path) -> None:
    (tmp_path / "vraag <b>.txt").write_text(HOSTILE, encoding="utf-8")
    library = Library(tmp_path / "library", create=True)
    ingest(library, [tmp_path / "vraag <b>.txt"], embed=False)
    (record,) = library.catalogue.listing(Filters())
    found = whole(record, library)
    library.close()
    assert not found.tags & {"script", "img", "iframe", "style", "form"}
    assert [link for link in found.links if "javascript" in link or "example.com" in link] == []
    assert "<script>window.pwned = 1</script>" in found.text
    assert "vraag <b>.txt" in found.text
    assert ENGLISH.record.no_picture in found.text


def test_references_lead_both_ways_and_stand_as_links_in_the_text(
    library: Library, make_record: Callable[..., Record]
) -> None:
    first = make_record("1", "Trein", number="12", asked_on=date(2021, 1, 4))
    second = make_record("2", "Bus", asked="Zie vraag nr. 12. En brief X.", replied="Zie vraag 1.", asked_on=date(2021, 2, 1))
    at, letter, own = (second.text.index(words) for words in ("vraag nr. 12", "brief X", "vraag 1."))
    parts = [part.model_copy(update={"labels": ("1",)}) if part.role == "question" else part for part in second.parts]
    second = second.model_copy(
        update={
            "parts": tuple(parts),
            "references": (
                Reference(start=at, end=at + 12, number="12", on=date(2021, 1, 4)),
                Reference(start=letter, end=letter + 7, kind="letter"),
                Reference(start=own, end=own + 7, kind="sub-question", labels=("1",)),
            ),
        }
    )
    put(library, first, second)
    shown = record_view(second, library, ENGLISH)
    assert f'<a href="record/{first.id}" target="_blank" rel="noopener">vraag nr. 12</a>' in shown
    assert f'<a href="#{part_anchor(1)}">vraag 1</a>' in shown
    assert "“brief X” " in shown
    assert ENGLISH.record.not_here in shown
    back = whole(first, library)
    assert ENGLISH.record.referred_by in back.text
    assert f"record/{second.id}" in back.links


def test_what_became_of_a_question_is_said_with_the_sentence_that_shows_it(
    library: Library, make_record: Callable[..., Record]
) -> None:
    record = make_record("1", "Trein", "Hoeveel?", "Dat weet ik niet.", status="declined", answered_on=date(2021, 3, 1))
    evidence = Span(start=record.parts[2].start, end=record.parts[2].end)
    asked = record.parts[1].model_copy(update={"status": "declined", "evidence": evidence})
    replied = record.parts[2].model_copy(update={"confidence": 0.7})
    record = record.model_copy(update={"parts": (record.parts[0], asked, replied)})
    put(library, record)
    text = whole(record, library).text
    assert "Status: declined: “Dat weet ik niet.”" in text
    assert "after 10 days" in text
    assert ENGLISH.record.unsure.format(percent=70) in text


def test_records_with_the_same_question_are_named(library: Library, make_record: Callable[..., Record]) -> None:
    twins = [make_record(n, "Trein", "Hoeveel?", "Veel.", number=n) for n in ("1", "2")]
    other = make_record("3", "Trein", "Hoe laat?", "Laat.")
    put(library, *twins, other)
    assert f"record/{twins[1].id}" in whole(twins[0], library).links
    assert "record/" not in "".join(
        link for link in whole(other, library).links if not link.startswith(f"record/{other.id}#")
    )


def test_addresses_seen_from_elsewhere_carry_the_way_and_the_library(
    library: Library, make_record: Callable[..., Record]
) -> None:
    record = make_record("1")
    put(library, record)
    found = Tags(record_view(record, library, ENGLISH, Addresses(base="../", library="own & other")))
    assert [link for link in found.links if not link.startswith("../record/")] == []
    assert f"../record/{record.id}?library=own+%26+other#{part_anchor(1)}" in found.links


@pytest.fixture
def sample_library(sample_server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The library that the running page shows."""
    monkeypatch.setenv("XDG_DATA_HOME", str(sample_server.home))
    library = Library(sample_folder())
    yield library
    library.close()


def opened_record(page: Page, url: str, record: Record) -> None:
    """Show a record at its own address."""
    page.goto(f"{url}/record/{record.id}")
    page.locator("#browse-opened .record").wait_for()


@pytest.mark.parametrize(("width", "height", "scheme", "name"), [(1280, 900, "light", "record"), (390, 844, "dark", "")])
def test_a_record_is_read_side_by_side_and_on_a_phone_in_one_column(
    sample_server, sample_library: Library, visit: Callable, width: int, height: int, scheme: str, name: str
) -> None:
    page = visit(sample_server, width=width, height=height, scheme=scheme).page
    record = next(one for one in sample_library.catalogue.listing(Filters()) if len(one.parts) > 6)
    opened_record(page, sample_server.url, record)
    left, right = (box.bounding_box() for box in page.locator(".row.pair").first.locator("> div").all())
    assert left
    assert right
    assert (left["y"] == right["y"]) == (width > 899)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".badge")).to_have_text("sample, fictional")
    if name:
        picture(page, name)
    page.locator(".sheets img").first.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.sheets img')].some(img => img.naturalWidth > 800)")


def test_the_page_of_a_quotation_is_fetched_when_it_is_opened_and_scrolled_to_the_marked_words(
    sample_server, visit: Callable
) -> None:
    seen = visit(sample_server)
    ask(seen.page, "wat zei de regering over Wit-Rusland")
    assert not [url for url in seen.requests if re.search("/(page|places)/", url)]
    fold = seen.page.locator("#sources .place details:has(.fetched)").first
    fold.locator("summary").click()
    expect(fold.locator(".label")).to_have_text(ENGLISH.record.marked)
    seen.page.wait_for_function("document.querySelector('.fetched .window')?.scrollTop > 0")
    inside = seen.page.evaluate(
        """() => {
            const spot = document.querySelector('.fetched .spot').getBoundingClientRect();
            const seen = document.querySelector('.fetched .window').getBoundingClientRect();
            return seen.top < spot.top && spot.top < seen.bottom && seen.left <= spot.left && spot.left < seen.right;
        }"""
    )
    assert inside
    fold.evaluate("element => element.scrollIntoView()")
    picture(seen.page, "page-marked")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1280
