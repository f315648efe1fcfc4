"""Reports of the Tweede Kamer in the XML of VLOS 2.0 (namespace `http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0`)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.markup import line_text, local_name, spaced_text
from ingest.offices import is_office
from ingest.sitting import Ids, Item, Sitting, Speaker, Standing, Turn, debate, oral_question
from ingest.xml import root_name, root_of
from rag.errors import ReadError
from rag.records import Record, Source
from rag.vocabulary import PartRole

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOUSES = {"tweede kamer": "tweede-kamer", "eerste kamer": "eerste-kamer"}
_GOVERNMENT = re.compile(r"minister|staatssecretaris|bewindspersoon", re.IGNORECASE)
_FACTS = frozenset(
    (
        *("titel", "onderwerp", "parlisid", "aanvangstijd", "eindtijd", "sluiting", "voortzetting", "markeertijdbegin"),
        *("markeertijdeind", "isdraad", "isvoorzitter", "zaken", "sprekers", "spreker"),
    )
)
"""Elements that describe what they stand in, and are no words of the report."""
_APART = {"alinea": "\n\n", "lijst": "\n", "nadruk": "", "alineaitem": "\n"}
_READ_OUT = "Motietekst"


class VlosReader:
    """Reads a report: a debate for each activity, an oral question for each subject of question time."""

    name = "vlos"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the root element is `vlosCoreDocument`."""
        return root_name(file) == "vlosCoreDocument"

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a report, in order. Raises ReadError where it has no meeting or no activity with words in it."""
        root = root_of(file)
        final = (root.get("status") or "").lower() == "gecorrigeerd"
        edition = None if final else ", ".join(filter(None, [root.get("soort"), root.get("status")])) or None
        found = False
        for meeting in _children(root, "vergadering"):
            sitting = _sitting(meeting, file, edition)
            chair = Speaker(role="voorzitter", standing="chair")
            ids = Ids()
            for activity in _children(meeting, "activiteit"):
                items, chair = _items(activity, chair)
                for item in items:
                    found = True
                    item.external_id = ids.distinct(item.external_id)
                    yield oral_question(sitting, item) if _is_question(activity, item) else debate(sitting, item)
        if not found:
            raise ReadError(f"{file.path}: a report of VLOS without words in any <activiteit>: is it the whole report?")


def _sitting(meeting: "_Element", file: SourceFile, edition: str | None) -> Sitting:
    house = (meeting.get("kamer") or "Tweede Kamer").lower()
    try:
        on = date.fromisoformat(_fact(meeting, "datum")[:10])
    except ValueError:
        on = None
    source = Source(path=file.path, sha256=file.sha256)
    return Sitting(_HOUSES.get(house, "tweede-kamer"), "nl", on, source, edition=edition)


def _items(activity: "_Element", chair: Speaker) -> tuple[list[Item], Speaker]:
    """The items of an activity that have words, and who is in the chair at its end. Question time has one for each heading
    under which people speak, everything else is one: the terms of a debate are no subjects."""
    item = Item(_title(activity), activity.get("objectid") or _title(activity))
    items = [item]
    walk = _Walk(chair, item.turns)
    for child in activity:
        own = _is_question_time(activity) and local_name(child) == "activiteithoofd" and any(True for _ in _speakers(child))
        if own:
            items.append(Item(_title(child) or item.title, child.get("objectid") or f"{item.external_id}-{len(items)}"))
        walk.turns = items[-1].turns if own else item.turns
        walk.add(child)
    for one in items:  # the heading comes again as the first words
        one.turns[:2] = [turn for turn in one.turns[:2] if turn.role != "note" or turn.text != one.title]
    subject = _fact(activity, "onderwerp")
    if item.turns and subject and subject != item.title:
        item.turns.insert(0, Turn(subject, role="context"))
    return [one for one in items if one.turns], walk.chair


def _is_question_time(activity: "_Element") -> bool:
    return "vragen" in (activity.get("soort") or "").lower()


def _is_question(activity: "_Element", item: Item) -> bool:
    return _is_question_time(activity) and any(turn.speaker and turn.speaker.standing == "member" for turn in item.turns)


class _Walk:
    """Adds the turns of an element in the order of the report."""

    def __init__(self, chair: Speaker, turns: list[Turn]) -> None:
        self.chair = chair
        self.turns = turns

    def add(self, element: "_Element", speaker: Speaker | None = None) -> None:
        name = local_name(element)
        if name == "tekst":
            self._text(element, speaker)
            return
        if name in _FACTS:
            if name == "sprekers" and "voorzitter" in (_parent(element).get("soort") or "").lower():
                self.chair = next((_speaker(one, chair=True) for one in element), self.chair)
            return
        if name in ("woordvoerder", "interrumpant"):
            speaker = self._named(element)
        elif not len(element):
            self._say(spaced_text(element, _APART), None)  # what this version of the format does not know is kept
        for child in element:
            self.add(child, speaker)

    def _named(self, element: "_Element") -> Speaker | None:
        chair = _fact(element, "isvoorzitter").lower() == "true"
        found = next((_speaker(one, chair=chair) for one in _children(element, "spreker")), None)
        if found and chair:
            self.chair = found
        return found

    def _text(self, element: "_Element", speaker: Speaker | None) -> None:
        """The words of a `tekst`: of whom its parent names, or of the chair where a label says so."""
        noted = local_name(_parent(element)) == "draadboekfragment"
        said = None if noted else speaker
        for block in element:
            read_out = block.get("type") == _READ_OUT
            if read_out:
                self._say(_paragraphs(block), speaker, "text")
                continue
            for paragraph in block if local_name(block) == "alineagroep" else [block]:
                if label := _label(paragraph):
                    said = self.chair if "voorzitter" in label.lower() else speaker or Speaker(role=label)
                self._say(_paragraphs(paragraph), said)

    def _say(self, text: str, speaker: Speaker | None, role: PartRole = "speech") -> None:
        if text:
            self.turns.append(Turn(text, speaker, None, "note" if role == "speech" and speaker is None else role))


def _label(paragraph: "_Element") -> str | None:
    """The name before the words of a turn, `De heer <nadruk type="Vet">Pechtold</nadruk> (D66):`, which is taken out."""
    first = next(iter(paragraph), None)
    if first is None or not any(local_name(one) == "nadruk" for one in first):
        return None
    words = spaced_text(first, _APART).strip()
    if not words.endswith(":"):
        return None
    paragraph.remove(first)
    return words.rstrip(":").strip()


def _paragraphs(element: "_Element") -> str:
    return spaced_text(element, _APART)


def _speaker(element: "_Element", *, chair: bool) -> Speaker:
    """A `spreker`: first name and surname as the report writes it, function, party."""
    function, party = _fact(element, "functie") or None, _fact(element, "fractie") or None
    governs = _GOVERNMENT.search(element.get("soort") or "") is not None or is_office(function)
    standing: Standing = "chair" if chair else "government" if governs else "member"
    role = "voorzitter" if chair else function if governs else None
    return Speaker(_name(element), role, party, standing)


def _name(element: "_Element") -> str | None:
    """`Sybrand van Haersma Buma`: the report's `Van Haersma Buma` behind the first name, that in brackets if there is one.
    The report writes a first name itself where there are two members of that surname."""
    surname, first = _fact(element, "verslagnaam") or _fact(element, "weergavenaam"), _fact(element, "voornaam")
    called = re.search(r"\(([^()]+)\)", first)
    first = called[1] if called else first
    if not first or surname.lower().startswith(first.lower()):
        return surname or first or None
    particle, _, rest = surname.partition(" ")
    if rest and not _fact(element, "achternaam").startswith(particle):
        surname = f"{particle.lower()} {rest}"
    return f"{first} {surname}".strip()


def _title(element: "_Element") -> str:
    return _fact(element, "titel") or _fact(element, "onderwerp")


def _fact(element: "_Element", name: str) -> str:
    """The text of a child, on one line."""
    return next((line_text(child) for child in _children(element, name)), "")


def _speakers(element: "_Element") -> Iterator["_Element"]:
    return (one for one in element.iter() if local_name(one) in ("woordvoerder", "interrumpant"))


def _children(element: "_Element", name: str) -> Iterator["_Element"]:
    return (child for child in element if local_name(child) == name)


def _parent(element: "_Element") -> "_Element":
    parent = element.getparent()
    return element if parent is None else parent
