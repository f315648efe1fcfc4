"""The page in a real browser, served by the real command."""

import re
from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import expect

from tests.ui.driving import ask, picture


def test_the_sample_is_said_to_be_fictional_and_offers_questions(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    expect(page.locator(".banner")).to_have_text(re.compile("Sample collection, fictional"))
    expect(page.locator("#conversation button.example")).to_have_count(4)
    page.locator("#conversation button.example").first.click()
    expect(page.locator("#sources .source").first).to_be_visible()


def test_a_number_opens_its_source_also_that_of_an_earlier_answer(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    for question in ("wat zei de regering over Wit-Rusland", "wat zei de regering over leerlingenvervoer"):
        ask(page, question)
    ids = page.eval_on_selector_all("#sources [id]", "found => found.map(element => element.id)")
    assert len(ids) == len(set(ids))
    expect(page.locator("#sources .earlier")).to_have_count(1)
    for row in page.locator("#conversation .bot-row").all():
        link = row.locator('a[href^="#src-"]').last
        target = page.locator(link.get_attribute("href") or "")
        link.click()
        expect(target).to_be_in_viewport()
        assert target.evaluate("element => element.matches(':target')")


def test_a_question_that_no_record_answers_gets_the_closest_records(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    ask(page, "hoeveel kost de Oosterweelverbinding?")
    expect(page.locator("#conversation .bot-row")).to_contain_text("Niets in deze 42 documenten")
    expect(page.locator("#sources .abstained .source").first).to_be_visible()
    expect(page.locator("#sources mark")).to_have_count(0)


def test_a_date_filter_is_shown_and_a_bad_one_is_one_clear_line(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    page.get_by_role("button", name="Filters, language, order").click()
    page.get_by_label("From", exact=True).fill("vorige week")
    page.get_by_label("Your question").fill("wat zei de regering over Wit-Rusland")
    page.keyboard.press("Enter")
    expect(page.locator("#problem .problem")).to_contain_text("“vorige week” is not a date")
    expect(page.get_by_label("Your question")).to_have_value("wat zei de regering over Wit-Rusland")
    page.get_by_label("From", exact=True).fill("2023")
    ask(page, "wat zei de regering over Wit-Rusland")
    expect(page.locator("#active label")).to_have_text("asked on or after 1 January 2023")
    for facts in page.locator("#sources .facts").all_inner_texts():
        assert int(re.search(r"asked \d+ \w+ (\d{4})", facts)[1]) >= 2023  # type: ignore[index]
    page.locator("#active input").click()
    expect(page.locator("#active")).to_be_hidden()
    expect(page.get_by_label("From", exact=True)).to_have_value("")


def test_what_a_question_names_besides_its_subject_can_be_unticked_and_ticked_again(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    ask(page, "Wat antwoordde de minister van Onderwijs sinds 2019 over scholen?")
    ticks = page.locator("#understood input")
    expect(ticks).to_have_count(2)
    narrowed = page.locator("#sources .turn").first.locator(".narrowed")
    expect(narrowed).to_have_text("Only questions asked on or after 1 January 2019, answered by minister van Onderwijs")
    for tick, checked, shown in (
        (1, False, "Only questions asked on or after 1 January 2019"),
        (1, True, "Only questions asked on or after 1 January 2019, answered by minister van Onderwijs"),
    ):
        turns = page.locator("#sources .turn").count()
        ticks.nth(tick).click()
        expect(page.locator("#sources .turn")).to_have_count(turns + 1, timeout=60_000)
        assert ticks.nth(tick).is_checked() == checked
        expect(narrowed).to_have_text(shown)
    page.get_by_role("button", name="Filters, language, order").click()
    page.get_by_label("From", exact=True).fill("vorige week")
    ticks.nth(1).click()
    expect(page.locator("#problem .problem")).to_contain_text("“vorige week” is not a date")
    expect(ticks.nth(1)).to_be_checked()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#understood")).to_be_hidden()


def test_a_question_goes_on_from_the_one_before_and_what_it_takes_over_can_be_unticked(
    sample_server, visit: Callable
) -> None:
    page = visit(sample_server).page
    ask(page, "wat zei de regering over Wit-Rusland?")
    first = page.locator("#conversation .bot-row").first.inner_text()
    links = page.eval_on_selector_all("#conversation .bot-row a", "found => found.map(a => a.getAttribute('href'))")
    ask(page, "en wat zei ze een jaar later?")
    picture(page, "follow-up")
    ticks = page.locator("#understood input")
    expect(ticks).to_have_count(3)
    expect(page.locator("#understood")).to_contain_text("Understood from your question and the conversation")
    rows = page.locator("#conversation .bot-row")
    expect(rows.nth(1)).to_contain_text("Searching: Wit-Rusland · asked on or after ")
    ticks.nth(1).click()
    expect(page.locator("#sources .turn")).to_have_count(3, timeout=60_000)
    expect(rows.nth(2)).to_contain_text("Searching: Wit-Rusland · answered by Marijke Oosterlinck")
    assert rows.first.inner_text() == first
    all_links = page.eval_on_selector_all("#conversation .bot-row a", "found => found.map(a => a.getAttribute('href'))")
    assert all_links[: len(links)] == links
    assert len(set(all_links)) >= len(links) + 2
    ask(page, "wie vroeg dat?")
    expect(rows.nth(3)).to_contain_text("vroeg dit in vraag nr.")


def test_a_pasted_draft_is_checked_in_a_table(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    draft = (
        "Leerlingenvervoer - Jaarlijkse stand van zaken\n\n"
        "1. Hoeveel leerlingen maken gebruik van het leerlingenvervoer?\n2. Hoeveel kost een raket naar de maan?"
    )
    ask(page, draft)
    picture(page, "draft")
    table = page.locator("#conversation .bot-row table")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table.locator("tbody tr").first).to_contain_text(re.compile("asked before|something close"))
    expect(table.locator("tbody tr").nth(1)).to_contain_text("not found in 42 records")
    link = table.locator('a[href^="#src-"]').first
    link.click()
    expect(page.locator(link.get_attribute("href") or "")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_who_asks_behind_the_subject_can_be_unticked(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    ask(page, "vragen over scholen, gesteld door Maarten Kestelyn")
    tick = page.locator("#understood input")
    expect(tick).to_have_count(1)
    tick.click()
    expect(page.locator("#sources .turn")).to_have_count(2, timeout=60_000)
    expect(page.locator("#sources .turn").first.locator(".narrowed")).to_have_count(0)


def test_the_language_of_a_question_is_shown_and_can_be_chosen(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    ask(page, "wat zei de regering over Wit-Rusland")
    expect(page.locator("#conversation")).to_contain_text("Question read as Dutch.")
    page.get_by_role("button", name="Filters, language, order").click()
    for label, choice in (("Question language", "French"), ("Order of the answer", "Oldest first")):
        page.get_by_label(label).click()
        page.get_by_role("option", name=choice).click()
    ask(page, "Wit-Rusland")
    expect(page.locator("#conversation")).to_contain_text("Question read as French.")
    expect(page.locator("#conversation")).to_contain_text("a répondu")
    dates = [
        datetime.strptime(found, "%d %B %Y")
        for found in re.findall(
            r"asked (\d+ \w+ \d{4})", " ".join(page.locator("#sources .turn").first.locator(".facts").all_inner_texts())
        )
    ]
    assert len(dates) > 1
    assert dates == sorted(dates)


def test_a_phone_shows_everything_in_one_column_without_scrolling_sideways(sample_server, visit: Callable) -> None:
    page = visit(sample_server, width=390, height=844, scheme="dark").page
    ask(page, "wat zei de regering over Wit-Rusland")
    picture(page, "ask-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator('#conversation a[href^="#src-"]').last.click()
    expect(page.locator(".place:target")).to_be_in_viewport()
    page.locator(".place:target .back").click()
    expect(page.locator("#conversation")).to_be_in_viewport()


def test_what_is_copied_is_what_is_read(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    ask(page, "wat zei de regering over Wit-Rusland")
    record = page.locator("#sources footer code").first.inner_text()
    reference, own = page.locator("#sources .source").first.locator(".copy").all()
    own.click()
    expect(own).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == record
    reference.click()
    expect(reference).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Parlement van Polderland, written question no. ")
    page.locator("#conversation .bot-row").get_by_label("Copy with sources").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "“" in copied
    assert "\\" not in copied
    assert "#src-" not in copied


def test_what_is_asked_shows_as_text(sample_server, visit: Callable) -> None:
    page = visit(sample_server).page
    question = (
        "1. # *Wat* <b>zei</b> `de` [regering](javascript:alert(1)) over ![x](http://example.com/x.png) $a$ &amp; ~~NL~~?"
    )
    ask(page, question)
    assert page.locator("#conversation .user-row .message-content").inner_text().strip() == question
    assert question in page.locator("#sources").inner_text() or page.locator("#sources .abstained").count()
