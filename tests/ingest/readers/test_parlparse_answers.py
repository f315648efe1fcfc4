"""Written questions in parlparse's files: who asks whom, what serves which question, and ids that last."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.readers.parlparse import ParlparseReader
from ingest.readers.parlparse_ids import day_of, lasting
from rag.errors import PassedOver, ReadError
from rag.records import Person

from .publicwhip import GID, assert_no_word_is_lost, publicwhip, read, shown

COMMONS = f"""
<gidredirect oldgid="{GID}/wrans/2009-10-26b.812.q0" newgid="{GID}/wrans/2009-10-26c.812.q0" matchtype="perfectmatch"/>
<major-heading id="{GID}/wrans/2009-10-26c.812.mh" nospeaker="true">
	TIDES AND HARBOURS
</major-heading>
<minor-heading id="{GID}/wrans/2009-10-26c.812.h" nospeaker="true">
	Ferries: Fares
</minor-heading>
<ques id="{GID}/wrans/2009-10-26c.812.q0" speakerid="{GID}/member/1" speakername="Ada Gull" url="http://example.org/812">
	<p qnum="812">To ask the Secretary of State for Tides, Harbours and Piers pursuant to the answer of 1 October, what
	a fare of <i> (a)</i> &pound;3 and <i> (b)</i> &pound;4 buys.</p>
</ques>
<reply id="{GID}/wrans/2009-10-26c.812.r0" speakerid="{GID}/member/2" speakername="Jan Auk">
	<p class="holdinganswer">holding answer <phrase class="date" code="2009-10-22">22 October 2009</phrase></p>
	<p>A crossing&mdash;one way. It takes 10 m<sup>2</sup>.</p>
	<table><tbody><tr> <td>Fare</td> <td><i> Way</i></td> </tr><tr> <td>3</td> <td>one</td> </tr></tbody></table>
</reply>
"""
NUMBERED = f"""
<minor-heading id="{GID}/wrans/2009-10-26a.900.h" nospeaker="true">Piers</minor-heading>
<ques id="{GID}/wrans/2009-10-26a.900.q0" speakername="Ada Gull">
	<p>To ask the Prime Minister </p>
	<p class="numindent" qnum="900">(1)  how many piers there are;</p>
	<p class="numindent" qnum="901">(2)  who owns them.</p>
</ques>
<reply id="{GID}/wrans/2009-10-26a.900.r0" speakername="Ida Tern"><p>Nobody counts them.</p></reply>
"""
SCOTTISH = f"""
<major-heading id="{GID}/spwa/2009-10-27.0.mh" nospeaker="True">Written Answers Tuesday 27 October 2009</major-heading>
<major-heading id="{GID}/spwa/2009-10-27.1.mh" nospeaker="True">Scottish Executive</major-heading>
<minor-heading id="{GID}/spwa/2009-10-27.S3W-11.h" nospeaker="True">Tides</minor-heading>
<ques id="{GID}/spwa/2009-10-27.S3W-11.q0" speakername="Ada Gull (Fife) (Lab)" spid="S3W-11" holdingdate="2009-10-26">
  <p>To ask the Scottish Executive when high tide is.</p></ques>
<ques id="{GID}/spwa/2009-10-27.S3W-12.q1" speakername="Jan Auk (Glasgow) (SNP)" spid="S3W-12">
  <p>To ask the Scottish Executive when low tide is.</p></ques>
<reply id="{GID}/spwa/2009-10-27.S3W-12.r0" speakername="Ida Tern">
  <p>I refer the members to the answer to question S3W-7 on 6 October 2009.</p></reply>
"""


def test_a_question_of_the_commons_has_its_office_its_replier_and_its_answer() -> None:
    (record,) = read(COMMONS)
    assert (record.id, record.number) == ("uk-commons.written-question.2009-10-26.812", "812")
    assert record.external_id == "uk.org.publicwhip/wrans/2009-10-26.812.q0"
    assert (record.asked_on, record.answered_on, record.url) == (date(2009, 10, 26), None, "http://example.org/812")
    assert record.askers == (Person(name="Ada Gull"),)
    assert record.addressees == (
        Person(role="Secretary of State for Tides, Harbours and Piers"),
        Person(name="Jan Auk", role="Tides and Harbours"),
    )
    assert shown(record) == [
        ("title", None, "Ferries: Fares"),
        (
            "question",
            None,
            "To ask the Secretary of State for Tides, Harbours and Piers pursuant to the answer of 1 October,"
            " what a fare of (a) £3 and (b) £4 buys.",
        ),
        ("note", None, "holding answer 22 October 2009"),
        ("answer", "Jan Auk", "A crossing—one way. It takes 10 m².\n\nFare | Way\n3 | one"),
    ]
    assert (record.parts[3].answers, record.parts[3].confidence, record.status) == ((), 1.0, "answered")


def test_a_later_edition_of_the_day_gives_the_same_record() -> None:
    (earlier,), (later,) = read(COMMONS), read(COMMONS.replace("2009-10-26c", "2009-10-26d").replace("buys", "bought"))
    assert (earlier.id, earlier.external_id) == (later.id, later.external_id)
    assert earlier.text != later.text


def test_redirects_and_earlier_editions_lead_to_the_record_that_stands() -> None:
    moved = (
        f'<gidredirect oldgid="{GID}/wrans/2009-10-26c.813.h" newgid="{GID}/wrans/2009-10-26c.812.h" matchtype="altques"/>'
    )
    (record,) = read(moved + COMMONS)
    assert record.external_id == f"{GID}/wrans/2009-10-26.812.q0"
    editions = tuple(f"{GID}/wrans/2009-10-26{letter}.812.q0" for letter in "abc")
    assert record.aliases == (*editions, f"{GID}/wrans/2009-10-26.813.q0", "813")


def test_questions_printed_as_one_are_sub_questions_that_the_reply_serves() -> None:
    (record,) = read(NUMBERED)
    assert [(part.role, part.labels, part.answers) for part in record.parts] == [
        ("title", (), ()),
        ("context", (), ()),
        ("question", ("1",), ()),
        ("question", ("2",), ()),
        ("answer", (), ("1", "2")),
    ]
    assert record.parts[-1].confidence == 0.9
    assert record.number == "900"
    assert record.addressees == (Person(name="Ida Tern", role="Prime Minister"),)


def test_sub_questions_without_printed_numbers_are_numbered_by_their_place() -> None:
    (record,) = read(NUMBERED.replace("(1)", "").replace("(2)", ""))
    assert [part.labels for part in record.parts if part.role == "question"] == [("1",), ("2",)]


def test_questions_answered_together_are_records_each_with_the_answer() -> None:
    first, second = read(SCOTTISH)
    assert [first.askers, second.askers] == [(Person(name="Ada Gull", party="Lab"),), (Person(name="Jan Auk", party="SNP"),)]
    assert [record.quote(record.parts[1]) for record in (first, second)] == [
        "To ask the Scottish Executive when high tide is.",
        "To ask the Scottish Executive when low tide is.",
    ]
    assert [(r.parts[2].role, r.parts[2].confidence, r.status) for r in (first, second)] == [("answer", 0.9, "referred")] * 2
    assert first.addressees == (Person(name="Ida Tern", role="Scottish Executive"),)


def test_scottish_questions_are_found_by_their_own_numbers() -> None:
    first, second = read(SCOTTISH)
    assert (first.parliament, first.external_id, second.external_id) == ("scottish-parliament", "S3W-11", "S3W-12")
    (reference,) = first.references
    assert (first.quote(reference), reference.external_id) == ("S3W-7", "S3W-7")


@pytest.mark.parametrize(
    "mark", ['speakerid="uk.org.publicwhip/lord/100042"', 'url="http://example.org/pa/ld200809/ldhansrd/text/1.htm"']
)
def test_the_lords_are_told_apart_from_the_commons(mark: str) -> None:
    (record,) = read(
        f"""<minor-heading id="{GID}/wrans/2009-10-27a.118.0">Air</minor-heading>
        <ques id="{GID}/wrans/2009-10-27a.118.1" {mark} speakername="Lord Gull"><p qnum="12">To ask Her Majesty's Government
        along with others what they do.</p></ques>
        <reply id="{GID}/wrans/2009-10-27a.118.2" speakername="Baroness Auk"><p>Much.</p></reply>"""
    )
    assert record.id == "uk-lords.written-question.2009-10-27.12"
    assert record.addressees == (Person(name="Baroness Auk", role="Her Majesty's Government"),)


def test_a_question_without_a_reply_is_unanswered() -> None:
    (record,) = read(NUMBERED.split("<reply")[0])
    assert record.status == "unanswered"
    assert record.addressees == (Person(role="Prime Minister"),)


def test_a_reply_without_a_question_is_kept() -> None:
    (record,) = read(f'<reply id="{GID}/wrans/2009-10-26a.900.r0" speakername="Ida Tern"><p>Nobody asked.</p></reply>')
    assert record.id == "uk-commons.written-question.uk-org-publicwhip-wrans-2009-10-26-900-r0"
    assert (record.askers, shown(record)) == ((), [("answer", "Ida Tern", "Nobody asked.")])


def test_a_corrected_answer_stands_behind_the_first() -> None:
    (record,) = read(NUMBERED + f'<reply id="{GID}/wrans/2009-10-26a.900.r1" speakername="Ida Tern">I do <b>now</b>.</reply>')
    assert [text for role, _, text in shown(record) if role == "answer"] == ["Nobody counts them.", "I do now."]


def test_a_number_that_stands_twice_gives_two_records() -> None:
    again = NUMBERED.replace("900.q0", "950.q0").replace("how many", "how few")
    assert [record.id for record in read(NUMBERED + again)] == [
        "uk-commons.written-question.2009-10-26.900",
        "uk-commons.written-question.uk-org-publicwhip-wrans-2009-10-26-950-q0",
    ]


def test_superseded_editions_and_other_lists_are_left_out() -> None:
    for file, reason in (
        (publicwhip(COMMONS, head='scrapeversion="a" latest="no"'), "superseded"),
        (publicwhip('<regmem personid="x" date="2009-10-28">a</regmem>'), "another list"),
    ):
        with pytest.raises(PassedOver, match=reason):
            list(ParlparseReader().read(file))


def test_an_unknown_parliament_is_an_error_that_names_the_file() -> None:
    with pytest.raises(ReadError, match=r"day\.xml: 'uk\.org\.publicwhip/moon/1"):
        list(ParlparseReader().read(publicwhip(f'<speech id="{GID}/moon/1" speakername="A"><p>b</p></speech>')))


@given(st.dates(), st.text("abcdez", max_size=3), st.text("0123456789.qhr", min_size=1))
def test_an_identifier_keeps_its_day_and_place_and_loses_its_edition(day: date, edition: str, place: str) -> None:
    gid = f"{GID}/wrans/{day.isoformat()}{edition}.{place}"
    assert lasting(gid) == lasting(lasting(gid)) == f"{GID}/wrans/{day.isoformat()}.{place}"
    assert day_of(gid) == day


def test_each_question_of_the_real_files_is_a_record_and_no_word_is_lost(data_folder: Path) -> None:
    counts = Counter[str]()
    for path in sorted(data_folder.glob("parlparse/*wr*/*.xml")):
        data = path.read_bytes()
        if b'latest="no"' in data:
            with pytest.raises(PassedOver):
                list(ParlparseReader().read(SourceFile(path.name, data)))
            continue
        records = list(ParlparseReader().read(SourceFile(path.name, data)))
        counts.update(record.parliament for record in records)
        assert len(records) == data.count(b"<ques ") == len({record.id for record in records})
        assert all(record.askers and record.addressees and record.number and record.url for record in records)
        assert_no_word_is_lost(data, records, ("ques", "reply"))
    assert counts == {"uk-commons": 1340, "scottish-parliament": 256, "uk-lords": 142}
