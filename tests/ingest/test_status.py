"""A status says what the wording of a reply shows, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.status import record_status, reply_status, with_spoken_status, with_status
from rag.numbering.items import align, split_items
from rag.records import Part, Span
from rag.vocabulary import PartRole, Status

REPLIES: list[tuple[str, Status, str]] = [
    ("nl", "referred", "Ik verwijs naar mijn antwoord op schriftelijke vraag nr. 12 van 3 mei 2020."),
    ("nl", "referred", "Zie het antwoord op vraag 3."),
    ("nl", "referred", "Deze vraag valt onder de bevoegdheid van mijn collega, de minister van Sport."),
    ("nl", "referred", "Het antwoord is het geachte lid rechtstreeks toegestuurd."),
    ("nl", "referred", "De vragen zijn beantwoord middels een brief aan de Kamer."),
    ("nl", "postponed", "Deze vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord."),
    ("nl", "declined", "Dit behoort niet tot mijn bevoegdheid."),
    ("nl", "declined", "Er zijn hierover geen cijfers beschikbaar."),
    ("nl", "declined", "Mijn dienst beschikt niet over die gegevens."),
    ("nl", "answered", "De veerdienst beschikt niet over een eigen kade. Zij huurt er een."),
    ("nl", "answered", "Ja."),
    ("fr", "referred", "Je renvoie l'honorable membre à ma réponse à la question n° 12."),
    ("fr", "postponed", "Les chiffres vous seront communiqués dès leur réception."),
    ("fr", "declined", "Cette matière ne relève pas de ma compétence."),
    ("fr", "declined", "Mes services ne disposent d'aucune donnée à ce sujet."),
    ("fr", "answered", "Le bac passe toutes les heures, sauf le dimanche."),
    ("en", "referred", "I refer the hon. Member to the answer I gave on 3 May to Question 12."),
    ("en", "postponed", "The timetable will be confirmed in due course."),
    ("en", "declined", "The information requested is not held centrally."),
    ("en", "declined", "Ferry fares are a matter for the operators."),
    ("en", "answered", "The ferry carried 4,000 people last year."),
    ("de", "referred", "Es wird auf die Antwort zu Frage 3 verwiesen."),
    ("de", "postponed", "Die Zahlen werden nachgereicht."),
    ("de", "declined", "Der Regierung liegen hierzu keine Erkenntnisse vor."),
    ("de", "answered", "Die Fähre verkehrt stündlich."),
]


@pytest.mark.parametrize(("language", "status", "reply"), REPLIES)
@pytest.mark.parametrize("known", [True, False])
def test_the_wording_of_a_reply_shows_its_status(language: str, status: Status, reply: str, known: bool) -> None:
    found, evidence = reply_status(reply, [Span(start=0, end=len(reply))], language if known else None)
    assert found == status
    assert evidence is None if status == "answered" else evidence == Span(start=0, end=len(reply))


def test_a_mention_in_a_full_answer_changes_nothing() -> None:
    reply = (
        "De veerpont vaart sinds maart weer elk half uur, met een nieuwe schipper en een tweede boot in de zomer. "
        "De kosten waren negentigduizend euro, waarvan de stad de helft draagt. Zie ook het antwoord op vraag 3."
    )
    assert reply_status(reply, [Span(start=0, end=len(reply))], "nl") == ("answered", None)


def test_who_is_referred_elsewhere_is_referred_whatever_else_is_said() -> None:
    reply = "Dit valt niet onder mijn bevoegdheid. Ik verwijs u naar de minister van Sport."
    status, evidence = reply_status(reply, [Span(start=0, end=len(reply))], "nl")
    assert status == "referred"
    assert evidence is not None
    assert reply[evidence.start : evidence.end] == "Ik verwijs u naar de minister van Sport."


def statuses(question: str, answer: str | None) -> tuple[list[Status | None], Status]:
    """The status of each question part and of the record, of a question and an answer one after the other."""
    text = f"{question}\n\n{answer or ''}"
    asked = split_items(text, 0, len(question))
    known = [label for item in asked for label in item.labels]
    given = split_items(text, len(question), len(text), allow_gaps=True, known=known) if answer else []
    parts = [Part(role="question", labels=item.labels, start=item.start, end=item.end) for item in asked] + [
        Part(role="answer", labels=item.labels, start=item.start, end=item.end, answers=labels, confidence=confidence)
        for item, (labels, confidence) in zip(given, align(asked, given), strict=True)
    ]
    found = with_status(text, parts, "nl")
    return [part.status for part in found if part.role == "question"], record_status(text, found, "nl")


@pytest.mark.parametrize(
    ("answer", "each", "record"),
    [
        ("1. Ja. 2. Zie vraag 1. 3. Er zijn geen cijfers over.", ["answered", "referred", "declined"], "answered"),
        ("1. Ja. 3. Neen.", ["answered", "unanswered", "answered"], "answered"),
        ("1. tot 3. Ik verwijs naar de brief van mei.", ["referred"] * 3, "referred"),
        ("Ik verwijs naar de brief van mei.", ["referred"] * 3, "referred"),
        ("De boot vaart al en de pont ook.", [None] * 3, "answered"),
        (None, ["unanswered"] * 3, "unanswered"),
    ],
)
def test_each_sub_question_has_the_status_of_its_own_answer(
    answer: str | None, each: list[Status | None], record: Status
) -> None:
    assert statuses("1. Hoe? 2. Wat? 3. Wie?", answer) == (each, record)


def test_a_single_question_has_the_status_of_the_whole_answer() -> None:
    assert statuses("Hoe?", "Er zijn geen gegevens over.") == (["declined"], "declined")


@given(
    st.lists(st.sampled_from([reply for _, _, reply in REPLIES]), max_size=4).map(" ".join),
    st.sampled_from(["nl", "fr-BE", None]),
)
def test_evidence_is_there_exactly_where_something_is_to_be_shown(reply: str, language: str | None) -> None:
    status, evidence = reply_status(reply, [Span(start=0, end=len(reply))], language)
    assert (evidence is None) == (status == "answered")
    assert evidence is None or reply[evidence.start : evidence.end].strip()


def test_what_is_said_behind_the_last_reply_at_a_sitting_is_no_question_that_has_a_status() -> None:
    text = "Why? Rain. Thank you."
    spans: list[tuple[PartRole, int, int, float | None]] = [
        ("question", 0, 4, None),
        ("answer", 5, 10, 1.0),
        ("question", 11, 21, None),
    ]
    parts = [Part(role=role, start=start, end=end, confidence=sure) for role, start, end, sure in spans]
    assert [part.status for part in with_spoken_status(text, parts, "en")] == ["answered", None, None]
    assert [part.status for part in with_spoken_status(text, parts[:1], "en")] == ["unanswered"]


def test_many_questions_that_many_replies_serve_take_a_moment() -> None:
    asked, replied = "Waarom? ", "Er zijn geen gegevens over. "
    text = asked * 1_000 + replied * 1_000
    begin = len(asked) * 1_000
    questions = [Part(role="question", start=n * len(asked), end=n * len(asked) + 7, labels=("1",)) for n in range(1_000)]
    replies = [
        Part(role="answer", start=begin + n * len(replied), end=begin + (n + 1) * len(replied) - 1, answers=("1",))
        for n in range(1_000)
    ]
    found = with_status(text, [*questions, *replies], "nl")
    assert {part.status for part in found[:1_000]} == {"declined"}
