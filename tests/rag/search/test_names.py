"""Names of countries: one country under its names in every language, and no country in everyday words."""

import pytest

from rag.search.names import is_home, names_in, phrases

EVERYDAY = {
    "nl": """de het een en van in op aan voor met over door bij uit naar als maar om dan dat dit die wat wie waar wanneer hoe
        hoeveel waarom welke kan zal moet heeft hebben is zijn was waren wordt minister regering vraag antwoord school bus
        trein vervoer kind wachtlijst zorg leerkracht energie gas prijs water overstroming dijk huis woning belasting jaar
        maand dag land landen wereld mens mensen rechten wit zwart rood groen oost west noord zuid man vrouw lening steun
        sanctie oorlog grens vlucht koning republiek eiland kust verenigd vrij nieuw groot klein""",
    "en": """the of and to in on for with what who when how why it us be am at as so do my me no is was government minister
        question answer school bus train transport child children waiting list care teacher energy gas price water flood
        house tax year month day land world human rights white black red green man woman united new great
        support sanctions war border republic coast north south""",
    "fr": """la le les un une des du de et en sur avec pour dans par que qui quoi quand comment pourquoi au aux se sa ma
        gouvernement ministre question réponse école bus train transport enfant liste attente soins énergie gaz prix eau
        inondation maison impôt année mois jour pays monde homme droits blanc noir rouge vert nord sud est ouest île côte
        république guerre""",
    "de": """der die das ein eine und von in auf an für mit über durch bei aus nach als aber um dann dass dies was wer wo wann
        wie warum welche kann soll muss hat haben ist sind war Regierung Frage Antwort Schule Zug Verkehr Kind Warteliste
        Pflege Lehrer Energie Gas Preis Wasser Hochwasser Haus Steuer Jahr Monat Tag Land Welt Mensch Rechte weiß schwarz
        rot grün Insel Küste Republik Krieg""",
}


@pytest.mark.parametrize(
    "query",
    [
        "what did the government say about Belarus?",
        "wat zei de regering over Wit-Rusland?",
        "WIT RUSLAND",
        "qu’a dit le gouvernement sur la Biélorussie?",
        "Was sagte die Regierung zu Belarus?",
    ],
)
def test_belarus_is_belarus_in_every_language(query: str):
    assert list(names_in(query, None)) == ["BY"]
    assert {("belarus",), ("wit", "rusland"), ("bieloruss",)} <= set(phrases("BY"))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("de Wit-Russische oppositie", "BY"),
        ("the Belarusian opposition", "BY"),
        ("Turkse inmenging", "TR"),
        ("Oekraïense vluchtelingen", "UA"),
        ("de Chinese overheid", "CN"),
    ],
)
def test_a_language_names_its_country(query: str, code: str):
    assert list(names_in(query, None)) == [code]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("steun aan Zuid-Soedan", {"SS": (2, 4)}),
        ("aid to South Sudan and Sudan", {"SS": (2, 4), "SD": (5, 6)}),
        ("Guinee-Bissau", {"GW": (0, 2)}),
        ("Niger en Nigeria", {"NE": (0, 1), "NG": (2, 3)}),
        ("Rusland en Wit-Rusland", {"RU": (0, 1), "BY": (2, 4)}),
        ("de Dominicaanse Republiek", {"DO": (1, 3)}),
    ],
)
def test_the_longest_name_counts(query: str, expected: dict[str, tuple[int, int]]):
    assert names_in(query, None) == expected


@pytest.mark.parametrize("language", sorted(EVERYDAY))
def test_everyday_words_name_no_country(language: str):
    words = EVERYDAY[language].split()
    assert {word: list(names_in(word, language)) for word in words if names_in(word, language)} == {}
    assert names_in(" ".join(words), language) == {}


def test_a_country_is_at_home_in_its_own_parliament_only():
    assert is_home("BE", ["be-chamber"])
    assert is_home("GB", ["uk-commons"])
    assert not is_home("BY", ["be-chamber", "uk-commons"])
    assert not is_home("BE", [])


def test_a_name_of_another_language_needs_its_capital():
    assert names_in("the coast of the island", "en") == {}
    assert list(names_in("die Küste von Island", "de")) == ["IS"]
    assert list(names_in("wat gebeurt er in belarus", "nl")) == ["BY"]
