"""Filters: names in any case, accents and order; parts of departments; dates inclusive; any combination."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from typing import Any, get_args

import hypothesis.strategies as st
import pytest
from hypothesis import given
from pydantic import ValidationError

from rag.library.filters import Filters, fold
from rag.library.library import Library
from rag.records import Person, Record
from rag.vocabulary import Kind, Status

ASKERS = [("Joris Nachtergaele", "N-VA"), ("Özlem Özen", "PS"), ("Søren d’Haese", "Groen"), (None, "CD&V")]
MINISTERS = [
    ("Jan Jambon", "minister-president van de Vlaamse Regering"),
    (None, "Vice-eersteminister en minister van Justitie"),
    ("Zuhal Demir", None),
    ("Koen Geens", "minister van Justitie, belast met de Regie der Gebouwen"),
]
THEMES = ["Mensenrechten", "Openbaar vervoer", "Énergie"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_takes_no_notice_of_case(text: str):
    assert fold(text.upper()) == fold(text.lower()) == fold(text.upper().lower())


@given(st.text())
def test_folded_text_is_words_between_single_spaces_without_what_a_pattern_could_mean(text: str):
    folded = fold(text)
    assert folded == f" {' '.join(folded.split())} "
    assert not set("%_'\"\\") & set(folded)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("N-VA", "n va"),
        ("Özlem Özen", "ozlem ozen"),
        ("sœur", "soeur"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Yıldız", "YILDIZ"),
        ("d’Haese", "D'HAESE"),
        ("Straße", "strasse"),
    ],
)
def test_letters_are_found_as_people_without_them_on_their_keyboard_write_them(written: str, typed: str):
    assert fold(written) == fold(typed)


@pytest.fixture
def filled(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Library:
    """Sixty records with every kind of person, date and theme, some without."""
    chance = random.Random(7)
    records = []
    for n in range(60):
        name, party = chance.choice(ASKERS)
        minister, office = chance.choice(MINISTERS)
        records.append(
            make_record(
                str(n),
                "Titel",
                f"Vraag {n}?",
                asked_on=chance.choice([None, date(2021, 1, 1) + timedelta(days=chance.randrange(90))]),
                askers=[Person(name=name, party=party)],
                addressees=[Person(name=minister, role=office)] if chance.random() < 0.9 else [],
                themes=chance.sample(THEMES, chance.randrange(3)),
                language=chance.choice(["nl", "fr", None]),
                kind=chance.choice(get_args(Kind)),
                status=chance.choice([*get_args(Status), None]),
                parliament=chance.choice(["be-vl", "be-chamber"]),
            )
        )
    library.add(with_passages(*records))
    return library


def allowed(record: Record, wanted: dict[str, Any]) -> bool:
    """The same conditions in plain Python."""

    def words(text: str | None) -> set[str]:
        return set(fold(text).split())

    checks = {
        "from": lambda v: record.asked_on is not None and record.asked_on >= v,
        "to": lambda v: record.asked_on is not None and record.asked_on <= v,
        "asker": lambda v: any(words(v) <= words(p.name) for p in record.askers),
        "party": lambda v: any(words(v) == words(p.party) for p in record.askers),
        "minister": lambda v: any(words(v) <= words(p.name) | words(p.role) for p in record.addressees),
        "department": lambda v: any(fold(v).strip() in fold(p.role) for p in record.addressees),
        "theme": lambda v: any(fold(v).strip() in fold(theme) for theme in record.themes),
        "parliament": lambda v: record.parliament == v,
        "kind": lambda v: record.kind == v,
        "language": lambda v: record.language == v,
        "status": lambda v: record.status == v,
    }
    return all(checks[field](value) for field, value in wanted.items())


def test_every_combination_allows_what_plain_python_allows(filled: Library):
    everything = filled.catalogue.listing(Filters())
    assert len(everything) == 60
    values: dict[str, list[Any]] = {
        "from": [date(2021, 1, 15), date(2021, 2, 1)],
        "to": [date(2021, 3, 1), date(2021, 2, 1)],
        "asker": ["nachtergaele JORIS", "ozen", "d'haese", "niemand"],
        "party": ["nva", "n-va", "cd&v", "ps"],
        "minister": ["demir", "JAMBON Jan", "justitie", "geens gebouwen"],
        "department": ["Justitie", "minister-president", "just", "Regie der"],
        "theme": ["mensen", "vervoer", "energie"],
        "parliament": ["be-vl"],
        "kind": ["motion", "debate"],
        "language": ["nl", "fr"],
        "status": ["answered"],
    }
    chance = random.Random(1)
    found = 0
    for n in range(150):
        fields = [sorted(values)[n % len(values)], *chance.sample(sorted(values), n % 3)]
        wanted = {field: chance.choice(values[field]) for field in fields}
        filters = Filters.model_validate(wanted)
        expected = {record.id for record in everything if allowed(record, wanted)}
        assert {record.id for record in filled.catalogue.listing(filters)} == expected, wanted
        keys = filled.catalogue.matching(filters)
        assert keys is not None
        assert {record.id for record in filled.catalogue.records_by_seq(keys.records.tolist()).values()} == expected
        assert filled.catalogue.counts(filters).records == len(expected)
        found += len(expected)
    assert found > 300  # the combinations do find something


def test_names_match_in_any_order(filled: Library):
    counts = {
        filled.catalogue.counts(Filters(asker=" ".join(order))).records for order in permutations(["Joris", "NACHTERGAELE"])
    }
    assert len(counts) == 1
    assert counts != {0}


def test_the_days_named_are_included(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]):
    library.add(with_passages(make_record("1", asked_on=date(2021, 2, 19)), make_record("2", asked_on=None)))
    day = {"from": date(2021, 2, 19), "to": date(2021, 2, 19)}
    assert [record.id for record in library.catalogue.listing(Filters.model_validate(day))] == ["be-vl.written-question.1"]


def test_records_without_a_date_come_last(filled: Library):
    dates = [record.asked_on for record in filled.catalogue.listing(Filters())]
    dated = [day for day in dates if day]
    assert dates == sorted(dated, reverse=True) + [None] * (len(dates) - len(dated))


@pytest.mark.parametrize("wanted", ["", "  ", "%", "_", "!?", "’"])
@pytest.mark.parametrize("field", ["asker", "party", "minister", "department", "theme"])
def test_a_filter_without_a_letter_is_refused_instead_of_meaning_everybody(field: str, wanted: str):
    with pytest.raises(ValidationError):
        Filters.model_validate({field: wanted})


def test_what_is_shown_is_what_is_in_force():
    filters = Filters.model_validate({"from": "2021-02-19", "asker": "Jan"})
    assert [(f.field, f.value, f.origin) for f in filters.applied()] == [
        ("from", "2021-02-19", "given"),
        ("asker", "Jan", "given"),
    ]
    assert Filters().clause() is None
