"""A record opened from the list: its card with all its parts, and the way back."""

from rag.library.library import Library
from rag.records import Record
from ui.clicks import button
from ui.report_table import problem_html
from ui.shown import escape, marked
from ui.source_card import card, part_name, words
from ui.texts import Texts


def opened_record(library: Library, record_id: str, texts: Texts) -> str:
    """The whole record as HTML, under a button that leads back to the list."""
    record = library.catalogue.record(record_id)
    back = button(escape(texts.browse.back), "back", classes="back-to-list")
    shown = card(record, _sections(record, texts), badge=library.badge, texts=texts) if record else None
    return f'<div class="opened">{back}{shown or problem_html(texts.browse.gone)}</div>'


def _sections(record: Record, texts: Texts) -> list[str]:
    """Every part of a record under its name; the title stands at the head of the card."""
    shown = [part for part in record.parts if part.role != "title"]
    if not shown:
        return [f'<section class="place"><div class="words">{escape(record.text)}</div></section>']
    return [
        f'<section class="place"><h4>{escape(part_name(record, part, texts))}</h4>'
        f"{words(record, part, part.role, marked(record.text, part, ()))}</section>"
        for part in shown
    ]
