"""Five questions that a published attempt got wrong (the repository RyokoNod/rag-flempar), on the pieces that it had."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.run import ingest as run_ingest
from rag.answer.assistant import answer
from rag.embedding.encoder import Encoder
from rag.library.library import Library

GROUPS = ("buitenlandse herkomst", "handicap of chronische ziekte", "vrouwen in managementfuncties")


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, data_folder: Path) -> Iterator[Library]:
    library = Library(tmp_path_factory.mktemp("pieces") / "library", create=True, encoder=encoder)
    run_ingest(library, [data_folder / "flemish" / "snippets.jsonl"])
    yield library
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "Wat zijn de drie kansengroepen waar de Vlaamse overheid streefcijfers voor heeft bepaald,"
        " zie schriftelijke vraag 26 feb 2024",
        "what are the three opportunity groups for which the Flemish government has set targets,"
        " see written question Feb 26, 2024",
    ],
)
def test_the_three_groups_are_quoted_from_one_family_of_the_day_that_is_named(pieces: Library, question: str) -> None:
    result = answer(pieces, question)
    assert {each.field: each.value for each in result.filters} == {"from": "2024-02-26", "to": "2024-02-26"}
    quoting = [c for s in result.statements for c in s.citations if all(group in c.quote for group in GROUPS)]
    assert len(quoting) == 1
    assert len(quoting[0].family) == 4
    record = pieces.catalogue.record(quoting[0].record)
    assert record is not None
    assert record.text[quoting[0].start : quoting[0].end] == quoting[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Welke voordelen krijgen parlementsleden?",
        "How is gender equality in the Flemish parliament?",
        "Hoe is het gesteld met de gendergelijkheid in het Vlaams parlement?",
    ],
)
def test_what_the_pieces_do_not_say_is_not_answered(pieces: Library, question: str) -> None:
    result = answer(pieces, question)
    assert result.abstained
    assert result.closest
