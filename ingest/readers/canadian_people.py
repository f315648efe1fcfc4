"""Who speaks in the Canadian Hansard: `Hon. Ann Roe (Minister of Lakes, Lib.)`, `The Acting Speaker (Mrs. B. Roe)`."""

import re
from typing import TYPE_CHECKING

from ingest.labels import is_chair, person_name, split_label
from ingest.markup import line_text
from ingest.offices import is_office
from ingest.sitting import Speaker

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHAIRS = frozenset(["15", "22"])
_GOVERNMENT = frozenset(["1", "4", "18"])
"""Types of an affiliation: the Speaker and the deputies; the Prime Minister, ministers, parliamentary secretaries. Other
numbers (96) stand for several things; the office in the brackets decides."""

_PARTY = re.compile(r"(?P<office>.+?)\s*,\s*(?P<party>[A-ZÉ][\w./]{0,6}(?: [A-ZÉ][\w.]{0,6})?)")
_TITLED = re.compile(r"(?:right hon|hon|mr|mrs|ms|miss|dr|m|mm|mme|mlle|l['’]hon|l[ea] très hon)\b\.?", re.IGNORECASE)
_NOBODY = re.compile(r"(?:some|an?|des|une?|several|plusieurs)\s", re.IGNORECASE)


class People:
    """The people of a file. In brackets stands an office or a riding, and a party, the first time that somebody speaks under
    a heading; later the name alone."""

    def __init__(self, root: "_Element") -> None:
        self._known: dict[str, Speaker] = {}
        for affiliation in root.iterfind(".//PersonSpeaking/Affiliation"):
            speaker = self.speaker(line_text(affiliation), affiliation.get("Type"), affiliation.tail or "")
            if speaker and speaker.name and (speaker.party or speaker.role):
                known = self._known.get(speaker.name)
                if known is None or (known.standing == "member" and speaker.standing == "government"):
                    self._known[speaker.name] = speaker

    def named(self, element: "_Element") -> Speaker | None:
        """The speaker of an element that holds an affiliation (`PersonSpeaking`, `Questioner`, `Responder`)."""
        affiliation = element.find("Affiliation")
        if affiliation is None:
            return self.speaker(line_text(element), None)
        return self.speaker(line_text(affiliation), affiliation.get("Type"), affiliation.tail or "")

    def speaker(self, label: str, kind: str | None, behind: str = "") -> Speaker | None:
        """The speaker whom a label names, None where it names nobody (`Some hon. members`). `kind` is the affiliation's
        type, `behind` what follows it (`(for the Minister of Labour)`)."""
        label = label.strip().rstrip(":").strip()
        if not label or _NOBODY.match(label):
            return None
        outside, inside = split_label(label)
        if kind in _CHAIRS or is_chair(outside) or is_chair(inside):
            role, name = (inside, outside) if is_chair(inside) or _TITLED.match(outside) else (outside, None)
            return Speaker(person_name(name) if name else None, role, None, "chair")
        if not _TITLED.match(outside):
            return Speaker(None, label)
        name = person_name(outside)
        known = self._known.get(name or "", Speaker())
        split = _PARTY.fullmatch(inside) if inside else None
        place, party = (split["office"], split["party"]) if split else (inside, None)
        instead = behind.strip(" :()")
        office = next((role for role in (place, instead) if is_office(role)), None)
        governs = office is not None or kind in _GOVERNMENT or (not place and kind != "2" and known.standing == "government")
        if not governs:
            return Speaker(name, None if known.standing == "government" else known.role, party or known.party)
        return Speaker(
            name, office or (known.role if known.standing == "government" else None), party or known.party, "government"
        )
