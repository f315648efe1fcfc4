"""Who asks and who speaks, as the debates of Dáil Éireann print it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rag.records import Person

_WORD = r"[A-ZÁÉÍÓÚ][\w’'-]*"
_SUBJECT = rf"{_WORD}(?:,?(?: (?:and|agus|of|for|the|na|an))* {_WORD})*"
_OFFICE = (
    rf"(?:Tánaiste and )?(?:Minister (?:of State )?(?:for|at the Department of)(?: the)? {_SUBJECT}"
    rf"|Aire(?: Stáit)? {_SUBJECT})|Taoiseach|Tánaiste|Aire|Ceann Comhairle|Attorney General"
)
QUESTION = re.compile(
    rf"(?P<number>\d{{1,4}})\.\s+(?:(?:[Dd]['’]fhiafraigh\s+)?"
    rf"Deput(?:y|ies)\s+(?P<askers>[^?!\[\]:]{{2,200}}?)\s+asked\s+(?:the\s+)?"
    rf"|[Dd]['’]fhiafraigh\s+(?:(?:an\s+)?Teachta\s+)?(?P<irish>[^?!\[\]:]{{2,120}}?)\s+(?:den|don|de)\s+)(?P<office>{_OFFICE})"
)
"""The opening of a question: `11. Deputy A asked the Minister for B`, `12. D’fhiafraigh C den Aire D`."""

_SPEAKER = re.compile(
    r"(?:(?P<office>[^()]{2,150}?)?\s*\(\s*(?P<name>(?:Deputy|Senator)\s[^()]{2,60})\)|(?P<member>(?:Deputy|Senator)\s[^():]{2,60})"
    r"|(?:The|An)?\s*(?P<alone>[^():]{2,60}))\Z"
)
_GOVERNMENT = re.compile(r"Minister|Taoiseach|Tánaiste|Attorney General|\bAire\b")
_CHAIR = re.compile(r"Comhairle\b|Cathaoirleach|Chairman|Chairperson|Chairwoman")

Side = Literal["government", "member", "chair", "nobody"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks a turn. A member has a name; of the government and the chair the name or the office may be all."""

    side: Side
    name: str | None = None
    office: str | None = None

    @property
    def shown(self) -> str | None:
        """What a part calls the speaker."""
        return self.name or self.office

    @property
    def person(self) -> Person:
        return Person(name=self.name, role=self.office)


def speaker_of(head: str) -> Speaker | None:
    """Who is named before the colon that opens a turn; None where the words are no name."""
    found = _SPEAKER.match(" ".join(head.split()).removesuffix(":").strip())
    if found is None:
        return None
    if found["member"]:
        return Speaker("member", name=_untitled(found["member"]))
    office = _without_article(found["office"] or found["alone"] or "")
    name = _untitled(found["name"]) if found["name"] else None
    if _CHAIR.search(office):
        return Speaker("chair", name, office)
    if _GOVERNMENT.search(office):
        return Speaker("government", name, office)
    if name:
        return Speaker("member", name)
    return (
        Speaker("nobody") if re.fullmatch(r"(?:A|Several|Some)?\s*(?:Deputies|Deputy|Members?|Senators?)", office) else None
    )


def members(printed: str) -> list[Person]:
    """`Bernard J. Durkan`, `Ann Roe and Deputy Ben Doe`: each a person."""
    names = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|agus)\s+", " ".join(printed.split()))
    return [Person(name=_untitled(name)) for name in names if name]


def known_office(text: str, start: int, printed: str, offices: Collection[str]) -> str:
    """The office that a question names from an offset on: the longest one that the document knows from its replies, else
    what is `printed` as capitals show it, since the question's own words may begin with a capital."""
    return max((office for office in offices if text.startswith(office, start)), key=len, default=" ".join(printed.split()))


def offices_of(speakers: Collection[Speaker]) -> frozenset[str]:
    """The offices that replies name, and that of each department whose minister of state replies."""
    named = {speaker.office for speaker in speakers if speaker.side == "government" and speaker.office}
    departments = {re.sub(r"\AMinister of State at the Department of", "Minister for", office) for office in named}
    return frozenset(named | departments)


def _untitled(name: str) -> str:
    return re.sub(r"\A(?:Deputy|Senator|Teachta)\s+", "", " ".join(name.split()))


def _without_article(office: str) -> str:
    return re.sub(r"\AThe\s+", "", " ".join(office.split()))
