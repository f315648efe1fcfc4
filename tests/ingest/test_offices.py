"""Who speaks for a government, told by the office that is printed with the name."""

import pytest

from ingest.labels import is_chair
from ingest.offices import government_member, is_office


@pytest.mark.parametrize(
    ("printed", "name", "office"),
    [
        ("Minister Ida Bock", "Ida Bock", "Minister"),
        ("Staatssecretaris Eva Van den Lind", "Eva Van den Lind", "Staatssecretaris"),
        ("Eerste minister Bart Noord", "Bart Noord", "Eerste minister"),
        ("Vice-eersteminister Élise Oost", "Élise Oost", "Vice-eersteminister"),
        ("Premier Bart Noord", "Bart Noord", "Premier"),
        ("Vlaams minister Jan\u00a0Roth", "Jan Roth", "Vlaams minister"),
        ("Eva Lind, secrétaire d’État", "Eva Lind", "secrétaire d’État"),
        ("Jan Roth, ministre", "Jan Roth", "ministre"),
        ("Bart Noord, premier ministre", "Bart Noord", "premier ministre"),
        ("Jan Roth, vice-premier ministre et ministre du Climat", "Jan Roth", "vice-premier ministre et ministre du Climat"),
        ("Jan Jambon, minister-president", "Jan Jambon", "minister-president"),
        ("Eva Lind - Ministre du Climat, chargée de l'Eau", "Eva Lind", "Ministre du Climat, chargée de l'Eau"),
    ],
)
def test_name_and_office_are_told_apart(printed, name, office):
    found = government_member(printed)
    assert found is not None
    assert (found.name, found.role) == (name, office)
    assert is_office(office)


@pytest.mark.parametrize(
    "printed",
    [
        "Ida Bock",
        "Ida Bock (X)",
        "minister van Justitie",
        "Piet Bos, voorzitter",
        "Piet Bos, président",
        "Piet Bos, premier vice-président",
        "Piet Bos, minister van Staat",
        "Piet Bos, ministre d'État",
        "Piet Bos, gewezen minister",
        "Piet Bos, ancien ministre",
        "Minister for Lakes, Minister for Ponds",
        "ministerie van Werk",
        "",
    ],
)
def test_who_has_no_office_or_no_name_is_no_member_of_a_government(printed):
    assert government_member(printed) is None


@pytest.mark.parametrize(
    "function", ["de minister van Werk", "la ministre de l'Intérieur", "Minister", "staatssecretaris voor Asiel"]
)
def test_an_office_is_known_with_its_article_and_department(function):
    assert is_office(function)


@pytest.mark.parametrize(
    "function",
    ["voorzitter", "rapporteur", "Ministerium", "gewezen minister", "premier vice-président", "minister van Staat"],
)
def test_other_functions_are_no_office(function):
    assert not is_office(function)


@pytest.mark.parametrize(
    "role",
    [
        *("Minister of Lakes", "ministre des Lacs", "minister van Meren", "staatssecretaris van Kust", "Ministra de Salud"),
        *("Secretary of State for Lakes", "secrétaire d'État aux Lacs", "premier ministre", "Bundesministerin der Seen"),
        *("Parliamentary Secretary to the Minister of Lakes", "President of the Treasury Board"),
    ],
)
def test_offices_of_a_government_are_known(role: str) -> None:
    assert is_office(role)
    assert not is_chair(role)


@pytest.mark.parametrize(
    "role",
    ["Leader of the Opposition", "Shadow Minister for Lakes", "former Minister", "Administrator", "Lakeside", "", None],
)
def test_what_is_no_office_of_a_government_is_none(role: str | None) -> None:
    assert not is_office(role)
