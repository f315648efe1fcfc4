"""A report as Markdown that every reader of it shows alike.

Notes are `[1]` and a numbered list: readers that know footnotes number them anew, leave out what nothing refers to and move
them behind everything else, and a number shall mean the same note in each format of a report.
"""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from rag.display import markdown
from rag.export.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Note,
    Paragraph,
    Quotation,
    Report,
    Run,
    Table,
)
from rag.export.shared import one_line, paragraphs, stated

_MARKS = {"plain": "", "strong": "**", "quiet": "*"}


def as_markdown(report: Report) -> str:
    """A clean report as Markdown."""
    return "\n\n".join(filter(None, _pieces(report))) + "\n"


def _pieces(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    facts = [_line(line) for line in (report.kind, *report.facts)]
    yield "\\\n".join([*facts, *([f"**{_line(report.mark)}**"] if report.mark else [])])
    yield from (_block(block) for block in report.blocks)
    if report.notes:
        yield f"## {_line(report.notes_title)}"
        yield "\n".join(f"{n}. {_note(note)}" for n, note in enumerate(report.notes, start=1))
    if report.foot:
        yield f"---\n\n## {_line(report.foot_title)}"
        yield "\\\n".join(_line(line) for line in report.foot)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.text)}"
        case Paragraph():
            return _runs(block.runs)
        case Quotation():
            return _quotation(block)
        case Bullets():
            return "\n".join(f"- {_flat(_runs(item))}" for item in block.items)
        case Table():
            rows = [[_flat(_runs(cell.runs)) for cell in row] for row in block.rows]
            return _table(
                [_line(column.title) for column in block.columns], rows, [column.numbers for column in block.columns]
            )
        case Chart():
            counts = [[_line(label), *(str(one.counts[n]) for one in block.series)] for n, label in enumerate(block.labels)]
            heads = ["", *(_line(one.name) for one in block.series)]
            return f"*{_line(block.caption)}*\n\n{_table(heads, counts, [False, *(True for _ in block.series)])}"
    assert_never(block)


def _quotation(block: Quotation) -> str:
    """Attribution, then the words as a block quotation, each line of theirs on a line of its own."""
    asked = _emphasised(_line(block.asked or ""), "*", before="", after="")
    quoted = _text(block.quote) + _numbers(block.notes)
    if block.translation:
        quoted += f"\n\n{_runs((Run(text=block.translation_label or '', emphasis='quiet'),))}\n\n{_text(block.translation)}"
    return "\n\n".join(filter(None, [_runs(block.before), asked, _quoted(quoted)]))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _text(text: str) -> str:
    """Text of several paragraphs: what is one stays one, and a line that ends inside it ends here."""
    return "\n\n".join("\\\n".join(markdown(line.strip()) for line in each.split("\n")) for each in paragraphs(text.strip()))


def _line(text: str) -> str:
    return markdown(one_line(text))


def _flat(text: str) -> str:
    return " ".join(text.replace("\\\n", " ").split())


def _runs(runs: Sequence[Run]) -> str:
    shown = ""
    for n, run in enumerate(runs):
        after = runs[n + 1].text[:1] if n + 1 < len(runs) and not run.notes else ""
        shown += _run(run, shown[-1:], after) + _numbers(run.notes)
    # A number and its point may come from two runs: together they would begin a list.
    return re.sub(r"^(\d{1,9})(?=[.)])", r"\1\\", shown.strip())


def _run(run: Run, before: str, after: str) -> str:
    found = re.fullmatch(r"(\s*)(.*?)(\s*)", run.text, re.DOTALL)
    opened, words, closed = found.groups() if found else ("", run.text, "")
    text = _text(words).replace("\n\n", "\\\n")
    if run.link and words:
        text = f"[{text}](<{_address(run.link)}>)"
    text = _emphasised(text, _MARKS[run.emphasis], before=opened or before, after=closed or after)
    return f"{' ' if opened else ''}{text}{' ' if closed else ''}"


def _emphasised(text: str, mark: str, *, before: str, after: str) -> str:
    """Text between marks, where these count as marks: beside letters or digits of the text, or else at a space."""
    begins = (text[:1].isalnum() and before != "*") or not before or before.isspace()
    ends = text[-1:].isalnum() or not after or after.isspace()
    return f"{mark}{text}{mark}" if text and begins and ends else text


def _numbers(notes: Sequence[int]) -> str:
    return "".join(f"\\[{n}]" for n in notes)


def _address(link: str) -> str:
    return link.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")


def _note(note: Note) -> str:
    pieces = [_line(each) for each in stated(note)]
    pieces += [f"[{_line(note.link)}](<{_address(note.link)}>)"] if note.link else [_line(note.record)]
    return " · ".join([*pieces, *([f"**{_line(note.mark)}**"] if note.mark else [])])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    rules = ["---:" if right else "---" for right in numbers]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rules, *rows])
