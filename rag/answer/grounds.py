"""What an answer rests on, however it is written: the records found that are about the question, or that there are none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rag.answer.abstain import RECORDS, SURE, Evidence, about, confidence, weigh
from rag.errors import InputError
from rag.language import detect
from rag.library.catalogue import Counts
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.search import NO_FILTERS, Findings, find


@dataclass(frozen=True, slots=True)
class Grounds:
    """A question in its `language`, all that was found, how sure it is (0 to 1) that the records answer it, those `about` it
    (best first; none where that is not sure enough), and how much was searched."""

    question: str
    language: str
    findings: Findings
    confidence: float
    about: Sequence[Evidence]
    counts: Counts


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
