"""A page with a password and a slow language model: in, stop, again, judge, keep, find, delete, out."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from eval.bad_model import claim, offered_passages
from tests.ui.driving import ask, picture, violations

PASSWORD = "een goed lang wachtwoord"
QUESTION = "wat zei de regering over Wit-Rusland"


def repeated(messages: list[dict[str, str]]) -> str:
    """Statements that say what the first passages say."""
    lines = []
    for passage in offered_passages(messages)[:6]:
        words = max(passage["text"].replace("\n", ". ").split(". "), key=len)
        lines.append(claim(words, (passage["passage"], words)))
    return "\n".join(lines)


def test_a_visitor_logs_in_stops_asks_again_judges_and_finds_what_was_kept(
    start: Callable[..., Any], visit: Callable, llm_server: Any
) -> None:
    llm_server.text, llm_server.pieces, llm_server.pause = repeated, 40, 0.25
    settings = {"HEMICYCLE_LLM_URL": llm_server.url, "HEMICYCLE_LLM_MODEL": "slow", "HEMICYCLE_PASSWORD": PASSWORD}
    server = start("--port", "18910", **settings)
    page = visit(server, "/en/", shown="#password").page
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    picture(page, "log-in")
    page.get_by_label("Password").fill("een ander wachtwoord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_in_viewport(ratio=1)

    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("slow is writing")).to_be_visible()
    picture(page, "stop")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#conversation .bot-row")).to_contain_text("Stopped.")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.goto(f"{server.url}/en/")
    page.get_by_role("button", name="Conversations").click()
    page.locator("#kept-list label").click()
    expect(page.locator("#conversation .bot-row")).to_contain_text("Stopped.")
    asked = len(llm_server.asked)
    llm_server.pause = 0.0
    rows = page.locator("#conversation .user-row")
    page.get_by_label("Ask again").last.click()
    expect(page.locator("#conversation .bot-row")).not_to_contain_text("Stopped.")
    expect(page.locator("#conversation .bot-row")).to_contain_text("Question read as Dutch.")
    expect(page.get_by_text("slow is writing")).to_have_count(0)
    expect(rows).to_have_count(1)
    assert len(llm_server.asked) > asked
    expect(page.locator("#stop")).to_be_hidden()
    ask(page, "en leerlingenvervoer?")
    expect(rows).to_have_count(2)
    expect(page.locator("#stop")).to_be_hidden()
    page.get_by_label("Edit the question").first.click()
    page.locator("#conversation .user-row textarea").fill("wat zei de regering over Georgië")
    page.get_by_label("Submit").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Georgië")
    expect(page.locator("#conversation .bot-row")).to_contain_text("Question read as")
    expect(page.locator("#stop")).to_be_hidden()
    expect(page.locator("#sources h2.about")).to_contain_text("Georgië")

    page.get_by_label("Copy with sources").last.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\n[1] " in copied
    page.get_by_label("A good answer").click()
    expect(page.locator("#problem")).to_have_text("Kept on this machine.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Your feedback as a file").click()
    (judged,) = map(json.loads, download.value.path().read_text(encoding="utf-8").splitlines())
    assert (judged["verdict"], judged["question"]) == ("good", "wat zei de regering over Georgië")

    page.get_by_role("button", name="New conversation").click()
    expect(rows).to_have_count(0)
    expect(page.locator("#sources .turn")).to_have_count(0)
    ask(page, "hoeveel leerlingen nemen de bus?")
    expect(page.locator("#stop")).to_be_hidden()
    page.goto(f"{server.url}/en/")
    page.get_by_role("button", name="Conversations").click()
    kept = page.locator("#kept-list label")
    expect(kept).to_have_count(2)
    page.get_by_label("Search in your conversations").fill("Georgië")
    expect(kept).to_have_count(1)
    kept.click()
    expect(rows).to_contain_text("Georgië")
    expect(page.locator("#sources h2.about")).to_contain_text("Georgië")
    page.get_by_label("Name", exact=True).fill("Buitenlands beleid")
    page.get_by_role("button", name="Rename").click()
    expect(kept).to_contain_text("Buitenlands beleid")
    picture(page, "conversations")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#kept-said")).to_contain_text("“Buitenlands beleid” is deleted.")
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(kept).to_contain_text("Buitenlands beleid")

    other = visit(server, "/en/", shown="#password").page
    other.get_by_label("Password").fill(PASSWORD)
    other.keyboard.press("Enter")
    other.get_by_role("button", name="Conversations").click()
    expect(other.locator("#kept-said")).to_contain_text("Nothing kept here yet")
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Password").wait_for()
    page.goto(f"{server.url}/nl/")
    page.get_by_label("Password").wait_for()
