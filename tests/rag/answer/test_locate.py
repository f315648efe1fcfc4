"""A model's words are found in a passage, and what is quoted is always the record's own text in whole sentences."""

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.locate import locate
from rag.library.catalogue import PassageRow
from rag.records import Part, Record

TEXT = (
    "1. De regering heeft in 2021 een bedrag van 96.000 euro vrijgemaakt voor “vrije media”.\n\nHet geld gaat naar drie"
    " organisaties, waaronder één café. Neen. Dat is niet zo gepland."
)


def made(text: str) -> tuple[Record, PassageRow]:
    part = Part(role="answer", start=0, end=len(text))
    record = Record(id="x", parliament="x", kind="document", language="nl", text=text, parts=(part,))
    return record, PassageRow(seq=1, record=1, n=0, part=0, role="answer", start=0, end=len(text))


def found(words: str, text: str = TEXT) -> str | None:
    record, row = made(text)
    span = locate(record, row, words)
    return record.quote(span) if span else None


def test_words_are_widened_to_their_sentence() -> None:
    assert found("een bedrag van 96.000 euro") == TEXT.split("\n\n")[0]
    assert found("naar drie organisaties") == "Het geld gaat naar drie organisaties, waaronder één café."


def test_white_space_quotation_marks_case_and_ellipses_may_differ() -> None:
    assert found('... VRIJGEMAAKT voor "vrije  media"...')
    assert found("één cafe")
    assert found("één café".encode().decode())


def test_words_over_two_sentences_give_both() -> None:
    assert found("waaronder één café. Neen.") == "Het geld gaat naar drie organisaties, waaronder één café. Neen."


def test_other_words_are_not_found() -> None:
    for words in (
        "een bedrag van 97.000 euro",
        "bedrag een van",
        "",
        "  ",
        "“”",
        "rijgemaakt voor",
        "euro vrijgemaak",
        "de",
        "x" * 50,
    ):
        assert found(words) is None


def test_a_short_sentence_is_found_whole() -> None:
    assert found("Neen.") == "Neen."
    assert found("Dat") is None


@given(st.data())
def test_any_words_of_any_text_are_found_in_it(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="abc é“”.,\n 12ßİﬁ", min_size=1, max_size=80).filter(lambda t: t.strip()))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    record, row = made(text)
    span = locate(record, row, text[start:end])
    if span:
        assert record.quote(span) == record.quote(span).strip()
        assert 0 <= span.start < span.end <= len(text)
        assert record.quote(span) in text
