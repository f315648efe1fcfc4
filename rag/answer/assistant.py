"""A question in, an answer out: quotations that are word for word in the records, or an honest abstention."""

import time
from collections.abc import Collection, Iterable

from rag.answer.answer import QUOTATION, Answer, Searched
from rag.answer.grounds import Grounds, ground
from rag.answer.phrases import long_date, say
from rag.answer.quoted import counted, statements
from rag.library.catalogue import Counts
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.order import Sort
from rag.search.search import NO_FILTERS

CLOSEST = 3
"""Records offered with an abstention."""

QUITE_SURE = 0.45
"""Below this confidence an answer says that it may not be one."""


def answer(
    library: Library,
    question: str,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
) -> Answer:
    """Answer a question from a library, without a language model.

    `exclude` are record or external ids that count as absent; `language` overrides the detected one. Conditions that the
    question names filter as well, but for those named in `ignoring` (`rag.search.asked`). `sort` orders the statements.
    Raises InputError where the question is empty.
    """
    started = time.perf_counter()
    grounds = ground(library, question, filters=filters, exclude=exclude, language=language, ignoring=ignoring)
    return quoted(library, grounds, sort).model_copy(update={"took_ms": round((time.perf_counter() - started) * 1000, 1)})


def quoted(library: Library, grounds: Grounds, sort: Sort = "relevance") -> Answer:
    """The answer in quotations to what has been looked up, or an abstention; how long it took is not known here."""
    said = statements(library, grounds, sort)
    closest = () if said else tuple(found.hit for found in grounds.findings.found[:CLOSEST])
    more = {"abstained": not said, "summary": counted(library, grounds, said), "statements": said, "closest": closest}
    return framed(grounds, QUOTATION).model_copy(update=more)


def framed(grounds: Grounds, written_by: str) -> Answer:
    """What is known of an answer before its first statement."""
    counts = grounds.counts
    return Answer(
        question=grounds.question,
        language=grounds.language,
        filters=grounds.findings.applied,
        abstained=False,
        confidence=round(grounds.confidence, 3),
        statements=(),
        searched=Searched(records=counts.records, first=counts.first, last=counts.last),
        closest=(),
        written_by=written_by,
        dropped=0,
        note=note_on(grounds),
        took_ms=0.0,
    )


def note_on(grounds: Grounds) -> str | None:
    """What a reader has to know of an answer before reading it: that there is none, or that it is not sure to be one."""
    if not grounds.about:
        return _abstention(grounds.counts, grounds.language)
    lines = [say(grounds.language, "unsure")] if grounds.confidence < QUITE_SURE else []
    lines += [say(grounds.language, "nothing_on", part=part.question) for part in grounds.parts if not part.about]
    return " ".join(lines) or None


def _abstention(counts: Counts, language: str) -> str:
    if not counts.records:
        return say(language, "nothing")
    dates = [long_date(day, language) for day in (counts.first, counts.last) if day]
    period = " – ".join(dict.fromkeys(dates)) or say(language, "undated")
    return say(language, "abstained_one" if counts.records == 1 else "abstained", records=counts.records, period=period)
