"""The next turn of a conversation: the question resolved, and its answer."""

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from rag.answer.answer import QUOTATION, Answer, Searched
from rag.answer.llm import LanguageModel
from rag.answer.written import answers
from rag.conversation.followup import follow_up
from rag.conversation.rewrite import rewritten
from rag.conversation.turns import EXCLUDE, SUBJECT, Resolved, Turn
from rag.errors import LlmError
from rag.library.filters import Filters, together
from rag.library.library import Library
from rag.search.asked import CONDITIONS
from rag.search.order import Sort
from rag.search.search import NO_FILTERS


def resolve(
    library: Library,
    turns: Sequence[Turn],
    question: str,
    language: str | None = None,
    *,
    given: Filters = NO_FILTERS,
    model: LanguageModel | None = None,
) -> Resolved | None:
    """The question as it goes on from the conversation, by the rules and, where there is one, a model's rewriting of it; null
    where it stands alone. Where the model fails the rules stand."""
    resolved = follow_up(library, turns, question, language, given=given)
    if resolved and model and not resolved.direct:
        with suppress(LlmError):
            return rewritten(library, resolved, turns, model)
    return resolved


def replies(
    library: Library,
    question: str,
    resolved: Resolved | None = None,
    model: LanguageModel | None = None,
    *,
    filters: Filters = NO_FILTERS,
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
) -> Iterator[Answer]:
    """Answer a question, as it was resolved where it goes on from a conversation; as `rag.answer.written.answers`, the last
    one given is the whole answer.

    `filters` are those given beside it, `ignoring` conditions that are not meant: of its own words, or of those carried over.
    Raises InputError where the question is empty.
    """
    if resolved is None:
        yield from answers(library, question, model, filters=filters, language=language, ignoring=ignoring, sort=sort)
        return
    resolved = resolved.meant(ignoring)
    if resolved.direct:
        yield _credited(library, resolved)
        return
    fixed = filters.values()
    carried = resolved.filters.values()
    carried = {name: value for name, value in carried.items() if name not in together(fixed)}
    origins = {each.field: each.origin for each in resolved.conditions}
    for answer in answers(
        library,
        resolved.question,
        model,
        filters=Filters.model_validate(fixed | carried),
        exclude=resolved.exclude,
        language=resolved.language,
        ignoring=CONDITIONS,
        sort=resolved.sort or sort,
    ):
        shown = tuple(
            each.model_copy(update={"origin": origins.get(each.field, "given") if each.field in carried else "given"})
            for each in answer.filters
        )
        yield answer.model_copy(update={"filters": shown})


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
        written_by=QUOTATION,
        dropped=0,
        note=None,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
    )
