"""Names as reports print them before the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.labels import is_chair, person_name, readable_id, split_label
from ingest.offices import is_office


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("De heer VAN DIJK", "Van Dijk"),
        ("L'hon. Anne Roy", "Anne Roy"),
        ("Le très hon. Paul Roy", "Paul Roy"),
        ("Right Hon. Ann Roe", "Ann Roe"),
        ("Mr. Don Vale", "Don Vale"),
        ("Mme Le Goff", "Le Goff"),
        ("M. René Roy", "René Roy"),
        ("Marie Le Goff", "Marie Le Goff"),
        ("El señor ROJAS", "Rojas"),
        ("Rojas Vega, don Luis", "Luis Rojas Vega"),
        ("Honoré Roy", "Honoré Roy"),
        (" : ", None),
    ],
)
def test_titles_go_and_names_stay(printed: str, name: str | None) -> None:
    assert person_name(printed) == name


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("De heer Van Dijk (ABC):", ("De heer Van Dijk", "ABC")),
        ("Minister for Lakes (Mr Roe): ", ("Mr Roe", "Minister for Lakes")),
        ("El señor ROJAS (Presidente).-", ("El señor ROJAS", "Presidente")),
        ("El señor ROJAS (don Luis).-", ("El señor ROJAS, don Luis", None)),
        ("The Speaker:", ("The Speaker", None)),
        ("(Roe)", ("Roe", None)),
        ("Roe ()", ("Roe ()", None)),
    ],
)
def test_what_stands_in_brackets_is_told_apart(label: str, parts: tuple[str, str | None]) -> None:
    assert split_label(label) == parts


@pytest.mark.parametrize(
    "role",
    [
        *(
            "The Speaker",
            "Mr. Speaker",
            "The Assistant Deputy Speaker",
            "De voorzitter",
            "Le président",
            "Présidente suppléante",
        ),
        *("Vicepresidente", "Presidente de la sesión", "The Acting Chair"),
    ],
)
def test_who_presides_is_known(role: str) -> None:
    assert is_chair(role)
    assert not is_office(role)


@pytest.mark.parametrize("role", ["Presidente de la República", "Speaker of many languages", "Presidents", None])
def test_who_does_not_preside_is_not_the_chair(role: str | None) -> None:
    assert not is_chair(role)


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("#AnnRoe", "Ann Roe"),
        ("DeVriesWout", "De Vries Wout"),
        ("RojasLuis1941", "Rojas Luis"),
        ("JohnMcNeil", "John McNeil"),
        ("Jean-MarieRoy", "Jean-Marie Roy"),
        ("O'NeilAnn", "O'Neil Ann"),
        ("van_Dijk.Wout", "van Dijk Wout"),
        ("Q123", None),
        ("u7", None),
        ("", None),
    ],
)
def test_an_id_becomes_a_name_only_where_it_is_one(identifier: str, name: str | None) -> None:
    assert readable_id(identifier) == name


@given(st.text())
def test_any_label_can_be_read(label: str) -> None:
    outside, inside = split_label(label)
    assert inside is None or inside.strip()
    for words in (label, outside):
        name = person_name(words)
        assert name is None or name.strip()
        is_office(words), is_chair(words), readable_id(words)
