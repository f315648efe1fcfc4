"""From chosen spans to citations and statements: the attribution in the question's language, the quotations as they stand."""

import unicodedata
from collections.abc import Mapping, Sequence

from rag.answer.answer import Asked, Citation, Statement, StatementKind
from rag.answer.phrases import long_date, say
from rag.answer.reference import formal_reference
from rag.exchanges import exchanges
from rag.library.catalogue import PassageRow
from rag.records import Part, Person, Record, Span
from rag.search.hits import FamilyMember
from rag.sentences import sentences
from rag.vocabulary import Kind, Status

_LONG = 300
"""A sub-question of more characters is shown by its sentence that asks."""

_CALLED: Mapping[Kind, tuple[str, str]] = {
    "written-question": ("question", "unnumbered"),
    "oral-question": ("oral", "oral_unnumbered"),
    "debate": ("debate", "debate"),
    "motion": ("paper", "paper_unnumbered"),
    "document": ("paper", "paper_unnumbered"),
}
"""The phrases that name a record with its number, and one without. A debate is known by its day and subject."""


def citation(
    record: Record,
    row: PassageRow,
    span: Span,
    badge: str | None,
    family: tuple[FamilyMember, ...] = (),
    *,
    language: str | None,
) -> Citation:
    """A quotation, copied from the record, with everything that names its place, in the question's `language`."""
    part = record.parts[row.part]
    page, ocr = record.page_of(span.start), record.is_ocr(span)
    speaker, function = spoken_by(record, part)
    return Citation(
        record=record.id,
        external_id=record.external_id,
        passage=f"{record.id}/{row.n}",
        quote=record.quote(span),
        start=span.start,
        end=span.end,
        page=page,
        number=record.number,
        title=record.title,
        asked_on=record.asked_on,
        answered_on=record.answered_on,
        speaker=speaker,
        role=part.role,
        url=record.url,
        function=function,
        asker=_askers(record, [part]),
        parliament=record.parliament,
        badge=badge,
        reference=formal_reference(record, language, page=page, ocr=ocr),
        licence=record.licence,
        asked=_asked(record, part),
        family=family,
        government=record.by_government(part),
        ocr=ocr,
    )


def spoken_by(record: Record, part: Part) -> tuple[str | None, str | None]:
    """Who speaks in a part, and the functions of that person, or of who answers without a name; of others than a government
    in a debate the party as well."""
    if part.role == "speech":
        return part.speaker, record.function_of(part.speaker)
    if part.role != "answer":
        return part.speaker or _only(record.put_by), record.function_of(part.speaker)
    speaker = part.speaker or _only(record.addressees)
    return speaker, record.function_of(speaker) or _function(record)


def _asked(record: Record, part: Part) -> Asked | None:
    """The numbered sub-question that an answer part answers, where it answers one alone."""
    asked = [own for own in record.parts if own.role == "question" and own.labels and set(own.labels) & set(part.answers)]
    asked = [own for own in asked if own.language == part.language] or asked
    return asking(record, asked[0]) if len(asked) == 1 and record.by_government(part) else None


def asking(record: Record, part: Part) -> Asked:
    """A sub-question as it is shown: whole, or where it is long its last sentence that asks."""
    start, end = part.start, part.end
    if end - start > _LONG:
        spans = sentences(record.text, start, end, record.language_of(part))
        start, end = next((s for s in reversed(spans) if record.text[s.end - 1] == "?"), spans[-1] if spans else (start, end))
    return Asked(start=start, end=end, text=record.text[start:end], labels=part.labels)


def statement(
    record: Record, citations: Sequence[Citation], language: str | None, *, heading: str | None = None
) -> Statement:
    """One attributed statement: who said it, where, and the quotations in the order of the record; under who said it, or
    another `heading`."""
    inside = sorted(citations, key=lambda c: c.start)
    kind, usual = _kind(record, inside[0], language)
    return Statement(
        kind=kind,
        heading=heading or usual,
        text=f"{attribution(record, inside, language)} {_quotes(inside)}",
        citations=tuple(inside),
    )


def _is_turn(record: Record, first: Citation) -> bool:
    """Whether somebody says this in a debate: a speech, or what a speaker lays before it (a motion that is printed there)."""
    return first.role == "speech" or (record.kind == "debate" and first.role == "text" and first.speaker is not None)


def _kind(record: Record, first: Citation, language: str | None) -> tuple[StatementKind, str]:
    """What kind of statement a quotation makes, and the heading that goes with it."""
    if first.government:
        return "answered", named(first, language)
    if _is_turn(record, first):
        return "spoken", say(language, "in_debate")
    if first.role == "text":
        return "recorded", say(language, "recorded")
    return "asked", say(language, "only_asked")


def unreplied(record: Record, citations: Sequence[Citation], status: Status, more: int, language: str | None) -> Statement:
    """That sub-questions got no reply: `status` says what became of them, `more` how many others shared that."""
    what = _what(record, language, by=_names(record.put_by))
    rest = f" {say(language, 'more', more=more)}" if more else ""
    return Statement(
        kind="unreplied",
        heading=say(language, "unreplied"),
        text=f"{say(language, status, what=what)} {_quotes(citations)}{rest}",
        citations=tuple(citations),
    )


def differing(citations: Sequence[Citation], language: str | None) -> Statement:
    """That what one speaker said earlier and later may differ, the earlier first."""
    days = [long_date(c.asked_on, language) if c.asked_on else say(language, "undated") for c in citations]
    differ = "differ" if all(c.role == "answer" for c in citations) else "differ_said"
    pairs = " – ".join(f"{day}: “{c.quote}”" for day, c in zip(days, citations, strict=True))
    return Statement(
        kind="changed",
        heading=say(language, "changed"),
        text=f"{say(language, differ, who=named(citations[-1], language))} {pairs}",
        citations=tuple(citations),
    )


def _quotes(citations: Sequence[Citation]) -> str:
    return " […] ".join(f"“{c.quote}”" for c in citations)


def attribution(record: Record, citations: Sequence[Citation], language: str | None) -> str:
    """`Jan Jambon (minister-president) answered question no. 204 of 19 February 2021 by ...:` in that language."""
    first = citations[0]
    what = _what(record, language)
    if _is_turn(record, first):
        key = "said" if first.government else "spoken" if first.speaker else "spoken_unnamed"
        return say(language, key, who=named(first, language, opening=first.government), what=what)
    if first.role == "text":
        return say(language, "recorded_in", what=what)
    if not first.government:
        asker = (first.speaker if record.kind == "oral-question" else first.asker) or first.asker or say(language, "member")
        answered = any(map(record.by_government, record.parts))
        return say(language, "asked" if answered else "only_asked_in", who=asker, what=what)
    parts = [part for each in citations if (part := record.part_at(each.start))]
    what = _what(record, language, by=_askers(record, parts))
    return say(language, "answered", who=named(first, language), what=say(language, "to", what=what))


def _askers(record: Record, parts: Sequence[Part]) -> str | None:
    """Those who asked what these parts are of: of an oral question in which many ask, in the same exchange."""
    if record.kind == "oral-question":
        exchange = dict(zip((part.start for part in record.parts), exchanges(record), strict=True))
        own = {exchange[part.start] for part in parts}
        asking = [part for part in record.parts if part.role == "question" and exchange[part.start] in own]
        if asking and all(part.speaker for part in asking):
            return ", ".join(dict.fromkeys(part.speaker or "" for part in asking))
    return _names(record.put_by)


def _what(record: Record, language: str | None, *, by: str | None = None) -> str:
    """`question no. 204 of 19 February 2021 by Joris Nachtergaele on “…”` in that language."""
    called, unnumbered = _CALLED[record.kind]
    pieces = [
        say(language, called, number=record.number) if record.number else say(language, unnumbered),
        say(language, "of", date=long_date(record.asked_on, language)) if record.asked_on else "",
        _of(by, language) if by else "",
        say(language, "title", title=record.title) if record.title else "",
    ]
    return " ".join(filter(None, pieces))


def _of(name: str, language: str | None) -> str:
    """`by Joris Nachtergaele` in a language; in French `de` is elided before a vowel."""
    elided = language == "fr" and unicodedata.normalize("NFD", name)[0].upper() in "AEIOU"
    return f"d’{name}" if elided else say(language, "by", asker=name)


def named(citation: Citation, language: str | None, *, opening: bool = True) -> str:
    """Who speaks in a quotation, with the functions; `opening` a sentence."""
    speaker, function = citation.speaker, citation.function
    nobody = say(language, "minister" if citation.government else "unnamed")
    who = f"{speaker} ({function})" if speaker and function else speaker or function or nobody
    return who[0].upper() + who[1:] if opening else who


def _only(people: Sequence[Person]) -> str | None:
    """The one person who can have spoken; null among several."""
    names = [person.name for person in people if person.name]
    return names[0] if len(names) == 1 else None


def _function(record: Record) -> str | None:
    roles = {p.role for p in record.addressees if p.role}
    return roles.pop() if len(roles) == 1 else None


def _names(people: Sequence[Person]) -> str | None:
    return ", ".join(p.name for p in people if p.name) or None
