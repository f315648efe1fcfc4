"""Briefings over the whole sample collection: every word of a record stands in it, and every number can be counted again."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from rag.answer.answer import QUOTATION, Citation
from rag.briefing.briefing import Briefing
from rag.briefing.make import brief
from rag.errors import InputError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Part, Person, Record
from rag.vocabulary import Status
from tests.rag.scripted_model import Scripted, honest

TOPIC = "scholen"


@pytest.fixture(scope="module")
def schools(collection: Library) -> Briefing:
    return brief(collection, TOPIC, language="nl", length="long")


def citations(briefing: Briefing) -> Iterator[Citation]:
    for statement in (*briefing.summary, *briefing.changes, *(one for each in briefing.positions for one in each.statements)):
        yield from statement.citations
    for end in briefing.open_ends:
        yield from (*end.asked, *([end.reply] if end.reply else []))
    yield from (one.citation for one in briefing.commitments)


def test_every_quotation_stands_in_its_record_which_is_in_the_list(schools: Briefing, collection: Library) -> None:
    cited = list(citations(schools))
    assert len(cited) > 10
    listed = {one.record for one in schools.records}
    for citation in cited:
        record = collection.catalogue.record(citation.record)
        assert record is not None
        assert record.text[citation.start : citation.end] == citation.quote
        assert citation.record in listed


def test_the_list_is_numbered_newest_first_and_everything_counted_is_counted_from_it(schools: Briefing) -> None:
    entries = schools.records
    assert [one.number_in_list for one in entries] == list(range(1, schools.found + 1))
    days = [one.asked_on for one in entries if one.asked_on]
    assert days == sorted(days, reverse=True)
    assert sum(one.asked for one in schools.timeline) == len(days)
    assert sum(one.answered for one in schools.timeline) == sum(one.answered_on is not None for one in entries)
    for asker in schools.askers:
        own = [one.number_in_list for one in entries if asker.name in [person.name for person in one.askers]]
        assert list(asker.records) == own
    counts = [len(asker.records) for asker in schools.askers]
    assert counts == sorted(counts, reverse=True)


def test_positions_are_of_one_speaker_each_and_newest_first(schools: Briefing) -> None:
    assert len({position.who for position in schools.positions}) == len(schools.positions) > 1
    for position in schools.positions:
        days = [one.citations[0].asked_on for one in position.statements]
        assert days == sorted(days, key=str, reverse=True)
        assert {one.heading for one in position.statements} == {position.who}


@pytest.mark.parametrize(("topic", "status"), [("overstromingen", "unanswered"), ("artificiële intelligentie", "referred")])
def test_what_got_no_reply_or_only_a_referral_has_that_status_in_its_record(
    topic: str, status: Status, collection: Library
) -> None:
    found = brief(collection, topic, language="nl", length="long")
    assert status in {end.status for end in found.open_ends}
    for end in found.open_ends:
        first = end.asked[0]
        record = collection.catalogue.record(first.record)
        assert record is not None
        assert found.records[end.listed - 1].record == record.id
        same = [part for part in record.parts if part.role == "question" and part.status == end.status]
        assert len(same) == len(end.asked) + end.more
        assert all(any(p.start <= one.start and one.end <= p.end for p in same) for one in end.asked)


def test_a_shorter_briefing_says_less_of_the_same(collection: Library, schools: Briefing) -> None:
    short = brief(collection, TOPIC, language="nl", length="short")
    assert short.records == schools.records
    assert len(list(citations(short))) < len(list(citations(schools)))
    assert short.open_ends_found == schools.open_ends_found >= len(short.open_ends)


def test_a_topic_in_another_language_finds_what_is_on_it(collection: Library) -> None:
    found = brief(collection, "Belarus", language="en")
    assert not found.abstained
    assert all("rus" in f"{one.title}".lower() for one in found.records[:1])
    assert found.language == "en"


def test_a_topic_that_no_record_is_on_gets_none_but_the_closest(collection: Library) -> None:
    nothing = brief(collection, "de Oosterweelverbinding", language="nl")
    assert nothing.abstained
    assert not any((nothing.records, nothing.summary, nothing.positions, nothing.askers, nothing.open_ends))
    assert {one.how for one in nothing.related} == {"close"}


def test_filters_hold_and_are_in_the_command_that_repeats_it(collection: Library) -> None:
    since = Filters.model_validate({"from": "2021-01-01"})
    found = brief(collection, TOPIC, language="nl", filters=since)
    assert found.records
    assert all(one.asked_on and one.asked_on.year >= 2021 for one in found.records)
    assert found.provenance.command == "hemicycle brief scholen --from 2021-01-01 --length normal --in nl"
    assert found.provenance.searched.first
    assert found.provenance.searched.first.year >= 2021
    assert found.provenance.mark == collection.badge


def test_an_empty_topic_is_refused(collection: Library) -> None:
    with pytest.raises(InputError, match="topic is empty"):
        brief(collection, " \n")


def test_an_empty_library_has_nothing_to_search(library: Library) -> None:
    nothing = brief(library, "scholen", language="nl")
    assert nothing.abstained
    assert nothing.provenance.searched.records == 0
    assert not nothing.related


def test_a_model_writes_the_summary_and_the_rest_stays_quoted(collection: Library, schools: Briefing) -> None:
    written = brief(collection, TOPIC, language="nl", length="long", model=Scripted(honest))
    assert written.written_by == "scripted"
    assert {one.kind for one in written.summary} == {"written"}
    assert all(one.citations for one in written.summary)
    assert written.positions == schools.positions
    silent = brief(collection, TOPIC, language="nl", length="long", model=Scripted(lambda _: ""))
    assert silent.written_by == QUOTATION
    assert silent.summary == schools.summary
    assert silent.note


def answered(name: str, day: date, title: str, reply: str) -> Record:
    asked = "Blijft de veerdienst over de Wemel bestaan?"
    return Record(
        id=f"be-vl.written-question.{name}",
        parliament="be-vl",
        kind="written-question",
        language="nl",
        title=title,
        asked_on=day,
        addressees=(Person(name="Jan Jansens", role="minister van Mobiliteit"),),
        text=f"{asked}\n\n{reply}",
        parts=(
            Part(start=0, end=len(asked), role="question"),
            Part(start=len(asked) + 2, end=len(asked) + 2 + len(reply), role="answer"),
        ),
        status="answered",
    )


@pytest.mark.parametrize(
    ("titles", "differ"),
    [
        (("Veerdienst over de Wemel", "Veerdienst over de Wemel - Toekomst"), 1),
        (("Veerdienst over de Wemel", "Begroting van het departement Sport"), 0),
    ],
)
def test_a_change_of_position_is_pointed_out_on_one_matter_alone(
    titles: tuple[str, str], differ: int, library: Library, with_passages: Callable[..., Any]
) -> None:
    earlier = answered("1", date(2021, 2, 1), titles[0], "De veerdienst over de Wemel wordt ook volgend jaar voortgezet.")
    later = answered("2", date(2023, 2, 1), titles[1], "De veerdienst over de Wemel wordt volgend jaar niet voortgezet.")
    library.add(with_passages(earlier, later))
    library.embed()
    made = brief(library, "veerdienst Wemel", language="nl")
    assert made.found == 2
    assert [len(one.citations) for one in made.changes] == [2] * differ
    assert [one.citations[0].asked_on for one in made.positions[0].statements] == [date(2023, 2, 1), date(2021, 2, 1)]
