"""What a question names besides its subject: who asked, who answered, when; and never more than it names."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person
from rag.search.asked import CONDITIONS, asked, narrowed
from rag.search.search import search

Records = Callable[..., Any]

JUSTICE, ENERGY = "Minister van Justitie, belast met Noordzee", "Vice-eersteminister en minister van Energie en Leefmilieu"


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory, encoder: Any, make_record: Records, with_passages: Records):
    """Four questions of two members to two ministers, of two years."""
    library = Library(tmp_path_factory.mktemp("asked") / "library", create=True, encoder=encoder)
    people = [
        (Person(name="De Wever, Marie-Louise", party="N-VA"), Person(name="Karel Stas", role=JUSTICE), date(2017, 2, 3)),
        (Person(name="Jan Peeters", party="Groen"), Person(name="Karel Stas", role=JUSTICE), date(2017, 5, 9)),
        (Person(name="Jan Peeters", party="Groen"), Person(role=ENERGY), date(2018, 2, 3)),
        (Person(name="An Maes", party="MR"), Person(role=ENERGY), date(2018, 6, 1)),
    ]
    records = [
        make_record(
            f"{n}",
            "Moskeeën",
            f"Hoeveel moskeeën in wijk {n}?",
            f"Er zijn er {n}.",
            askers=(who,),
            addressees=(whom,),
            asked_on=day,
        )
        for n, (who, whom, day) in enumerate(people)
    ]
    with library.writing():
        library.add(with_passages(*records))
        library.embed()
        library.index.publish()
    yield library
    library.close()


@pytest.mark.parametrize(
    ("language", "question", "conditions", "subject"),
    [
        ("nl", "Wat vroeg Marie-Louise De Wever over moskeeën?", {"asker": "Marie Louise De Wever"}, "moskeeën"),
        (
            "nl",
            "Wat vroeg De Wever in februari 2017 over moskeeën?",
            {"asker": "De Wever", "from": "2017-02-01", "to": "2017-02-28"},
            "moskeeën",
        ),
        ("en", "What did Stas say about mosques since 2017?", {"minister": "Stas", "from": "2017-01-01"}, "mosques"),
        ("nl", "vragen van de N-VA over moskeeën", {"party": "n va"}, "moskeeën"),
        ("nl", "Wat vroegen de groenen over moskeeën?", {"party": "groen"}, "moskeeën"),
        ("nl", "Wat antwoordde de minister van Justitie over moskeeën?", {"department": "minister van Justitie"}, "moskeeën"),
        ("en", "What did the minister of justice answer about mosques?", {"department": "minister van justitie"}, "mosques"),
        (
            "fr",
            "Qu'a répondu le ministre de la Justice sur les mosquées ?",
            {"department": "minister van justitie"},
            "les mosquées",
        ),
        ("de", "Was sagte der Energieminister über Moscheen?", {"department": "minister van energie"}, "Moscheen"),
        ("fr", "Questions depuis mai 2017 sur les mosquées", {"from": "2017-05-01"}, "les mosquées"),
        (
            "en",
            "Which questions were asked in May 2017 about mosques?",
            {"from": "2017-05-01", "to": "2017-05-31"},
            "mosques",
        ),
    ],
)
def test_a_question_names_conditions(
    members: Library, language: str, question: str, conditions: dict[str, str], subject: str
):
    found = asked(members, question, language)
    assert (found.conditions, found.subject) == (conditions, subject)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("nl", "Hoeveel moskeeën waren er in 2017?"),  # nobody speaks
        ("nl", "Wat zei de regering over de moord van mei 2017?"),  # the month of the subject
        ("nl", "Wat zei de regering over Jan Peeters en de N-VA?"),  # the subject itself
        ("nl", "Wat vroeg de heer over moskeeën?"),
        ("en", "What did the minister of culture say about mosques?"),  # a portfolio that no record has
        ("en", "What did Mr Smith ask about mosques?"),  # not the party MR
        ("en", "What did the minister say about mosques?"),
        ("it", "Cosa ha detto il ministro nel 2017?"),
        ("en", ""),
    ],
)
def test_and_no_more_than_it_names(members: Library, language: str, question: str):
    assert asked(members, question, language).conditions == {}
    assert asked(members, question, language).subject == question


@pytest.mark.parametrize(
    ("language", "question", "conditions", "subject"),
    [
        ("en", "questions about mosques by N-VA", {"party": "n va"}, "mosques"),
        ("nl", "vragen over moskeeën van de N-VA", {"party": "n va"}, "moskeeën"),
        ("nl", "vragen over moskeeën, gesteld door Jan Peeters", {"asker": "Jan Peeters"}, "moskeeën"),
        ("fr", "questions sur les mosquées de la N-VA", {"party": "n va"}, "les mosquées"),
        ("fr", "questions sur l'état des mosquées posées par la N-VA ?", {"party": "n va"}, "l'état des mosquées"),
        ("de", "Anfragen zu Moscheen von der N-VA", {"party": "n va"}, "Moscheen"),
        ("de", "Anfragen zum Bau von Moscheen, gestellt von An Maes", {"asker": "An Maes"}, "Bau von Moscheen"),
        (
            "en",
            "questions about the mosques of 2016 by Groen in May 2017",
            {"party": "groen", "from": "2017-05-01", "to": "2017-05-31"},
            "the mosques of 2016",
        ),
        ("nl", "vragen van Groen over moskeeën van de N-VA", {"party": "groen"}, "moskeeën van de N-VA"),
    ],
)
def test_who_asks_may_be_named_behind_the_subject(
    members: Library, language: str, question: str, conditions: dict[str, str], subject: str
):
    found = asked(members, question, language)
    assert (found.conditions, found.subject) == (conditions, subject)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("nl", "vragen over het congres van de N-VA"),  # its congress
        ("nl", "vragen over de moskeeën van Jan Peeters"),
        ("nl", "vragen over aanleg van groen"),
        ("fr", "questions sur le livre de Jan Peeters"),
        ("de", "Anfragen zum Kongress der N-VA"),
        ("en", "questions about mosques by night"),
        ("en", "questions about N-VA"),
        ("en", "questions about Jan Peeters and mosques by the N-VA office"),
        ("en", "what did the minister say about mosques by N-VA?"),
    ],
)
def test_what_belongs_to_the_subject_is_none_who_asks(members: Library, language: str, question: str):
    assert asked(members, question, language).conditions == {}


def test_the_days_of_a_period_are_one_condition(members: Library):
    question = "Wat vroeg Jan Peeters van februari 2017 tot juni 2017 over moskeeën?"
    assert {each.field for each in narrowed(members, question, "nl", Filters()).applied} == {"asker", "from", "to"}
    for ignoring in ({"from"}, {"to"}):
        assert {each.field for each in narrowed(members, question, "nl", Filters(), ignoring).applied} == {"asker"}
    given = Filters.model_validate({"to": "2018-12-31"})
    assert {each.field for each in narrowed(members, question, "nl", given).applied} == {"to", "asker"}


def test_what_was_given_goes_before_what_is_understood(members: Library):
    question = "Wat vroeg Jan Peeters in mei 2017 over moskeeën?"
    meant = narrowed(members, question, "nl", Filters.model_validate({"from": "2018-01-01", "party": "Groen"}))
    assert [(each.field, each.value, each.origin) for each in meant.applied] == [
        ("from", "2018-01-01", "given"),
        ("party", "Groen", "given"),
        ("asker", "Jan Peeters", "understood"),
    ]


def test_conditions_filter_and_can_be_left_out(members: Library):
    question = "Wat vroeg Jan Peeters in mei 2017 over moskeeën?"
    assert [hit.record for hit in search(members, question).hits] == ["be-vl.written-question.1"]
    assert len(search(members, question, ignoring={"from", "to"}).hits) == 2
    literally = search(members, question, ignoring=CONDITIONS)
    assert (len(literally.hits), literally.filters) == (4, ())


def test_conditions_that_no_record_meets_were_not_meant(members: Library):
    found = search(members, "Wat vroeg Jan Peeters in mei 2011 over moskeeën?")
    assert (len(found.hits), found.filters) == (4, ())
