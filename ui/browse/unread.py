"""The source files of a library that gave no records: which, why, and when that was found."""

from rag.library import ledger
from rag.library.library import Library
from ui.add.report_table import MOST_ROWS
from ui.shown import escape
from ui.texts import Texts


def unread_html(library: Library, texts: Texts) -> str:
    """A fold with the files and what became of each; one line where all could be read."""
    own = texts.browse
    with library.catalogue.engine.connect() as connection:
        counts = ledger.count_unread(connection)
        files = ledger.unread(connection, MOST_ROWS)
    if not files:
        return f'<p class="label">{escape(own.unread_none)}</p>'
    statuses = dict(texts.statuses)
    rows = "".join(
        f'<tr><th scope="row">{escape(file.path)}</th>'
        f'<td><span class="status {escape(file.status)}">{escape(statuses.get(file.status, file.status))}</span></td>'
        f"<td>{escape(file.reason or '')}</td><td>{file.seen_at:%Y-%m-%d %H:%M} UTC</td></tr>"
        for file in files
    )
    if (more := sum(counts.values()) - len(files)) > 0:
        rows += f'<tr><td colspan="4">{escape(own.unread_more.format(count=texts.count(more)))}</td></tr>'
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in own.columns)
    numbers = {status: texts.count(counts.get(status, 0)) for status in ("failed", "skipped")}
    title = f"{own.unread}: {own.unread_counts.format(**numbers)}"
    return (
        f'<details class="report unread"><summary>{escape(title)}</summary><div class="table"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
