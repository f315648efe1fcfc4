"""What a program may ask for, with bounds: the parameters of the HTTP API and the arguments of the MCP tools."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import ErrorDetails

from rag.briefing.files import FILES
from rag.library.filters import Filters
from rag.records import Frozen
from rag.search.hits import Mode
from rag.search.order import Sort
from rag.vocabulary import BriefingLanguage, Length
from ui import parameters

MOST_HITS = 100
LONGEST_QUESTION, LONGEST_NAME = 2_000, 400
"""Characters: of a question the same as an address of the page takes, of an id or a name far more than there are."""

_SHOWN = 80

DOCUMENT = "json"
"""What is given where no file is asked for."""


def _known(ending: str) -> str:
    if ending not in (DOCUMENT, *FILES):
        raise ValueError(f"give one of {', '.join((DOCUMENT, *FILES))}")
    return ending


# What Python counts as space: some that pydantic and programs elsewhere do not.
_SOMETHING = r"[^\s\x1c-\x1f]"

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, pattern=_SOMETHING)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=_SOMETHING)]
RecordId = Annotated[
    Name,
    Field(
        description="Id of a record, as search gives it; that of one of its passages or the one of its source will do.",
        examples=["parlement-van-polderland.written-question.2021-02-19.57.karel-van-der-meulen"],
    ),
]
Written = Annotated[
    bool,
    Field(
        description="Have the language model of this server write, each statement checked against quotations; refused where"
        " none is set."
    ),
]
LibraryName = Annotated[
    Name | None,
    Field(description="Name of a library, where there are several; else the one that is shown to whoever names none."),
]


class _Filtered(Filters):
    """What goes with anything that is asked in words: the filters, and the library."""

    library: LibraryName = None

    @property
    def filters(self) -> Filters:
        """The filters alone."""
        return Filters.model_validate(self.model_dump(by_alias=True, exclude_none=True, include={*Filters.model_fields}))


class _Question(_Filtered):
    """How the words of a question are meant."""

    query_language: Literal["nl", "en", "fr", "de"] | None = Field(
        default=None, alias="query-language", description=parameters.QUERY_LANGUAGE
    )
    sort: Sort = Field(default="relevance", description=parameters.SORT)
    literal: bool = Field(default=False, description=parameters.LITERAL)


class SearchRequest(_Question):
    """Records that match."""

    query: Text = Field(description=parameters.QUERY, examples=["regering over Belarus"])
    k: int = Field(default=10, ge=1, le=MOST_HITS, description=parameters.K)
    mode: Mode = Field(default="hybrid", description=parameters.MODE)
    rerank: bool = Field(default=True, description=parameters.RERANK)


class AskRequest(_Question):
    """A question that is to be answered."""

    question: Text = Field(description=parameters.QUESTION, examples=["What did the government say about Belarus?"])
    llm: Written = False


class BriefRequest(_Filtered):
    """A topic on which there is to be a briefing."""

    topic: Text = Field(description=parameters.TOPIC, examples=["Belarus"])
    length: Length = Field(default="normal", description=parameters.LENGTH)
    language_of_words: BriefingLanguage | None = Field(default=None, alias="in", description=parameters.BRIEFING_LANGUAGE)
    llm: Written = False


class BriefToolRequest(BriefRequest):
    """The same for a language model, of which a long one would fill the context."""

    length: Length = Field(default="short", description=parameters.LENGTH)


class BriefFileRequest(BriefRequest):
    """The same, as a file."""

    format: Annotated[str, Field(json_schema_extra={"enum": [DOCUMENT, *FILES]}), AfterValidator(_known)] = Field(
        default=DOCUMENT, description="As JSON, or as a file: a document, or a sheet with the list of its records."
    )


class RecordRequest(Frozen):
    """One record."""

    id: RecordId
    library: LibraryName = None


def unusable(problems: Sequence[ErrorDetails | dict[str, Any]], known: Sequence[str]) -> str:
    """The first of pydantic's complaints about a request, in one line that names the parameter, its value and the way out;
    `known` are the parameters that there are."""
    first = problems[0]
    name = str(first["loc"][0]) if first["loc"] else "the arguments"
    if first["type"] == "missing":
        return f"{name} is missing"
    if first["type"] == "extra_forbidden":
        return f"no parameter {name!r}; there are {', '.join(known)}"
    if first["type"] in ("string_too_short", "string_pattern_mismatch"):
        return f"{name} is empty"
    said = "give a list" if first["type"] == "tuple_type" else first["msg"].removeprefix("Value error, ")
    shown = repr(first["input"])
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
    return f"{name} {shown}: {said}"


def names(request: type[Frozen]) -> list[str]:
    """The parameters of a request, as programs write them."""
    return [field.alias or name for name, field in request.model_fields.items()]
