"""The panel of sources: an answer and its library in, HTML out. Every text of a record is escaped on its way."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.passages import passages
from rag.answer.answer import Answer
from rag.answer.phrases import say
from rag.exchanges import exchanges
from rag.library.library import Library
from rag.records import Part, Record, Span
from rag.search.hits import FamilyMember
from ui.ask.citations import Source, anchor, sources
from ui.lines import hint_html
from ui.periods import filter_line
from ui.record.addresses import HERE, Addresses
from ui.record.page_sheet import page_fold
from ui.record.record_links import linked_record, reference_lists
from ui.record.source_card import card, folded, members_line, page_line, part_name, part_speaker, words
from ui.shown import escape, marked
from ui.texts import Texts

_SHORT = 600
"""Characters of a counterpart that is shown at once; a longer one is folded."""

_FEW = 3
"""Members of a family that are shown at once; more are folded."""


def panel(turns: Sequence[tuple[str, str]], texts: Texts) -> str:
    """The whole panel from (question, HTML of its sources) of each turn: the latest open, the earlier ones folded."""
    if not turns:
        return hint_html(texts.sources_empty)
    (_, latest), earlier = turns[-1], reversed(turns[:-1])
    folds = [
        f'<details class="earlier"><summary>{escape(texts.earlier.format(question=question))}</summary>{body}</details>'
        for question, body in earlier
    ]
    return "".join([latest, *folds])


def turn_sources(answer: Answer, library: Library, turn: int, texts: Texts, addresses: Addresses = HERE) -> str:
    """The sources of one answer: cards of the records it quotes, or of the closest ones where it abstains."""
    about = texts.for_question.format(question=answer.question)
    if answer.abstained and answer.closest:
        about = texts.closest_heading
    narrowed = filter_line(answer.filters, texts)
    head = f'<h2 class="about">{escape(about)}</h2>' + (f'<p class="narrowed">{escape(narrowed)}</p>' if narrowed else "")
    listed = _closest if answer.abstained else _cited
    cards = list(listed(answer, library, turn, texts, addresses))
    body = "".join(cards) or hint_html(texts.sources_none)
    return f'<section class="turn{" abstained" if answer.abstained else ""}">{head}{body}</section>'


def _cited(answer: Answer, library: Library, turn: int, texts: Texts, addresses: Addresses) -> Iterator[str]:
    ordered = sorted(sources(answer), key=lambda source: source.number)
    first = {source.record: source.number for source in reversed(ordered)}
    for record_id, group in groupby(sorted(ordered, key=lambda s: (first[s.record], s.number)), key=lambda s: s.record):
        cited = list(group)
        record = library.catalogue.record(record_id)
        if record is None or any(record.text[c.start : c.end] != c.quote for s in cited for c in s.citations):
            # Forgotten, or read anew, since it was quoted: what the citation itself carries is all there is.
            yield from (_quote_alone(source, turn, texts) for source in cited)
            continue
        quotes = [[Span(start=c.start, end=c.end) for c in source.citations] for source in cited]
        sections = [
            _place(record, spans, turn, s.number, texts, addresses, translations=_translations(s, answer.language))
            for s, spans in zip(cited, quotes, strict=True)
        ]
        sections += [_family(cited[0].citations[0].family, texts), _references(record, library, texts, addresses)]
        yield card(record, sections, badge=cited[0].citations[0].badge, texts=texts, addresses=addresses)


def _closest(answer: Answer, library: Library, turn: int, texts: Texts, addresses: Addresses) -> Iterator[str]:
    for number, hit in enumerate(answer.closest, start=1):
        record = library.catalogue.record(hit.record)
        if record is not None:
            place = _place(record, [], turn, number, texts, addresses, passage=Span(start=hit.start, end=hit.end))
            sections = [place, _family(hit.family, texts), _references(record, library, texts, addresses)]
            yield card(record, sections, badge=library.badge, texts=texts, addresses=addresses)


def _references(record: Record, library: Library, texts: Texts, addresses: Addresses) -> str:
    return reference_lists(linked_record(record, library), library, texts, addresses)


def _family(family: Sequence[FamilyMember], texts: Texts) -> str:
    members = [(member.number or member.external_id or member.record, member.addressees) for member in family]
    if len(members) <= _FEW:
        return members_line(members, texts) if members else ""
    return folded(texts.also_several.format(records=texts.records(len(members))), members_line(members, texts))


def _quote_alone(source: Source, turn: int, texts: Texts) -> str:
    quotes = "".join(f"<blockquote><mark>{escape(c.quote)}</mark></blockquote>" for c in source.citations)
    title = escape(source.citations[0].title or source.record)
    return f'<article class="source" id="{anchor(turn, source.number)}" tabindex="-1"><h3>{title}</h3>{quotes}</article>'


def _translations(source: Source, language: str | None) -> str:
    """The machine translations of what is quoted from one place, labelled as such, apart from the words of the record."""
    made = dict.fromkeys(citation.translation for citation in source.citations if citation.translation)
    label = f'<p class="label">{escape(say(language, "translation"))}</p>'
    return "".join(
        f'{label}<div class="words translation" lang="{escape(language or "")}" dir="auto">{escape(text)}</div>'
        for text in made
    )


def _place(
    record: Record,
    quotes: Sequence[Span],
    turn: int,
    number: int,
    texts: Texts,
    addresses: Addresses,
    *,
    passage: Span | None = None,
    translations: str = "",
) -> str:
    """One numbered place in a record: the passage with its quotes marked, its counterpart, what stands around it."""
    around = [Span(start=p.start, end=p.end) for p in passages(record)]
    shown = passage or _whole(around, quotes)
    part = record.part_at(shown.start)
    counterparts = counterpart_parts(record, part)
    name = f"{escape(part_name(record, part, texts))} {part_speaker(record, part, texts)}"
    heading = f'<h4><span class="number">{number}</span> {name}</h4>'
    where = page_line(record, quotes[0] if quotes else shown, texts)
    back = f'<a class="back" href="#conversation">{escape(texts.back)}</a>'
    return "".join(
        [
            f'<section class="place" id="{anchor(turn, number)}" tabindex="-1">',
            f'<div class="place-head">{heading}{where}</div>',
            words(record, part, f"passage {part.role if part else ''}", marked(record.text, shown, quotes)),
            translations,
            page_fold(record, quotes or [shown], texts, addresses),
            _counterpart(record, part, counterparts, texts),
            *_neighbours(record, shown, around, counterparts, texts),
            back,
            "</section>",
        ]
    )


def _whole(around: Sequence[Span], quotes: Sequence[Span]) -> Span:
    """The passages that the quotes touch, from the first to the last."""
    start, end = min(quote.start for quote in quotes), max(quote.end for quote in quotes)
    touched = [span for span in around if span.start < end and span.end > start]
    return Span(start=min([start, *(s.start for s in touched)]), end=max([end, *(s.end for s in touched)]))


def counterpart_parts(record: Record, part: Part | None) -> list[Part]:
    """The question parts that an answer answers, or the answers to a question; where none is aligned, those of the same
    exchange, else all of them. A turn of a debate has none."""
    if part is None or record.kind == "debate" or part.role == "speech":
        return []
    exchange = exchanges(record)
    if record.by_government(part):
        others = [(n, p) for n, p in enumerate(record.parts) if p.role == "question"]
        aligned = [p for _, p in others if set(p.labels) & set(part.answers)]
    else:
        others = [(n, p) for n, p in enumerate(record.parts) if record.by_government(p)]
        aligned = [p for _, p in others if set(p.answers) & set(part.labels)]
    own = [p for n, p in others if exchange[n] == exchange[record.parts.index(part)]]
    return aligned or own or [p for _, p in others]


def _counterpart(record: Record, part: Part | None, counterparts: Sequence[Part], texts: Texts) -> str:
    if part is None or not counterparts:
        return ""
    answering = record.by_government(part)
    aligned = bool(set(part.answers) & {label for p in counterparts for label in p.labels})
    title = (texts.show_question if aligned else texts.show_whole_question) if answering else texts.show_answer
    body = "".join(words(record, p, f"counterpart {p.role}", marked(record.text, p, ())) for p in counterparts)
    return folded(title, body, opened=sum(p.end - p.start for p in counterparts) <= _SHORT)


def _neighbours(
    record: Record, shown: Span, around: Sequence[Span], counterparts: Sequence[Part], texts: Texts
) -> Iterator[str]:
    """The passages next to this one, unless the counterpart shows them already."""
    before = [span for span in around if span.end <= shown.start][-1:]
    after = [span for span in around if span.start >= shown.end][:1]
    for title, spans in ((texts.before, before), (texts.after, after)):
        for span in spans:
            if not any(p.start <= span.start < p.end for p in counterparts):
                part = record.part_at(span.start)
                label = f'<p class="label">{escape(part_name(record, part, texts))}</p>'
                yield folded(title, label + words(record, part, "neighbour", marked(record.text, span, ())))
