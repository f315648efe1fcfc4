"""A page of records as HTML: title, number, days, who to whom, status, and how long the answer took."""

from rag.answer.phrases import long_date
from rag.library.pages import Page
from rag.records import Person, Record
from ui.browse.clicks import button
from ui.browse.facet_names import facet_name
from ui.record.source_card import asked_on
from ui.shown import escape
from ui.texts import Texts

_FEW = 3
"""People who are named; of more only how many."""


def records_list(page: Page, texts: Texts) -> str:
    """The records of a page, each title a button that opens its record, and the way to other pages."""
    rows = "".join(f"<li>{_row(record, texts, fresh=record.id in page.fresh)}</li>" for record in page.records)
    return f'<ol class="records">{rows}</ol>{_pager(page, texts)}'


def _row(record: Record, texts: Texts, *, fresh: bool) -> str:
    title = escape(record.title or record.id)
    language = f' lang="{escape(record.language)}"' if record.language else ""
    facts = [
        texts.number.format(number=record.number) if record.number else record.external_id,
        asked_on(record, texts),
        _took(record, texts),
        facet_name("status", record.status, texts) if record.status and not record.answered_on else None,
    ]
    who = _who(record, texts)
    mark = f'<span class="fresh">{escape(texts.saved.mark)}</span> ' if fresh else ""
    return (
        f"<h3>{mark}{button(title, 'open', extra=language, record=record.id)}</h3>"
        f'<p class="facts">{" · ".join(escape(fact) for fact in facts if fact)}</p>'
        + (f'<p class="who">{escape(who)}</p>' if who else "")
    )


def _took(record: Record, texts: Texts) -> str | None:
    """How long the answer took; only its day where the dates do not say. Null where there is none."""
    if not record.answered_on:
        return None
    days = record.days_to_answer
    if days is None:
        return texts.answered_on.format(date=long_date(record.answered_on, texts.language))
    return texts.browse.took_one if days == 1 else texts.browse.took.format(days=texts.count(days))


def _who(record: Record, texts: Texts) -> str:
    askers, addressees = _named(record.askers, texts), _named(record.addressees, texts)
    if record.put_by and askers and addressees:
        return texts.browse.put_to.format(askers=askers, addressees=addressees)
    return ", ".join(filter(None, (addressees, askers)))


def _named(people: tuple[Person, ...], texts: Texts) -> str:
    names = [f"{p.name or p.role} ({p.party})" if p.party else p.name or p.role or "" for p in people]
    more = [texts.browse.more_values.format(count=len(names) - _FEW)] if len(names) > _FEW else []
    return ", ".join([*filter(None, names[:_FEW]), *more])


def _pager(page: Page, texts: Texts) -> str:
    if page.pages == 1:
        return ""
    own = texts.browse
    first, last = page.number == 1, page.number == page.pages
    ways = [(own.first_page, 1, first), (own.previous_page, page.number - 1, first)]
    ways += [(own.next_page, page.number + 1, last), (own.last_page, page.pages, last)]
    buttons = [button(escape(label), "page", disabled=off, number=str(to)) for label, to, off in ways]
    place = own.page_of.format(number=texts.count(page.number), pages=texts.count(page.pages))
    where = f'<span class="label">{escape(place)}</span>'
    return f'<nav class="pager" aria-label="{escape(own.pages)}">{"".join([*buttons[:2], where, *buttons[2:]])}</nav>'
