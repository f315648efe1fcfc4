"""Which later records come back to a promise: those that name its record, ask the same again, or are about the same."""

from datetime import timedelta

from rag.answer.abstain import RECORDS, about, confidence, weigh
from rag.commitments.commitments import Commitment, How, Mention, later
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.numbered import identified
from rag.library.references import linked
from rag.records import Record
from rag.search.asked import CONDITIONS
from rag.search.search import find

MOST = 3
"""Later records that are named at most, the surest first."""

_SURE, _CLOSE, _COVERED = 0.9, 0.42, 0.45
"""What a later record on the same subject has at least: the confidence that any record is on it, how well the words of its
passages match those of the title, and the share of the title's rare words that it holds. Read by hand: of the later records
found for sixty titles of dekamer-2017 those above are on the subject of the title, most of those below are not."""


def mentioned(library: Library, commitment: Commitment) -> Commitment:
    """The commitment with the later records that come back to it; none where no later record of this library does."""
    record = library.catalogue.record(commitment.citation.record)
    if record is None:
        return commitment.model_copy(update={"mentioned": ()})
    found: dict[str, Mention] = {}
    named: tuple[tuple[How, list[Record]], ...] = (
        ("refers", _referring(library, record)),
        ("same question", _asked_again(library, record)),
    )
    for how, others in named:
        for other in later(others, record):
            found.setdefault(other.id, _mention(other, how))
    for other in _same_subject(library, record) if len(found) < MOST else ():
        found.setdefault(other.id, _mention(other, "same subject"))
    return commitment.model_copy(update={"mentioned": tuple(found.values())[:MOST]})


def _mention(record: Record, how: How) -> Mention:
    return Mention(how=how, record=record.id, **record.model_dump(include={"external_id", "number", "title", "asked_on"}))


def _referring(library: Library, record: Record) -> list[Record]:
    with library.catalogue.engine.connect() as connection:
        ids = linked(connection, record).referred_by
    return [other for other in map(library.catalogue.record, ids) if other]


def _asked_again(library: Library, record: Record) -> list[Record]:
    with library.catalogue.engine.connect() as connection:
        own = identified(connection, record.id)[:1]
    same = library.catalogue.families(own)
    return list(library.catalogue.records_by_seq([other for others in same.values() for other in others]).values())


def _same_subject(library: Library, record: Record) -> list[Record]:
    """Later records of the same parliament that are surely about what the title says."""
    day = record.answered_on or record.asked_on
    if not day or not record.title:
        return []
    after = Filters.model_validate({"from": day + timedelta(days=1), "parliament": record.parliament})
    if not library.catalogue.listing(after, limit=1):
        return []
    language = (record.language or "")[:2] or None
    findings = find(library, record.title, k=RECORDS, filters=after, language=language, ignoring=CONDITIONS)
    evidence = weigh(library, findings)
    if confidence(findings, evidence) < _SURE:
        return []
    close = [item for item in about(evidence) if (item.found.match or 0.0) >= _CLOSE and item.coverage >= _COVERED]
    return later([item.found.record for item in close[:MOST]], record)
