"""Names, functions and dates as official Dutch documents print them."""

import re
from datetime import date

from rag.dates import DUTCH_MONTHS

_DAY = r"(?P<day>[0-3]?\d)"
_YEAR = r"(?P<year>\d{4}|['’`]\d{2}|\d{2}(?!\d))"
DUTCH_DATE = re.compile(
    rf"(?<!\d){_DAY}(?:e|ste|de)?\s+(?P<month>{'|'.join(sorted(DUTCH_MONTHS, key=len, reverse=True))})\.?\s+{_YEAR}(?!\d)"
    rf"|(?<!\d){_DAY.replace('day', 'day2')}(?P<sign>[/.-])(?P<number>[01]?\d)(?P=sign)"
    rf"{_YEAR.replace('year', 'year2')}(?!\d)",
    re.IGNORECASE,
)
"""A date in Dutch: `19 februari 2021`, `26 feb 2024`, `1 maart '21`, `19/02/2021`, `19.02.2021`, `19-2-2021`."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = frozenset(
    (
        *(
            "aan",
            "als",
            "belast",
            "bevoegd",
            "bij",
            "de",
            "der",
            "en",
            "het",
            "in",
            "inzake",
            "met",
            "namens",
            "of",
            "op",
            "over",
        ),
        *("te", "tevens", "tot", "uit", "van", "voor"),
    )
)
_OFFICES = frozenset(
    (
        *("minister", "ministers", "minister-president", "viceminister-president", "vice-minister-president", "viceminister"),
        *(
            "staatssecretaris",
            "vicepremier",
            "eerste",
            "vice-eerste",
            "gemeenschapsminister",
            "voorzitter",
            "ondervoorzitter",
        ),
        *("lid", "college", "collegelid", "president", "premier", "toegevoegd"),
    )
)
_ACRONYMS = frozenset(
    ["ICT", "EU", "NAVO", "VN", "OCMW", "KMO", "NMBS", "FOD", "POD", "IT", "VRT", "VGC", "GGC", "COCOF", "BTW", "VDAB", "WEF"]
)
_NO_VOWEL = re.compile(r"^[BCDFGHJKLMNPQRSTVWXZ]{2,}$")


def display_name(printed: str) -> str:
    """A name printed in capitals as it is shown: `PIET DE WIJZE` gives `Piet De Wijze`, as Flemish names are written, with
    every word capitalised, also after a hyphen (`JEAN-MARIE`), an apostrophe (`D'HAESE` gives `D'Haese`) and in `McDonald`;
    an article as in `'t Serstevens` stays small. A name that has a lower-case letter is as its bearer writes it and stays."""
    name = " ".join(printed.split())
    if any(letter.islower() for letter in name):
        return name

    def word(match: re.Match[str]) -> str:
        pieces = re.split(r"(['’])", match[0])
        joined = "".join(piece.capitalize() for piece in pieces)
        return f"Mc{joined[2:].capitalize()}" if re.match(r"Mc[^\W\d_]{3}", joined) else joined

    shown = _WORD.sub(word, name)
    return re.sub(r"(?<!\S)(['’][TS])(?=[\s-])", lambda m: m[1].lower(), shown)


def display_role(printed: str) -> str:
    """Functions printed in capitals as they are shown.

    The rule: words of the sentence (`van`, `en`) and the titles of offices (`minister`) in lower case, everything else
    capitalised, since it is the proper name of a government or of a policy field, whose adjective is one with it (`Vlaamse
    Regering`, `Buitenlandse Zaken`). An adjective directly before an office is capitalised too (`Vlaams minister`). Known
    acronyms, and words without a vowel, stay in capitals. The first letter is a capital. Text that has lower-case letters
    stays as it is.
    """
    role = " ".join(printed.split()).strip(" ,;")
    if any(letter.islower() for letter in role):
        return role

    def word(match: re.Match[str]) -> str:
        found = match[0]
        if found in _ACRONYMS or _NO_VOWEL.match(found):
            return found
        lowered = found.lower()
        if lowered in _SMALL or lowered in _OFFICES:
            return lowered
        return "-".join(piece.capitalize() for piece in lowered.split("-"))

    shown = re.sub(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", word, role)
    return shown[:1].upper() + shown[1:]


def dutch_date(text: str) -> date | None:
    """The first date in a text, None where there is none or the day does not exist. Two digits of a year are of 2000."""
    match = DUTCH_DATE.search(text)
    if match is None:
        return None
    day = int(match["day"] or match["day2"])
    month = DUTCH_MONTHS[match["month"].lower()] if match["month"] else int(match["number"])
    digits = re.sub(r"\D", "", match["year"] or match["year2"])
    try:
        return date(int(digits) + (2000 if len(digits) == 2 else 0), month, day)
    except ValueError:
        return None
