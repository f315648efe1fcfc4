"""From a query to hits: the best candidates, one for each family of records."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rag.errors import InputError
from rag.language import LANGUAGES, detect, load_beside
from rag.library.catalogue import PassageRow
from rag.library.filters import AppliedFilter, Filters
from rag.library.index import Selection
from rag.library.library import Library
from rag.records import Record
from rag.search.asked import CONDITIONS, narrowed
from rag.search.exact import holding
from rag.search.excerpts import Close, hit
from rag.search.hits import Hit, Mode, SearchResult
from rag.search.numbered import records_named, with_named
from rag.search.query import Words, understand
from rag.search.ranking import Ranking, deep_enough, query_vector

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Found:
    """A record found, with all its passages and their closeness to the query (cosine; null without a vector)."""

    hit: Hit
    record: Record
    passages: Close


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a query brought to light, for what builds on a search; `filters` are all that were in force."""

    language: str
    filters: Filters
    applied: tuple[AppliedFilter, ...]
    words: Words
    vector: np.ndarray | None
    found: Sequence[Found]


def search(
    library: Library,
    query: str,
    *,
    k: int = 10,
    filters: Filters = NO_FILTERS,
    mode: Mode = "hybrid",
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
) -> SearchResult:
    """The `k` best records for a query, each with its best passage, its counterpart and its family.

    `exclude` are ids (or external ids) of records that count as absent; `language` overrides the detected one. Conditions
    that the query names (who asked, who answered, when) filter as well, but for those named in `ignoring`.
    Raises InputError where the query is empty or `k` is not positive.
    """
    started = time.perf_counter()
    findings = find(library, query, k=k, filters=filters, mode=mode, exclude=exclude, language=language, ignoring=ignoring)
    return SearchResult(
        query=query,
        language=findings.language,
        mode=mode,
        filters=findings.applied,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        hits=tuple(found.hit for found in findings.found),
    )


def warm_up(library: Library, *, mode: Mode = "hybrid") -> None:
    """Load what the first query would otherwise wait for: model, indexes, names of countries and people, the detector."""
    load_beside()
    understand("", None, library.languages())
    library.people()
    if mode != "words":
        query_vector(library, "?", LANGUAGES[0])
    detect("")


def find(
    library: Library,
    query: str,
    *,
    k: int = 10,
    filters: Filters = NO_FILTERS,
    mode: Mode = "hybrid",
    exclude: Iterable[str] = (),
    language: str | None = None,
    ignoring: Collection[str] = (),
) -> Findings:
    """As `search`, with the records and the closeness of all their passages. Raises InputError likewise."""
    if not query.strip():
        raise InputError("the query is empty; say what to look for")
    if k < 1:
        raise InputError(f"-k {k}: ask for at least one hit")
    language = language or detect(query, among=LANGUAGES)
    named = records_named(library, query)
    meant = narrowed(library, query, language, filters, CONDITIONS if named else ignoring)
    query = meant.query
    words = understand(query, language, library.languages(), library.index.vocabulary() if mode != "dense" else None)
    allowed = holding(library, words.exact, library.catalogue.matching(meant.filters, exclude))
    vector = query_vector(library, query, language) if mode != "words" else None
    ranking, leaders = deep_enough(library, words if mode != "dense" else None, vector, allowed, k)
    ranking, leaders = with_named(library, ranking, leaders, named, allowed)
    return Findings(language, meant.filters, meant.applied, words, vector, _found(library, ranking, leaders[:k], allowed))


def _found(library: Library, ranking: Ranking, kept: Sequence[int], allowed: Selection | None) -> list[Found]:
    position = {record: n for n, record in enumerate(ranking.best)}
    families = library.catalogue.families(kept)
    members = {
        record: sorted(
            (other for other in families.get(record, []) if allowed is None or other in allowed),
            key=lambda other: position.get(other, len(position)),
        )
        for record in kept
    }
    records = library.catalogue.records_by_seq([*kept, *(other for others in members.values() for other in others)])
    passages = _passages(library, ranking.vector, kept)
    return [
        Found(
            hit(
                n,
                ranking.scores[ranking.best[record]],
                ranking.rows[ranking.best[record]],
                records[record],
                passages[record],
                [records[other] for other in members[record]],
            ),
            records[record],
            passages[record],
        )
        for n, record in enumerate(kept, start=1)
    ]


def _passages(
    library: Library, vector: np.ndarray | None, records: Sequence[int]
) -> dict[int, list[tuple[PassageRow, float | None]]]:
    """Every passage of these records with its closeness to the query, in the order of the text."""
    rows = library.catalogue.passage_rows(of=records)
    close = library.index.similarities(vector, [row.seq for row in rows]) if vector is not None else {}
    found: dict[int, list[tuple[PassageRow, float | None]]] = {record: [] for record in records}
    for row in rows:
        found[row.record].append((row, close.get(row.seq)))
    return found
