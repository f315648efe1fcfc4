"""Names, functions and dates as they are shown."""

from datetime import date

import pytest

from ingest.people import display_name, display_role, dutch_date


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("JORIS NACHTERGAELE", "Joris Nachtergaele"),
        ("PIET DE WIJZE", "Piet De Wijze"),
        ("WIM VAN DER DONCKT", "Wim Van Der Donckt"),
        ("INE D'HAESE", "Ine D'Haese"),
        ("INE D’HAESE", "Ine D’Haese"),
        ("ANNE-MARIE MCDONALD", "Anne-Marie McDonald"),
        ("YVES 'T SERSTEVENS", "Yves 't Serstevens"),
        ("ZOË BAETSLÉ", "Zoë Baetslé"),
        ("J. P. MAES", "J. P. Maes"),
        ("  JAN \n JAMBON ", "Jan Jambon"),
        ("Joke van der Meer", "Joke van der Meer"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_shown_as_flemish_names_are_written(printed: str, shown: str) -> None:
    assert display_name(printed) == shown
    assert display_name(shown) == shown


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (
            "MINISTER-PRESIDENT VAN DE VLAAMSE REGERING, VLAAMS MINISTER VAN BUITENLANDSE ZAKEN, CULTUUR, ICT EN FACILITAIR "
            "MANAGEMENT",
            "Minister-president van de Vlaamse Regering, Vlaams minister van Buitenlandse Zaken, Cultuur, ICT en Facilitair "
            "Management",
        ),
        (
            "VICEMINISTER-PRESIDENT VAN DE VLAAMSE REGERING EN VLAAMS MINISTER VAN ONDERWIJS EN DE VLAAMSE RAND",
            "Viceminister-president van de Vlaamse Regering en Vlaams minister van Onderwijs en de Vlaamse Rand",
        ),
        ("STAATSSECRETARIS BEVOEGD VOOR DE NMBS", "Staatssecretaris bevoegd voor de NMBS"),
        ("Vlaams minister van Sport", "Vlaams minister van Sport"),
    ],
)
def test_functions_in_capitals_become_readable(printed: str, shown: str) -> None:
    assert display_role(printed) == shown
    assert display_role(shown) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19 februari 2021", date(2021, 2, 19)),
        ("26 feb 2024", date(2024, 2, 26)),
        ("3 sept. 2019", date(2019, 9, 3)),
        ("1 maart '21", date(2021, 3, 1)),
        ("1 maart ’21", date(2021, 3, 1)),
        ("op 1 MAART 2021 van", date(2021, 3, 1)),
        ("19/02/2021", date(2021, 2, 19)),
        ("19.02.2021", date(2021, 2, 19)),
        ("9-2-2021", date(2021, 2, 9)),
        ("30 februari 2021", None),
        ("1.234.567 euro", None),
        ("25 augustus jl.", None),
        ("", None),
    ],
)
def test_dutch_dates(text: str, day: date | None) -> None:
    assert dutch_date(text) == day
