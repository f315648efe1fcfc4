"""The head of a Tweede Kamer question: who asks whom about what, who answers, and when.

The form, as the Aanhangsel van de Handelingen prints it:

    1292
    Vragen van het lid Jansen (VVD) aan de Minister van Financiën over spaargeld (ingezonden 11 maart 2024).
    Antwoord van Minister De Vries (Financiën), mede namens de Minister van Sport (ontvangen 21 maart 2024).
"""

import re
from dataclasses import dataclass
from datetime import date

from ingest.people import dutch_date
from rag.records import Person

QUESTION = re.compile(
    r"(?:(?P<number>\d{1,5})\s+)?(?<!\S)Vragen\s+van\s+(?:het\s+lid|de\s+leden)\s+(?P<askers>[^.]+?)\s+"
    r"aan\s+(?P<asked>[^.]+?)\s+over\s+(?P<title>(?:(?!\n\n).)+?)\s*"
    r"\(\s*ingezonden\s+(?P<on>[^()]+?)\s*\)",
    re.IGNORECASE | re.DOTALL,
)
_REPLY = re.compile(
    r"\s*\.?\s*(?:Antwoord|Mededeling|Nader\s+antwoord|Herzien\s+antwoord)\s+van\s+(?P<repliers>(?:(?!\n\n).)+?)\s*"
    r"\(\s*ontvangen\s+(?P<on>[^()]+?)\s*\)\.?",
    re.IGNORECASE | re.DOTALL,
)
_SESSION = re.compile(r"Vergaderjaar\s+(\d{4})\s*[–-]\s*(\d{4})", re.IGNORECASE)
_OFFICE = r"(?:Minister-president|Ministers?|Staatssecretaris(?:sen)?)"
_NEXT_OFFICE = re.compile(rf"\s*(?:,|\ben\b)\s*(?:aan\s+)?(?=de\s+{_OFFICE}\b)", re.IGNORECASE)
_NEXT_FIELD = re.compile(r"\s*(?:,\s*(?:en\s+)?|\ben\s+)(?=(?:van|voor)\b)")
_ASKED = re.compile(rf"de\s+(?P<office>{_OFFICE})\b\s*(?P<field>.*)", re.IGNORECASE | re.DOTALL)
_REPLIER = re.compile(rf"(?P<office>{_OFFICE})\s+(?P<name>[A-ZÀ-Þ'’][^(),]*?)\s*\((?P<field>[^()]*)\)")
_PARTY = re.compile(r"\s*\((?:(?:beiden|allen)\s+)?(?P<party>[^()]+)\)")
_NEXT_NAME = re.compile(r"\s*(?:,|\ben\b)\s*")


@dataclass(frozen=True)
class Head:
    """What the head says; `start` and `end` are its span, `title` the span of the subject."""

    start: int
    end: int
    title: tuple[int, int]
    number: str | None
    session: str | None
    asked_on: date | None
    answered_on: date | None
    askers: tuple[Person, ...]
    addressees: tuple[Person, ...]
    repliers: tuple[Person, ...]


def question_head(text: str) -> Head | None:
    """The head of a question, None where a clean text has none."""
    asked = QUESTION.search(text)
    if asked is None:
        return None
    reply = _REPLY.match(text, asked.end())
    session = _SESSION.search(text, 0, asked.start())
    repliers = _repliers(reply["repliers"]) if reply else ()
    addressees = _addressees(asked["asked"])
    return Head(
        start=asked.start(),
        end=reply.end() if reply else asked.end(),
        title=asked.span("title"),
        number=asked["number"],
        session="".join(session.groups()) if session else None,
        asked_on=dutch_date(asked["on"]),
        answered_on=dutch_date(reply["on"]) if reply else None,
        askers=_askers(asked["askers"]),
        addressees=_named(addressees, repliers),
        repliers=repliers,
    )


def _askers(printed: str) -> tuple[Person, ...]:
    """`Van Dijk en Jansen (beiden VVD) en De Boer (D66)`: a party is that of every name since the last one."""
    askers: list[Person] = []
    waiting: list[str] = []
    for piece in re.split(r"(\s*\([^()]+\))", " ".join(printed.split())):
        if party := _PARTY.fullmatch(piece):
            askers += [Person(name=name, party=party["party"].strip()) for name in waiting]
            waiting = []
        else:
            waiting += [name for name in _NEXT_NAME.split(piece) if name]
    return (*askers, *(Person(name=name) for name in waiting))


def _addressees(printed: str) -> tuple[Person, ...]:
    """The offices asked: `de Ministers van A en voor B` are two."""
    offices: list[str] = []
    for piece in _NEXT_OFFICE.split(" ".join(printed.split())):
        match = _ASKED.match(piece)
        if match is None:
            continue
        several = match["office"].lower() in {"ministers", "staatssecretarissen"}
        office = {"ministers": "Minister", "staatssecretarissen": "Staatssecretaris"}.get(
            match["office"].lower(), match["office"]
        )
        fields = _NEXT_FIELD.split(match["field"]) if several else [match["field"]]
        offices += [f"{office} {field}".strip(" ,") for field in fields]
    return tuple(Person(role=office[0].upper() + office[1:]) for office in offices)


def _repliers(printed: str) -> tuple[Person, ...]:
    """`Minister De Vries (Financiën)`: those who answer; the offices in whose name too they do so come without a name."""
    flat = " ".join(printed.split())
    return tuple(
        Person(name=match["name"].strip(), role=f"{match['office']} ({match['field'].strip()})")
        for match in _REPLIER.finditer(flat)
    )


def _named(addressees: tuple[Person, ...], repliers: tuple[Person, ...]) -> tuple[Person, ...]:
    """The offices asked with the names of those of them who answer, then the others who answer."""
    left = list(repliers)
    named = []
    for asked in addressees:
        who = next((person for person in left if _same_office(asked.role or "", person.role or "")), None)
        if who:
            left.remove(who)
        named.append(asked.model_copy(update={"name": who.name if who else None}))
    return (*named, *left)


def _same_office(asked: str, replying: str) -> bool:
    """`Minister van Buitenlandse Zaken` and `Minister (Buitenlandse Zaken)` or `Minister (BZ)`."""
    office, _, field = replying.rstrip(")").partition(" (")
    wanted = re.fullmatch(rf"{re.escape(office)}(?:\s+(?:van|voor)\s+(.*))?", asked, re.IGNORECASE)
    if wanted is None:
        return False
    name = (wanted[1] or "").lower()
    initials = "".join(word[0] for word in (wanted[1] or "").split() if word[0].isupper())
    return field.lower().startswith(name) or name.startswith(field.lower()) or field == initials
