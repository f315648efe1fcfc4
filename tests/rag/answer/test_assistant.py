"""Answers of the real library by the real model: right records, exact quotations, honest abstention."""

from pathlib import Path

import pytest

from ingest.sample.content import load_examples, load_sample
from ingest.text import clean
from rag.answer.answer import Answer, Citation
from rag.answer.assistant import answer
from rag.errors import InputError
from rag.library.filters import Filters
from rag.library.library import Library

BELARUS = [
    "what did the government say about Belarus",
    "wat zei de regering over Wit-Rusland",
    "Qu'a dit le gouvernement sur la Biélorussie ?",
    "Was sagte die Regierung zu Belarus?",
]


def cited(result: Answer) -> list[Citation]:
    return [citation for statement in result.statements for citation in statement.citations]


@pytest.mark.parametrize("question", BELARUS)
def test_belarus_is_answered_from_records_on_belarus_and_none_other(collection: Library, question: str) -> None:
    result = answer(collection, question)
    assert not result.abstained
    assert all("Wit-Rus" in (citation.title or "") for citation in cited(result))
    assert all(citation.role == "answer" for citation in cited(result))


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.question)
def test_each_example_question_is_answered_from_a_record_that_it_is_about(collection: Library, example) -> None:  # type: ignore[no-untyped-def]
    wanted = {(record.number, record.date) for record in load_sample().records if record.key in example.records}
    found = {(citation.number, citation.asked_on) for citation in cited(answer(collection, example.question))}
    assert found & {(str(number), day) for number, day in wanted}


@pytest.mark.parametrize(
    "question",
    [
        "hoeveel kost de Oosterweelverbinding?",
        "what did the minister say about Myanmar?",
        "Hoeveel reactoren telt de kerncentrale van Doel?",
        "Who won the football world cup?",
    ],
)
def test_what_the_records_do_not_say_gets_an_abstention_with_the_closest_records(collection: Library, question: str) -> None:
    result = answer(collection, question)
    assert result.abstained
    assert not result.statements
    assert result.closest
    assert "42" in (result.note or "")


def test_every_quotation_is_the_record_s_own_text_and_carries_the_badge(collection: Library) -> None:
    for question in [*BELARUS, "leerlingenvervoer", "what was done after the floods?", "quel budget pour l'énergie ?"]:
        for citation in cited(answer(collection, question)):
            record = collection.catalogue.record(citation.record)
            assert record is not None
            assert record.text[citation.start : citation.end] == citation.quote
            assert citation.quote == citation.quote.strip()
            assert citation.badge == "sample, fictional"


def test_the_same_question_gives_the_same_answer(collection: Library) -> None:
    first, second = (answer(collection, BELARUS[1]).model_dump(exclude={"took_ms"}) for _ in range(2))
    assert first == second


def test_the_attribution_is_in_the_language_of_the_question(collection: Library) -> None:
    starts = [answer(collection, question).statements[0].text for question in BELARUS]
    for words, text in zip(
        ["answered question no.", "antwoordde op vraag nr.", "a répondu à la", "antwortete auf Frage"], starts, strict=True
    ):
        assert words in text


def test_a_filter_that_nothing_meets_is_said_to_be_the_reason(collection: Library) -> None:
    result = answer(collection, BELARUS[0], filters=Filters.model_validate({"from": "2031-01-01"}))
    assert result.abstained
    assert result.searched.records == 0
    assert "no record matches" in (result.note or "")


def test_excluded_records_count_as_absent(collection: Library) -> None:
    gone = [record.id for record in collection.catalogue.listing(Filters()) if "Wit-Rus" in (record.title or "")]
    result = answer(collection, "wat zei de regering over Wit-Rusland", exclude=gone)
    assert not {citation.record for citation in cited(result)} & set(gone)


def test_an_empty_question_is_refused_with_an_example(collection: Library) -> None:
    with pytest.raises(InputError, match="ask something"):
        answer(collection, "  ")


def test_the_real_document_is_quoted_on_belarus(record_204: Library) -> None:
    result = answer(record_204, BELARUS[0])
    assert {citation.number for citation in cited(result)} == {"204"}
    assert {citation.role for citation in cited(result)} == {"answer"}
    assert cited(result)[0].speaker == "Jan Jambon"


def test_the_sentence_that_answers_is_quoted_and_stands_in_the_source(record_204: Library, data_folder: Path) -> None:
    quotes = [citation.quote for citation in cited(answer(record_204, "did the government fund anyone in Belarus?"))]
    assert any("Public Legal Aid" in quote for quote in quotes)
    source = clean((data_folder / "flemish" / "000_f33766fda5ac4728.txt").read_text(encoding="utf-8")).text
    assert all(quote in source for quote in quotes)


def test_the_real_document_does_not_know_what_a_tunnel_costs(record_204: Library) -> None:
    assert answer(record_204, "hoeveel kost de Oosterweelverbinding?").abstained


def test_without_vectors_an_answer_still_rests_on_words(make_library, sample_texts) -> None:  # type: ignore[no-untyped-def]
    from ingest.run import ingest

    library = make_library()
    ingest(library, sample_texts, embed=False)
    result = answer(library, "presidentsverkiezingen in Wit-Rusland")
    assert cited(result)
    assert all("Wit-Rus" in (citation.title or "") for citation in cited(result))


def test_statements_can_be_put_in_the_order_of_their_dates(collection: Library) -> None:
    best = answer(collection, BELARUS[0])
    oldest = answer(collection, BELARUS[0], sort="oldest")
    days = [statement.citations[0].asked_on for statement in oldest.statements]
    assert len(days) > 1
    assert days == sorted(days, key=str)
    assert sorted(s.text for s in oldest.statements) == sorted(s.text for s in best.statements)


def test_a_citation_names_the_other_records_with_the_same_question(collection: Library) -> None:
    result = answer(collection, "wat zei de regering over artificiële intelligentie bij de administratie?")
    families = [citation.family for citation in cited(result) if citation.family]
    assert families
    for citation in cited(result):
        assert citation.record not in {member.record for member in citation.family}
