"""The words in front of a quotation are good sentences."""

from collections.abc import Callable

import pytest

from rag.answer.write import citation, statement
from rag.library.catalogue import PassageRow
from rag.records import Part, Person, Record, Span


@pytest.mark.parametrize(
    ("name", "said"),
    [("Élodie Daele", "d’Élodie Daele sur"), ("Ismaël Pont", "d’Ismaël Pont sur"), ("Bram Talsma", "de Bram Talsma")],
)
def test_french_elides_before_a_name_that_begins_with_a_vowel(
    make_record: Callable[..., Record], name: str, said: str
) -> None:
    record = make_record("1", "Le bac", askers=(Person(name=name),))
    n, part = next((n, part) for n, part in enumerate(record.parts) if part.role == "answer")
    row = PassageRow(1, 1, 0, n, part.role, part.start, part.end)
    cited = citation(record, row, Span(start=part.start, end=part.end), None, language="fr")
    assert f" {said}" in statement(record, [cited], "fr").text


def test_a_motion_in_a_debate_is_whose_it_is_and_no_document(make_record: Callable[..., Record]) -> None:
    text = "De Kamer verzoekt de regering een bac te laten varen."
    member = Person(name="Bram Talsma", party="Dijkpartij")
    part = Part(role="text", speaker=member.name, start=0, end=len(text))
    record = make_record("1").model_copy(update={"kind": "debate", "text": text, "parts": (part,), "askers": (member,)})

    def told(own: Record) -> tuple[str, str]:
        row = PassageRow(1, 1, 0, 0, "text", 0, len(text))
        one = statement(own, [citation(own, row, Span(start=0, end=len(text)), None, language="en")], "en")
        return one.kind, one.text

    kind, words = told(record)
    assert kind == "spoken"
    assert "Bram Talsma (Dijkpartij) said: “De Kamer" in words
    nobody = record.model_copy(update={"parts": (part.model_copy(update={"speaker": None}),)})
    assert told(nobody)[0] == "recorded"
