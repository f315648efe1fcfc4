"""One line that the page says, as HTML."""

from ui.shown import escape


def problem_html(line: str) -> str:
    """One clear line about what went wrong."""
    return f'<p class="problem" role="alert">{escape(line)}</p>'


def hint_html(line: str, *, spoken: bool = False) -> str:
    """A quiet line beside the matter; `spoken` where it says what a click did, and a screen reader reads it out."""
    role = ' role="status"' if spoken else ""
    return f'<p class="hint"{role}>{escape(line)}</p>'
