"""Who speaks in parlparse's files: names with their offices, the chair, and voices of nobody in particular."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.records import Person

if TYPE_CHECKING:
    from lxml.etree import _Element

_GOVERNMENT = re.compile(
    r"\b(?:Minister|Secretary|Under-Secretary|Chancellor|Attorney[ -]General|Solicitor[ -]General|Advocate[ -]General"
    r"|Lord Advocate|Lord President|Lord Privy Seal|Paymaster|Leader of the House|Lord Commissioner"
    r"|Treasurer of H|Comptroller of H|Vice-Chamberlain)"
)
_NOT_GOVERNMENT = re.compile(r"\bShadow\b|\bCommittee|\bCommission\b|\bOpposition\b", re.IGNORECASE)
_CHAIR = re.compile(
    r"(?:The |Mr\.? |Mrs\.? |Ms\.? |Madam )?(?:(?:Deputy|Lord|Temporary|Principal|First|Second|Third|Acting) )*"
    r"(?:Speaker|Presiding Officer|Chair(?:man|woman|person)?|Convener)(?: of (?:Ways and Means|Committees))?"
)
_CROWD = re.compile(
    r"(?:(?:several|some|many|other|all|hon\.?|noble) )*(?:members|msps|lords|peers)"
    r"|(?:a|an|another) (?:hon|right hon|noble|member|msp|lord|peer)\b.*",
    re.IGNORECASE,
)
"""`Hon. Members`, `Several noble Lords`, `A noble Lord`: nobody in particular."""

_IN_BRACKETS = re.compile(r"(?P<before>[^()]+?)\s*\((?P<first>[^()]+)\)(?:\s*\((?P<second>[^()]+)\))?")
_TITLE = re.compile(r"\A(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks; `key` is the same whenever the same person does. `shown` is the name, else the office."""

    key: str
    name: str | None
    office: str | None = None
    party: str | None = None
    is_chair: bool = False
    is_crowd: bool = False

    @property
    def shown(self) -> str:
        return self.name or self.office or ""

    @property
    def is_government(self) -> bool:
        """Whether the office is one of the government, by its name."""
        return bool(self.office and _GOVERNMENT.search(self.office) and not _NOT_GOVERNMENT.search(self.office))

    def person(self, role: str | None = None) -> Person:
        """The person, with another role than the office where one is given."""
        return Person(name=self.name, role=role or self.office, party=self.party)


def voice_of(element: "_Element") -> Voice | None:
    """Who speaks, asks or replies, null where nobody is named.

    Names stand alone with the office in an attribute (Commons), or as `Ada Gull (Fife) (SNP)`, `The Minister for Ferries
    (Ada Gull)` (Scotland).
    """
    name = " ".join((element.get("speakername") or "").split()).rstrip(": ")
    if not name:
        return None
    office = _office(element.get("speakeroffice"))
    party = None
    if found := _IN_BRACKETS.fullmatch(name):
        name = found["before"]
        if name.startswith("The ") or _is_office(name):
            office, name = office or _office(name), found["first"]
        else:
            party = found["second"]
    named = element.get("person_id") or element.get("speakerid") or "unknown"
    key = named if named != "unknown" else name
    if _CHAIR.fullmatch(chair := element.get("speakeroffice") or (office or name)) or _CHAIR.fullmatch(name):
        return Voice(key, chair, is_chair=True)
    if _CROWD.fullmatch(name):
        return Voice(key, name, is_crowd=True)
    if name.startswith("The ") and _is_office(name):
        return Voice(key, None, _office(name))
    return Voice(key, _TITLE.sub("", name), office, party)


def _is_office(name: str) -> bool:
    return bool(_GOVERNMENT.search(name) or _CHAIR.fullmatch(name))


def _office(printed: str | None) -> str | None:
    return " ".join((printed or "").split()).removeprefix("The ") or None
