"""Asking in each language of the page, and passing on what was asked."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.driving import ask, picture


@pytest.mark.parametrize(
    ("language", "question", "name", "verb", "badge"),
    [
        ("en", "what did the government say about Belarus", "ask-belarus", "answered", "sample, fictional"),
        ("nl", "wat zei de regering over Wit-Rusland", "ask-wit-rusland", "antwoordde", "sample, fictional"),
        ("fr", "qu'a dit le gouvernement sur la Biélorussie ?", "ask-bielorussie", "a répondu", "sample, fictional"),
    ],
)
def test_an_answer_quotes_the_record_and_marks_the_words(
    sample_server: Any, visit: Callable, language: str, question: str, name: str, verb: str, badge: str
) -> None:
    page = visit(sample_server, f"/{language}/").page
    assert page.evaluate("document.documentElement.lang") == language
    ask(page, question)
    picture(page, name)
    chat = page.locator("#conversation .bot-row").inner_text()
    assert verb in chat
    sources = page.locator("#sources .source")
    assert sources.count() >= 2
    for source in sources.all():
        assert "Wit-Rus" in source.inner_text()
        expect(source.locator(".badge")).to_have_text(badge)
    marks = page.locator("#sources .passage mark").all()
    assert marks
    for mark in marks:
        assert " ".join(mark.inner_text().split()) in " ".join(chat.split())


def test_a_question_with_its_filters_and_a_record_open_elsewhere_from_their_addresses(
    sample_server: Any, visit: Callable
) -> None:
    page = visit(sample_server).page
    page.get_by_role("button", name="Filters, language, order").click()
    page.get_by_label("From", exact=True).locator("visible=true").fill("2023")
    picture(page, "filters")
    ask(page, "wat zei de regering over Wit-Rusland")
    expect(page.locator("#active label")).to_have_text("asked on or after 1 January 2023")
    page.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()").removeprefix(sample_server.url)
    said = page.locator("#conversation .bot-row").inner_text()
    record = page.locator("#sources .source").first
    title = record.locator("h3").inner_text()
    with page.context.expect_page() as opened:
        record.get_by_role("link", name="Whole record").click()
    expect(opened.value.locator("#browse-opened h3")).to_have_text(title)
    address = opened.value.url.removeprefix(sample_server.url)

    elsewhere = visit(sample_server, link).page
    expect(elsewhere.locator("#sources .turn")).to_have_count(1)
    assert elsewhere.locator("#conversation .bot-row").inner_text() == said
    expect(elsewhere.locator("#active label")).to_have_text("asked on or after 1 January 2023")
    elsewhere.get_by_role("link", name="Nederlands").click()
    expect(elsewhere.locator("#active label")).to_have_text("gesteld op of na 1 januari 2023")
    expect(elsewhere.locator("#sources .turn")).to_have_count(1)

    third = visit(sample_server, address, shown="#browse-opened .record").page
    expect(third.locator("#browse-opened h3")).to_have_text(title)
