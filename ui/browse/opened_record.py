"""A record opened from the list: the whole of it, and the way back."""

from rag.library.library import Library
from ui.browse.clicks import button
from ui.lines import problem_html
from ui.record.addresses import HERE, Addresses
from ui.record.record_view import record_view
from ui.shown import escape
from ui.texts import Texts


def opened_record(library: Library, record_id: str, texts: Texts, addresses: Addresses = HERE) -> str:
    """The whole record as HTML, under a button that leads back to the list."""
    record = library.catalogue.record(record_id)
    back = button(escape(texts.browse.back), "back", classes="back-to-list")
    shown = record_view(record, library, texts, addresses) if record else problem_html(texts.browse.gone)
    return f'<div class="opened">{back}{shown}</div>'
