"""From a query to hits: the best candidates, one for each family of records."""

import math
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rag.errors import InputError
from rag.language import LANGUAGES, detect, load_beside
from rag.library.catalogue import PassageRow
from rag.library.filters import AppliedFilter, Filters
from rag.library.index import Selection
from rag.library.library import Library
from rag.records import Record
from rag.search.asked import CONDITIONS, narrowed
from rag.search.debated import speakers_meant, spoken_by
from rag.search.exact import holding
from rag.search.excerpts import hit
from rag.search.families import Families, best_first, families, place
from rag.search.hits import Hit, Mode, SearchResult
from rag.search.numbered import records_named, with_named
from rag.search.order import Sort, in_order
from rag.search.query import Words, understand
from rag.search.ranking import CANDIDATES, Close, Meaning, Ranking, meaning_of, passages_of, rank
from rag.search.rerank import RERANKED, Order, as_ranked, reranked

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Found:
    """A record found, with all its passages and their closeness to the query (cosine; null without a vector), and how well
    its words, or those of another of its family, match the query's (`rerank`; null where that was not looked at)."""

    hit: Hit
    record: Record
    passages: Close
    match: float | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a query brought to light, for what builds on a search; `filters` are all that were in force, `matches`
    how well the words of each record match that was looked at again, best first, `allowed` the records that filters and
    exclusions leave (null: all)."""

    language: str
    filters: Filters
    applied: tuple[AppliedFilter, ...]
    words: Words
    meaning: Meaning | None
    found: Sequence[Found]
    matches: Sequence[float]
    allowed: Selection | None


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
    sort: Sort = "relevance",
    rerank: bool = True,
) -> SearchResult:
    """The `k` best records for a query, each with its best passage, its counterpart and its family; `sort` puts these in
    another order, and their ranks follow.

    `exclude` are ids (or external ids) of records that count as absent; `language` overrides the detected one. Conditions
    that the query names (who asked, who answered, when) filter as well, but for those named in `ignoring`. With `rerank` the
    first records are looked at again, word by word (`rag.search.rerank`).
    Raises InputError where the query is empty or `k` is not positive.
    """
    started = time.perf_counter()
    findings = find(
        library,
        query,
        k=k,
        filters=filters,
        mode=mode,
        exclude=exclude,
        language=language,
        ignoring=ignoring,
        rerank=rerank,
    )
    hits = in_order([found.hit for found in findings.found], sort, lambda one: one.asked_on)
    return SearchResult(
        query=query,
        language=findings.language,
        mode=mode,
        filters=findings.applied,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        hits=tuple(one.model_copy(update={"rank": rank}) for rank, one in enumerate(hits, start=1)),
    )


def warm_up(library: Library, *, mode: Mode = "hybrid") -> None:
    """Load what the first query would otherwise wait for: model, indexes, names of countries and people, the detector."""
    load_beside()
    understand("", None, library.languages())
    library.people()
    if mode != "words":
        meaning_of(library, "?", LANGUAGES[0])
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
    rerank: bool = True,
    reranking: int = RERANKED,
) -> Findings:
    """As `search`, with the records and the closeness of all their passages; `reranking` records are looked at again.
    Raises InputError likewise."""
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
    meaning = meaning_of(library, query, language) if mode != "words" else None

    def ordered(ranking: Ranking) -> tuple[Ranking, Order]:
        order = reranked(library, ranking, meaning, query, most=reranking) if rerank else as_ranked(ranking)
        return with_named(library, ranking, order, meaning, named, allowed)

    ranking, order, grouped = _deep_enough(library, words if mode != "dense" else None, meaning, allowed, ordered, k)
    found = _found(library, ranking, order, grouped, meaning, meant.filters, allowed, k)
    return Findings(language, meant.filters, meant.applied, words, meaning, found, tuple(order.matches.values()), allowed)


def _deep_enough(
    library: Library,
    words: Words | None,
    meaning: Meaning | None,
    allowed: Selection | None,
    ordered: Callable[[Ranking], tuple[Ranking, Order]],
    k: int,
) -> tuple[Ranking, Order, Families]:
    """A ranking that holds `k` hits if there are so many (the passages of one long debate can fill a whole one), its order,
    and the families in that."""
    depth = CANDIDATES
    while True:
        candidates = rank(library, words, meaning.vector if meaning else None, allowed, depth=depth)
        ranking, order = ordered(candidates)
        grouped = families(library, {record: ranking.rows[ranking.best[record]] for record in order.scores}, k)
        if len(candidates.scores) < depth or len(grouped.groups) >= k:
            return ranking, order, grouped
        depth *= 4


def _found(
    library: Library,
    ranking: Ranking,
    order: Order,
    grouped: Families,
    meaning: Meaning | None,
    filters: Filters,
    allowed: Selection | None,
    k: int,
) -> list[Found]:
    members = _members(library, grouped.groups, allowed)
    records = {record: question.record for record, question in grouped.questions.items()}
    records |= library.catalogue.records_by_seq([r for group in members for r in group if r not in records])
    led = [best_first({r: (records[r], order.scores.get(r, -math.inf)) for r in group}) for group in members]
    placed = {
        family[0]: place(records[family[0]], order.scores[group[0]])
        for family, group in zip(led, grouped.groups, strict=True)
    }
    kept = sorted(led, key=lambda family: -placed[family[0]])[:k]
    passages = passages_of(library, [lead for lead, *_ in kept], meaning)
    return [
        Found(
            hit(
                n,
                placed[lead],
                _best(ranking, lead, records[lead], passages[lead], filters),
                records[lead],
                passages[lead],
                [records[other] for other in others],
            ),
            records[lead],
            passages[lead],
            max((order.matches[record] for record in (lead, *others) if record in order.matches), default=None),
        )
        for n, (lead, *others) in enumerate(kept, start=1)
    ]


def found_again(record: Record, passages: Close) -> Found:
    """A record that was not searched for, as a search would give it: with the passage closest to the query."""
    return Found(hit(1, 0.0, _closest(passages), record, passages, []), record, passages, None)


def _members(library: Library, groups: Sequence[Sequence[int]], allowed: Selection | None) -> list[list[int]]:
    """The records of each family, with those of the same question that were not found for themselves."""
    same = library.catalogue.families([record for group in groups for record in group])
    whole = ([*group, *(other for record in group for other in same.get(record, ()))] for group in groups)
    return [[r for r in dict.fromkeys(group) if allowed is None or r in allowed] for group in whole]


def _best(ranking: Ranking, key: int, record: Record, passages: Close, filters: Filters) -> PassageRow:
    """The passage by which a record is shown: of a debate one by those whom the filters name, where they speak in it."""
    row = ranking.rows[ranking.best[key]] if key in ranking.best else _closest(passages)
    own = spoken_by(record, passages, speakers_meant(record, filters))
    if not own or any(row.seq == other.seq for other, _ in own):
        return row
    return max(own, key=lambda pair: (ranking.scores.get(pair[0].seq, -math.inf), pair[1] or 0.0))[0]


def _closest(passages: Close) -> PassageRow:
    """The passage closest to the query; the first one without vectors."""
    return max(passages, key=lambda pair: pair[1] or 0.0)[0]
