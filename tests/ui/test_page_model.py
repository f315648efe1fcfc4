"""The page with a language model, in a real browser: checked statements as they come, a warning before anything leaves."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from eval.bad_model import claim, offered_passages
from tests.scripted_server import scripted_server

QUESTION = "wat zei de regering over Wit-Rusland"


def write(messages: list[dict[str, str]]) -> str:
    lines = []
    for passage in offered_passages(messages)[:2]:
        words = max(passage["text"].replace("\n", ". ").split(". "), key=len)
        lines.append(claim(words, (passage["passage"], words)))
    return "\n".join([*lines, claim("Er is 7313131 euro gestolen.", (1, "de regering"))])


@pytest.fixture(scope="module")
def writing(start: Callable[..., Any]) -> Iterator[tuple[Any, Any]]:
    """A page whose model writes, and the script that the model follows."""
    with scripted_server() as script:
        script.text, script.pieces, script.pause = write, 40, 0.2
        yield start("--port", "18870", HEMICYCLE_LLM_URL=script.url, HEMICYCLE_LLM_MODEL="tiny"), script


def test_statements_appear_while_the_model_writes(writing: tuple[Any, Any], visit: Callable[..., Any]) -> None:
    page = visit(writing[0]).page
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("tiny is writing")).to_be_visible(timeout=60_000)
    expect(page.locator("#sources .turn mark").first).to_be_visible()
    expect(page.get_by_text("1 bewering van het model is weggelaten")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Geschreven door tiny")).to_be_visible()
    expect(page.get_by_text("7313131")).to_have_count(0)
    expect(page.locator("#sources .turn")).to_have_count(1)


def test_who_stops_an_answer_can_ask_again_at_once(writing: tuple[Any, Any], visit: Callable[..., Any]) -> None:
    server, script = writing
    page = visit(server).page
    rows, replies = page.locator("#conversation .user-row"), page.locator("#conversation .bot-row")
    stop, box = page.locator("#stop"), page.get_by_label("Your question")
    expect(page.locator("#conversation button.example").first).to_be_visible()
    # What was stopped goes on for as long as the model takes for its next statement.
    script.pause = 0.5
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    stop.click()
    expect(replies).to_have_text([re.compile("Stopped.")])
    # Its end, once the model has written a statement, changes nothing more.
    page.wait_for_timeout(8_000)
    expect(replies).to_have_text([re.compile("Stopped.")])
    expect(stop).to_be_hidden()
    page.get_by_label("Ask again").click()
    expect(stop).to_be_visible()
    stop.click()
    expect(replies).to_have_text([re.compile("Stopped.")])
    page.get_by_label("Ask again").click()
    expect(replies).not_to_contain_text(["Stopped."])
    stop.click()
    expect(replies).to_have_text([re.compile("Stopped.")])
    script.pause = 0.0
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(replies.last).to_contain_text("Geschreven door tiny")
    expect(stop).to_be_hidden()
    expect(replies).to_have_text([re.compile("Stopped."), re.compile("Geschreven door tiny")])


def test_a_model_elsewhere_is_announced_before_the_first_question(
    start: Callable[..., Any], visit: Callable[..., Any]
) -> None:
    server = start("--port", "18871", HEMICYCLE_LLM_URL="https://192.0.2.1/v1", HEMICYCLE_LLM_MODEL="big")
    assert any("https://192.0.2.1" in line and "not on this machine" in line for line in server.said)
    page = visit(server).page
    expect(page.get_by_role("note").filter(has_text="https://192.0.2.1")).to_be_visible()
