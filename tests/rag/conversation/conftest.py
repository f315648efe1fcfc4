"""A few questions on one country to three ministers over three years, and turns of a conversation that cite them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from rag.answer.answer import Answer, Searched
from rag.answer.write import citation, statement
from rag.conversation.turns import Turn, turn_of
from rag.embedding.encoder import Encoder
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import Person, Span

JAMBON = Person(name="Marijke Oosterlinck", role="Minister-president en minister van Buitenlandse Zaken")
SCHOOL = Person(name="Lieven De Strooper", role="Minister van Onderwijs")
TRADE = Person(name="Karel De Brandt", role="Minister van Economie en Werk")

RECORDS = (
    ("1", date(2021, 2, 19), Person(name="Jonas Roelandt", party="Groen"), JAMBON, "Verkiezingen"),
    ("2", date(2022, 3, 10), Person(name="Yasmina Talbi", party="N-VA"), JAMBON, "Gevangenen"),
    ("3", date(2021, 3, 12), Person(name="Stijn Baetslé", party="Groen"), SCHOOL, "Studenten"),
    ("4", date(2023, 5, 5), Person(), TRADE, "Handel"),
)


@pytest.fixture(scope="package")
def talks(
    tmp_path_factory: pytest.TempPathFactory,
    encoder: Encoder,
    make_record: Callable[..., Any],
    with_passages: Callable[..., Any],
) -> Iterator[Library]:
    """The library of these records, embedded."""
    library = Library(tmp_path_factory.mktemp("talks") / "library", create=True, encoder=encoder)
    made = [
        make_record(
            name,
            f"Wit-Rusland - {topic}",
            f"Wat deed de regering voor Wit-Rusland, wat {topic.lower()} betreft?",
            f"De regering heeft over {topic.lower()} in Wit-Rusland overlegd.",
            number=f"20{name}",
            asked_on=day,
            askers=(asker,) if asker.name else (),
            addressees=(whom,),
        )
        for name, day, asker, whom, topic in RECORDS
    ]
    with library.writing():
        library.add(with_passages(*made))
        library.embed()
        library.index.publish()
    yield library
    library.close()


@pytest.fixture
def turn_on() -> Callable[..., Turn]:
    """A turn whose answer quotes records of a library by their ids: their answers, or `answered=False` questions."""

    def make(library: Library, question: str, *ids: str, language: str = "en", answered: bool = True) -> Turn:
        statements = []
        for wanted in ids:
            record = library.catalogue.record(wanted)
            assert record
            with library.catalogue.engine.connect() as connection:
                rows = library.catalogue.passage_rows(of=identified(connection, record.id))
            row = next(row for row in rows if (row.role == "answer") == answered)
            cited = citation(record, row, Span(start=row.start, end=row.end), None, language=language)
            statements.append(statement(record, [cited], language))
        answer = Answer(
            question=question,
            language=language,
            filters=(),
            abstained=not statements,
            statements=tuple(statements),
            searched=Searched(records=4, first=date(2021, 2, 19), last=date(2023, 5, 5)),
            closest=(),
            written_by="quotation",
            dropped=0,
            note=None,
            took_ms=1.0,
        )
        return turn_of(answer)

    return make


@pytest.fixture
def turn(talks: Library, turn_on: Callable[..., Turn]) -> Callable[..., Turn]:
    """A turn whose answer quotes the answers of these records: `turn("what about ...?", "1", "3", language="en")`."""
    return lambda question, *names, language="en": turn_on(
        talks, question, *(f"be-vl.written-question.{name}" for name in names), language=language
    )
