"""The words in front of a quotation are good sentences."""

from collections.abc import Callable

import pytest

from rag.answer.write import citation, statement
from rag.library.catalogue import PassageRow
from rag.records import Person, Record, Span


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
