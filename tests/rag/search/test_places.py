"""Places other than countries: one concept under their names in every language, and none in everyday words."""

import pytest

from rag.search.names import names_in
from rag.search.places import places_in
from rag.search.query import understand


@pytest.mark.parametrize(
    ("query", "language", "terms"),
    [
        ("le train de Liège", "fr", {"luik", "lieg", "luttich"}),
        ("de trein naar Luik", "nl", {"luik", "lieg", "luttich"}),
        ("an attack in Moscow", "en", {"moskou", "moscou", "moscow"}),
        ("l’avenir de l’Afrique", "fr", {"afrika", "afriqu", "africa"}),
        ("der Zug nach Moskau", "de", {"moskou", "moscou"}),
        ("Antwerpen", "nl", {"antwerpen", "anver", "antwerp"}),
    ],
)
def test_a_place_has_its_names_in_all_languages(query: str, language: str, terms: set[str]):
    [(_, _, place)] = places_in(query, language)
    assert terms <= {term for phrase in place for term in phrase}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("een luik in het dek", "nl"),
        ("Est-ce que le nord gagne", "fr"),
        ("wat zegt het Noorden, het Noord of het Oost?", "nl"),
        ("der Lauf und das Land im Westen", "de"),
        ("the world and the World", "en"),
        ("", None),
    ],
)
def test_everyday_words_name_no_place(query: str, language: str | None):
    assert places_in(query, language) == []


def test_a_place_of_several_words_is_not_its_parts():
    concepts = understand("sancties van de Europese Unie tegen Latijns-Amerika", "nl", ["nl"]).concepts
    assert (("unie",),) not in concepts
    assert (("amerika",),) not in concepts
    assert any(("europes", "unie") in concept and ("union", "europeen") in concept for concept in concepts)


def test_a_country_stays_a_country():
    assert list(names_in("de trein naar Luxemburg", "nl")) == ["LU"]
    words = understand("de trein naar Luxemburg en Luik", "nl", ["nl"])
    assert list(words.names) == ["LU"]
    assert len([concept for concept in words.concepts if len(concept) > 1]) == 2
