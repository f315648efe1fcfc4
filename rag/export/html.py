"""A report as one page of HTML that needs nothing else: no script, nothing from outside, style and picture inside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import assert_never

from rag.export.chart import svg
from rag.export.document import Block, Bullets, Chart, Heading, Note, Paragraph, Quotation, Report, Run, Table
from rag.export.shared import one_line, paragraphs, stated, widths

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = Path(__file__).with_name("report.css")
_TAGS = {"plain": ("", ""), "strong": ("<strong>", "</strong>"), "quiet": ('<span class="quiet">', "</span>")}


def as_html(report: Report) -> str:
    """A clean report as a page of HTML."""
    return _Page(report).text()


class _Page:
    """One page. Of the places that cite a note the first is where the note leads back to."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.cited = set[int]()

    def text(self) -> str:
        report = self.report
        # What comes before the notes is written first: it tells which of them are cited.
        body = [*self._head(), *(self._block(block, n) for n, block in enumerate(report.blocks))]
        body += [*self._notes(), *self._foot()]
        return "\n".join(
            [
                f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
                f'<meta name="date" content="{report.made_on.isoformat()}">',
                f"<title>{escape(one_line(report.title))}</title>",
                f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>",
                *([f'<p class="mark">{escape(report.mark)}</p>'] if report.mark else []),
                "<main>",
                *body,
                "</main>\n</body>\n</html>\n",
            ]
        )

    def _head(self) -> Iterator[str]:
        yield f'<header>\n<p class="kind">{escape(self.report.kind)}</p>\n<h1>{escape(self.report.title)}</h1>'
        yield from (f'<p class="fact">{escape(line)}</p>' for line in self.report.facts)
        yield "</header>"

    def _block(self, block: Block, n: int) -> str:
        match block:
            case Heading():
                return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
            case Paragraph():
                return f'<p class="{block.kind}">{self._runs(block.runs)}</p>'
            case Quotation():
                return self._quotation(block)
            case Bullets():
                return "<ul>\n" + "\n".join(f"<li>{self._runs(item)}</li>" for item in block.items) + "\n</ul>"
            case Table():
                return self._table(block)
            case Chart():
                return (
                    f'<figure>\n<div class="wide" tabindex="0" role="img" aria-label="{escape(block.alternative)}">'
                    f"{_inside(svg(block), f'chart{n}-')}</div>\n<figcaption>{escape(block.caption)}</figcaption>\n</figure>"
                )
        assert_never(block)

    def _quotation(self, block: Quotation) -> str:
        language = f' lang="{block.language}"' if block.language else ""
        asked = f'\n<p class="asked" dir="auto"{language}>{escape(block.asked)}</p>' if block.asked else ""
        before = self._runs(block.before)
        quote = _paragraphs(block.quote, last=self._numbers(block.notes))
        translation = ""
        if block.translation:
            label = f'<p class="label">{escape(block.translation_label)}</p>' if block.translation_label else ""
            translation = f'\n<div class="translation">{label}\n{_paragraphs(block.translation)}</div>'
        return (
            f'<div class="quotation">\n<p class="before">{before}</p>{asked}\n'
            f"<blockquote{language}>{quote}</blockquote>{translation}\n</div>"
        )

    def _table(self, block: Table) -> str:
        shares = "".join(f'<col style="width: {100 * width:.1f}%">' for width in widths(block))
        numbers = [' class="number"' if column.numbers else "" for column in block.columns]
        heads = _joined(
            f'<th scope="col"{right}>{escape(column.title)}</th>'
            for column, right in zip(block.columns, numbers, strict=True)
        )
        rows = "\n".join(
            _joined(
                [
                    "<tr>",
                    *(f"<td{right}>{self._runs(cell.runs)}</td>" for cell, right in zip(row, numbers, strict=True)),
                    "</tr>",
                ]
            )
            for row in block.rows
        )
        return (
            f'<div class="wide" tabindex="0"><table>\n<colgroup>{shares}</colgroup>\n'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
        )

    def _runs(self, runs: Sequence[Run]) -> str:
        return _joined(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        opening, closing = _TAGS[run.emphasis]
        shown = f"{opening}{_lines(run.text)}{closing}" if run.text else ""
        if run.language and run.text:
            shown = f'<span lang="{run.language}">{shown}</span>'
        return (_link(run.link, shown) if run.link and run.text else shown) + self._numbers(run.notes)

    def _numbers(self, notes: Sequence[int]) -> str:
        if not notes:
            return ""
        return f"<sup>{'<span>, </span>'.join(self._number(n) for n in notes)}</sup>"

    def _number(self, n: int) -> str:
        first = "" if n in self.cited else f' id="cited-{n}"'
        self.cited.add(n)
        return f'<a class="number" href="#note-{n}"{first}>{n}</a>'

    def _notes(self) -> Iterator[str]:
        if self.report.notes:
            yield f'<section class="notes">\n<h2>{escape(self.report.notes_title)}</h2>\n<ol>'
            yield from (self._note(n, note) for n, note in enumerate(self.report.notes, start=1))
            yield "</ol>\n</section>"

    def _note(self, n: int, note: Note) -> str:
        pieces = [escape(each) for each in stated(note)]
        pieces.append(
            _link(note.link, escape(note.link)) if note.link else f'<span class="record">{escape(note.record)}</span>'
        )
        marked = f' <span class="marked">{escape(note.mark)}</span>' if note.mark else ""
        back = f' <a class="back" href="#cited-{n}" aria-label="{n} ↑">↑</a>' if n in self.cited else ""
        return f'<li id="note-{n}">{" · ".join(pieces)}{marked}{back}</li>'

    def _foot(self) -> Iterator[str]:
        if self.report.foot:
            yield f"<footer>\n<h2>{escape(self.report.foot_title)}</h2>"
            yield from (f"<p>{escape(line)}</p>" for line in self.report.foot)
            yield "</footer>"


def _paragraphs(text: str, *, last: str = "") -> str:
    """Paragraphs of a text with their lines, `last` being HTML behind the last word."""
    shown = [f'<p dir="auto">{_lines(each)}' for each in paragraphs(text)]
    return "</p>\n".join(shown) + f"{last}</p>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")


def _link(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _inside(picture: str, prefix: str) -> str:
    """A picture of SVG inside a page: names of its own, so that those of two pictures differ."""
    return re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}", picture)


def _joined(pieces: Iterable[str]) -> str:
    return "".join(pieces)
