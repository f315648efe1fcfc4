"""From a query to hits: candidates by words and by meaning, fused, one hit for each family of records."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.embedding.centring import centre, query_means
from rag.errors import InputError
from rag.language import LANGUAGES, detect
from rag.library.catalogue import PassageRow
from rag.library.filters import Filters
from rag.library.index import Selection
from rag.library.library import Library
from rag.records import ANSWERING_ROLES, Record
from rag.search.fusion import FOREIGN_WORDS_WEIGHT, WORDS_WEIGHT, fuse
from rag.search.hits import Excerpt, FamilyMember, Hit, Mode, PartLabel, SearchResult
from rag.search.query import Words, as_written, understand

CANDIDATES = 200
"""Passages that each ranking puts forward, and more only where they do not come from enough records."""

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages of one query: `scores` by passage key; `vector` (d,) float32 is the centred query, null by words."""

    rows: Mapping[int, PassageRow]
    scores: Mapping[int, float]
    vector: np.ndarray | None


@dataclass(frozen=True, slots=True)
class Found:
    """A record found, with all its passages and their closeness to the query (cosine; null without a vector)."""

    hit: Hit
    record: Record
    passages: Sequence[tuple[PassageRow, float | None]]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a query brought to light, for what builds on a search."""

    language: str
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
) -> SearchResult:
    """The `k` best records for a query, each with its best passage, its counterpart and its family.

    `exclude` are ids (or external ids) of records that count as absent; `language` overrides the detected one.
    Raises InputError where the query is empty or `k` is not positive.
    """
    started = time.perf_counter()
    findings = find(library, query, k=k, filters=filters, mode=mode, exclude=exclude, language=language)
    return SearchResult(
        query=query,
        language=findings.language,
        mode=mode,
        filters=filters.applied(),
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        hits=tuple(found.hit for found in findings.found),
    )


def warm_up(library: Library, *, mode: Mode = "hybrid") -> None:
    """Load what the first query would otherwise wait for: the model, the indexes, names of countries, the detector."""
    detect("")
    understand("", None, library.languages())
    if mode != "words":
        query_vector(library, "?", LANGUAGES[0])


def find(
    library: Library,
    query: str,
    *,
    k: int = 10,
    filters: Filters = NO_FILTERS,
    mode: Mode = "hybrid",
    exclude: Iterable[str] = (),
    language: str | None = None,
) -> Findings:
    """As `search`, with the records and the closeness of all their passages. Raises InputError likewise."""
    if not query.strip():
        raise InputError("the query is empty; say what to look for")
    if k < 1:
        raise InputError(f"-k {k}: ask for at least one hit")
    language = language or detect(query, among=LANGUAGES)
    words = understand(query, language, library.languages())
    allowed = library.catalogue.matching(filters, exclude)
    vector = query_vector(library, query, language) if mode != "words" else None
    ranking = _deep_enough(library, words if mode != "dense" else None, vector, allowed, k)
    return Findings(language, words, vector, _found(library, ranking, k, allowed))


def query_vector(library: Library, query: str, language: str | None) -> np.ndarray | None:
    """The centred unit vector (d,) float32 of a query, countries under the records' names; null where nothing is embedded."""
    if not library.index.has_vectors():
        return None
    encoder = library.encoder
    written = as_written(query, language, library.index.frequency)
    vector: np.ndarray = centre(encoder.encode_queries([written]), language, query_means(encoder))[0]
    return vector


def _deep_enough(
    library: Library, words: Words | None, vector: np.ndarray | None, allowed: Selection | None, k: int
) -> Ranking:
    """A ranking that holds `k` hits if there are so many: the passages of one long debate can fill a whole ranking."""
    depth = CANDIDATES
    while True:
        ranking = rank(library, words, vector, allowed, depth=depth)
        if len(ranking.scores) < depth or len(_leaders(library, ranking)) >= k:
            return ranking
        depth *= 4


def rank(
    library: Library, words: Words | None, vector: np.ndarray | None, allowed: Selection | None, *, depth: int = CANDIDATES
) -> Ranking:
    """Score the candidate passages of a query by its words, its vector or both; the scores compare within one query."""
    by_words = dict(library.index.search(words.concepts, depth, allowed)) if words else {}
    by_meaning: dict[int, float] = {}
    if vector is not None:
        nearest = [key for key, _ in library.index.nearest(vector, depth, allowed)]
        by_meaning = library.index.similarities(vector, [*nearest, *by_words])
    rows = {row.seq: row for row in library.catalogue.passage_rows(seqs=[*(by_meaning.keys() | by_words.keys())])}
    meaning = {key: score for key, score in by_meaning.items() if key in rows}
    by_words = {key: score for key, score in by_words.items() if key in rows}
    if vector is None:
        return Ranking(rows, by_words, vector)
    weight = FOREIGN_WORDS_WEIGHT if words and words.foreign else WORDS_WEIGHT
    return Ranking(rows, fuse(meaning, by_words, weight=weight), vector)


def _found(library: Library, ranking: Ranking, k: int, allowed: Selection | None) -> list[Found]:
    best = _best_per_record(ranking)
    leaders = _leaders(library, ranking)
    kept = list(leaders)[:k]
    position = {record: n for n, record in enumerate(_in_order(ranking, best))}
    members = {
        record: sorted(
            (other for other in leaders[record] if allowed is None or other in allowed),
            key=lambda other: position.get(other, len(position)),
        )
        for record in kept
    }
    records = library.catalogue.records_by_seq([*kept, *(other for others in members.values() for other in others)])
    passages = _passages(library, ranking.vector, kept)
    return [
        Found(
            _hit(n, ranking, best[record], records[record], [records[other] for other in members[record]], passages[record]),
            records[record],
            passages[record],
        )
        for n, record in enumerate(kept, start=1)
    ]


def _leaders(library: Library, ranking: Ranking) -> dict[int, list[int]]:
    """The best record of each family among the candidates, best first, with the other records of its family."""
    order = _in_order(ranking, _best_per_record(ranking))
    families = library.catalogue.families(order)
    leaders, seen = dict[int, list[int]](), set[int]()
    for record in order:
        if record not in seen:
            leaders[record] = families.get(record, [])
            seen.update((record, *leaders[record]))
    return leaders


def _in_order(ranking: Ranking, best: Mapping[int, int]) -> list[int]:
    """Records by their best passage, best first."""
    return sorted(best, key=lambda record: (-ranking.scores[best[record]], record))


def _best_per_record(ranking: Ranking) -> dict[int, int]:
    best: dict[int, int] = {}
    for key in sorted(ranking.scores):
        record = ranking.rows[key].record
        if record not in best or ranking.scores[key] > ranking.scores[best[record]]:
            best[record] = key
    return best


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


def _hit(
    rank: int,
    ranking: Ranking,
    key: int,
    record: Record,
    members: Sequence[Record],
    passages: Sequence[tuple[PassageRow, float | None]],
) -> Hit:
    row = ranking.rows[key]
    found = excerpt(record, row)
    other = counterpart(record, row, passages)
    family = (FamilyMember(record=m.id, external_id=m.external_id, number=m.number, addressees=m.addressees) for m in members)
    return Hit(
        rank=rank,
        score=round(ranking.scores[key], 4),
        record=record.id,
        counterpart=excerpt(record, other) if other else None,
        family=tuple(family),
        **found.model_dump(),
        **record.model_dump(include=_SHOWN),
    )


_SHOWN = {
    "external_id",
    "kind",
    "parliament",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "askers",
    "addressees",
    "language",
    "url",
}


def excerpt(record: Record, row: PassageRow) -> Excerpt:
    """A passage of a record as it is shown, copied from the record's text."""
    part = record.parts[row.part]
    return Excerpt(
        passage=f"{record.id}/{row.n}",
        part=PartLabel(role=part.role, labels=part.labels, speaker=part.speaker),
        text=record.text[row.start : row.end],
        start=row.start,
        end=row.end,
        page=record.page_of(row.start),
    )


def counterpart(record: Record, row: PassageRow, passages: Sequence[tuple[PassageRow, float | None]]) -> PassageRow | None:
    """The passage that goes with another: the answer to a question, the question behind an answer.

    The aligned part's passages go before the rest; among equals the one closest to the query.
    """
    part = record.parts[row.part]
    if part.role in ANSWERING_ROLES:
        wanted, labels = {"question"}, set(part.answers)
    else:
        wanted, labels = set(ANSWERING_ROLES), set(part.labels)

    def fits(other: PassageRow) -> tuple[int, bool]:
        candidate = record.parts[other.part]
        theirs = candidate.labels if "question" in wanted else candidate.answers
        return max((_alignment(a, b) for a in labels for b in theirs), default=0), candidate.language == part.language

    others = [(other, score) for other, score in passages if other.role in wanted]
    return max(others, key=lambda pair: (*fits(pair[0]), pair[1] or 0.0, -pair[0].n))[0] if others else None


def _alignment(label: str, other: str) -> int:
    """2 for the same sub-question, 1 where one introduces or is part of the other (2 and 2.a), else 0."""
    return 2 if label == other else int(label.startswith(f"{other}.") or other.startswith(f"{label}."))
