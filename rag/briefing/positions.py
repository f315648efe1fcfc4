"""What was said on a topic: by whom, newest first, in short and at length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answer.abstain import Evidence
from rag.answer.answer import Citation, Statement
from rag.answer.changed import changed
from rag.answer.checks.closeness import closeness
from rag.answer.quote import Quoted, quotations, whole_sentences
from rag.answer.wording import behind_number, points_back
from rag.answer.write import citation, differing, named, statement
from rag.briefing.briefing import Position
from rag.briefing.topic import OnTopic
from rag.library.catalogue import PassageRow
from rag.library.filters import fold
from rag.library.library import Library
from rag.records import Span
from rag.search.ranking import Meaning, meaning_of

_LENGTHS = (40, 320)
"""Characters of a sentence that can stand for a whole answer: what is shorter says too little, what is longer is a list."""

_ONE_MATTER = 0.63
"""The least cosine of the titles of two records on one matter. Of nine pairs that 97 themes of dekamer-2017 give without it
none is a change of position, and none has titles so alike."""

_FIGURES = 0.1
"""The share of digits from which on a sentence is a row of a table."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is quoted from a record, what it was chosen by: the record's title seen from the topic (null without vectors),
    and which of the quoted sentences can stand alone."""

    quoted: Quoted
    meaning: Meaning | None
    telling: Sequence[tuple[PassageRow, Span]]


def said_on(library: Library, topic: OnTopic, most: int) -> list[Said]:
    """What to quote of what was said, best first, `most` passages in all and at most two of a record. What is only the head
    of a table, or evades, is quoted where there is nothing else; what others than a government said in a debate comes last.

    A bare topic tells little about what matters in an answer; what the record's own title asks for does.
    """
    items = [item for item in topic.about if _says_something(item)]
    items.sort(key=lambda item: item.found.record.kind == "debate" and not item.answers)
    each = 2 if 2 * len(items) <= most else 1
    said, bare = list[Said](), list[Said]()
    for item in items:
        if len(said) * each >= most:
            break
        record = item.found.record
        meaning = None
        if topic.findings.meaning is not None:
            meaning = meaning_of(library, f"{record.title or ''} {topic.topic}", record.language)
        own = replace(topic.findings, meaning=meaning)
        for one in quotations(library, own, [item], most=each):
            telling = list(_telling(one))
            (said if telling else bare).append(Said(one, meaning, telling))
    return said or bare[: most // each]


def _says_something(item: Evidence) -> bool:
    """Whether somebody takes a position in the record: not where all that was asked stayed without a reply of its own."""
    record = item.found.record
    asked_alone = not item.answers and any(part.role == "question" for part in record.parts)
    return record.status in (None, "answered") and not asked_alone


def positions(library: Library, language: str, said: Sequence[Said]) -> list[Position]:
    """By speaker, who matches the topic best first, of each the newest first."""
    groups: dict[str, list[Statement]] = {}
    for one in said:
        cited = [_cited(library, one.quoted, *place, language) for place in one.quoted.spans]
        own = statement(one.quoted.record, cited, language)
        groups.setdefault(_speaker(own), []).append(own)
    ordered = [sorted(each, key=_day, reverse=True) for each in groups.values()]
    return [Position(who=_who(each[0], language), statements=tuple(each)) for each in ordered]


def in_debate(one: Said) -> bool:
    """Whether it was said in a debate, and not by a government."""
    return not one.quoted.evidence.answers and one.quoted.record.kind == "debate"


def _who(one: Statement, language: str) -> str:
    return named(one.citations[0], language) if one.kind == "spoken" else one.heading or ""


def _speaker(one: Statement) -> str:
    """By whom: a name, whatever the functions were on the day, or the functions where no name is known."""
    return fold(one.citations[0].speaker) if one.citations[0].speaker else one.heading or ""


def summary(library: Library, language: str, said: Sequence[Said], most: int) -> list[Statement]:
    """The sentence that tells most of each of `most` records, newest first: of every speaker the best record before
    anybody's second."""
    turns: dict[str, int] = {}
    ranked, quotes = [], set[str]()
    for n, one in enumerate(said):
        for row, span in _most_telling(library, one):
            own = statement(one.quoted.record, [_cited(library, one.quoted, row, span, language)], language)
            who = _speaker(own)
            turns[who] = turns.get(who, 0) + 1
            if (quote := own.citations[0].quote) not in quotes:
                ranked.append((turns[who], n, own))
                quotes.add(quote)
    chosen = [own for *_, own in sorted(ranked, key=lambda each: each[:2])[:most]]
    return sorted(chosen, key=_day, reverse=True)


def _most_telling(library: Library, one: Said) -> Iterator[tuple[PassageRow, Span]]:
    """Of the quoted sentences that can stand alone the one nearest to what the record is about; none where none can."""
    if one.telling and one.meaning is not None:
        texts = [one.quoted.record.quote(span) for _, span in one.telling]
        yield one.telling[int((library.encoder.encode_passages(texts) @ one.meaning.vector).argmax())]
    else:
        yield from one.telling[:1]


def _telling(one: Quoted) -> Iterator[tuple[PassageRow, Span]]:
    """The quoted sentences that can stand alone: no rest of a sentence, no head or row of a table, nothing that evades."""
    record = one.record
    evasive = [part.evidence for part in record.parts if part.evidence and part.status != "answered"]
    for row, quoted in one.spans:
        language = record.language_of(record.parts[row.part])
        for sentence in whole_sentences(record, row):
            span = Span(start=sentence.start + behind_number(record.quote(sentence)), end=sentence.end)
            words = record.quote(span)
            inside = quoted.start <= span.start and span.end <= quoted.end
            evades = any(span.start < each.end and each.start < span.end for each in evasive)
            fits = _LENGTHS[0] <= len(words) <= _LENGTHS[1] and not words.rstrip().endswith((":", "?"))
            # What begins with a small letter is the rest of a sentence that was cut at an abbreviation.
            digits = sum(letter.isdigit() for letter in words) / max(1, len(words))
            whole = next((letter for letter in words if letter.isalpha()), "").isupper()
            if inside and whole and fits and digits < _FIGURES and not evades and not points_back(words, language):
                yield row, span


def changes(library: Library, language: str, said: Sequence[Said]) -> list[Statement]:
    """Pairs of positions of one speaker on one matter that may differ."""
    pairs = (pair for pair in changed(library, [one.quoted for one in said]) if _one_matter(library, *pair))
    return [differing([_cited(library, one, *one.best, language) for one in pair], language) for pair in pairs]


def _one_matter(library: Library, earlier: Quoted, later: Quoted) -> bool:
    """Whether two records are on one matter: a topic holds many, and sentences on several of them sound alike."""
    (first, second) = ((one.record.title or "", one.record.language) for one in (earlier, later))
    return any(score >= _ONE_MATTER for score in closeness(library, first, [second]))


def _cited(library: Library, one: Quoted, row: PassageRow, span: Span, language: str) -> Citation:
    return citation(one.record, row, span, library.badge, one.evidence.found.hit.family, language=language)


def _day(one: Statement) -> date:
    return one.citations[0].answered_on or one.citations[0].asked_on or date.min
