"""Needs made from records: a piece of a text, or of its translation, that has to find the record which it comes from.

Such a need has one right answer and no judge. It says how well a known record is found again, not how well a subject is.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.library.analysis import terms
from rag.records import Record
from rag.sentences import sentences

BEGINNING = 300
"""Characters of a translation that are asked."""

RARE = 0.01
"""A rare word stands in at most this share of the records."""

TELLING = 3
"""Rare words that a sentence holds at least: with fewer it could stand in many an answer."""

_WORDS = range(8, 41)
"""Words of a sentence that is asked: of fewer no share of rare ones tells much, more are a list."""

_MARKS = dict.fromkeys(map(ord, '"“”„«»‹›'), " ")


@dataclass(frozen=True, slots=True)
class Need:
    """A query, and the external ids of the records that it comes from: all of them that say the same."""

    query: str
    targets: frozenset[str]


def beginnings(path: Path, *, id_column: str, column: str) -> Iterator[tuple[str, str]]:
    """The id of each row of a table of JSON lines with the beginning of one of its texts, between single blanks."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield str(row[id_column]), _plain(row[column] or "")[:BEGINNING].strip()


def titles(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """The id of each record with its title."""
    for record in records:
        yield _id(record), _plain(record.title or "")


def telling_sentences(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """The id of each record with the sentence of its answer that has the largest share of rare words; of those that have
    a sentence which tells enough."""
    held = _frequency(records)
    most = max(1, RARE * len(records))
    for record in records:
        telling = most_telling(_answered(record), record.language, lambda term: held[term] <= most)
        if telling:
            yield _id(record), telling


def most_telling(texts: Iterable[str], language: str | None, rare: Callable[[str], bool]) -> str | None:
    """The sentence with the largest share of terms that are `rare`, TELLING at least; the earlier of two alike."""
    best: tuple[float, str | None] = (0.0, None)
    for text in texts:
        words = terms(text, language)
        some = sum(map(rare, words))
        if some >= TELLING and some / len(words) > best[0]:
            best = some / len(words), text
    return best[1]


def needs(asked: Iterable[tuple[str, str]]) -> list[Need]:
    """One need for each query of (id, query), in order: records that are asked for in the same words are all right."""
    own: dict[str, set[str]] = {}
    for one, query in asked:
        if query:
            own.setdefault(query, set()).add(one)
    return [Need(query, frozenset(ids)) for query, ids in own.items()]


def also_holding(own: Iterable[Need], texts: Mapping[str, str]) -> list[Need]:
    """Needs whose targets are also the records, of `texts` by id, that hold the query word for word."""
    plain = {one: _plain(text) for one, text in texts.items()}
    return [Need(need.query, need.targets | {one for one, text in plain.items() if need.query in text}) for need in own]


def unmarked(own: Iterable[Need]) -> list[Need]:
    """Needs without the double quotation marks of their queries, which ask for a phrase as it is written."""
    return [Need(_plain(need.query.translate(_MARKS)), need.targets) for need in own]


def sample(own: Sequence[Need], most: int) -> list[Need]:
    """At most so many of the needs, in order; the same each time."""
    return [own[n] for n in sorted(random.Random(0).sample(range(len(own)), min(most, len(own))))]


def _answered(record: Record) -> list[str]:
    """The sentences of what answers in a record, of a length to be asked."""
    texts = [
        _plain(record.text[sentence.start : sentence.end])
        for part in record.parts
        if record.by_government(part)
        for sentence in sentences(record.text, part.start, part.end, record.language)
    ]
    return [text for text in texts if len(terms(text, record.language)) in _WORDS]


def _frequency(records: Iterable[Record]) -> Counter[str]:
    """In how many records each term stands."""
    return Counter(term for record in records for term in set(terms(record.text, record.language)))


def _id(record: Record) -> str:
    return record.external_id or record.id


def _plain(text: str) -> str:
    return " ".join(text.split())
