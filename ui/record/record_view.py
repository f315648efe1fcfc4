"""A record as a whole: its parts side by side, what it refers to, and every page of its original."""

from rag.library.library import Library
from rag.records import Part, Record
from ui.record.addresses import HERE, Addresses, part_anchor
from ui.record.original import original_of
from ui.record.page_sheet import sheet
from ui.record.record_links import link_pieces, linked_record, listed, record_links, reference_lists
from ui.record.record_rows import SURE, Row, rows
from ui.record.source_card import footer, head, page_line, part_name, part_speaker, status_named, words
from ui.shown import escape, within
from ui.texts import Texts


def record_view(record: Record, library: Library, texts: Texts, addresses: Addresses = HERE) -> str:
    """The HTML of one record of a library."""
    record = linked_record(record, library)
    body = "".join(_row(record, row, texts, addresses) for row in rows(record))
    same = record_links(library.catalogue.same_question(record), library, texts, addresses)
    return (
        f'<article class="source record {record.kind}">{head(record, library.badge, texts)}<div class="parts">{body}</div>'
        f"{reference_lists(record, library, texts, addresses)}{listed(texts.record.same_question, same)}"
        f"{_original(record, library, texts, addresses)}{footer(record, '', texts)}</article>"
    )


def _row(record: Record, row: Row, texts: Texts, addresses: Addresses) -> str:
    left, right = ("".join(_part(record, n, texts, addresses) for n in indices) for indices in (row.left, row.right))
    if not right:
        return f'<div class="row">{left}</div>'
    doubt = ""
    if row.confidence is not None and row.confidence < SURE:
        line = texts.record.unsure.format(percent=round(100 * row.confidence))
        doubt = f'<p class="label doubt">{escape(line)}</p>'
    return f'<div class="row pair"><div>{left}</div><div>{right}{doubt}</div></div>'


def _part(record: Record, n: int, texts: Texts, addresses: Addresses) -> str:
    """One part with its name, which is a link to this place, and what became of it."""
    part = record.parts[n]
    name = part_name(record, part, texts)
    if part.translation_of is not None:
        name = f"{texts.record.translation} ({texts.language_named(record.language_of(part) or '')})"
    address = escape(addresses.record(record.id, n))
    said = f"{part_speaker(record, part, texts)}{page_line(record, part, texts)}"
    heading = f'<div class="place-head"><h4><a href="{address}">{escape(name)}</a></h4>{said}</div>'
    text = within(record.text, part, link_pieces(record, addresses))
    side = " government" if record.kind == "debate" and record.by_government(part) else ""
    return (
        f'<section class="part {part.role}{side}" id="{part_anchor(n)}" tabindex="-1">{heading}'
        f"{words(record, part, part.role, text)}{_status(record, part, texts)}</section>"
    )


def _status(record: Record, part: Part, texts: Texts) -> str:
    """What became of a question that was not simply answered, with the sentence of the reply that shows it."""
    if part.status in (None, "answered"):
        return ""
    line = escape(texts.record.status.format(status=status_named(part.status, texts)))
    quote = f": “{escape(' '.join(record.quote(part.evidence).split()))}”" if part.evidence else ""
    return f'<p class="label became">{line}{quote}</p>'


def _original(record: Record, library: Library, texts: Texts, addresses: Addresses) -> str:
    """What the record was read from, a link to have it, and its pages."""
    if record.source is None:
        return ""
    said = texts.record
    original = original_of(record, library)
    if original is None:
        return f'<section class="pages"><p class="label">{escape(said.not_kept)}</p></section>'
    about = escape(said.original.format(kind=dict(said.originals)[original.kind], name=original.name))
    link = f'<a href="{escape(addresses.original(record.id))}" download>{escape(said.download)}</a>'
    pages = sorted({page.page for page in record.pages}) if original.kind == "pdf" else []
    shown = "".join(sheet(record, page, (), (), texts, addresses) for page in pages)
    shown = f'<h4>{escape(said.pages_heading)}</h4><div class="sheets">{shown}</div>' if shown else _none(said.no_picture)
    return f'<section class="pages"><p class="label">{about} · {link}</p>{shown}</section>'


def _none(line: str) -> str:
    return f'<p class="label">{escape(line)}</p>'
