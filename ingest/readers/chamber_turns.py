"""Who speaks in a report of the Belgian Chamber, as the beginning of a paragraph prints it before a colon."""

import re
from dataclasses import dataclass

from ingest.offices import government_member, is_office
from ingest.readers.chamber_blocks import Block
from ingest.text import clean

_NUMBER = re.compile(r"\A(?P<item>\d{1,3})\.\d{2,4}(?!\d)\s*")
_CHAIR = r"(?:voorzit(?:ter|ster)|présidente?)"
_THE_CHAIR = re.compile(rf"(?:(?:de|le|la)\s+)?{_CHAIR}", re.IGNORECASE)
_NAMED_CHAIR = re.compile(rf"(?P<name>[^,:()]{{3,80}}),\s*(?:\w+\s+)?{_CHAIR}(?:\s+\S+){{0,2}}", re.IGNORECASE)
_PARTY = re.compile(r"(?P<name>[^():]{2,80}?)\s*\((?P<party>[^()]{1,60})\)(?:\s*,.*)?")


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker: `name` as shown, with the party of a member or the `office` of who speaks for the government. `item` is the
    number of the item in front of the turn's own (`01` of `01.02`)."""

    name: str
    party: str | None = None
    office: str | None = None
    chair: bool = False
    item: str | None = None


def turn_of(block: Block) -> Turn | None:
    """The turn that a paragraph begins, None where it goes on with one.

    The name is printed as one: `01.02 Ida Bock (X):`, `01.03 Minister Jan Roth:`, `01.04 Eva Lind, ministre:`, before the
    first heading without a number; or in bold letters, behind a number or with the office of the chair: `De voorzitter:`,
    `Piet Bos, président:`. Other bold letters (`Artikel 2 (nieuw):`) are no name.
    """
    if not (block.named or block.bold):
        return None
    head = " ".join(clean(block.head).text.split())
    number = _NUMBER.match(head)
    head, item = (head[number.end() :], number["item"]) if number else (head, None)
    if _THE_CHAIR.fullmatch(head):
        return Turn(head[0].upper() + head[1:], chair=True, item=item)
    if chair := _NAMED_CHAIR.fullmatch(head):
        return Turn(chair["name"].strip(), chair=True, item=item)
    if not (block.named or item):
        return None
    if member := government_member(head):
        return Turn(member.name or head, office=member.role, item=item)
    if party := _PARTY.fullmatch(head):
        return Turn(party["name"].strip(" ,"), party=party["party"].strip(), item=item)
    name, _, function = head.partition(",")
    office = function.strip() if is_office(function) else None
    return Turn(name.strip(), office=office, item=item) if item and name.strip() else None
