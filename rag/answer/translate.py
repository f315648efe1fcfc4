"""Machine translations beside quotations in another language than the question's; never the thing quoted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rag.answer.answer import Answer, Citation
from rag.answer.checks.closeness import CLOSE, closeness
from rag.answer.checks.days import Day, days
from rag.answer.checks.names import Known, unnamed
from rag.answer.checks.negation import contradicted, polarity
from rag.answer.checks.numbers import Number, numbers
from rag.answer.llm import LanguageModel
from rag.answer.prompts import translating
from rag.answer.reference import parliament_named
from rag.answer.verify import name_words, plain
from rag.errors import LlmError
from rag.language import LANGUAGES, detect
from rag.library.library import Library

MOST = 8
"""Quotations of one answer that are translated."""

_SHORTEST, _LONGEST = 0.4, 2.5
"""How long a translation is at least and at most, to its original."""


def translated(library: Library, answer: Answer, model: LanguageModel) -> Iterator[Answer]:
    """The answer again and again, each time with one more translation beside a quotation; nothing where none is needed.

    A translation that is not `faithful` is left out. So are all further ones
    once the model fails.
    """
    language = answer.language
    if language not in LANGUAGES:
        return
    wanted = dict[str, tuple[Citation, str]]()
    for statement in answer.statements:
        for citation in statement.citations:
            if (spoken := _spoken(library, citation)) != language:
                wanted.setdefault(citation.quote, (citation, spoken or ""))
    for quote, (citation, spoken) in list(wanted.items())[:MOST]:
        try:
            text = plain("".join(model.stream(translating(quote, language), most=len(quote))))
        except LlmError:
            return
        if faithful(library, citation, spoken, text, language):
            answer = _with(answer, quote, text)
            yield answer


def faithful(library: Library, citation: Citation, spoken: str, text: str, language: str) -> bool:
    """Whether a text may be the translation of a quotation: the same numbers and dates, no other names, a denial where there
    is one, the right language, nearly as long, on the same."""
    quote = citation.quote
    if not _SHORTEST * len(quote) <= len(text) <= _LONGEST * len(quote) + 40 or detect(text) != language:
        return False
    if not same_values(quote, spoken, text, language):
        return False
    if contradicted(polarity(text, language), [polarity(quote, spoken or None)]):
        return False
    if _unnamed(library, citation, spoken, text, language):
        return False
    return all(score >= CLOSE for score in closeness(library, (text, language), [(quote, spoken or None)]))


def _unnamed(library: Library, citation: Citation, spoken: str, text: str, language: str) -> list[str]:
    """The names in a translation that its original does not have; that of the parliament may be said otherwise (Flemish)."""
    texts = ((citation.quote, spoken or None), (parliament_named(citation.parliament, language), language))
    return unnamed(text, language, Known(texts, citation.parliament, name_words(library.people())))


def same_values(quote: str, spoken: str, text: str, language: str) -> bool:
    """Whether two texts have the same numbers and dates, each as often."""
    ours, theirs = days(quote), days(text)
    if _named(ours) != _named(theirs):
        return False
    left = numbers(text, [language], theirs)
    for number in numbers(quote, [spoken or None], ours):
        same = next((other for other in left if _same(number, other)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _named(found: Sequence[Day]) -> Counter[tuple[int | None, int, int | None]]:
    """The dates that say more than a month, which may be another word."""
    return Counter((day.year, day.month, day.day) for day in found if day.year or day.day)


def _same(one: Number, other: Number) -> bool:
    return bool(one.values & other.values) and one.unit == other.unit


def _spoken(library: Library, citation: Citation) -> str | None:
    """The language that a quotation is in."""
    record = library.catalogue.record(citation.record)
    part = record.part_at(citation.start) if record else None
    return (part.language if part else None) or (record.language if record else None) or detect(citation.quote)


def _with(answer: Answer, quote: str, text: str) -> Answer:
    def one(citation: Citation) -> Citation:
        return citation.model_copy(update={"translation": text}) if citation.quote == quote else citation

    statements = (s.model_copy(update={"citations": tuple(map(one, s.citations))}) for s in answer.statements)
    return answer.model_copy(update={"statements": tuple(statements)})
