"""What is searched, asked and looked up in a library, whoever wants to know: the command line, the HTTP API, the MCP server.

Each function gives the model whose fields are the contract (`ui.commands.output.as_json` writes it).
"""

import re
from collections.abc import Iterable, Iterator

from rag.answer.answer import Answer
from rag.answer.llm import LanguageModel
from rag.answer.written import answers
from rag.errors import NotFoundError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.numbered import identified
from rag.library.references import linked
from rag.records import Record
from rag.search import search as searching
from rag.search.asked import CONDITIONS
from rag.search.hits import Mode, SearchResult
from rag.search.order import Sort

_NAMED = 5
"""Ids that a message names, at most."""


def found(
    library: Library,
    query: str,
    *,
    filters: Filters,
    k: int,
    mode: Mode,
    sort: Sort,
    query_language: str | None,
    literal: bool,
    rerank: bool,
    exclude: Iterable[str] = (),
) -> SearchResult:
    """The records that match; `literal` where none of the query's words is meant as a filter.

    Raises InputError where the query is empty.
    """
    return searching.search(
        library,
        query,
        k=k,
        filters=filters,
        mode=mode,
        exclude=exclude,
        language=query_language,
        ignoring=CONDITIONS if literal else (),
        sort=sort,
        rerank=rerank,
    )


def answered(
    library: Library,
    question: str,
    model: LanguageModel | None,
    *,
    filters: Filters,
    sort: Sort,
    query_language: str | None,
    literal: bool,
    exclude: Iterable[str] = (),
) -> Iterator[Answer]:
    """An answer as it grows, in quotations where there is no model; the last one is the whole. Raises InputError where the
    question is empty."""
    return answers(
        library,
        question,
        model,
        filters=filters,
        exclude=exclude,
        language=query_language,
        ignoring=CONDITIONS if literal else (),
        sort=sort,
    )


def record_named(library: Library, wanted: str) -> Record:
    """A record by its id, that of one of its passages, the one of its source or its number, with what it refers to and what
    refers to it.

    Raises NotFoundError where there is none, or several have this number.
    """
    # A passage id is a record id and a number: whoever pastes one means the record.
    ids = dict.fromkeys([wanted, re.sub(r"/\d+$", "", wanted)])
    record = next(filter(None, map(library.catalogue.record, ids)), None)
    with library.catalogue.engine.connect() as connection:
        if record:
            return linked(connection, record)
        several = identified(connection, wanted)
        records = library.catalogue.records_by_seq(several[:_NAMED])
        if len(several) == 1:
            return linked(connection, records[several[0]])
    if several:
        named = ", ".join(records[seq].id for seq in several[:_NAMED])
        more = " …" if len(several) > _NAMED else ""
        raise NotFoundError(f"{len(several)} records are called {wanted!r}; give the id of the one you mean: {named}{more}")
    raise NotFoundError(f"no record {wanted!r} in {library.folder.name}; search and list give the ids")
