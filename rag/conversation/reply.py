"""The next turn of a conversation: the question resolved, and its answer."""

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

from rag.answer.answer import Answer, Searched
from rag.answer.assistant import answer
from rag.conversation.followup import follow_up
from rag.conversation.rewrite import Rewrite, rewritten
from rag.conversation.turns import EXCLUDE, SUBJECT, Resolved, Turn
from rag.library.filters import Filters, together
from rag.library.library import Library
from rag.search.asked import CONDITIONS
from rag.search.order import Sort
from rag.search.search import NO_FILTERS

Answering = Callable[..., Answer]
"""What answers a question: `rag.answer.assistant.answer`, or anything that takes the same and gives an Answer."""


def resolve(
    library: Library,
    turns: Sequence[Turn],
    question: str,
    language: str | None = None,
    *,
    given: Filters = NO_FILTERS,
    rewrite: Rewrite | None = None,
) -> Resolved | None:
    """The question as it goes on from the conversation, by the rules and, where there is one, a model's rewriting of it; null
    where it stands alone."""
    resolved = follow_up(library, turns, question, language, given=given)
    if resolved and rewrite and not resolved.direct:
        return rewritten(library, resolved, turns, rewrite)
    return resolved


def reply(
    library: Library,
    question: str,
    resolved: Resolved | None = None,
    *,
    filters: Filters = NO_FILTERS,
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
    answering: Answering = answer,
    **more: Any,
) -> Answer:
    """Answer a question, as it was resolved where it goes on from a conversation.

    `filters` are those given beside it, `ignoring` conditions that are not meant: of its own words, or of those carried over.
    `more` goes to `answering`. Raises InputError where the question is empty.
    """
    if resolved is None:
        return answering(library, question, filters=filters, language=language, ignoring=ignoring, sort=sort, **more)
    resolved = resolved.meant(ignoring)
    if resolved.direct:
        return _credited(library, resolved)
    fixed = filters.model_dump(by_alias=True, exclude_none=True)
    carried = resolved.filters.model_dump(by_alias=True, exclude_none=True)
    carried = {name: value for name, value in carried.items() if name not in together(fixed)}
    answered = answering(
        library,
        resolved.question,
        filters=Filters.model_validate(fixed | carried),
        exclude=resolved.exclude,
        language=resolved.language,
        ignoring=CONDITIONS,
        sort=resolved.sort or sort,
        **more,
    )
    origins = {each.field: each.origin for each in resolved.conditions}
    shown = tuple(
        each.model_copy(update={"origin": origins.get(each.field, "given") if each.field in carried else "given"})
        for each in answered.filters
    )
    return answered.model_copy(update={"filters": shown})


def _credited(library: Library, resolved: Resolved) -> Answer:
    """The answer that the records cited last give of themselves."""
    started = time.perf_counter()
    counts = library.catalogue.counts(resolved.filters)
    return Answer(
        question=resolved.asked,
        language=resolved.language,
        filters=tuple(each for each in resolved.conditions if each.field not in (SUBJECT, EXCLUDE)),
        abstained=False,
        statements=resolved.direct,
        searched=Searched(records=counts.records, first=counts.first, last=counts.last),
        closest=(),
        written_by="quotation",
        dropped=0,
        note=None,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
    )
