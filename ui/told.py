"""What goes wrong in an event of the page reaches its visitor as one line, whatever it is."""

import inspect
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import gradio as gr

from rag.errors import HemicycleError
from ui.texts import Texts


def tell_errors(blocks: gr.Blocks, texts: Texts) -> None:
    """Let every event of a page that was built tell its errors: ours as they are, others as none of the visitor's business,
    and with their traceback to the terminal."""
    for event in blocks.fns.values():
        if event.fn is not None:
            event.fn = told(event.fn, texts)


def told(function: Callable[..., Any], texts: Texts) -> Callable[..., Any]:
    """The same function, or generator, raising nothing but `gradio.Error`."""

    def line(error: Exception) -> gr.Error:
        if isinstance(error, gr.Error):
            return error
        if isinstance(error, HemicycleError):
            return gr.Error(str(error), print_exception=False)
        traceback.print_exception(error)
        return gr.Error(texts.unexpected, print_exception=False)

    if inspect.isgeneratorfunction(function):

        @wraps(function)
        def steps(*arguments: Any, **named: Any) -> Iterator[Any]:
            try:
                yield from function(*arguments, **named)
            except Exception as error:
                raise line(error) from None

        return steps

    @wraps(function)
    def once(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except Exception as error:
            raise line(error) from None

    return once
