"""Errors of events: one line for the visitor, never what the program looks like inside."""

from collections.abc import Iterator

import gradio as gr
import pytest

from rag.errors import LibraryError
from ui.texts import DUTCH
from ui.told import told


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
        list(told(function, DUTCH)(error) or ())
    assert caught.value.message == line
    assert ("/secret/path" in capsys.readouterr().err) == isinstance(error, KeyError)


def test_what_goes_well_stays_as_it_is() -> None:
    assert told(lambda value: value + 1, DUTCH)(1) == 2
    assert next(told(stepping, DUTCH)(KeyError())) == 1
    assert told(failing, DUTCH).__wrapped__ is failing  # type: ignore[attr-defined]
