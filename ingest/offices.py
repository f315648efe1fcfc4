"""Members of a government, told apart by the office that documents in seven languages print with their names."""

import re

from rag.records import Person

_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿ])"
_ADJECTIVE = r"(?:(?:Vlaams|Waals|Brussels|federaal|ontslagnemend|toegevoegd)e?\s+)?"
_OFFICE = (
    r"(?:(?:vice-?|eerste[\s-]?|bundes|staats|premi[eè]re?\s+){0,3}minist(?:er(?:in)?|re|r[oa])s?"
    r"(?:-president|-présidente?)?(?!\s+(?:van\s+Staat|d['’]État)\b)"
    r"|ministerpräsident(?:in)?|(?:bundes)?kanzler(?:in)?"
    r"|staatssecretaris(?:sen)?|staatssekretär(?:in)?|secretary of state|secrétaires?\s+d['’][ée]tat|secretari[oa] de estado"
    rf"|sottosegretari[oa]|(?:vice-?)?premier(?=\s+(?:{_CAPITAL}|of\b)|\s*(?:[,;(]|$))|president of the treasury board"
    r"|président\w* du conseil du trésor"
    r"|leader of the government|leader du gouvernement|leader parlementaire du gouvernement|chancellor of the exchequer"
    r"|attorney general|solicitor general|procureure? générale?|taoiseach|tánaiste)(?![\w-])"
)
"""A minister of State is none in Belgium, where that is a title of honour."""

_ANYWHERE = re.compile(rf"\b{_OFFICE}", re.IGNORECASE)
_NO_OFFICE = re.compile(
    r"\b(?:shadow|former|critic|opposition|voormalig|gewezen|oud-?minister|ancien(?:ne)?|ex-?minist\w+)\b", re.IGNORECASE
)
_BEGINS = rf"(?:(?:de|het|le|la|les)\s+|l['’])?{_ADJECTIVE}{_OFFICE}"
_BEFORE = re.compile(rf"(?P<office>{_BEGINS})\s+(?P<name>{_CAPITAL}.*)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?P<name>[^,;:()]{{2,80}}?)(?:,|\s[-–—])\s+(?P<office>{_BEGINS}.*)", re.IGNORECASE)
_LONGEST_NAME = 80


def is_office(role: str | None) -> bool:
    """Whether the words name an office of a government: `Minister van Werk`, `la secrétaire d'État au Budget`. None are an
    opposition's, a former one, a parliament's (`voorzitter`) and the title of honour `minister van Staat`."""
    return role is not None and _ANYWHERE.search(role) is not None and not _NO_OFFICE.search(role)


def government_member(printed: str) -> Person | None:
    """The name and office of somebody printed with one before or behind the name: `Minister Ida Bock`, `Eva Lind, secrétaire
    d'État`, `Jan Roth - Ministre du Gouvernement, chargé du Climat`. None where there is no name or no office."""
    line = " ".join(printed.split())
    found = _BEFORE.fullmatch(line) or _BEHIND.fullmatch(line)
    if not found or len(found["name"]) > _LONGEST_NAME or is_office(found["name"]):
        return None
    return Person(name=found["name"], role=found["office"])
