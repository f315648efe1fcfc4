"""How true statements for a measurement are taken from texts in two languages."""

import json
from pathlib import Path

from eval.checks import pairs, verdict
from rag.library.library import Library

FRENCH = [
    "Le gouvernement a compté 340 hérissons dans les réserves naturelles en 2019, avec l'aide de bénévoles.",
    "Aucun nouveau comptage des hérissons n'est prévu pour le moment par le gouvernement fédéral.",
]
DUTCH = [
    "De regering telde in 2019 met de hulp van vrijwilligers 340 egels in de natuurgebieden.",
    "Op dit ogenblik is er door de federale regering geen nieuwe telling van de egels gepland.",
]


def test_sentences_go_together_where_there_are_as_many(tmp_path: Path) -> None:
    rows = [
        {"text_fr": " ".join(FRENCH), "text_nl": " ".join(DUTCH)},
        {"text_fr": FRENCH[0], "text_nl": " ".join(DUTCH)},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert list(pairs(file)) == [list(zip(FRENCH, DUTCH, strict=True))]


def test_a_true_statement_passes_and_a_foreign_one_does_not(sample: Library) -> None:
    assert verdict(sample, FRENCH[0], DUTCH[0]) == "passes"
    assert verdict(sample, FRENCH[1], DUTCH[1]) == "passes"
    assert verdict(sample, FRENCH[0], DUTCH[1]) != "passes"
    assert verdict(sample, FRENCH[0].replace("340", "350"), DUTCH[0]) == "number"
