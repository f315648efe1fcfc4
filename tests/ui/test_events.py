"""Errors of events: one line for the visitor, never what the program looks like inside."""

from collections.abc import Iterator
from typing import Any

import gradio as gr
import httpx
import pytest

from rag.errors import LibraryError
from ui.events import prepared
from ui.texts import DUTCH
from ui.visitors import Visit


def failing(error: Exception) -> None:
    raise error


def stepping(error: Exception) -> Iterator[int]:
    yield 1
    raise error


@pytest.mark.parametrize("function", [failing, stepping])
@pytest.mark.parametrize(
    ("error", "line"), [(LibraryError("de schijf is vol"), "de schijf is vol"), (KeyError("/secret/path"), DUTCH.unexpected)]
)
def test_an_error_is_one_line(function, error: Exception, line: str, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(gr.Error) as caught:
        list(prepared(function, DUTCH, shared=False)(error) or ())
    assert caught.value.message == line
    assert ("/secret/path" in capsys.readouterr().err) == isinstance(error, KeyError)


def test_what_goes_well_stays_as_it_is() -> None:
    assert prepared(lambda value: value + 1, DUTCH, shared=False)(1) == 2
    assert next(prepared(stepping, DUTCH, shared=False)(KeyError())) == 1
    assert prepared(failing, DUTCH, shared=False).__wrapped__ is failing  # type: ignore[attr-defined]


def test_a_visit_is_that_of_who_asks_whatever_the_page_remembers() -> None:
    def whose(here: Visit) -> Visit:
        return here

    remembered = Visit("owner", "kamer")
    assert prepared(whose, DUTCH, shared=False)(Visit("", "kamer")) == remembered
    # Nobody sends this request: nothing of the owner's is theirs.
    assert prepared(whose, DUTCH, shared=True)(remembered) == Visit("", "kamer")


def test_no_choice_is_dropped_because_the_last_one_is_still_worked_on(sample_server: Any) -> None:
    made = httpx.get(f"{sample_server.url}/en/config").raise_for_status().json()
    named = {each["id"]: each["props"].get("elem_id") for each in made["components"]}
    dropping = {
        (named.get(component), happens)
        for event in made["dependencies"]
        if event["trigger_mode"] == "once"
        for component, happens in event["targets"]
    }
    picks = {"input", "like", "retry", "edit", "example_select"}
    assert ("saved-save", "click") in dropping
    assert not {each for each in dropping if each[1] in picks}
    assert not {("browse-counts", "click"), ("browse-list", "click"), ("send", "click"), ("question", "submit")} & dropping
