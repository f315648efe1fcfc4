"""Sittings in parlparse's files: items and their titles, who is of the government, question time, votes and directions."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.readers.parlparse import ParlparseReader
from ingest.readers.parlparse_text import display_title
from rag.records import Person

from .publicwhip import GID, assert_no_word_is_lost, read, shown


def heading(place: str, text: str, kind: str = "minor", *, of: str = "debate/2009-10-26b") -> str:
    return f'<{kind}-heading id="{GID}/{of}.{place}" nospeaker="true" url="http://example.org/{place}">\n\t{text}\n</{kind}-heading>'


def speech(place: str, name: str, words: str, *more: str, of: str = "debate/2009-10-26b") -> str:
    named = f'speakerid="{GID}/member/{name}" speakername="{name}"' if name else 'nospeaker="true"'
    words = words if words.startswith("<p") else f"<p>{words}</p>"
    return f'<speech id="{GID}/{of}.{place}" {named} {" ".join(more)}>{words}</speech>'


OFFICE = 'speakeroffice="The Minister for Tides"'
QUESTIONS = "\n".join(
    [
        heading("1.0", "ORAL ANSWERS TO QUESTIONS", "oral"),
        heading("1.1", "TIDES AND HARBOURS", "major"),
        speech("1.2", "", "The Secretary of State was asked&mdash;"),
        heading("1.3", "Ebb"),
        speech("1.4", "Ada Gull", '<p qnum="295125">What he does about ebb.</p>', 'oral-qnum="1"'),
        speech("1.5", "Jan Auk", '<p qnum="295130">What he does about it.</p>', 'oral-qnum="6"'),
        speech("1.6", "Ida Tern", "I cannot say; it is a matter for the moon.", OFFICE),
        speech("1.7", "Mr. Speaker", "Order."),
        speech("1.8", "Wim Eider", "Whose moon?"),
        speech("1.9", "Ida Tern", "Ours."),
        heading("2.0", "Topical Questions"),
        speech("2.1", "Jan Auk", '<p qnum="295150">If he will make a statement.</p>', 'oral-qnum="1"'),
        speech("2.2", "Bo Skua", "It is wet."),
        speech("2.3", "Ada Gull", '<p qnum="295151">Why?</p>', 'oral-qnum="2"'),
        speech("2.4", "Ida Tern", "Rain."),
    ]
)
DEBATE = "\n".join(
    [
        heading("30.0", "Harbours Bill  [Lords]"),
        heading("30.1", "New Clause 2\n\t &mdash; \n\tPower to dredge"),
        speech("30.2", "", "'(1) An authority may dredge.'."),
        speech("30.3", "Ida Tern", "I beg to move, That the clause be read a Second time.", OFFICE),
        speech("30.4", "Mr. Deputy Speaker", "Order.", 'speakeroffice="Mr. Deputy Speaker"'),
        speech("30.5", "Ada Gull", '<p class="italic">rose&mdash;</p>'),
        speech("30.6", "Hon. Members", "Hear, hear!"),
        speech(
            "30.7",
            "Ida Tern",
            '<p>I give way.</p><p class="italic">Question put and agreed to.</p><p class="italic">Resolved,</p>'
            '<p class="indent">That it be dredged.</p>',
        ),
        f'<division id="{GID}/debate/2009-10-26b.31.0" divdate="2009-10-26" divnumber="230"><divisioncount ayes="1" noes="2"'
        ' tellerayes="2" tellernoes="2"/><mplist vote="aye"><mpname vote="aye">Gull, Ada</mpname></mplist><mplist vote="no">'
        '<mpname vote="no">Auk, Jan</mpname><mpname vote="no" teller="yes">Bo Skua</mpname></mplist></division>',
    ]
)


def test_questions_put_together_are_one_record_with_the_reply_to_both() -> None:
    ebb = read(QUESTIONS)[0]
    assert (ebb.id, ebb.kind) == ("uk-commons.oral-question.2009-10-26.295125", "oral-question")
    assert (ebb.asked_on, ebb.answered_on) == (date(2009, 10, 26), date(2009, 10, 26))
    assert (ebb.title, ebb.external_id) == ("Ebb", "uk.org.publicwhip/debate/2009-10-26.1.4")
    assert shown(ebb) == [
        ("title", None, "Ebb"),
        ("note", None, "The Secretary of State was asked—"),
        ("question", "Ada Gull", "What he does about ebb."),
        ("question", "Jan Auk", "What he does about it."),
        ("answer", "Ida Tern", "I cannot say; it is a matter for the moon."),
        ("speech", "Mr. Speaker", "Order."),
        ("question", "Wim Eider", "Whose moon?"),
        ("answer", "Ida Tern", "Ours."),
    ]
    assert [part.confidence for part in ebb.parts if part.role == "answer"] == [0.9, None]
    assert [part.status for part in ebb.parts if part.role == "question"] == ["declined", "declined", None]
    assert [person.name for person in ebb.askers] == ["Ada Gull", "Jan Auk", "Wim Eider"]
    assert ebb.addressees == (Person(name="Ida Tern", role="Minister for Tides"),)


def test_each_topical_question_is_a_record_and_its_first_reply_the_answer() -> None:
    _, first, second = read(QUESTIONS)
    assert first.title == second.title == "Tides and Harbours: Topical Questions"
    assert (first.number, second.number) == ("295150", "295151")
    assert first.addressees == (Person(name="Bo Skua", role="Tides and Harbours"),)
    assert [(part.role, part.confidence) for part in first.parts[1:]] == [("question", None), ("answer", 1.0)]
    assert second.addressees == (Person(name="Ida Tern", role="Minister for Tides"),)


def test_an_urgent_question_has_no_number_and_is_an_oral_question_all_the_same() -> None:
    (record,) = read(
        heading("23.0", "Storm")
        + speech("23.1", "Ada Gull", "(Urgent Question): To ask the Minister for a statement.")
        + speech("23.2", "Ida Tern", "It blows.", OFFICE)
    )
    assert record.id == "uk-commons.oral-question.uk-org-publicwhip-debate-2009-10-26-23-1"
    assert [part.role for part in record.parts] == ["title", "question", "answer"]


def test_a_debate_tells_the_government_the_chair_and_others_apart() -> None:
    bill = read(DEBATE)[-1]
    assert bill.title == "Harbours Bill [Lords]: New Clause 2 — Power to dredge"
    assert (bill.askers, bill.status) == ((), None)
    assert bill.addressees == (Person(name="Ida Tern", role="Minister for Tides"),)
    assert shown(bill)[1:] == [
        ("note", None, "'(1) An authority may dredge.'."),
        ("speech", "Ida Tern", "I beg to move, That the clause be read a Second time."),
        ("speech", "Mr. Deputy Speaker", "Order."),
        ("note", "Ada Gull", "rose—"),
        ("note", "Hon. Members", "Hear, hear!"),
        ("speech", "Ida Tern", "I give way."),
        ("note", None, "Question put and agreed to.\n\nResolved,\n\nThat it be dredged."),
        ("note", None, "Division No. 230\nAyes 1, Noes 2\nAye: Gull, Ada\nNo: Auk, Jan; Bo Skua (teller)"),
    ]


def test_an_office_named_once_holds_for_the_whole_day() -> None:
    late = heading("99.0", "Adjournment") + speech("99.1", "Ida Tern", "I agree.") + speech("99.2", "Ada Gull", "So do I.")
    record = read(QUESTIONS + late)[-1]
    assert record.addressees == (Person(name="Ida Tern", role="Minister for Tides"),)
    assert record.askers == (Person(name="Ada Gull"),)


def test_a_heading_that_stands_twice_is_told_by_the_one_above() -> None:
    titles = [
        record.title
        for record in read(
            heading("1.0", "DELEGATED LEGISLATION", "major")
            + speech("1.1", "", "Motion made,")
            + heading("1.2", "Northern Ireland")
            + speech("1.3", "", "That this be approved.")
            + heading("1.4", "Northern Ireland")
            + speech("1.5", "", "That that be approved.")
            + heading("2.0", "PUBLIC ACCOUNTS", "major")
            + speech("2.1", "", "Ordered.")
        )
    ]
    assert titles == ["Delegated Legislation: Northern Ireland", "Delegated Legislation: Northern Ireland", "Public Accounts"]


def test_what_is_said_before_any_heading_is_kept() -> None:
    of = "ni/2009-10-12"
    first, second = read(
        speech("0.1", "", "The Assembly met.", of=of)
        + heading("1.0", "Ports", "major", of=of)
        + speech("1.1", "Mr Auk", "Yes.", 'speakeroffice="The Chairperson of the Committee on Ports"', of=of)
        + heading("2.0", "Piers", "major", of=of)
        + speech("2.1", "The Minister of Piers (Mrs Tern)", "No.", of=of)
    )
    assert first.parliament == "ni-assembly"
    assert shown(first) == [("title", None, "Ports"), ("note", None, "The Assembly met."), ("speech", "Auk", "Yes.")]
    assert first.askers == (Person(name="Auk", role="Chairperson of the Committee on Ports"),)
    assert second.addressees == (Person(name="Tern", role="Minister of Piers"),)


def test_a_question_of_the_lords_is_told_by_its_heading() -> None:
    of = "lords/2019-03-05a"
    question, bill = read(
        heading("10.0", "Ferries\n\t &mdash; \n\t<i>Question</i>", "major", of=of)
        + speech("10.1", "", "Asked by", of=of)
        + speech("10.2", "Lord Gull", "To ask Her Majesty's Government what they do.", of=of)
        + speech("10.3", "Lord Tern", "My Lords, much.", of=of)
        + speech("10.4", "Noble Lords", "Oh!", of=of)
        + heading("11.0", "Ferries Bill\n\t &mdash; \n\t<i>Second Reading</i>", "major", of=of)
        + speech("11.1", "Lord Tern", "I beg to move.", of=of)
    )
    assert (question.parliament, question.kind, bill.kind) == ("uk-lords", "oral-question", "debate")
    assert [role for role, _, _ in shown(question)] == ["title", "note", "question", "answer", "note"]
    assert (question.addressees, bill.askers, bill.addressees) == (
        (Person(name="Lord Tern"),),
        (Person(name="Lord Tern"),),
        (),
    )


def test_names_of_the_scottish_parliament_hold_office_constituency_and_party() -> None:
    of = "spor/2009-10-29"
    (record,) = read(
        heading("1.0", "Flu", "major", of=of)
        + speech("1.1", "The Presiding Officer (Alex Skua)", "Good morning.", of=of)
        + '<place-holder time="09:00:00"/>'
        + speech("1.2", "The Cabinet Secretary for Tides (Ida Tern)", 'It <place-holder colnum="2"/>ebbs.', of=of)
        + speech("1.3", "Jan Auk (Fife) (SNP)", "Thanks.", of=of)
        + speech("1.4", "Members", "Oh!", of=of)
    )
    assert shown(record)[1:] == [
        ("speech", "Presiding Officer", "Good morning."),
        ("speech", "Ida Tern", "It ebbs."),
        ("speech", "Jan Auk", "Thanks."),
        ("note", "Members", "Oh!"),
    ]
    assert record.askers == (Person(name="Jan Auk", party="SNP"),)
    assert record.addressees == (Person(name="Ida Tern", role="Cabinet Secretary for Tides"),)


def test_a_written_statement_is_a_document_of_the_government() -> None:
    of = "wms/2009-10-28a"
    (record,) = read(
        heading("13WS.0", "TREASURY", "major", of=of)
        + heading("13WS.1", "Coins", of=of)
        + speech("13WS.2", "Ida Tern", "I announce coins.", of=of)
    )
    assert (record.kind, record.askers, record.addressees) == ("document", (), (Person(name="Ida Tern"),))
    assert shown(record) == [("title", None, "Coins"), ("speech", "Ida Tern", "I announce coins.")]


def test_a_bill_committee_has_its_bill_in_the_titles_and_its_own_day() -> None:
    of = "standing/standing2009-10-20_TIDE_10-0_2009-11-03a"
    (record,) = read(
        '<bill title="Tide Bill">Tide Bill</bill><committee><clerk>Bo Skua</clerk></committee>'
        + heading("1.0", "Public Bill Committee", "major", of=of)
        + speech("1.1", "", "[Ada Gull in the Chair]", of=of)
        + heading("2.0", "Clause 21", of=of)
        + speech("2.1", "Wim Eider", "Yes.", of=of)
    )
    assert (record.title, str(record.asked_on)) == ("Tide Bill: Clause 21", "2009-11-03")
    assert [words for _, _, words in shown(record)] == ["Tide Bill: Clause 21", "Bo Skua", "[Ada Gull in the Chair]", "Yes."]


@pytest.mark.parametrize(("name", "oral", "debates"), [("2009-10-26b", 23, 27), ("2009-10-29a", 23, 19)])
def test_the_real_sittings_lose_no_word_and_no_question(data_folder: Path, name: str, oral: int, debates: int) -> None:
    data = (data_folder / "parlparse" / "debates" / f"debates{name}.xml").read_bytes()
    records = list(ParlparseReader().read(SourceFile(name, data)))
    kinds = Counter(record.kind for record in records)
    assert (kinds["oral-question"], kinds["debate"]) == (oral, debates)
    assert len({record.id for record in records}) == len(records)
    assert_no_word_is_lost(data, records, ("speech",))
    numbered = sum(record.number is not None for record in records)
    joined = data.count(b"oral-qnum=") - numbered
    assert (numbered, joined) == {"2009-10-26b": (22, 2), "2009-10-29a": (23, 0)}[name]
    for record in records:
        speakers = {part.speaker for part in record.parts if part.role in ("speech", "answer", "question")}
        people = {person.name for person in (*record.askers, *record.addressees)}
        assert all(name in people or "Speaker" in (name or "") for name in speakers)


_ELEMENTS = st.one_of(
    st.builds(
        heading,
        st.just("{n}"),
        st.sampled_from(["", "Ebb", "Clause 2", "Topical Questions"]),
        st.sampled_from(["oral", "major", "minor"]),
    ),
    st.builds(
        speech,
        st.just("{n}"),
        st.sampled_from(["", "Mr. Speaker", "Ada Gull", "Jan Auk (Fife) (SNP)", "Hon. Members", "The Minister for Tides"]),
        st.sampled_from(["Yes.", "", '<p class="italic">rose</p><p>Yes.</p>', '<p qnum="7">Why?</p>', "<p/>text"]),
        st.sampled_from(["", OFFICE, 'oral-qnum="3"', 'person_id="unknown"']),
    ),
    st.sampled_from(
        [
            '<division id="{n}"/>',
            '<ques id="{n}"/>',
            '<reply id="{n}">No.</reply>',
            '<ques id="{n}" speakername="Bo"><p>Why?</p></ques>',
            "<x>y</x>",
        ]
    ),
)


@given(st.lists(_ELEMENTS, max_size=12))
def test_whatever_the_order_of_elements_is_records_are_valid_and_told_apart(elements: list[str]) -> None:
    opening = speech("0.0", "Ada Gull", "Good morning.")
    records = read(opening + "".join(element.replace("{n}", f"1.{n}") for n, element in enumerate(elements)))
    assert len({record.id for record in records}) == len(records)
    assert all(record.quote(part).strip() for record in records for part in record.parts)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("REGIONAL SELECT COMMITTEE (YORKSHIRE AND THE HUMBER)", "Regional Select Committee (Yorkshire and the Humber)"),
        ("HER MAJESTY'S NAVY-YARDS", "Her Majesty's Navy-Yards"),
        ("UNRWA", "UNRWA"),
        ("M54: M6", "M54: M6"),
        ("Ebb and FLOW Charges", "Ebb and FLOW Charges"),
        (None, None),
    ],
)
def test_a_title_in_capitals_is_shown_in_words_and_an_acronym_stays(heading: str | None, title: str | None) -> None:
    assert display_title(heading) == title
