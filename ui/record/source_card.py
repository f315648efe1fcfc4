"""One record as a card: title, dates, people with their functions, badge, official address, id."""

from collections.abc import Sequence

from rag.answer.phrases import long_date
from rag.answer.reference import formal_reference
from rag.records import Part, Person, Record, Span
from rag.vocabulary import Status
from ui.record.addresses import Addresses
from ui.shown import escape, web_address
from ui.texts import Texts


def card(record: Record, sections: Sequence[str], *, badge: str | None, texts: Texts, addresses: Addresses) -> str:
    """The HTML of a card around sections that are HTML already."""
    whole = f'<a href="{escape(addresses.record(record.id))}" target="_blank" rel="noopener">{escape(texts.record.whole)}</a>'
    return f'<article class="source">{head(record, badge, texts)}{"".join(sections)}{footer(record, whole, texts)}</article>'


def head(record: Record, badge: str | None, texts: Texts) -> str:
    """Title, number, dates, status and people."""
    mark = f'<span class="badge">{escape(badge)}</span>' if badge else ""
    title = f'<h3 lang="{escape(record.language or "")}">{escape(record.title or record.id)}</h3>'
    facts = f'<p class="facts">{_facts(record, texts)}</p>'
    return f"<header>{mark}{title}{facts}{_people(record, texts)}</header>"


def page_line(record: Record, span: Span, texts: Texts) -> str:
    """The page on which a span begins, and whether its words were recognised in a scan; nothing where there are no pages."""
    page = record.page_of(span.start)
    said = [texts.page.format(page=page), *([texts.ocr] if record.is_ocr(span) else [])]
    return f'<span class="page">{escape(" · ".join(said))}</span>' if page else ""


def part_name(record: Record, part: Part | None, texts: Texts) -> str:
    """`Answer to 2.a, Jan Jambon`, `Question 1`; of a speech who speaks."""
    if part is None:
        return texts.record_id
    if part.role == "speech" and part.speaker:
        return part.speaker
    debated = record.kind in ("debate", "oral-question")
    name = texts.record.aside if debated and part.role == "note" else dict(texts.roles)[part.role]
    if part.answers and record.by_government(part):
        name = texts.answer_to.format(labels=", ".join(part.answers))
    elif part.labels:
        name = texts.role_numbered.format(role=name, labels=", ".join(part.labels))
    return texts.spoken_by.format(part=name, speaker=part.speaker) if part.speaker else name


def part_speaker(record: Record, part: Part | None, texts: Texts) -> str:
    """The functions and the party of who speaks in a turn of a debate or an oral question, as HTML; empty for other parts."""
    if part is None or record.kind not in ("debate", "oral-question"):
        return ""
    government = part.role == "speech" and record.by_government(part)
    about = [record.function_of(part.speaker), texts.record.government if government else None]
    line = " · ".join(filter(None, about))
    return f'<span class="role">{escape(line)}</span>' if line else ""


def words(record: Record, part: Part | None, classes: str, content: str) -> str:
    """Words of a record, HTML already, marked with their language for hyphenation and for screen readers."""
    language = (part.language if part else None) or record.language or ""
    return f'<div class="words {escape(classes)}" lang="{escape(language)}" dir="auto">{content}</div>'


def folded(title: str, content: str, *, opened: bool = False) -> str:
    """A piece that opens when its title is clicked; `content` is HTML already."""
    return f"<details{' open' if opened else ''}><summary>{escape(title)}</summary>{content}</details>"


def members_line(members: Sequence[tuple[str, Sequence[Person]]], texts: Texts) -> str:
    """The other records with the same question, by their number and whom they were put to."""
    named = "; ".join(
        " ".join(filter(None, [number, ", ".join(p.name or p.role or "" for p in to)])) for number, to in members
    )
    return f'<p class="label">{escape(texts.also.format(members=named))}</p>'


def status_named(status: Status, texts: Texts) -> str:
    """What became of a question, in words."""
    return dict(texts.draft_statuses)[status]


def _facts(record: Record, texts: Texts) -> str:
    took = record.days_to_answer
    facts = [
        texts.number.format(number=record.number) if record.number else record.external_id,
        asked_on(record, texts),
        texts.answered_on.format(date=long_date(record.answered_on, texts.language)) if record.answered_on else None,
        texts.record.after(took) if took is not None else None,
        texts.record.status.format(status=status_named(record.status, texts)) if record.status else None,
    ]
    return " · ".join(escape(fact) for fact in facts if fact)


def asked_on(record: Record, texts: Texts) -> str | None:
    """The day of the question, or of the debate."""
    if not record.asked_on:
        return None
    day = long_date(record.asked_on, texts.language)
    return texts.record.held.format(date=day) if record.kind == "debate" else texts.asked_on.format(date=day)


def _people(record: Record, texts: Texts) -> str:
    if record.kind == "debate":
        # Dozens may speak in one: a line each is for the government alone.
        rows = [(texts.record.for_government, record.addressees, "<br>"), (texts.record.others, record.askers, "; ")]
    else:
        spoken = any(map(record.by_government, record.parts))
        answering = texts.answered_by if spoken else texts.addressed_to
        rows = [(texts.asked_by, record.askers, "<br>"), (answering, record.addressees, "<br>")]
    lines = "".join(
        f"<dt>{escape(label)}</dt><dd>{between.join(_person(person) for person in people)}</dd>"
        for label, people, between in rows
        if people
    )
    return f'<dl class="people">{lines}</dl>' if lines else ""


def _person(person: Person) -> str:
    name = f"<b>{escape(person.name)}</b>" if person.name else ""
    party = f" ({escape(person.party)})" if person.party else ""
    role = f'<span class="role">{escape(person.role)}</span>' if person.role else ""
    return ", ".join(filter(None, [name + party, role]))


def footer(record: Record, more: str, texts: Texts) -> str:
    """Where the record was published, `more` links, its formal reference and id to copy, its licence."""
    address = web_address(record.url)
    link = (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">{escape(texts.official)}</a>'
        if address
        else ""
    )
    reference = formal_reference(record, texts.language)
    licence = f"<span>{escape(texts.licence.format(licence=record.licence))}</span>" if record.licence else ""
    named = f"<span>{escape(texts.record_id)} <code>{escape(record.id)}</code> {_copy(record.id, texts.copy, texts)}</span>"
    return f"<footer>{link}{more}{_copy(reference, texts.copy_reference, texts)}{licence}{named}</footer>"


def _copy(content: str, label: str, texts: Texts) -> str:
    """A button that copies something."""
    return (
        f'<button type="button" class="copy" data-copy="{escape(content)}" data-copied="{escape(texts.copied)}"'
        f' title="{escape(content)}">{escape(label)}</button>'
    )
