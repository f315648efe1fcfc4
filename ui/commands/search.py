"""`hemicycle search`: the records that match, question and answer together."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.errors import InputError
from ui.commands.batch import run_batch
from ui.commands.options import JsonOption, LibraryOption, detecting, filtered, open_to_read
from ui.commands.output import note, people, print_json, say
from ui.parameters import LITERAL, MODE, QUERY, QUERY_LANGUAGE, RERANK, SORT, K

if TYPE_CHECKING:
    from rag.library.filters import AppliedFilter, Filters
    from rag.library.library import Library
    from rag.search.hits import Excerpt, FamilyMember, Hit, SearchResult

BatchOption = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE.jsonl", help='One {"id", "query", "filters", "exclude"} a line instead of QUERY.'),
]

QueryLanguageOption = Annotated[
    Literal["nl", "en", "fr", "de"] | None,
    typer.Option("--query-language", help=QUERY_LANGUAGE, show_default=False),
]

SortOption = Annotated[Literal["relevance", "newest", "oldest"], typer.Option("--sort", help=SORT)]

LiteralOption = Annotated[bool, typer.Option("--literal", help=LITERAL)]


@detecting
@filtered
def search(
    query: Annotated[str | None, typer.Argument(help=QUERY, show_default=False)] = None,
    k: Annotated[int, typer.Option("-k", min=1, help=K)] = 10,
    mode: Annotated[Literal["hybrid", "dense", "words"], typer.Option(help=MODE)] = "hybrid",
    sort: SortOption = "relevance",
    query_language: QueryLanguageOption = None,
    batch: BatchOption = None,
    literal: LiteralOption = False,
    rerank: Annotated[bool, typer.Option(help=RERANK)] = True,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Find records: each with its best passage, and the answer to a question or the question behind an answer.

    Example: hemicycle search "waarom heeft de trein vertraging" -k 5 --from 2017-03-01
    """
    from rag.search.search import warm_up
    from ui.contract import found

    require_one(query, batch)
    opened = open_to_read(library)
    warm_up(opened, mode=mode)
    wanted = partial(found, opened, k=k, mode=mode, query_language=query_language, literal=literal, sort=sort, rerank=rerank)
    if mode != "words":
        note_unembedded(opened)
    if batch:
        good = run_batch(batch, filters, lambda text, own, exclude: wanted(text, filters=own, exclude=exclude))
        raise typer.Exit(0 if good else 1)
    result = wanted(query or "", filters=filters)
    if as_json:
        print_json(result)
    else:
        note_understood(result.filters)
        _print(result, opened.badge)


def require_one(query: str | None, batch: Path | None) -> None:
    """Exactly one of a query and a batch file. Raises InputError otherwise."""
    if (query is None) == (batch is None):
        raise InputError('give either a query or --batch FILE.jsonl, e.g. hemicycle search "human rights in Belarus"')


def note_understood(filters: Sequence["AppliedFilter"]) -> None:
    """Say which of the query's words were taken as a filter."""
    if own := [f"{each.field} {each.value}" for each in filters if each.origin == "understood"]:
        note(f"only {', '.join(own)}: understood from your words; --literal searches without")


def note_unembedded(library: "Library") -> None:
    """Say so where embedding is behind."""
    embedded, passages = library.index.embedded(), library.index.size()
    if embedded < passages:
        note(f"{embedded} of {passages} passages embedded; results by words only for the rest")


def _print(result: "SearchResult", badge: str | None) -> None:
    if not result.hits:
        say(f"Nothing found for {result.query!r}.")
    for hit in result.hits:
        say(heading(hit, badge))
        for excerpt in (hit, hit.counterpart):
            if excerpt:
                say(_indented(excerpt))
        if hit.family:
            say(f"     {also(hit.family)}")
        say()


def heading(hit: "Hit", badge: str | None) -> str:
    """Two lines that name a record: title, then number, date and people."""
    named = [f"nr. {hit.number}" if hit.number else hit.external_id or "", str(hit.asked_on or ""), people(hit.askers)]
    line = " · ".join(filter(None, [*named, people(hit.addressees), f"[{badge}]" if badge else ""]))
    return f"{hit.rank:>3}. {hit.title or hit.record}\n     {line}\n     {hit.record}"


def also(family: Sequence["FamilyMember"]) -> str:
    """The other records with the same question."""
    return f"also: {'; '.join(f'{m.number or m.record} {people(m.addressees)}' for m in family)}"


def _indented(excerpt: "Hit | Excerpt") -> str:
    part = excerpt.part
    label = " ".join([part.role, *part.labels])
    if part.role == "speech" and part.speaker:
        label = f"{label}, {part.speaker}" + (f" ({part.function})" if part.function else "")
    text = " ".join(excerpt.text.split())
    return f"     {label}: {text if len(text) < 400 else text[:400].rsplit(' ', 1)[0] + ' ...'}"


def register(app: typer.Typer) -> None:
    app.command()(search)
