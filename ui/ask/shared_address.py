"""The address of a question with its filters, or of a record: to share, to come back to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError

from rag.answer.answer import Answer
from rag.conversation.turns import EXCLUDE, SUBJECT
from rag.language import LANGUAGES
from rag.library.filters import Filters
from rag.search.order import Sort
from rag.search.search import NO_FILTERS

_QUESTION, _RECORD, _LIBRARY, _SPOKEN, _SORT = "q", "record", "library", "query-language", "sort"
_IGNORING, _CONVERSATION, _FILLED = "literal", "c", "fill"

_LONGEST = 2_000
"""Characters of a question that fit into an address everywhere."""


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for; each is null where it says nothing of it. `ignoring` are conditions of the question's own
    words that are not meant, `conversation` is where it was asked, `filled` a question for the box, that is not asked."""

    question: str | None = None
    filled: str | None = None
    conversation: str | None = None
    record: str | None = None
    library: str | None = None
    filters: Filters = NO_FILTERS
    language: str | None = None
    sort: str | None = None
    ignoring: frozenset[str] = frozenset()


def read_address(parameters: Mapping[str, str]) -> Address:
    """The address whose query has these parameters. A filter that cannot be used is left out."""
    wanted = {name: parameters[name] for name in _filter_names() if parameters.get(name) and name != "without"}
    return Address(
        question=(parameters.get(_QUESTION) or "").strip() or None,
        filled=(parameters.get(_FILLED) or "").strip() or None,
        conversation=parameters.get(_CONVERSATION) or None,
        record=parameters.get(_RECORD) or None,
        library=parameters.get(_LIBRARY) or None,
        filters=_usable(wanted),
        language=_known(parameters.get(_SPOKEN), LANGUAGES),
        sort=_known(parameters.get(_SORT), get_args(Sort)),
        ignoring=frozenset(filter(None, (parameters.get(_IGNORING) or "").split(","))),
    )


def record_query(record: str, library: str | None) -> str:
    """The query of a record's address."""
    return _query({_RECORD: record, _LIBRARY: library})


def question_query(
    answer: Answer,
    library: str | None,
    *,
    language: str | None = None,
    sort: str | None = None,
    resolved: bool = False,
    ignoring: Collection[str] = (),
    conversation: str | None = None,
) -> str:
    """The query of the address that asks what was answered, with the conditions that its own words do not say: all of them
    where it was `resolved` from a conversation, and those that it was asked without (`ignoring`). Empty where the question
    does not fit into an address.
    """
    if len(answer.question) > _LONGEST:
        return ""
    beside = {
        each.field: each.value
        for each in answer.filters
        if (resolved or each.origin != "understood") and each.field not in (SUBJECT, EXCLUDE, "without")
    }
    literal = "" if resolved else ",".join(sorted(ignoring))
    how = {_SPOKEN: language, _SORT: sort, _IGNORING: literal, _LIBRARY: library, _CONVERSATION: conversation}
    return _query({_QUESTION: answer.question, **beside, **how})


def only_filled(query: str) -> str | None:
    """The query of an address that puts its question into the box instead of asking it; null where it asks none."""
    parameters = parse_qsl(query)
    if _QUESTION not in dict(parameters):
        return None
    return urlencode([(_FILLED if name == _QUESTION else name, value) for name, value in parameters])


def _query(parameters: Mapping[str, str | None]) -> str:
    return "?" + urlencode({name: value for name, value in parameters.items() if value})


def _known(value: str | None, values: Collection[str]) -> str | None:
    return value if value in values else None


def _filter_names() -> list[str]:
    return [field.alias or name for name, field in Filters.model_fields.items()]


def _usable(wanted: Mapping[str, str]) -> Filters:
    """These filters, less those that make no sense: an address is passed on and retyped."""
    values = dict(wanted)
    while values:
        try:
            return Filters.model_validate(values)
        except ValidationError as error:
            for problem in error.errors():
                values.pop(str(problem["loc"][0]), None) if problem["loc"] else values.clear()
    return NO_FILTERS
