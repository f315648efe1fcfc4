"""A name in a statement stands in its sources, or another name of the same does."""

import pytest

from rag.answer.checks.names import Known, unnamed

KNOWN = Known(
    texts=(
        ("De NAVO en minister Joris Nachtergaele spraken in Luik over Wit-Rusland, de F-35 en de N.M.B.S.", "nl"),
        ("Vervoer in Vlaanderen, vraag van An Janssens (CD&V)", "nl"),
    ),
    parliament="be-vl",
    people=frozenset({"nachtergaele", "janssens", "jambon"}),
)


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("Minister Nachtergaele spoke about Belarus.", "en"),
        ("The minister spoke in Liège.", "en"),
        ("Le ministre a parlé de la Biélorussie à Liège.", "fr"),
        ("Der Minister sprach in Lüttich über Belarus und über Züge.", "de"),
        ("The Belgian government answered An Janssens.", "en"),
        ("De NMBS en de F-35.", "nl"),
        ("Vlaanderens vervoer.", "nl"),
        ("Trains were discussed.", "en"),
    ],
)
def test_names_of_the_sources_pass_in_any_language(statement: str, language: str) -> None:
    assert not unnamed(statement, language, KNOWN)


@pytest.mark.parametrize(
    ("statement", "language", "name"),
    [
        ("The minister spoke about Ukraine.", "en", "Ukraine"),
        ("De minister sprak in Namen over Gent.", "nl", "Gent"),
        ("The minister met Angela Merkel.", "en", "Merkel"),
        ("Jan Jambon said so.", "en", "Jambon"),
        ("Die Ministerin sprach mit Frau Merkel.", "de", "Merkel"),
        ("Der Bericht der OECD liegt vor.", "de", "OECD"),
        ("The F-16 was discussed.", "en", "F-16"),
        ("The minister spoke about Russia.", "en", "Russia"),
        ("The Russian elections were discussed.", "en", "Russian"),
    ],
)
def test_names_that_they_lack_are_found(statement: str, language: str, name: str) -> None:
    assert name in unnamed(statement, language, KNOWN)
