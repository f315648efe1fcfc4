"""What an ingest did, as HTML: one line of counts, and the files with what became of each."""

from ingest.report import FileReport
from ui.desk import Added
from ui.shown import escape
from ui.texts import Texts

MOST_ROWS = 200
"""Files that are listed; those that need attention come first, the rest is counted."""

_URGENCY = {"failed": 0, "skipped": 1}


def report_html(added: Added, texts: Texts, *, switched: bool = False) -> str:
    """The report of an upload; `switched` where the page showed another library before. Names and reasons come from outside:
    everything is escaped."""
    report = added.report
    size, passages = texts.records(report.records), texts.passages(report.passages)
    done = texts.added if report.records else texts.added_nothing
    lines = [done.format(records=size, passages=passages, took=f"{report.took_s:.1f}", folder=added.folder)]
    lines += [texts.switched] if switched else []
    files = sorted(report.files, key=lambda file: _URGENCY.get(file.status, 2))
    more = len(files) - MOST_ROWS
    rows = "".join(_row(file, texts) for file in files[:MOST_ROWS])
    if more > 0:
        rows += f'<tr><td colspan="4">{escape(texts.report_more.format(count=more))}</td></tr>'
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in texts.report_columns)
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<div class="report" role="status">{said}<div class="table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></div>"
    )


def _row(file: FileReport, texts: Texts) -> str:
    status = dict(texts.statuses)[file.status]
    cells = [
        f'<th scope="row">{escape(file.path)}</th>',
        f'<td><span class="status {escape(file.status)}">{escape(status)}</span></td>',
        f'<td class="count">{len(file.records)}</td>',
        f"<td>{escape(file.reason or '')}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"
