"""The page with a language model, in a real browser: checked statements as they come, a warning before anything leaves."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from eval.bad_model import claim, offered_passages

QUESTION = "wat zei de regering over Wit-Rusland"


def test_statements_appear_while_the_model_writes(
    start: Callable[..., Any], visit: Callable[..., Any], llm_server: Any
) -> None:

    def write(messages: list[dict[str, str]]) -> str:
        lines = []
        for passage in offered_passages(messages)[:2]:
            words = max(passage["text"].replace("\n", ". ").split(". "), key=len)
            lines.append(claim(words, (passage["passage"], words)))
        return "\n".join([*lines, claim("Er is 7313131 euro gestolen.", (1, "de regering"))])

    llm_server.text, llm_server.pieces, llm_server.pause = write, 40, 0.1
    server = start("--port", "18870", HEMICYCLE_LLM_URL=llm_server.url, HEMICYCLE_LLM_MODEL="tiny")
    page = visit(server).page
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("tiny is writing")).to_be_visible(timeout=60_000)
    expect(page.locator("#sources .turn mark").first).to_be_visible()
    expect(page.get_by_text("1 bewering van het model is weggelaten")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Geschreven door tiny")).to_be_visible()
    expect(page.get_by_text("7313131")).to_have_count(0)
    expect(page.locator("#sources .turn")).to_have_count(1)


def test_a_model_elsewhere_is_announced_before_the_first_question(
    start: Callable[..., Any], visit: Callable[..., Any]
) -> None:
    server = start("--port", "18871", HEMICYCLE_LLM_URL="https://192.0.2.1/v1", HEMICYCLE_LLM_MODEL="big")
    assert any("https://192.0.2.1" in line and "not on this machine" in line for line in server.said)
    page = visit(server).page
    expect(page.get_by_role("note").filter(has_text="https://192.0.2.1")).to_be_visible()
