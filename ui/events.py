"""What every event of the page has in common: it is told who asks, and what goes wrong in it reaches them as one line."""

import inspect
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from rag.errors import HemicycleError
from ui.texts import Texts
from ui.visitors import Visit, visitor_of

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""What every event of the page is given: nothing blinks over what is read, and nothing is offered to programs."""

EACH: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
"""The same for what a visitor picks: Gradio would drop a second choice made before the first one is answered. (Its
`always_last` repeats the first one, of what a click says, and what the first one answers may undo the second.)"""


def prepare(blocks: gr.Blocks, texts: Texts, *, shared: bool) -> None:
    """Prepare every event of a page that was built; `shared` where it is open to several people."""
    for event in blocks.fns.values():
        if event.fn is not None:
            event.fn = prepared(event.fn, texts, shared=shared)


def prepared(function: Callable[..., Any], texts: Texts, *, shared: bool) -> Callable[..., Any]:
    """The same function, or generator, for which a `Visit` is always that of who sends the request, and which raises nothing
    but `gradio.Error`: our errors as they are, others as none of the visitor's business, their traceback to the terminal."""

    def own(arguments: tuple[Any, ...]) -> list[Any]:
        request = LocalContext.request.get(None)
        page = (request.session_hash if request else None) or ""
        return [
            replace(each, visitor=visitor_of(request, shared=shared), page=page) if isinstance(each, Visit) else each
            for each in arguments
        ]

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
                yield from function(*own(arguments), **named)
            except Exception as error:
                raise line(error) from None

        return steps

    @wraps(function)
    def once(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*own(arguments), **named)
        except Exception as error:
            raise line(error) from None

    return once
