"""An answer without a language model: quotations by who answered, what got no reply, and where an answer refers elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import date

from rag.answer.abstain import Evidence
from rag.answer.answer import Statement
from rag.answer.asking import about_asking
from rag.answer.changed import changed
from rag.answer.grounds import Grounds
from rag.answer.phrases import say
from rag.answer.quote import CITATIONS, Quoted, quotations
from rag.answer.write import asking, citation, differing, statement, unreplied
from rag.library.catalogue import PassageRow
from rag.library.library import Library
from rag.library.references import referred_to
from rag.records import Record, Span
from rag.search.order import Sort, in_order
from rag.search.ranking import passages_of
from rag.search.search import found_again
from rag.vocabulary import Status

_AS_WELL = 0.02
"""A record whose words match this much worse than the best one's is read after those that match as well."""

_BROUGHT = 2
"""Answers that are brought along because a quoted one refers to them, at most."""

_LEAST = 2
"""Quotations at least for each part of a question that asks several things, and of answers where it is about asking."""

_UNREPLIED = 3
"""Sub-questions without a reply that are named for one record, at most."""

_NO_REPLY: tuple[Status, ...] = ("unanswered", "declined", "postponed")


def statements(library: Library, grounds: Grounds, sort: Sort) -> tuple[Statement, ...]:
    """What the records say: what was asked, for a question about that; by who answered, the newest first of each; what others
    said in debates; what was only asked; answers of one speaker that may differ; what answers refer to; the sub-questions
    that got no reply. With another `sort` than by relevance all that was said is in the order of its dates. What comes from
    several parliaments is grouped by parliament.

    Of a question that asks several things, one after the other, each under its own words; what answers two of them
    stands once.
    """
    if not grounds.parts:
        return tuple(_answering(library, grounds, sort, CITATIONS))
    most = max(_LEAST, CITATIONS // len(grounds.parts) + 1)
    found, shown = list[Statement](), set[tuple[str, int, int]]()
    for part in grounds.parts:
        for one in _answering(library, part, sort, most):
            places = {(citation.record, citation.start, citation.end) for citation in one.citations}
            if not places <= shown:
                shown |= places
                found.append(one.model_copy(update={"heading": f"{part.question}? – {one.heading}"}))
    return tuple(found)


def _answering(library: Library, grounds: Grounds, sort: Sort, most: int) -> list[Statement]:
    asked = list[Statement]()
    if about_asking(grounds.question, grounds.language, grounds.findings.applied):
        answered = [item for item in grounds.about if item.answers]
        raised = quotations(library, grounds.findings, answered, most=max(1, most - _LEAST), asked=True)
        asked = [_stated(library, grounds, one, say(grounds.language, "was_asked")) for one in raised]
    quoted = quotations(library, grounds.findings, grounds.about, most=most - len(asked))
    brought = quotations(library, grounds.findings, _referred(library, grounds, quoted))
    said = [_stated(library, grounds, one) for one in quoted]
    referred = [_stated(library, grounds, one, say(grounds.language, "referred_to")) for one in brought]
    differing = [_differing(library, grounds, *pair) for pair in changed(library, quoted)]
    replied = {one.record.id: one for one in quoted if one.evidence.answers}
    lacking = [piece for one in replied.values() for piece in _lacking(library, grounds, one)]
    return _by_parliament(asked + _arranged(said, quoted, sort) + differing + referred + lacking)


def _by_parliament(found: Sequence[Statement]) -> list[Statement]:
    """The same statements, those of each parliament together; the parliament whose best comes first is the first."""
    groups: dict[str, list[Statement]] = {}
    for one in found:
        groups.setdefault(one.parliament, []).append(one)
    return [one for own in groups.values() for one in own]


def _stated(library: Library, grounds: Grounds, one: Quoted, heading: str | None = None) -> Statement:
    family = one.evidence.found.hit.family
    language = grounds.language
    cited = [citation(one.record, row, span, library.badge, family, language=language) for row, span in one.spans]
    return statement(one.record, cited, language, heading=heading)


def _differing(library: Library, grounds: Grounds, earlier: Quoted, later: Quoted) -> Statement:
    language = grounds.language
    cited = [
        citation(one.record, row, span, library.badge, one.evidence.found.hit.family, language=language)
        for one in (earlier, later)
        for row, span in [one.best]
    ]
    return differing(cited, language)


def _arranged(said: Sequence[Statement], quoted: Sequence[Quoted], sort: Sort) -> list[Statement]:
    """Statements by their headings, those first whose best comes first. Under each the newest first of those that match
    about as well as the best record, then of the others."""
    if sort != "relevance":
        return in_order(said, sort, _day)
    match = [one.evidence.found.match for one in quoted]
    best = max((own for own in match if own is not None), default=0.0)
    groups: dict[tuple[str, str | None], tuple[list[Statement], list[Statement]]] = {}
    for one, own in zip(said, match, strict=True):
        first, rest = groups.setdefault((one.kind, one.heading), ([], []))
        (rest if own is not None and own < best - _AS_WELL else first).append(one)
    return [one for own in groups.values() for several in own for one in in_order(several, "newest", _day)]


def _day(one: Statement) -> date | None:
    return one.citations[0].asked_on


def _referred(library: Library, grounds: Grounds, quoted: Sequence[Quoted]) -> list[Evidence]:
    """The answers that the quoted parts refer to, where they are not quoted themselves."""
    rows = [(row, one.record) for one in quoted for row, _ in one.spans]
    own = {row.record: _as_quoted(record, [other for other, _ in rows if other.record == row.record]) for row, record in rows}
    with library.catalogue.engine.connect() as connection:
        found = [key for keys in referred_to(connection, own).values() for key in keys if key not in own]
    allowed = grounds.findings.allowed
    wanted = [key for key in found if allowed is None or key in allowed]
    keys = list(dict.fromkeys(wanted))[:_BROUGHT]
    records = library.catalogue.records_by_seq(keys)
    passages = passages_of(library, keys, grounds.findings.meaning)
    again = [(found_again(records[key], passages[key]), passages[key]) for key in keys if passages[key]]
    evidence = [Evidence(one, None, 0.0, None, close) for one, close in again]
    return [item for item in evidence if item.answers]


def _as_quoted(record: Record, rows: Sequence[PassageRow]) -> Record:
    """The record with the references alone that stand in the parts quoted from."""
    parts = [part for row in rows for part in [record.parts[row.part]] if record.by_government(part)]
    inside = [r for r in record.references if any(part.start <= r.start < part.end for part in parts)]
    return record.model_copy(update={"references": tuple(inside)})


def _lacking(library: Library, grounds: Grounds, one: Quoted) -> Iterator[Statement]:
    """The sub-questions of a record that got no reply though others did, by what became of them."""
    record, rows = one.record, dict[int, PassageRow]()
    for row, _ in one.evidence.found.passages:
        rows.setdefault(row.part, row)
    for status in _NO_REPLY:
        found = [(n, p) for n, p in enumerate(record.parts) if p.role == "question" and p.status == status and n in rows]
        cited = [
            citation(record, rows[n], Span(start=asked.start, end=asked.end), library.badge, language=grounds.language)
            for n, part in found[:_UNREPLIED]
            for asked in [asking(record, part)]
        ]
        if cited:
            yield unreplied(record, cited, status, len(found) - len(cited), grounds.language)


def counted(library: Library, grounds: Grounds, said: Sequence[Statement]) -> str | None:
    """How many of those to whom a quoted question was put have answered it, of questions that were put to several; null where
    none was."""
    cited = {citation.record for one in said if one.kind == "answered" for citation in one.citations}
    asked, answered = set[str](), set[str]()
    for item in grounds.about:
        if item.found.record.id in cited and item.found.hit.family:
            others = [library.catalogue.record(member.record) for member in item.found.hit.family]
            for record in filter(None, [item.found.record, *others]):
                who = {person.name or person.role or "" for person in record.put_to} - {""}
                asked |= who
                if any(map(record.by_government, record.parts)) and record.status in (None, "answered"):
                    answered |= who
    return say(grounds.language, "counted", answered=len(answered), asked=len(asked)) if len(asked) > 1 else None
