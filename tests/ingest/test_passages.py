"""Passages: whole sentences inside one part, with offsets that give the text back, and an embedded text that says enough."""

from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given

from ingest.passages import LONGEST, SHORT, TARGET, passages, shortened
from rag.records import Part, Record

TITLE = "Sluiting schoolzwembaden Zuid-Kempen  -  Enquête ‘Water for Every Child’ Zwemfederatie Vlaanderen"
QUESTIONS = [
    "1. Wat onthoudt de minister-president uit de enquête ‘Water for Every Child’ van de Zwemfederatie Vlaanderen?",
    "2. Wil de minister-president met de burgemeesters praten over de voorstellen van de Zwemfederatie Vlaanderen, o.m. "
    "om bussen te huren voor de leerlingen uit gemeenten zonder eigen bad en douche? Zo ja, welke? En wanneer?",
]
ANSWERS = [
    "1. De wachttijden die de Zwemfederatie Vlaanderen in haar enquête optelt, heb ik met verbazing gelezen. Ik schreef de "
    "schoolhoofden al in mijn nieuwsbrief nummer 16 van 14 mei jl. dat het tekort aan redders mij zorgen baart.",
    "2. De provincie Limburg schonk nogmaals geïmporteerde badmutsen aan het Zuid-Kempische verkeersleercentrum.",
]


def record_of(*pieces: tuple[str, Part], language: str | None = "nl", title: str | None = None) -> Record:
    """A record whose parts stand one after the other, a blank line between them; each Part's span is filled in here."""
    text, parts = "", []
    for words, part in pieces:
        text += "\n\n" if text else ""
        parts.append(part.model_copy(update={"start": len(text), "end": len(text) + len(words)}))
        text += words
    return Record(
        id="be-vl.written-question.1",
        parliament="be-vl",
        kind="written-question",
        title=title,
        language=language,
        text=text,
        parts=tuple(parts),
    )


def part(role: str, *labels: str, **fields: object) -> Part:
    return Part.model_validate({"start": 0, "end": 0, "role": role, "labels": labels, **fields})


def swimming() -> Record:
    return record_of(
        (TITLE, part("title")),
        ("Zwemfederatie Vlaanderen ondervroeg op 16 maart 2023 tweehonderd schoolhoofden.", part("context")),
        (QUESTIONS[0], part("question", "1")),
        (QUESTIONS[1], part("question", "2")),
        (ANSWERS[0], part("answer", "1", answers=("1",), confidence=1.0, speaker="Jan Jambon")),
        (ANSWERS[1], part("answer", "2", answers=("2",), confidence=1.0)),
        ("(1) www.zwembad.example", part("note")),
        title=TITLE,
    )


def test_every_part_but_title_and_note_gives_passages_with_ids_that_count():
    record = swimming()
    found = passages(record)
    assert [p.id for p in found] == [f"be-vl.written-question.1/{n}" for n in range(5)]
    assert [p.n for p in found] == [0, 1, 2, 3, 4]
    assert [record.parts[p.part].role for p in found] == ["context", "question", "question", "answer", "answer"]
    assert [record.quote(p) for p in found[1:]] == QUESTIONS + ANSWERS


def test_an_answer_is_embedded_with_title_speaker_and_what_was_asked():
    title, speaker, asked, words = passages(swimming())[3].embedded.split("\n")
    assert title == "Sluiting schoolzwembaden Zuid-Kempen - Enquête ‘Water for Every Child’ Zwemfederatie Vlaanderen"
    assert speaker == "Jan Jambon"
    assert asked == QUESTIONS[0]
    assert words == ANSWERS[0]


def test_a_long_sub_question_is_shortened_at_a_word_and_an_unknown_speaker_left_out():
    _, asked, words = passages(swimming())[4].embedded.split("\n")
    assert asked.endswith("eigen bad en douche? Zo…")
    assert len(asked) <= 200
    assert words == ANSWERS[1]


def test_a_question_is_embedded_with_the_title_alone():
    assert passages(swimming())[1].embedded.split("\n")[1:] == [QUESTIONS[0]]


def test_an_answer_without_numbers_comes_with_the_one_question():
    record = record_of(
        ("Hoeveel dossiers zijn er?", part("question")), ("Er zijn er 14.", part("answer", confidence=0.9)), title="Dossiers"
    )
    assert passages(record)[1].embedded == "Dossiers\nHoeveel dossiers zijn er?\nEr zijn er 14."


def test_of_a_long_question_the_sentences_that_ask_are_embedded():
    background = "Op zijn weblog klaagt de koster dat het carillon niet meer speelt sinds duiven in de toren nestelen. " * 3
    record = record_of(
        (background + "Naar hoeveel duiven zocht men?", part("question")),
        ("Naar 150 duiven.", part("answer", confidence=0.9)),
        title="Zwijgend carillon",
    )
    assert passages(record)[-1].embedded == "Zwijgend carillon\nNaar hoeveel duiven zocht men?\nNaar 150 duiven."


def test_an_answer_that_is_not_aligned_claims_no_question():
    record = record_of(("Hoeveel?", part("question", "1")), ("Er zijn er 14.", part("answer")), title="Dossiers")
    assert passages(record)[1].embedded == "Dossiers\nEr zijn er 14."


def test_a_translation_is_embedded_with_its_own_title_and_question():
    record = record_of(
        ("Treinen", part("title")),
        ("1. Hoeveel treinen?", part("question", "1")),
        ("1. Twaalf.", part("answer", "1", answers=("1",), confidence=1.0)),
        ("Trains", part("title", language="fr", translation_of=0)),
        ("1. Combien de trains?", part("question", "1", language="fr", translation_of=1)),
        ("1. Douze.", part("answer", "1", language="fr", translation_of=2, answers=("1",), confidence=1.0)),
        title="Treinen",
    )
    assert [p.embedded.replace("\n", " | ") for p in passages(record)] == [
        "Treinen | 1. Hoeveel treinen?",
        "Treinen | 1. Hoeveel treinen? | 1. Twaalf.",
        "Trains | 1. Combien de trains?",
        "Trains | 1. Combien de trains? | 1. Douze.",
    ]


def test_a_record_of_nothing_but_a_title_is_found_by_it():
    record = record_of((TITLE, part("title")), title=TITLE)
    assert [record.quote(p) for p in passages(record)] == [TITLE]
    assert passages(record)[0].embedded == TITLE


def test_empty_parts_and_records_give_nothing():
    assert passages(record_of(("", part("answer")))) == []
    assert passages(record_of()) == []


def test_a_long_answer_is_cut_at_sentence_ends_near_the_target():
    sentence = "De provincie Limburg schonk nogmaals geïmporteerde badmutsen aan het Zuid-Kempische verkeersleercentrum."
    record = record_of((" ".join([sentence] * 40), part("answer")))
    quotes = [record.quote(p) for p in passages(record)]
    assert all(TARGET // 2 < len(quote) <= TARGET for quote in quotes[:-1])
    assert all(quote.endswith("centrum.") and quote.startswith("De provincie") for quote in quotes)
    assert " ".join(quotes) == record.text


def test_a_short_remainder_joins_the_passage_before_it():
    sentence = "Onze redders tellen de kinderen in Zuid-Kempen elke avond en schrijven dat netjes in een boek."
    record = record_of((" ".join([sentence] * 9) + " Dat is alles.", part("answer")))
    assert len(record.text) > TARGET - 50
    assert [record.quote(p) for p in passages(record)] == [record.text]


def test_an_endless_sentence_is_cut_at_its_clauses():
    clause = "a) een lijst van de kleedhokjes die tijdens de winter dicht bleven en hoe hoog de rekening was;"
    record = record_of((clause * 40, part("question")), language="nl")
    quotes = [record.quote(p) for p in passages(record)]
    assert all(len(quote) <= TARGET + SHORT and quote.endswith("was;") for quote in quotes)
    assert "".join(quotes) == record.text


def test_many_answers_to_many_questions_take_a_moment():
    labels = [str(n) for n in range(500)]
    asked = [(f"Hoeveel veren voeren er in jaar {n}?", part("question", n)) for n in labels]
    replied = [("Geen.", part("answer", answers=tuple(labels), confidence=0.9)) for _ in labels]
    found = passages(record_of(*asked, *replied))
    assert len(found) == 1_000
    assert found[-1].embedded.startswith("Hoeveel veren voeren er in jaar 0? Hoeveel veren")


def test_embedded_text_is_the_words_alone_where_nothing_else_is_known():
    record = record_of(("De vergadering is geopend.", part("text")))
    assert [passage.embedded for passage in passages(record)] == ["De vergadering is geopend."]


WORDS = st.sampled_from(
    ["De", "minister", "verwijst.", "naar", "artikel", "art.", "Neen.", ";", "\n", "1.", "x" * 400, "é😀", "  "]
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=400).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
)
ROLES = st.sampled_from(["title", "context", "question", "answer", "speech", "text", "note"])


@given(st.lists(st.tuples(TEXTS, ROLES), max_size=5), st.sampled_from(["nl", "fr", "de", "en", None]))
def test_passages_cover_their_parts_and_never_leave_them(pieces, language):
    record = record_of(*((words, part(role)) for words, role in pieces), language=language)
    found = passages(record)
    for passage in found:
        inside, quote = record.parts[passage.part], record.quote(passage)
        assert inside.start <= passage.start < passage.end <= inside.end
        assert quote == quote.strip()
        assert len(quote) <= LONGEST
        assert passage.embedded.endswith(quote)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for index in {p.part for p in found}:
        kept = "".join(record.quote(p) for p in found if p.part == index)
        assert "".join(kept.split()) == "".join(record.quote(record.parts[index]).split())
    roles = {record.parts[p.part].role for p in found}
    assert roles.isdisjoint({"title", "note"}) or roles <= {"title", "note"}


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_shortened_text_fits_and_is_a_beginning(text, longest):
    short = shortened(text, longest)
    line = " ".join(text.split())
    assert len(short) <= longest
    assert line.startswith(short.removesuffix("…"))
    assert short == line or short.endswith("…")
