"""Numbers are found where a text numbers its items, and nowhere else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import clean
from rag.numbering.items import Item, align, split_items


def labelled(text: str, **options: Any) -> list[tuple[str, str]]:
    return [(",".join(i.labels), text[i.start : i.end]) for i in split_items(text, 0, len(text), **options)]


def labels(text: str, **options: Any) -> list[str]:
    return [label for label, _ in labelled(text, **options)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Hoe?\n\n2. Waarom?", ["1", "2"]),
        ("Aanleiding.\n1) Hoe?\n2) Waarom?", ["", "1", "2"]),
        ("Wat kan men kunnen? 1. Wie doet dat?2. Zou er meer zijn?3. Ja?", ["", "1", "2", "3"]),
        ("1. Bij de diensten. 2. De overheid weet het.", ["1", "2"]),
        ("Kan u meedelen:1. hoeveel het er zijn;2. welke dat zijn;3. waar?", ["", "1", "2", "3"]),
        ("1. Nee2. De politie heeft dat niet. 3. Ja.", ["1", "2", "3"]),
        ("1. a) Hoeveel?b) Waar?2. Sinds wanneer?", ["1.a", "1.b", "2"]),
        ("1. Wat het vervoer betreft:\na) Hoeveel?\nb) Waar?\n2. En nu?", ["1", "1.a", "1.b", "2"]),
        ("1.a) Hoeveel?b) Waar?2. En?", ["1.a", "1.b", "2"]),
        ("1a. Hoeveel?\n1b. Waar?\n2. En?", ["1.a", "1.b", "2"]),
        ("1.a Hoeveel?\n1.b Waar?\n2. En?", ["1.a", "1.b", "2"]),
        ("1. Geen. 2 en 3. Dat wordt bekeken. 4. Neen.", ["1", "2,3", "4"]),
        ("1. Geen. 2, 3 en 4. Dat wordt bekeken.", ["1", "2,3,4"]),
        ("1-3. Dat wordt bekeken.\n4. Neen.", ["1,2,3", "4"]),
        ("1 tot en met 3. Dat wordt bekeken.\n4. Neen.", ["1,2,3", "4"]),
        ("1. + 2. Samen. 3. Apart.", ["1,2", "3"]),
        ("1. tot 3., en 5. Samen. 4. Apart.", ["1,2,3,5", "4"]),
        ("1., 3. en 4. Samen. 2. Apart.", ["1,3,4", "2"]),
        ("1 t/m 3. Samen.\n4. Apart.", ["1,2,3", "4"]),
        ("1.201620171423912-nl\n2. Zie de tabel.", ["1", "2"]),
        ("Zie eerder (blz. 453),1. Hoe? 2. Wat?", ["", "1", "2"]),
        ("Vooraf.1 a) en c) Samen.1 b) Apart. 2. Neen.", ["", "1.a,1.c", "1.b", "2"]),
        ("Vraag 1: ja.\nVragen 2 en 3: neen.", ["1", "2,3"]),
        ("a) Hoeveel?\nb) Waar?", ["a", "b"]),
        ("1. a) en b) Dat is zo.2. Neen.", ["1.a,1.b", "2"]),
        ("1. a) 160b) 60c) 33. 2. Geen.", ["1.a", "1.b", "1.c", "2"]),
    ],
)
def test_items_of_every_shape(text: str, found: list[str]) -> None:
    assert labels(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Dat was zo in 2016. 3 miljoen mensen wachten.",
        "Volgens artikel 5. De wet zegt dat ook.",
        "De kosten zijn 1.841.075 euro. Dat is 2.000 euro meer.",
        "Zie bijlage 1. De tabel toont het. Zie bijlage 2. Daar staat meer.",
        "Op 1 januari 2017 (nr. 1) en 2 februari (nr. 2) is dat gevraagd.",
        "Om 19.30 uur en om 20.15 uur.",
        "Zie mijn antwoord op vraag 1. Verder weet ik het niet.",
        "De heer J. Jansen, d.w.z. de voorzitter, o.a. Over dat stuk.",
        "Voor a) en b) zijn er geen cijfers.",
    ],
)
def test_years_amounts_and_references_are_no_numbers(text: str) -> None:
    assert labels(text) == [""]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. 841.075 euro in 2016. 2. 900.000 euro in 2017.", ["1", "2"]),
        ("1. Volgens artikel 2. De wet zegt het. 2. Neen. 3. Ja.", ["1", "2", "3"]),
        ("1. De lijst: 1) een 2) twee 3) drie. 2. Neen. 3. Ja.", ["1", "2", "3"]),
        ("1) De lijst: 1. een; 2. twee; 3. drie. 2) Neen. 3) Ja.", ["1", "2", "3"]),
        ("Er zijn punten: 1) een 2) twee. 1. Welke? 2. Wanneer? 3. Hoe?", ["", "1", "2", "3"]),
        ("Sinds artikel 1. De rest. 1. Wie? 2. Wat?", ["", "1", "2"]),
        (
            "Er zijn punten: 1) een 2) twee. 1. Welke? 2. Over geld: a) Hoe? b) Wat? 3. Wie?",
            ["", "1", "2", "2.a", "2.b", "3"],
        ),
        ("1. Hoe?2. Deze controles zijn er nu.3. Meer?", ["1", "2", "3"]),
        ("1. In 2016: 160. In 2017: 522.2. De verdeling is gelijk.", ["1", "2"]),
    ],
)
def test_the_longest_sequence_wins_over_the_first_number(text: str, found: list[str]) -> None:
    assert labels(text) == found


def test_where_a_false_number_stands_before_the_true_one_the_text_is_cut_at_the_true_one() -> None:
    assert labelled("1. Volgens artikel 2. De wet zegt het. 2. Neen.")[0] == ("1", "1. Volgens artikel 2. De wet zegt het.")


def test_answers_may_leave_numbers_out_and_questions_not() -> None:
    text = "2. Geen.\n4. Twee."
    assert labels(text, allow_gaps=True) == ["2", "4"]
    assert labels(text) == [""]
    assert labels("1. en 3. Samen. 2. Apart.", allow_gaps=True) == ["1,3", "2"]


def test_an_answers_own_enumeration_stays_whole_where_the_questions_are_known() -> None:
    text = "1. Drie redenen: a) een; b) twee; c) drie. 2. Geen."
    assert labels(text, known=["1", "2"]) == ["1", "2"]
    assert labels(text, known=["1.a", "1.b", "1.c", "2"]) == ["1", "1.a", "1.b", "1.c", "2"]
    assert labels("Er zijn stappen: 1. een 2. twee.", known=[]) == [""]


def aligned(question: str, answer: str) -> list[tuple[tuple[str, ...], float | None]]:
    asked = split_items(question, 0, len(question))
    known = [label for item in asked for label in item.labels]
    return align(asked, split_items(answer, 0, len(answer), allow_gaps=True, known=known))


def test_alignment_by_number() -> None:
    assert aligned("1. Hoe? 2. Wat?", "1. Zo. 2. Dat.") == [(("1",), 1.0), (("2",), 1.0)]
    assert aligned("1. Hoe? 2. Wat? 3. Wie?", "1. Zo. 2 en 3. Dat.") == [(("1",), 1.0), (("2", "3"), 1.0)]
    assert aligned("1. Hoe? 2. Wat? 3. Wie?", "1. Zo. 3. Die.") == [(("1",), 1.0), (("3",), 1.0)]


def test_a_number_answers_its_letters_unless_they_have_answers_of_their_own() -> None:
    question = "1. Hoe? 2. Over geld: a) Wat? b) Wie?"
    assert aligned(question, "1. Zo. 2. Dat.") == [(("1",), 1.0), (("2", "2.a", "2.b"), 0.9)]
    assert aligned(question, "1. Zo. 2. Eerst dit: a) Dat. b) Die.")[1:] == [
        (("2",), 1.0),
        (("2.a",), 1.0),
        (("2.b",), 1.0),
    ]


def test_an_answer_without_numbers() -> None:
    assert aligned("1. Hoe? 2. Wat?", "Zo en dat.") == [((), None)]
    assert aligned("Hoe?", "Zo.") == [((), 0.9)]
    assert align([Item(("1",), 0, 4)], [Item((), 0, 3)]) == [(("1",), 0.9)]


def test_what_stands_before_2_answers_1_where_nothing_else_does() -> None:
    assert aligned("1. Hoe? 2. Wat? 3. Wie?", "Zo is het. 2. Dat. 3. Die.") == [(("1",), 0.7), (("2",), 1.0), (("3",), 1.0)]
    assert aligned("1. Hoe? 2. Wat?", "Vooraf dit. 1. Zo. 2. Dat.")[0] == ((), None)
    assert aligned("1. Hoe? 2. Wat? 3. Wie?", "Vooraf dit. 3. Die.")[0] == ((), None)


def test_numbers_that_no_question_has_make_all_less_sure() -> None:
    questions = [Item(("1",), 0, 1), Item(("2",), 2, 3)]
    answers = [Item((str(n),), n, n + 1) for n in range(1, 6)]
    assert align(questions, answers) == [(("1",), 0.7), (("2",), 0.7), ((), None), ((), None), ((), None)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Dienst A 1. Drie. 2. Twee. Dienst B 1. Vier. 2. Geen. 3. Niets.", [((), None), (("1",), 1.0), ((), None)]),
        ("1. Drie. 1. Ook dit niet. 2. Twee.", [((), None)]),
        ("1. Drie. 2. Twee. 3. Geen. 3. Of toch.", [(("1",), 1.0), (("2",), 1.0), ((), None)]),
        ("1. Er zijn er drie: 1. rood, en ook 1. groen. 2. Twee.", [(("1",), 1.0), (("2",), 1.0)]),
    ],
)
def test_from_a_number_on_that_stands_twice_nothing_is_claimed(
    answer: str, expected: list[tuple[tuple[str, ...], float | None]]
) -> None:
    assert aligned("1. Hoe? 2. Wat? 3. Wie?", answer) == expected


_WORDS = st.sampled_from(["Hoe kan dat", "Wat kost het in 2016", "Zie artikel 3", "De heer A. Maes", "Er zijn 1.841 mensen"])
_ENDS = st.sampled_from(["?", ". ", "?\n", ".\n\n", "? "])


@given(st.lists(st.tuples(_WORDS, _ENDS), min_size=2, max_size=15))
def test_a_numbered_text_gives_its_numbers_back(sentences: list[tuple[str, str]]) -> None:
    text = "".join(f"{n}. {words}{end}" for n, (words, end) in enumerate(sentences, start=1))
    assert labels(text) == [str(n + 1) for n in range(len(sentences))]


_NOISE = st.lists(
    st.sampled_from(
        ["1.", "2.", "3.", "a)", "b)", "2 en 3.", "\n", " ", "Hoe?", "in 2016.", "nr.", "(", ")", "1)", "2)", "Ja"]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(_NOISE, st.text(max_size=80)), st.booleans(), st.sampled_from([None, ["1", "2.a", "2.b"], []]))
def test_items_cover_the_text_in_order(text: str, gaps: bool, known: list[str] | None) -> None:
    items = split_items(text, 0, len(text), allow_gaps=gaps, known=known)
    reached = 0
    for item in items:
        assert not text[reached : item.start].strip()
        piece = text[item.start : item.end]
        assert piece
        assert piece == piece.strip()
        reached = item.end
    assert not text[reached:].strip()
    # What stands before the first number has none, nor what follows a number that stands twice.
    assert all(not item.labels for item in items[1:]) or all(item.labels for item in items[1:-1])
    assert align(items, items) is not None


@pytest.mark.parametrize("repeated", ["1 en ", "1, ", "a) ", "(1) ", "Vraag 1: ", "1.a ", "1 - "])
def test_an_endless_list_is_read_in_no_time(repeated: str) -> None:
    text = repeated * 3000
    items = split_items(text, 0, len(text), allow_gaps=True)
    assert items[-1].end == len(text.rstrip())


def test_offsets_are_those_of_the_given_stretch() -> None:
    text = "9. Oud. 1. Hoe? 2. Wat? 3. Elders."
    items = split_items(text, text.index("1."), text.index("3."))
    assert [text[i.start : i.end] for i in items] == ["1. Hoe?", "2. Wat?"]


def test_real_questions_with_run_on_numbers(data_folder: Path) -> None:
    """Of 3,811 real records: where each printed number `?2. Zou` follows the one before, that numbering is found; and of the
    answers that begin with 1 all but those that number from 1 again, one in fifty, are aligned from end to end."""
    path = data_folder / "dekamer-2017" / "questions.jsonl"
    if not path.exists():
        pytest.skip(f"no {path}")
    counted = right = aligned_all = numbered = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        question = clean(row["question"], join_lines=False).text
        asked = split_items(question, 0, len(question))
        known = [label for item in asked for label in item.labels]
        printed = [int(n) for n in re.findall(r'(?:[?.!"] ?|\n *)(\d{1,2})\. ?(?:[A-Z"]|[a-z]\))', question)]
        if printed and printed == list(range(1, len(printed) + 1)) and printed[-1] > 1:
            counted += 1
            right += sorted({int(label.split(".")[0]) for label in known}) == printed
        answer = row["answer"]
        if isinstance(answer, str) and re.match(r"\s*1\. ?[A-Z]", answer) and len(known) > 1:
            answer = clean(answer, join_lines=False).text
            items = split_items(answer, 0, len(answer), allow_gaps=True, known=known)
            numbered += 1
            aligned_all += all(confidence is not None for _, confidence in align(asked, items))
    assert counted > 2500
    assert right / counted > 0.995
    assert numbered > 800
    assert 0.97 < aligned_all / numbered < 0.99
