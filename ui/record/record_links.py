"""The records that a record refers to, and those that refer to it."""

from collections.abc import Iterable, Iterator

from rag.answer.phrases import long_date
from rag.library.library import Library
from rag.library.references import linked
from rag.records import Record, Reference, Span
from ui.record.addresses import Addresses, part_anchor
from ui.shown import escape
from ui.texts import Texts


def linked_record(record: Record, library: Library) -> Record:
    """The record with what its references mean, and what refers to it."""
    with library.catalogue.engine.connect() as connection:
        return linked(connection, record)


def reference_lists(record: Record, library: Library, texts: Texts, addresses: Addresses) -> str:
    """Both directions of a linked record as HTML lists; nothing where there is neither."""
    said = texts.record
    outward = dict.fromkeys(_mentioned(record, reference, library, texts, addresses) for reference in record.references)
    return "".join(
        listed(title, items)
        for title, items in (
            (said.refers_to, filter(None, outward)),
            (said.referred_by, record_links(record.referred_by, library, texts, addresses)),
        )
    )


def record_links(ids: Iterable[str], library: Library, texts: Texts, addresses: Addresses) -> Iterator[str]:
    """A link to each record: number, date, who was asked, title."""
    for other in filter(None, map(library.catalogue.record, ids)):
        to = ", ".join(filter(None, (person.name or person.role for person in other.addressees)))
        facts = [
            texts.number.format(number=other.number) if other.number else other.external_id,
            long_date(other.asked_on, texts.language) if other.asked_on else None,
            to,
        ]
        title = " ".join((other.title or other.id).split())
        address = escape(addresses.record(other.id))
        named = escape(", ".join(filter(None, facts)))
        yield f'<a href="{address}" target="_blank" rel="noopener">{escape(title)}</a> <span class="role">{named}</span>'


def listed(title: str, items: Iterable[str]) -> str:
    """Items, HTML already, under a title; nothing where there are none."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f'<section class="links"><h4>{escape(title)}</h4><ul>{lines}</ul></section>' if lines else ""


def link_pieces(record: Record, addresses: Addresses) -> Iterator[tuple[Span, str, str]]:
    """The references in the text of a linked record whose target is known, with the tags that make links of them."""
    for reference in record.references:
        address = addresses.record(reference.record) if reference.record else None
        if address:
            yield reference, f'<a href="{escape(address)}" target="_blank" rel="noopener">', "</a>"
        elif (part := _own_part(record, reference)) is not None:
            yield reference, f'<a href="#{part_anchor(part)}">', "</a>"


def _own_part(record: Record, reference: Reference) -> int | None:
    """The index of the part that a reference to a sub-question of this record means."""
    if reference.kind != "sub-question":
        return None
    asked = (n for n, part in enumerate(record.parts) if part.role == "question" and set(part.labels) & set(reference.labels))
    return next(asked, None)


def _mentioned(record: Record, reference: Reference, library: Library, texts: Texts, addresses: Addresses) -> str | None:
    """What a reference names outside of this record: a link, or its words where it is not in the library."""
    if reference.kind == "sub-question":
        return None
    if reference.record:
        return next(record_links([reference.record], library, texts, addresses), None)
    quote = " ".join(record.quote(reference).split())
    about = f"{dict(texts.record.reference_kinds)[reference.kind]}, {texts.record.not_here}"
    return f'“{escape(quote)}” <span class="role">{escape(about)}</span>'
