"""The items of a sitting in parlparse's files: each lowest heading under which something stands, with what stands there."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ingest.draft import Draft
from ingest.markup import element_text, local_name
from ingest.readers.parlparse_ids import day_of, lasting
from ingest.readers.parlparse_people import Voice, voice_of
from ingest.readers.parlparse_text import display_department, division_text, heading_text, runs
from rag.records import Part
from rag.vocabulary import PartRole

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = frozenset(["oral-heading", "major-heading", "minor-heading", "bill"])
_ELSEWHERE = frozenset(["ques", "reply", "gidredirect", "source"])
_PART_OF_A_BILL = re.compile(r"(?:New )?(?:Clause|Schedule|Amendment)s? \w+\b|(?:Long )?Title\Z|Preamble\Z", re.IGNORECASE)
_OF_ANY_DEPARTMENT = re.compile(r"Topical Questions?\Z|Engagements\Z", re.IGNORECASE)


@dataclass
class SittingItem:
    """A heading and what stands below it. `heading` is null for what stands before the first one, `department` who is asked
    at question time."""

    title: str = ""
    heading: "_Element | None" = None
    department: str | None = None
    elements: "list[_Element]" = field(default_factory=list)

    @property
    def speeches(self) -> "list[tuple[_Element, Voice]]":
        """What is said by somebody who is named."""
        heard = [(e, voice) for e in self.elements if local_name(e) == "speech" and (voice := voice_of(e))]
        return [(element, voice) for element, voice in heard if not voice.is_crowd]

    def draft(self) -> Draft:
        """A record to be filled, with the title in it."""
        draft = Draft()
        draft.add_part("title", self.title, one_line=True)
        return draft


def sitting_items(root: "_Element") -> Iterator[SittingItem]:
    """The items of a sitting in order. What nobody says under a heading (`Motion made`) goes with the first item below it."""
    repeated = {text for text, times in Counter(heading_text(e) for e in root if _is_heading(e)).items() if times > 1}
    item = SittingItem()
    above, bill, whole_bill, in_questions, asked = "", "", "", False, False
    for element in root:
        kind = local_name(element)
        if kind in _HEADINGS:
            text = heading_text(element)
            is_lowest = kind == "minor-heading"
            carried = item.elements if _opens(item, element) else []
            if not carried and item.elements:
                yield item
            whole_bill = text if kind == "bill" else whole_bill
            in_questions = kind == "oral-heading" or (in_questions and kind != "bill")
            if not is_lowest:
                above, asked = text, False
            parent = ""
            if _PART_OF_A_BILL.match(text):
                parent = whole_bill or bill
            elif is_lowest and (_OF_ANY_DEPARTMENT.match(text) or (text in repeated and not asked)):
                parent = display_department(above)  # not of what follows question time: it is not the department's
            else:
                bill = text
            title = f"{parent}: {text}" if parent and parent != text else text
            item = SittingItem(title, element, above if in_questions else None, carried)
        elif kind == "division" or (kind not in _ELSEWHERE and "".join(element.itertext()).strip()):
            item.elements.append(element)
            asked = asked or is_numbered(element)
    if item.elements:
        yield item


def is_numbered(element: "_Element") -> bool:
    """Whether this is a question put at question time."""
    return bool(element.get("oral-qnum") or any(p.get("qnum") for p in element))


def _is_heading(element: "_Element") -> bool:
    return local_name(element) in _HEADINGS


def _opens(item: SittingItem, following: "_Element") -> bool:
    """Whether nobody speaks in an item, and it stands above the following heading, or before all."""
    if item.speeches:
        return False
    if item.heading is None or not item.heading.get("id"):
        return True
    return local_name(following) == "minor-heading" and local_name(item.heading) != "minor-heading"


def add_turn(draft: Draft, element: "_Element", voice: Voice | None, role: PartRole, **more: Any) -> list[Part]:
    """Add what stands in an element: words of somebody named with that role, and as notes stage directions (in italics), what
    a crowd calls out, votes, and what else there is. The parts with the role."""
    first = len(draft.parts)
    if local_name(element) != "speech":
        draft.add_part("note", division_text(element) if local_name(element) == "division" else element_text(element))
        return []
    for is_direction, words in runs(element, "italic", and_behind="indent"):  # `Resolved,` and then what
        is_own = not is_direction or words.lstrip()[:1].islower()  # `rose`, and not `Question put and agreed to.`
        spoken = voice is not None and not voice.is_crowd and not is_direction
        speaker = voice.shown if voice and is_own else None
        draft.add_part(role if spoken else "note", words, language="en", speaker=speaker, **(more if spoken else {}))
    return [part for part in draft.parts[first:] if part.role == role]


def facts_of(element: "_Element") -> dict[str, Any]:
    """What a heading or speech says about the record that it opens."""
    gid, url = element.get("id", ""), element.get("url") or ""
    return {"external_id": lasting(gid) or None, "asked_on": day_of(gid), "url": url if url.startswith("http") else None}
