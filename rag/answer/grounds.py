"""What an answer rests on, however it is written: the records found that are about the question, or that there are none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rag.answer.abstain import RECORDS, SURE, Evidence, about, confidence, weigh
from rag.answer.compound import clauses, leans_on_the_rest
from rag.errors import InputError
from rag.language import detect
from rag.library.catalogue import Counts
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.asked import CONDITIONS
from rag.search.ranking import meaning_of
from rag.search.search import NO_FILTERS, Findings, find


@dataclass(frozen=True, slots=True)
class Grounds:
    """A question in its `language`, all that was found, how sure it is (0 to 1) that the records answer it, those `about` it
    (best first; none where that is not sure enough), and how much was searched. Of a question that asks several things
    `parts` are the grounds of each."""

    question: str
    language: str
    findings: Findings
    confidence: float
    about: Sequence[Evidence]
    counts: Counts
    parts: tuple["Grounds", ...] = ()


def ground(
    library: Library,
    question: str,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
) -> Grounds:
    """Find what answers a question.

    `exclude` are record or external ids that count as absent; `language` overrides the detected one. Conditions that the
    question names filter as well, but for those named in `ignoring` (`rag.search.asked`).
    Raises InputError where the question is empty.
    """
    if not question.strip():
        raise InputError("the question is empty; ask something, e.g. what did the government say about Belarus?")
    language = language or detect(question)
    gone = tuple(exclude)
    whole = _looked_up(library, question, language, filters, gone, ignoring)
    parts = tuple(_part(library, whole, clause, gone) for clause in clauses(question, language))
    if not parts:
        return whole
    # By turns, so that each part's best comes before any part's second.
    turns = (item for several in zip_longest(*(part.about for part in parts)) for item in several if item)
    together = list({item.found.record.id: item for item in reversed(list(turns))}.values())[::-1]
    return replace(whole, about=together, confidence=max(part.confidence for part in parts), parts=parts)


def _looked_up(
    library: Library, question: str, language: str, filters: Filters, exclude: Iterable[str], ignoring: Collection[str]
) -> Grounds:
    findings = find(library, question, k=RECORDS, filters=filters, exclude=exclude, language=language, ignoring=ignoring)
    evidence = weigh(library, findings)
    sure = confidence(findings, evidence)
    return Grounds(
        question,
        language,
        findings,
        sure,
        about(evidence) if sure >= SURE else [],
        library.catalogue.counts(findings.filters),
    )


def _part(library: Library, whole: Grounds, clause: str, exclude: Iterable[str]) -> Grounds:
    """The grounds of one part of a question, under the conditions of the whole: those found by its own words, or where they
    say too little alone (`how many of them are children`) those of the whole, read for this part."""
    own = _looked_up(library, clause, whole.language, whole.findings.filters, exclude, CONDITIONS)
    if own.about or not whole.about or not leans_on_the_rest(clause, whole.language):
        return own
    meaning = meaning_of(library, clause, whole.language) if whole.findings.meaning else None
    return replace(whole, question=clause, findings=replace(whole.findings, meaning=meaning))
