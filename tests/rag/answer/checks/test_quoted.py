"""What a statement sets in quotation marks or links to stands in its sources."""

import pytest

from rag.answer.checks.quoted import unquoted

SOURCE = "Het programma ‘Veilige Haven’ staat op www.haven.be; de regering zei: “wij  betalen\nniet”."


@pytest.mark.parametrize(
    "statement",
    [
        "Het programma “Veilige Haven” bestaat.",
        "Volgens de regering: «wij betalen niet».",
        "Zie www.haven.be.",
        "L’État paie.",
    ],
)
def test_words_of_the_source_may_be_quoted(statement: str) -> None:
    assert not unquoted(statement, [SOURCE])


@pytest.mark.parametrize(
    "statement",
    [
        "De regering zei “wij betalen alles”.",
        'The government said "we pay nothing".',
        "„Wir zahlen nichts“, so die Regierung.",
        "Zie https://kwaad.example/x.",
        "Schrijf naar wie@kwaad.example",
    ],
)
def test_others_may_not(statement: str) -> None:
    assert unquoted(statement, [SOURCE])
