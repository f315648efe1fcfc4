"""Whether quotations carry what a model wrote: each check has a file of its own in `rag/answer/checks`.

A statement that fails one is not shown. The checks are by value and by writing; what they cannot see is in docs/answers.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rag.answer.checks import entailment
from rag.answer.checks.closeness import CLOSE, closeness
from rag.answer.checks.days import Day, day_of, days
from rag.answer.checks.names import Known, unnamed
from rag.answer.checks.negation import contradicted, polarity
from rag.answer.checks.numbers import Number, carried, numbers, units
from rag.answer.checks.quoted import unquoted
from rag.language import detect
from rag.library.catalogue import Someone
from rag.library.filters import fold
from rag.library.library import Library
from rag.records import Part, Person, Record, Span
from rag.search.functions import function_meant, title_in
from rag.search.names import WORD
from rag.sentences import sentences

LONGEST = 700
"""Characters of a statement at most: one sentence or two."""

Failure = Literal["form", "quotation", "number", "date", "name", "negation", "closeness", "entailment"]
"""Why a statement is not shown."""

_NUMBERED = re.compile(r"(?:\bno\.?|\bnr\.?|\bn°|\bnumber|\bnummer|\bnuméro|\bquestion|\bvraag|\bfrage|#)\s*$", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"(?:\b(?:in|en|im|of|van|de|du|vom|since|sinds|depuis|seit)|\bjaar|\byear|\bannée|\bjahre?)\s*$", re.IGNORECASE
)
_ITEM = re.compile(r"(?m)^\s*(?:\(?\d{1,2}(?:\.?[a-z])?[.)]|[a-z]\))(?=\s)")
_LABELLED = re.compile(r"\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")


@dataclass(frozen=True, slots=True)
class Support:
    """A quotation that a statement is said to rest on: a span of a record, and the language of its part."""

    record: Record
    span: Span
    language: str | None

    @property
    def quote(self) -> str:
        return self.record.quote(self.span)

    @property
    def part(self) -> Part | None:
        return self.record.part_at(self.span.start)

    @property
    def people(self) -> Sequence[Person]:
        """Those whom a record names beside its text; of a debate who speaks here."""
        everybody = (*self.record.askers, *self.record.addressees)
        if self.record.kind != "debate":
            return everybody
        return [person for person in everybody if self.part and self.part.speaker == (person.name or person.role)]

    @property
    def sentences(self) -> list[str]:
        found = sentences(self.record.text, self.span.start, self.span.end, self.language)
        return [self.record.text[start:end] for start, end in found]


def plain(statement: str) -> str:
    """A model's sentence on one line, without its own marks for citations, without Markdown's emphasis and without the number
    of a sub-question that it was copied with."""
    text = _ITEM.sub("", "".join(c if c.isprintable() else " " for c in statement).strip(), count=1)
    return " ".join(_LABELLED.sub("", text).replace("**", "").replace("`", "").split()).replace(" .", ".")


def near(library: Library, statement: str, language: str, supports: Sequence[Support]) -> list[Support]:
    """Of the quotations those that are on what the statement is on, as far as the library's encoder can tell."""
    scores = closeness(library, (statement, language), [(support.quote, support.language) for support in supports])
    return [s for s, score in zip(supports, scores, strict=True) if score >= CLOSE] if scores else list(supports)


def failure(library: Library, statement: str, language: str, supports: Sequence[Support]) -> Failure | None:
    """The first check that a statement in `language` does not pass; null where the quotations carry it.

    Raises EncoderError where HEMICYCLE_ENTAILMENT cannot be used.
    """
    if not 0 < len(statement) <= LONGEST or not any(map(str.isalpha, statement)):
        return "form"
    titles = [support.record.title or "" for support in supports]
    if unquoted(statement, [*(support.quote for support in supports), *titles]):
        return "quotation"
    dated = days(statement)
    if not all(_dated(day, supports) for day in dated):
        return "date"
    written = detect(statement)
    if not _counted(statement, numbers(statement, {language, written}, dated), supports):
        return "number"
    if _unknown(library, statement, language, supports):
        return "name"
    quoted = [polarity(sentence, support.language) for support in supports for sentence in support.sentences]
    if contradicted(polarity(statement, written), quoted):
        return "negation"
    if model := entailment.chosen():
        premise = " ".join(dict.fromkeys([*filter(None, titles), *(support.quote for support in supports)]))
        if entailment.judge(model, premise, statement) != "entailment":
            return "entailment"
    return None


def _dates(record: Record) -> list[date]:
    return [day for day in (record.asked_on, record.answered_on) if day]


def _dated(day: Day, supports: Sequence[Support]) -> bool:
    """Whether the quotations name a day, or the records are of it."""
    return any(
        day.within(other)
        for support in supports
        for other in (
            *days(support.quote, support.record.asked_on),
            *days(support.record.title or ""),
            *map(day_of, _dates(support.record)),
        )
    )


def _counted(statement: str, found: Sequence[Number], supports: Sequence[Support]) -> bool:
    """Whether the quotations have these numbers; numbers and years of the records count where they stand as such."""
    said, mentioned, years = list[Number](), set[str](), set[int]()
    own, spans = set[str](), set[int]()
    for support in supports:
        # The number of a sub-question counts nothing.
        for text in (_ITEM.sub(" ", support.quote), support.record.title or ""):
            dated = days(text, support.record.asked_on)
            said += numbers(text, [support.language, support.record.language], dated)
            mentioned |= units(text)
            years |= {day.year for day in dated if day.year}
        own |= {support.record.number or ""}
        spans |= {day.year for day in _dates(support.record)}

    def known(number: Number) -> bool:
        before, whole = statement[: number.start], {int(value) for value in number.values if value == value.to_integral()}
        if number.unit is None and whole & years:
            return True
        if _IN_YEAR.search(before) and number.unit is None and whole & spans:
            return True
        return bool(_NUMBERED.search(before)) and bool({str(value) for value in whole} & own)

    return all(carried(number, said, mentioned) or known(number) for number in found)


def _unknown(library: Library, statement: str, language: str, supports: Sequence[Support]) -> list[str]:
    """The names of a statement that its sources do not have."""
    texts = [text for support in supports for text in _words(support)]
    known = Known(tuple(texts), supports[0].record.parliament, name_words(library.people()))
    missing = unnamed(statement, language, known)
    if missing and (covered := _portfolio(library, statement, language, supports)):
        missing = [name for name in missing if fold(name).strip() not in covered]
    return missing


def _words(support: Support) -> list[tuple[str, str | None]]:
    """The texts in which a name may stand: the quotation, and who and what the record says it is about; of all who speak in a
    debate the one who says it."""
    record, part = support.record, support.part
    people = " ".join(f"{p.name or ''} {p.role or ''} {p.party or ''}" for p in support.people)
    speaker = part.speaker if part else None
    about = (
        f"{record.title or ''} {' '.join(record.themes)} {people} {speaker or ''} {record.parliament} {record.number or ''}"
    )
    return [(support.quote, support.language), (about, record.language)]


def _portfolio(library: Library, statement: str, language: str, supports: Sequence[Support]) -> set[str]:
    """The words of a minister's title in the statement, where it is a function of somebody whom the records name, in whatever
    language."""
    words = [match[0] for match in WORD.finditer(statement)]
    title = title_in(words, language)
    function = function_meant(library, words, language) if title else None
    if not function:
        return set()
    roles = " ".join(
        person.role or "" for support in supports for person in support.people if person in support.record.addressees
    )
    return set(fold(title).split()) if fold(function) in fold(roles) else set()


@lru_cache(maxsize=4)
def name_words(people: Sequence[Someone]) -> frozenset[str]:
    """The words of the names of known people, but for the short ones, which are mostly particles."""
    return frozenset(word for person in people for word in person.name.split() if len(word) > 3)
