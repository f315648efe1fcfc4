"""Members of a government, told apart by the office that Dutch and French documents print with their names."""

import re

from rag.records import Person

_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿ])"
_ADJECTIVE = r"(?:(?:Vlaams|Waals|Brussels|federaal|ontslagnemend|toegevoegd)e?\s+)?"
_OFFICE = (
    r"(?:(?:vice-?)?eerste[\s-]?minister|(?:vice-?)?minister-president|vice-?premier(?!\s+ministre)|premier"
    rf"(?=\s+{_CAPITAL}|\s*$)|(?:vice-?)?(?:premier|première)\s+ministre|ministre-présidente?|"
    r"(?:vice-?)?minist(?:er|re)s?(?!\s+(?:van\s+Staat|d['’]État)\b)|staatssecretaris(?:sen)?|secrétaires?\s+d['’]État)"
)
_BEGINS = re.compile(rf"(?:(?:de|het|le|la|les)\s+|l['’])?{_ADJECTIVE}{_OFFICE}(?![\w-])", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<office>{_BEGINS.pattern})\s+(?P<name>{_CAPITAL}.*)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?P<name>[^,;:()]{{2,80}}?)(?:,|\s[-–—])\s+(?P<office>{_BEGINS.pattern}.*)", re.IGNORECASE)
_LONGEST_NAME = 80


def is_office(words: str) -> bool:
    """Whether a function begins with an office of a government: `Minister van Werk`, `la secrétaire d'État au Budget`. A
    former one (`gewezen minister`), a parliament's (`voorzitter`) and the title of honour `minister van Staat` are none."""
    return bool(_BEGINS.match(words.strip()))


def government_member(printed: str) -> Person | None:
    """The name and office of somebody printed with one before or behind the name: `Minister Ida Bock`, `Eva Lind, secrétaire
    d'État`, `Jan Roth - Ministre du Gouvernement, chargé du Climat`. None where there is no name or no office."""
    line = " ".join(printed.split())
    found = _BEFORE.fullmatch(line) or _BEHIND.fullmatch(line)
    if not found or len(found["name"]) > _LONGEST_NAME:
        return None
    return Person(name=found["name"], role=found["office"])
