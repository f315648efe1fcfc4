"""A report as PDF, set by Typst from a template of ours. What stands in it goes there as data, so that it is never markup.

Nothing is fetched and no font of the machine is used: Libertinus Serif comes with the compiler, and for letters that it lacks
(Arabic, Armenian, Georgian, signs) DejaVu Sans with the library that draws charts. What neither has (Chinese, Japanese, Thai,
most emoji) is printed as a box, its letters stay in the file: who copies or searches them finds them.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from rag.export.chart import svg
from rag.export.document import Block, Bullets, Chart, Heading, Paragraph, Quotation, Report, Table
from rag.export.shared import WHOLE, introduces, one_line, page_label, paragraphs, stated, widths

if TYPE_CHECKING:
    from typst import Fonts

_TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(report: Report) -> bytes:
    """A clean report as PDF: the same report gives the same bytes."""
    import typst

    made = datetime.combine(report.made_on, time(), tzinfo=UTC)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(_data(report))},
        timestamp=made,
        pdf_standards=["ua-1"],
    )


@cache
def _fonts() -> "Fonts":
    """The compiler's own and those that come with the library of charts; nothing of the machine."""
    import matplotlib
    from typst import Fonts

    return Fonts(include_system_fonts=False, font_paths=[str(Path(matplotlib.get_data_path(), "fonts", "ttf"))])


def _data(report: Report) -> dict[str, Any]:
    before, first, between, second, after = page_label(report.page_label)
    numbers = ("page", "pages")
    return {
        **report.model_dump(include={"title", "kind", "language", "mark", "facts", "notes_title", "foot_title", "foot"}),
        "notes": [{**note.model_dump(include={"link", "record", "mark"}), "stated": stated(note)} for note in report.notes],
        "short": one_line(report.title, 90),
        "day": [report.made_on.year, report.made_on.month, report.made_on.day],
        "page_label": [before, between, after],
        "page_order": [numbers.index(first), numbers.index(second)],
        "blocks": _blocks(report),
    }


def _blocks(report: Report) -> list[dict[str, Any]]:
    """The blocks; the first heading is a section whatever its level, or readers of the outline would miss one."""
    blocks = [_block(block) | {"introduces": introduces(report.blocks, n)} for n, block in enumerate(report.blocks)]
    first = next((block for block in blocks if block["is"] == "heading"), None)
    if first:
        first["level"] = 1
    return blocks


def _block(block: Block) -> dict[str, Any]:
    content = block.model_dump()
    match block:
        case Heading():
            return {"is": "heading", **content}
        case Paragraph():
            return {"is": "paragraph", **content}
        case Bullets():
            return {"is": "bullets", **content}
        case Table():
            return {"is": "table", **content, "widths": widths(block)}
        case Quotation():
            translation = paragraphs(block.translation) if block.translation else []
            label = block.translation_label or ""
            return {
                "is": "quotation",
                **content,
                "whole": len(block.quote) < WHOLE,
                "paragraphs": paragraphs(block.quote),
                "translation": translation,
                "translation_label": label,
            }
        case Chart():
            return {"is": "chart", "picture": svg(block), "alternative": block.alternative, "caption": block.caption}
    assert_never(block)
