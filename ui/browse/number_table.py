"""The numbers behind a picture, as a table in a fold: for who cannot see the picture, and for who wants to be exact."""

from collections.abc import Iterable, Sequence

from ui.shown import escape
from ui.texts import Texts


def number_table(columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], texts: Texts) -> str:
    """A table with a name at the head of each row; `columns` name the first column too."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, cells in rows
    )
    table = f'<div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return f'<details class="report numbers"><summary>{escape(texts.plots.numbers)}</summary>{table}</details>'


def notes(lines: Iterable[str]) -> str:
    """What a picture leaves out, and how it is to be read."""
    return "".join(f'<p class="note">{escape(line)}</p>' for line in lines if line)
