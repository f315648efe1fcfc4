"""Buttons inside the page's own HTML: what one of them says of itself in `data-` attributes reaches the handler."""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from ui.shown import escape

ON_LOAD = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) trigger("click", {...button.dataset});
});
"""
"""For `gr.HTML(js_on_load=...)`: a click on a button of the page's own is an event, another click is none."""


def button(label: str, does: str, *, classes: str = "", disabled: bool = False, extra: str = "", **data: str) -> str:
    """A button that says what it does; `label` and `extra` (attributes) are HTML already."""
    said = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    off = " disabled" if disabled else ""
    return f'<button type="button" class="{escape(classes)}" data-do="{escape(does)}"{said}{extra}{off}>{label}</button>'


def clicked(event: gr.EventData) -> Mapping[str, str]:
    """What the button that was clicked says of itself; from the browser, so nothing to trust."""
    data: Any = event._data
    return {str(name): str(value) for name, value in data.items()} if isinstance(data, dict) else {}
