"""Who speaks in a corpus of debates: as its list of people, the name printed before the words, or the id says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ingest.labels import folded_words, is_chair, person_name, readable_id, split_label
from ingest.markup import line_text, local_name
from ingest.offices import government_member, is_office
from ingest.sitting import Speaker

if TYPE_CHECKING:
    from lxml.etree import _Element

ID = "{http://www.w3.org/XML/1998/namespace}id"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_COUNTED = re.compile(r"[\d.]+\s+(?=\D)")
_PARTY = re.compile(r"party|parliamentary_?group|faction", re.IGNORECASE)
_IN_OFFICE = re.compile(r"minister|secretaryofstate|government", re.IGNORECASE)


class Register:
    """The people and organisations that a corpus lists, by their ids."""

    def __init__(self, root: "_Element") -> None:
        self._people = {one.get(ID, ""): one for one in _named(root, "person")}
        self._organisations = {one.get(ID, ""): one for one in _named(root, "org")}

    def person(self, identifier: str, on: date | None) -> Speaker:
        """Somebody as a day has them: name, party, and the office of a member of the government."""
        element = self._people.get(identifier)
        if element is None:
            return Speaker()
        names = [one for one in element if local_name(one) == "persName"]
        valid = [one for one in names if _holds(one, on)] or names
        pieces = {"forename": "", "nameLink": "", "surname": ""}
        for part in valid[0].iter() if valid else ():
            if local_name(part) in pieces:
                pieces[local_name(part)] += " " + line_text(part)
        name = " ".join("".join(pieces.values()).split()) or (line_text(valid[0]) if valid else "")
        speaker = Speaker(person_name(name))
        for affiliation in (one for one in element if local_name(one) == "affiliation" and _holds(one, on)):
            organisation = self._organisations.get(_reference(affiliation.get("ref") or ""))
            kind = "" if organisation is None else organisation.get("role") or ""
            role = affiliation.get("role") or ""
            if _IN_OFFICE.search(role) or kind.lower() == "government":
                named = [line_text(one) for one in affiliation if local_name(one) == "roleName"]
                speaker = replace(speaker, role=speaker.role or next(iter(named), role or None), standing="government")
            elif organisation is not None and _PARTY.search(kind):
                speaker = replace(speaker, party=_short_name(organisation))
        return speaker


class People:
    """Who speaks in a document: its register, and what the names printed in it tell."""

    def __init__(self, register: Register, document: "_Element", on: date | None) -> None:
        self._register = register
        self._on = on
        self._listed: dict[str, Speaker] = {}
        self._printed: dict[str, Speaker] = {}
        label = ""
        for element in document.iter():
            if local_name(element) == "note" and element.get("type") == "speaker":
                label = line_text(element)
            elif local_name(element) == "u":
                known = printed_speaker(label) if label else Speaker()
                if known.shown and known.standing != "chair":
                    self._printed.setdefault(_id(element), known)
                label = ""
        self._surname_first = self._order()

    def speaker(self, utterance: "_Element", label: str) -> Speaker | None:
        """Who says an utterance, behind the label printed before it, which may be empty. None where nothing names anybody."""
        who = _id(utterance)
        printed = printed_speaker(label) if label else self._printed.get(who, Speaker())
        if who not in self._listed:
            self._listed[who] = self._register.person(who, self._on)
        listed = self._listed[who]
        chair = "chair" in (utterance.get("ana") or "").replace("#", " ").split() or printed.standing == "chair"
        known = replace(self._printed.get(who, printed), standing="member") if chair else self._printed.get(who, printed)
        speaker = Speaker(
            listed.name or self._name(who, known.name if not chair or who in self._printed else None),
            listed.role or known.role,
            listed.party or known.party,
            "government" if "government" in (listed.standing, known.standing) else "member",
        )
        if chair:
            speaker = replace(speaker, role=printed.role if printed.standing == "chair" else None, standing="chair")
        return speaker if speaker.shown else None

    def _name(self, who: str, printed: str | None) -> str | None:
        """A name as printed, made whole from the id (`Laçin`, `CemLaçin`: `Cem Laçin`); else the id made readable, in the
        order of names that the others of the file show."""
        made = (readable_id(who) or "").split()
        if printed:
            noted = folded_words(printed)
            others = [word for word in made if not folded_words(word) <= noted]
            whole = len(others) < len(made) and noted <= folded_words(" ".join(made))
            return " ".join([*others, printed]) if whole else printed
        if self._surname_first and len(made) > 1:
            made = [made[-1], *made[:-1]]
        return " ".join(made) or None

    def _order(self) -> bool:
        """Whether ids of this file put the surname first: `PonthierAnnick` beside the printed `Annick Ponthier`."""
        seen = [0, 0]
        for who, speaker in self._printed.items():
            made, name = (readable_id(who) or "").lower().split(), (speaker.name or "").lower().split()
            if len(made) > 1 and sorted(made) == sorted(name):
                seen[made != name] += 1
        return seen[1] > seen[0]


def printed_speaker(label: str) -> Speaker:
    """Whom a label names: `01.02 Sammy Mahdi (CD&V):`, `De voorzitter:`, `Minister Van Dam:`."""
    outside, inside = split_label(_COUNTED.sub("", label.strip(), count=1))
    if is_chair(outside) or is_chair(inside):
        name = person_name(outside) if not is_chair(outside) else None
        return Speaker(name, inside if is_chair(inside) else outside, None, "chair")
    member = government_member(outside)
    if member and not re.match(r"(?:OF|FOR)\b", member.name or ""):
        return Speaker(person_name(member.name or ""), inside if is_office(inside) else member.role, None, "government")
    if is_office(inside):
        return Speaker(person_name(outside), inside, None, "government")
    if is_office(outside):
        return Speaker(None, outside, None, "government")
    return Speaker(person_name(outside), None, inside)


def _holds(element: "_Element", on: date | None) -> bool:
    """Whether it holds on a day, the last one where that is unknown; its dates may be months or years."""
    day = (on or date.max).isoformat()
    begins, ends = element.get("from") or "", element.get("to") or element.get("when") or ""
    return begins <= day and (not ends or day[: len(ends)] <= ends)


def _named(root: "_Element", name: str) -> Iterator["_Element"]:
    return (one for one in root.iter() if local_name(one) == name)


def _id(utterance: "_Element") -> str:
    return _reference(utterance.get("who") or "")


def _reference(pointer: str) -> str:
    """The id that the first of some pointers names: `#PonthierAnnick`, `people.xml#PonthierAnnick`."""
    return (pointer.split() or [""])[0].rpartition("#")[2]


def _short_name(organisation: "_Element") -> str | None:
    """The abbreviation of a party where it has one, else its name."""
    names = [one for one in organisation if local_name(one) == "orgName"]
    short = [one for one in names if one.get("full") in ("abb", "init", "no")]
    return next((line_text(one) for one in short or names), None)
