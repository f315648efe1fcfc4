"""What parlparse's identifiers say: `uk.org.publicwhip/wrans/2009-10-26a.294961.q0` names a collection, a day with the letter
of its edition, and a place in it (https://parser.theyworkforyou.com/hansard.html)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_COLLECTION = re.compile(r"uk\.org\.publicwhip/([a-z]+)/")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[a-z]*(?=\.)")
"""A day with its edition. A bill committee's identifier holds two days, that of the bill and then that of the sitting."""

_NUMBER = re.compile(r"\.([A-Z\d]*[A-Z]-?\d+|\d+)\.q\d+\Z")
SCOTTISH_NUMBER = re.compile(r"\bS\d[A-Z]-\d{1,6}\b")
"""The number of a question of the Scottish Parliament. The session is in it, so that it is an identifier: it names one
question for good, where the Houses of Westminster begin anew each session."""

_IN_LORDS = re.compile(r"/lord/|\AHL\d|/ld\d{6}/")
_PARLIAMENTS = {
    "debate": "uk-commons",
    "westminhall": "uk-commons",
    "standing": "uk-commons",
    "lords": "uk-lords",
    "ni": "ni-assembly",
    "spor": "scottish-parliament",
    "spwa": "scottish-parliament",
}
_OF_EITHER_HOUSE = frozenset(["wrans", "wms"])


def collection_of(gid: str) -> str | None:
    """The collection that an identifier belongs to: `debate`, `wrans`, `spwa`."""
    found = _COLLECTION.match(gid)
    return found[1] if found else None


def lasting(gid: str) -> str:
    """The identifier without the letter of its edition: a day that is published again keeps its records."""
    return _DAY.sub(r"\1", gid)


def redirects(root: "_Element") -> dict[str, list[str]]:
    """For each identifier without its kind (`...2009-10-29.295056`) those that lead to it in a file: the further numbers of a
    question lead to the first."""
    found: dict[str, list[str]] = {}
    for element in root.iterfind("gidredirect"):
        old, new = (lasting(element.get(name, "")).rpartition(".")[0] for name in ("oldgid", "newgid"))
        if old and new and old != new:
            found.setdefault(new, []).append(old)
    return found


def other_ids(gid: str, leading: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What else leads to the record of an identifier: the identifier in this edition of its day and in those before it, which
    change the letter alone, and what is redirected to it, as identifier and as number."""
    stem, _, kind = lasting(gid).rpartition(".")
    old = leading.get(stem, ())
    edition = _DAY.search(gid)
    letters = re.sub(r"[^a-z]", "", edition[0]) if edition else ""
    earlier = range(ord("a"), ord(letters) + 1) if len(letters) == 1 else ()
    editions = [_DAY.sub(rf"\g<1>{chr(letter)}", gid) for letter in earlier] or [gid]
    return tuple(filter(None, [*editions, *(f"{one}.{kind}" for one in old), *(one.rpartition(".")[2] for one in old)]))


def day_of(gid: str) -> date | None:
    """The day of an identifier, null where it holds none that exists."""
    try:
        return date.fromisoformat(_DAY.findall(gid)[-1])
    except (IndexError, ValueError):
        return None


def number_of(question: "_Element") -> str | None:
    """The number of a question: of its element, of its paragraph, else of its identifier."""
    paragraph = next((p.get("qnum") for p in question if p.get("qnum")), None)
    found = _NUMBER.search(question.get("id", ""))
    return question.get("spid") or paragraph or (found[1] if found else None)


def parliament_of(collection: str | None, elements: "list[_Element]") -> str | None:
    """The parliament of a collection, null for one that is not known. Written answers and statements have the same
    identifiers in both Houses; members, numbers or addresses of the Lords tell them apart."""
    if collection not in _OF_EITHER_HOUSE:
        return _PARLIAMENTS.get(collection or "")
    marks = (mark for e in elements for mark in (e.get("speakerid"), e.get("url"), number_of(e)) if mark)
    return "uk-lords" if any(_IN_LORDS.search(mark) for mark in marks) else "uk-commons"
