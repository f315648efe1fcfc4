"""From turns to records: who is asked, what answers what, and where one question ends."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.sitting import Ids, Item, Sitting, Speaker, Turn, debate, joined_title, oral_question, rounds
from rag.records import Person, Source

SITTING = Sitting("nowhere", "en", date(2024, 3, 5), Source(path="a.xml", sha256="0" * 64))
ANN, BOB = Speaker("Ann Roe", party="Green"), Speaker("Bob Vale")
MINISTER = Speaker("Mia Holt", "Minister of Lakes", "Blue", "government")
CHAIR = Speaker("Carl Dunn", "The Speaker", None, "chair")


def test_a_debate_tells_members_government_and_chair_apart() -> None:
    turns = [Turn("Order.", CHAIR), Turn("The lake is low.", ANN), Turn("Indeed.", MINISTER), Turn("(Applause)", role="note")]
    record = debate(SITTING, Item("Lakes", "i1", turns))
    assert (record.kind, record.asked_on, record.external_id) == ("debate", date(2024, 3, 5), "i1")
    assert record.askers == (Person(name="Ann Roe", party="Green"),)
    assert record.addressees == (Person(name="Mia Holt", role="Minister of Lakes", party="Blue"),)
    assert [(part.role, part.speaker, record.quote(part)) for part in record.parts] == [
        ("title", None, "Lakes"),
        ("speech", "Carl Dunn", "Order."),
        ("speech", "Ann Roe", "The lake is low."),
        ("speech", "Mia Holt", "Indeed."),
        ("note", None, "(Applause)"),
    ]


def test_paragraphs_of_one_speaker_in_one_language_are_one_part() -> None:
    turns = [Turn("One.", ANN), Turn("Two.", ANN), Turn("Trois.", ANN, "fr")]
    record = debate(SITTING, Item("Lakes", "i1", turns))
    assert [(part.language, record.quote(part)) for part in record.parts[1:]] == [(None, "One.\n\nTwo."), ("fr", "Trois.")]


def test_an_item_in_which_nobody_speaks_is_a_document_whose_words_are_found() -> None:
    record = debate(SITTING, Item("Present", "i1", [Turn("Roe, Vale", role="note")]))
    assert (record.kind, [part.role for part in record.parts]) == ("document", ["title", "text"])


def test_an_edition_that_is_not_final_says_so_in_the_last_note() -> None:
    draft = Sitting("nowhere", "en", None, SITTING.source, edition="Draft")
    record = debate(draft, Item("Lakes", "i1", [Turn("Words.", ANN)]))
    assert (record.parts[-1].role, record.quote(record.parts[-1])) == ("note", "Draft")


def test_a_reply_is_aligned_with_the_question_and_later_remarks_have_no_status() -> None:
    turns = [Turn("Why?", ANN), Turn("Because of the drought.", MINISTER), Turn("I thank her.", ANN)]
    record = oral_question(SITTING, Item("Lakes", "q1", turns))
    assert [(part.role, part.confidence, part.status) for part in record.parts[1:]] == [
        ("question", None, "answered"),
        ("answer", 1.0, None),
        ("question", None, None),
    ]
    assert (record.kind, record.status) == ("oral-question", "answered")
    assert record.answered_on == record.asked_on


def test_members_answered_together_are_aligned_less_surely() -> None:
    record = oral_question(SITTING, Item("Lakes", "q1", [Turn("Why?", ANN), Turn("When?", BOB), Turn("Soon.", MINISTER)]))
    assert [part.confidence for part in record.parts if part.role == "answer"] == [0.9]
    assert [person.name for person in record.askers] == ["Ann Roe", "Bob Vale"]


def test_a_question_without_a_reply_is_unanswered_and_names_whom_it_was_put_to() -> None:
    asked = Speaker(role="Minister of Lakes", standing="government")
    record = oral_question(SITTING, Item("Lakes", "q1", [Turn("Why?", ANN)]), asked=[asked])
    assert (record.status, record.addressees) == ("unanswered", (Person(role="Minister of Lakes"),))
    assert record.answered_on is None


def test_a_new_question_begins_with_another_member_after_a_reply_and_takes_the_chair_along() -> None:
    turns = [
        *(Turn("a", ANN), Turn("b", MINISTER), Turn("c", ANN), Turn("d", MINISTER)),
        *(Turn("e", CHAIR), Turn("f", role="note"), Turn("g", BOB), Turn("h", MINISTER)),
    ]
    assert ["".join(turn.text for turn in turns) for turns in rounds(turns)] == ["abcd", "efgh"]


@given(st.lists(st.sampled_from([ANN, BOB, MINISTER, CHAIR, None])))
def test_rounds_leave_nothing_out_and_each_has_words(speakers: list[Speaker | None]) -> None:
    turns = [Turn(str(n), speaker) for n, speaker in enumerate(speakers)]
    found = list(rounds(turns))
    assert [turn for part in found for turn in part] == turns
    assert all(found)


@given(st.lists(st.sampled_from(["a", "a-2", "A", "b", "a_2"])))
def test_ids_of_a_file_are_distinct_as_record_ids_write_them(given_ids: list[str]) -> None:
    ids = Ids()
    records = [debate(SITTING, Item("T", ids.distinct(one), [Turn("w", ANN)])).id for one in given_ids]
    assert len(set(records)) == len(records)


def test_a_title_that_says_little_takes_the_heading_above_it() -> None:
    assert joined_title(["Bill on lakes and rivers", "Article 1"]) == "Bill on lakes and rivers: Article 1"
    assert joined_title(["Questions", "The future of the old lighthouse"]) == "The future of the old lighthouse"
    assert joined_title(["", "Lakes", "Lakes"]) == "Lakes"
