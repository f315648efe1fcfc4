"""Debates in answers: what a minister says is the government's, what others say is theirs, and nobody asked a debate."""

from collections.abc import Callable
from typing import Any

import pytest

from eval.bad_model import claim, offered_passages
from rag.answer.answer import Answer, Citation, Statement
from rag.answer.assistant import answer
from rag.answer.phrases import PHRASES
from rag.answer.reference import formal_reference
from rag.answer.write import citation, statement
from rag.answer.written import answers
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import Record, Span
from tests.debates import (
    CHAIR,
    DAELE,
    DEBATE,
    DREDGED,
    FARES,
    GIJSELS,
    KINGFISHERS,
    LOCKS,
    NIGHTS,
    ORAL,
    TALSMA,
    VERBEKE,
    Turn,
    sitting,
)
from tests.rag.scripted_model import Passage, Scripted


def said(library: Library, question: str, **options: Any) -> tuple[Statement, ...]:
    return answer(library, question, **options).statements


def quoting(library: Library, record: Record, words: str, language: str) -> Statement:
    """The statement that quotes these words of a record."""
    start = record.text.index(words)
    with library.catalogue.engine.connect() as connection:
        rows = library.catalogue.passage_rows(of=identified(connection, record.id))
    row = next(row for row in rows if row.start <= start < row.end)
    cited = citation(record, row, Span(start=start, end=start + len(words)), None, language=language)
    return statement(record, [cited], language)


def test_a_minister_in_a_debate_is_quoted_as_the_government(sittings: Library) -> None:
    first = said(sittings, "Wat zei de regering over de nachtveerboot?")[0]
    assert (first.kind, first.heading) == ("answered", "Lotte Verbeke (Minister van Veerdiensten)")
    head = "Lotte Verbeke (Minister van Veerdiensten) zei in het debat van 26 oktober 2022 over “Veerdiensten op de Wemel”: “"
    assert first.text.startswith(head)
    assert NIGHTS in first.text
    assert all(cited.government and cited.asker is None for cited in first.citations)


@pytest.mark.parametrize(
    ("question", "who", "words"),
    [
        ("Wat is er gezegd over ijsvogels?", TALSMA, KINGFISHERS),
        ("Hoeveel kost een overtocht met de veerboot voor een gezin?", DAELE, FARES),
    ],
)
def test_what_only_a_member_speaks_of_is_quoted_as_that_members(
    sittings: Library, question: str, who: Any, words: str
) -> None:
    own = [one for one in said(sittings, question) if one.citations[0].record == DEBATE.id]
    assert [one.kind for one in own] == ["spoken"]
    assert own[0].heading == PHRASES["nl"]["in_debate"]
    head = f"In het debat van 26 oktober 2022 over “Veerdiensten op de Wemel” zei {who.name} ({who.party}): “"
    assert own[0].text.startswith(head)
    assert words in own[0].text
    assert [(cited.speaker, cited.government) for cited in own[0].citations] == [(who.name, False)]


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("Wat zei Bram Talsma over de oevers?", {}),
        ("Wat zei de Dijkpartij over de oevers?", {}),
        ("Wat is er gezegd over de veerboten op de Wemel?", {"asker": "Talsma"}),
        ("Wat is er gezegd over de veerboten op de Wemel?", {"party": "Dijkpartij"}),
    ],
)
def test_who_is_asked_after_is_quoted_though_ministers_speak(
    sittings: Library, question: str, filters: dict[str, str]
) -> None:
    own = said(sittings, question, filters=Filters.model_validate(filters))
    debated = [one for one in own if one.citations[0].record == DEBATE.id]
    assert {one.kind for one in debated} == {"spoken"}
    assert {cited.speaker for one in debated for cited in one.citations} == {TALSMA.name}


def test_a_statement_quotes_one_speaker_alone(sittings: Library) -> None:
    for question in ("Que dit le gouvernement sur les débarcadères ?", "Wat zei de regering over de veerboten op de Wemel?"):
        found = said(sittings, question)
        assert any(one.citations[0].record == DEBATE.id for one in found)
        for one in found:
            assert len({(cited.record, cited.speaker) for cited in one.citations}) == 1


def test_nothing_of_a_debate_is_ever_under_the_wrong_heading(sittings: Library) -> None:
    for words in ("veerboot", "sluis", "ijsvogels", "motie", "débarcadère", "prijs van de overtocht", "wachttijden"):
        for one in said(sittings, f"Wat is er gezegd over {words}?"):
            for cited in one.citations:
                record = sittings.catalogue.record(cited.record)
                assert record is not None
                part = record.part_at(cited.start)
                assert part is not None
                assert cited.government == record.by_government(part)
                assert (one.kind == "spoken") == (part.role == "speech" and not cited.government)
                assert cited.government or one.kind not in ("answered", "changed")


def test_an_oral_question_is_called_one_with_who_asked_in_that_exchange(sittings: Library) -> None:
    told = quoting(sittings, ORAL, DREDGED, "en").text
    who = "Piet Gijsels (Staatssecretaris voor Oevers en Sluizen)"
    head = f"{who} answered oral question no. 17 of 26 October 2022 by Hanne Daele"
    assert told == f"{head} on “Baggerwerken in de haven van Nieuwhaven”: “{DREDGED}”"
    assert "de Bram Talsma sur" in quoting(sittings, ORAL, "Het depot vraagt 14 euro per ton.", "fr").text
    asked = quoting(sittings, ORAL, "Wat kost het depot per ton?", "nl")
    assert (asked.kind, asked.text[: asked.text.index(" van 26")]) == (
        "asked",
        "Bram Talsma vroeg in mondelinge vraag nr. 17",
    )


@pytest.mark.parametrize(
    ("language", "minister", "member"),
    [
        (
            "nl",
            "Piet Gijsels (Staatssecretaris voor Oevers en Sluizen) zei in het debat van",
            "zei Hanne Daele (Waterpartij):",
        ),
        (
            "en",
            "Piet Gijsels (Staatssecretaris voor Oevers en Sluizen) said in the debate of",
            "Hanne Daele (Waterpartij) said:",
        ),
        (
            "fr",
            "Piet Gijsels (Staatssecretaris voor Oevers en Sluizen) a dit dans le débat du",
            "Hanne Daele (Waterpartij) a dit :",
        ),
        (
            "de",
            "Piet Gijsels (Staatssecretaris voor Oevers en Sluizen) sagte in der Debatte vom",
            "sagte Hanne Daele (Waterpartij):",
        ),
    ],
)
def test_a_debate_is_called_one_in_every_language(sittings: Library, language: str, minister: str, member: str) -> None:
    assert quoting(sittings, DEBATE, LOCKS, language).text.startswith(minister)
    assert f"{member} “{FARES}”" in quoting(sittings, DEBATE, FARES, language).text
    reference = formal_reference(DEBATE, language)
    assert "Daele" not in reference
    assert "Verbeke" not in reference


def test_who_presides_and_whom_nobody_names_speak_for_no_government(
    library: Library, with_passages: Callable[..., Any]
) -> None:
    turns = [Turn(CHAIR, "De vergadering is geopend."), Turn(None, "Er klinkt een stem uit de zaal.")]
    record = sitting("1", "debate", "Opening", turns, addressees=(VERBEKE,))
    library.add(with_passages(record))
    chair, nobody = (quoting(library, record, turn.words, "en") for turn in turns)
    assert (chair.kind, nobody.kind) == ("spoken", "spoken")
    assert chair.text == "In the debate of 26 October 2022 on “Opening”, Marte Oudkerk said: “De vergadering is geopend.”"
    assert nobody.text == "In the debate of 26 October 2022 on “Opening” it was said: “Er klinkt een stem uit de zaal.”"


def test_only_the_named_minister_is_quoted_of_two(sittings: Library) -> None:
    own = said(sittings, "Wat zei Piet Gijsels over de sluis van Oudemeer?", filters=Filters(kind="debate"))
    assert {cited.speaker for one in own for cited in one.citations} == {GIJSELS.name}


def test_citations_that_were_kept_before_tell_whether_a_government_speaks(sittings: Library) -> None:
    for words, record, government in ((DREDGED, ORAL, True), ("Waar wordt dat slib", ORAL, False)):
        told = quoting(sittings, record, words, "nl").citations[0].model_dump(mode="json")
        del told["government"]
        assert Citation.model_validate(told).government is government


def last(library: Library, question: str, write: Callable[[list[Passage]], str]) -> tuple[Answer, Scripted]:
    model = Scripted(write)
    *_, whole = answers(library, question, model, filters=Filters(kind="debate"))
    return whole, model


def test_a_model_is_told_who_speaks_and_its_words_are_given_to_them(sittings: Library) -> None:
    def write(passages: list[Passage]) -> str:
        number = next(passage["passage"] for passage in passages if KINGFISHERS in passage["text"])
        return claim("De ijsvogels verdwijnen van de oever van de Wemel.", (number, KINGFISHERS))

    whole, model = last(sittings, "Wat is er gezegd over ijsvogels?", write)
    shown = offered_passages(model.prompts[0])
    assert {passage["role"] for passage in shown} == {"speech"}
    assert "not of the government" in str(model.prompts[0])
    text = "Bram Talsma (Dijkpartij), in een debat: De ijsvogels verdwijnen van de oever van de Wemel."
    assert [(one.kind, one.text) for one in whole.statements] == [("written", text)]


def test_what_a_minister_says_in_a_debate_is_offered_as_an_answer(sittings: Library) -> None:
    def write(passages: list[Passage]) -> str:
        number = next(passage["passage"] for passage in passages if NIGHTS in passage["text"])
        return claim("Vanaf 1 maart 2023 vaart er weer een nachtveer over de Wemel.", (number, NIGHTS))

    whole, model = last(sittings, "Wat zei de regering over de nachtveerboot?", write)
    assert {passage["role"] for passage in offered_passages(model.prompts[0])} == {"answer"}
    assert [one.text for one in whole.statements] == ["Vanaf 1 maart 2023 vaart er weer een nachtveer over de Wemel."]


def test_a_model_cannot_put_a_members_words_into_a_ministers_mouth(sittings: Library) -> None:
    def write(passages: list[Passage]) -> str:
        number = next(passage["passage"] for passage in passages if KINGFISHERS in passage["text"])
        return claim("Volgens Lotte Verbeke verdwijnen de ijsvogels van de oever.", (number, KINGFISHERS))

    whole, _ = last(sittings, "Wat is er gezegd over ijsvogels?", write)
    assert (whole.written_by, whole.dropped) == ("quotation", 1)
    assert "Verbeke" not in " ".join(one.text for one in whole.statements)
