"""An answer in the words of a language model, of which nothing is shown that quotations from the records do not carry."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence

from rag.answer.answer import Answer, Citation, Statement
from rag.answer.assistant import framed, quoted
from rag.answer.claims import Claim, claims
from rag.answer.grounds import Grounds, ground
from rag.answer.llm import LanguageModel
from rag.answer.locate import locate
from rag.answer.offered import Offered, offered
from rag.answer.phrases import say
from rag.answer.prompts import answering
from rag.answer.translate import translated
from rag.answer.verify import Support, failure, near, plain
from rag.answer.write import citation, named
from rag.errors import LlmError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.order import Sort, in_order
from rag.search.search import NO_FILTERS

MOST = 8
"""Statements that a model may write."""


def answers(
    library: Library,
    question: str,
    model: LanguageModel | None = None,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
) -> Iterator[Answer]:
    """Answer a question: with a model an answer that grows by one checked statement at a time, else one in quotations.

    The last one given is the whole answer. The arguments are those of `rag.answer.assistant.answer`. Raises InputError
    where the question is empty, EncoderError where HEMICYCLE_ENTAILMENT cannot be used. What a model does never raises.
    """
    started = time.perf_counter()
    grounds = ground(library, question, filters=filters, exclude=exclude, language=language, ignoring=ignoring)
    growing = (
        written(library, grounds, model, sort=sort) if model and grounds.about else iter([quoted(library, grounds, sort)])
    )
    for answer in growing:
        yield answer.model_copy(update={"took_ms": round((time.perf_counter() - started) * 1000, 1)})


def answer(
    library: Library,
    question: str,
    model: LanguageModel | None = None,
    *,
    filters: Filters = NO_FILTERS,
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
    sort: Sort = "relevance",
) -> Answer:
    """The whole of what `answers` gives, for who does not watch it grow."""
    *_, whole = answers(
        library, question, model, filters=filters, exclude=exclude, language=language, ignoring=ignoring, sort=sort
    )
    return whole


def written(library: Library, grounds: Grounds, model: LanguageModel, *, sort: Sort = "relevance") -> Iterator[Answer]:
    """The growing answer of a model to what has `grounds.about`, then the same with translations of what it quotes.

    Where the model fails, or nothing that it writes holds, the last answer is one in quotations, and says why.
    """
    passages, language = offered(grounds.about), grounds.language
    if not passages:
        yield quoted(library, grounds, sort)
        return
    statements, dropped, trouble = list[Statement](), 0, None
    whole = framed(grounds, model.name)
    try:
        for claim in claims(model.stream(answering(grounds.question, language, [p.as_data() for p in passages], most=MOST))):
            statement = _checked(library, claim, passages, language) if isinstance(claim, Claim) else None
            if statement is None:
                dropped += 1
            elif all(statement.text != other.text for other in statements):
                statements.append(statement)
                yield _with(whole, statements, dropped, sort)
            if len(statements) >= MOST or dropped > 2 * MOST:
                break
    except LlmError as error:
        trouble = str(error)
    if not statements:
        whole = quoted(library, grounds, sort)
        note = " ".join(filter(None, [_why(language, dropped, trouble), whole.note]))
        yield whole.model_copy(update={"dropped": dropped, "note": note})
        return
    whole = _with(whole, statements, dropped, sort)
    if trouble:
        yield whole.model_copy(update={"note": say(language, "model_stopped", reason=trouble)})
        return
    yield whole
    yield from translated(library, whole, model)


def _checked(library: Library, claim: Claim, passages: Sequence[Offered], language: str) -> Statement | None:
    """The statement that a claim makes with the quotations that carry it; null where none do."""
    text = plain(claim.statement)
    found = dict[tuple[str, int, int], tuple[Offered, Support]]()
    for source in claim.sources:
        passage = next((p for p in passages if p.number == source.passage), None)
        span = locate(passage.record, passage.row, source.words) if passage else None
        if passage and span:
            support = Support(passage.record, span, passage.language)
            found.setdefault((passage.record.id, span.start, span.end), (passage, support))
    pairs = list(found.values())
    # What a government said is carried by what it said alone; what others said in a debate is said to be theirs, and what was
    # only asked to have been asked.
    answered = [pair for pair in pairs if pair[0].answers]
    spoken = [pair for pair in pairs if pair[0].row.role == "speech"]
    resting = answered or spoken or pairs
    close = near(library, text, language, [support for _, support in resting])
    kept = [(passage, support) for passage, support in resting if support in close]
    if not kept or failure(library, text, language, close):
        return None
    citations = tuple(_cited(passage, support, library.badge, language) for passage, support in kept)
    if spoken and not answered:
        who = ", ".join(dict.fromkeys(named(cited, language) for cited in citations))
        text = say(language, "spoken_alone", who=who, text=text)
    elif not answered:
        text = say(language, "asked_alone", text=text)
    return Statement(kind="written", text=text, citations=citations)


def _cited(passage: Offered, support: Support, badge: str | None, language: str) -> Citation:
    return citation(passage.record, passage.row, support.span, badge, passage.family, language=language)


def _with(answer: Answer, statements: Sequence[Statement], dropped: int, sort: Sort) -> Answer:
    ordered = in_order(statements, sort, lambda one: one.citations[0].asked_on)
    return answer.model_copy(update={"statements": tuple(ordered), "dropped": dropped})


def _why(language: str, dropped: int, trouble: str | None) -> str:
    """Why an answer is quoted though there is a model."""
    if trouble:
        return say(language, "model_failed", reason=trouble)
    if dropped:
        return say(language, "model_dropped_one" if dropped == 1 else "model_dropped", count=dropped)
    return say(language, "model_silent")
