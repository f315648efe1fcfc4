"""A briefing on a topic: what was said, by whom and when, what stays open, and how to find it all again."""

import shlex
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from rag.answer.answer import QUOTATION, Answer, Searched
from rag.answer.grounds import Grounds
from rag.answer.llm import LanguageModel
from rag.answer.written import written
from rag.briefing.briefing import LANGUAGES, Briefing, Provenance
from rag.briefing.open_ends import open_ends, promised
from rag.briefing.positions import changes, in_debate, positions, said_on, summary
from rag.briefing.related import related
from rag.briefing.tallies import askers, listed, timeline
from rag.briefing.topic import OnTopic, on_topic
from rag.briefing.wording import say
from rag.language import detect
from rag.library import ledger
from rag.library.catalogue import Counts, PassageRow
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.numbered import keys_of
from rag.progress import Progress, quiet
from rag.records import Record
from rag.search.search import NO_FILTERS
from rag.vocabulary import BriefingLanguage, Length


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much of each there is in a briefing: sentences of the summary, quotations, open ends, commitments, related
    records."""

    summary: int
    quotations: int
    open_ends: int
    commitments: int
    related: int


_EXTENTS: dict[Length, _Extent] = {
    "short": _Extent(4, 6, 4, 4, 3),
    "normal": _Extent(7, 12, 6, 6, 8),
    "long": _Extent(12, 40, 40, 40, 20),
}

_PHASE, _STEPS = "briefing", 4


def brief(
    library: Library,
    topic: str,
    *,
    filters: Filters = NO_FILTERS,
    length: Length = "normal",
    language: BriefingLanguage | None = None,
    model: LanguageModel | None = None,
    exclude: Iterable[str] = (),
    progress: Progress = quiet,
) -> Briefing:
    """A briefing on a topic, in quotations and counts; with a model the summary is in its words, each statement checked.

    `language` is that of the topic and of the briefing's own words, detected where it is not given. `exclude` are record or
    external ids that count as absent. Raises InputError where the topic is empty. What a model does never raises.
    """
    started = time.perf_counter()
    topic = " ".join(topic.split())
    spoken = language or language_of(topic)
    progress(_PHASE, 0, _STEPS, "searching")
    found = on_topic(library, topic, filters=filters, language=spoken, exclude=exclude)
    extent = _EXTENTS[length]
    keyed = _records(library, found)
    records = list(keyed.values())
    entries = listed(records, spoken)
    numbers = {one.record: one.number_in_list for one in entries}
    ordered = sorted(records, key=lambda one: numbers[one.id])
    rows = _rows(library, keyed)
    progress(_PHASE, 1, _STEPS, "quoting")
    quoted = said_on(library, found, extent.quotations)
    said = [one for one in quoted if not in_debate(one)]
    debated = [one for one in quoted if in_debate(one)]
    progress(_PHASE, 2, _STEPS, "the language model writes" if model else "summing up")
    counts = library.catalogue.counts(found.findings.filters)
    answer = _written(library, found, counts, model) if model and found.about else None
    is_written = answer is not None and answer.written_by != QUOTATION
    progress(_PHASE, 3, _STEPS, "what stays open")
    open_ended = open_ends(library, ordered, rows, numbers, spoken)
    commitments = promised(library, records, rows, spoken)
    close = [item.found.record for item in found.closest]
    progress(_PHASE, _STEPS, _STEPS, "done")
    return Briefing(
        topic=topic,
        language=spoken,
        length=length,
        made_on=date.today(),
        filters=found.findings.applied,
        abstained=not found.about,
        confidence=round(found.confidence, 3),
        found=len(records),
        answered=sum(map(_is_answered, records)),
        cut=found.cut,
        summary=answer.statements
        if answer and is_written
        else tuple(summary(library, spoken, said or debated, extent.summary)),
        changes=tuple(changes(library, spoken, said)),
        positions=tuple(positions(library, spoken, said)),
        debated=tuple(positions(library, spoken, debated)),
        timeline=tuple(timeline(entries)),
        askers=tuple(askers(entries)),
        open_ends=tuple(open_ended[: extent.open_ends]),
        open_ends_found=len(open_ended),
        commitments=tuple(commitments[: extent.commitments]),
        commitments_found=len(commitments),
        records=tuple(entries),
        related=tuple(related(library, ordered, numbers, close, spoken, extent.related)),
        provenance=_provenance(library, found, filters, counts, length, records),
        written_by=answer.written_by if answer else QUOTATION,
        dropped=answer.dropped if answer else 0,
        note=answer.note if answer else None,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
    )


def language_of(topic: str) -> BriefingLanguage:
    """The likeliest language of a topic, among those that briefings are in."""
    detected = detect(topic, among=LANGUAGES)
    return next(each for each in LANGUAGES if each == detected)


def _is_answered(record: Record) -> bool:
    """Whether a question has its answer: as its status says, or where that is not known as somebody answers in it."""
    if record.status is None:
        return any(part.role == "answer" for part in record.parts)
    return record.status == "answered"


def _records(library: Library, found: OnTopic) -> dict[int, Record]:
    """The records on the topic with those of their families, by their keys."""
    ids = [item.found.record.id for item in found.about]
    ids += [member.record for item in found.about for member in item.found.hit.family]
    with library.catalogue.engine.connect() as connection:
        keys = keys_of(connection, list(dict.fromkeys(ids)))
    return library.catalogue.records_by_seq(list(keys.values()))


def _rows(library: Library, keyed: Mapping[int, Record]) -> dict[str, list[PassageRow]]:
    """The passages of each record, in the order of the text."""
    rows: dict[str, list[PassageRow]] = {record.id: [] for record in keyed.values()}
    for row in library.catalogue.passage_rows(of=list(keyed)):
        rows[keyed[row.record].id].append(row)
    return rows


def _written(library: Library, found: OnTopic, counts: Counts, model: LanguageModel) -> Answer:
    """What a model says was said on the topic."""
    question = say(found.language, "question", topic=found.topic)
    *_, answer = written(
        library, Grounds(question, found.language, found.findings, found.confidence, found.about, counts), model
    )
    return answer


def _provenance(
    library: Library, found: OnTopic, filters: Filters, counts: Counts, length: Length, records: Sequence[Record]
) -> Provenance:
    command = ["hemicycle", "brief", found.topic, *filters.options(), "--length", length, "--in", found.language]
    with library.catalogue.engine.connect() as connection:
        day = ledger.last_seen(connection)
    return Provenance(
        command=shlex.join(command),
        version=version("hemicycle"),
        encoder=library.catalogue.meta("encoder_name") if found.findings.meaning else None,
        searched=Searched(records=counts.records, first=counts.first, last=counts.last),
        library_date=day,
        mark=library.badge,
        licences=tuple(sorted({record.licence for record in records if record.licence})),
    )
