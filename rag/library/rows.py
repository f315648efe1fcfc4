"""How records and passages become rows of `library.db`."""

import hashlib
from typing import Any

from rag.library.filters import fold
from rag.records import Passage, Person, Record

RECORD_COLUMNS = {
    "id",
    "external_id",
    "parliament",
    "kind",
    "number",
    "title",
    "asked_on",
    "answered_on",
    "language",
    "status",
}


def family_key(record: Record) -> str:
    """Records that name the same list of ministers and numbers, their own among them, share this key; so do others whose
    questions are word for word the same, whoever was asked and when. A debate shares its key with nothing: days have the same
    headings, and their shortest debates the same words."""
    if record.kind == "debate":
        return hashlib.sha256(record.id.encode()).hexdigest()
    same = {(r.number, fold(r.person)) for r in record.references if r.number and r.person and r.on == record.asked_on}
    if len(same) > 1 and record.number in {number for number, _ in same}:
        return hashlib.sha256(repr((record.parliament, record.asked_on, sorted(same))).encode()).hexdigest()
    asked = [record.quote(part) for part in record.parts if part.role in {"context", "question"}] or [record.text]
    return hashlib.sha256(fold(" ".join([record.title or "", *asked])).encode()).hexdigest()


def same_content(old: str, new: str) -> bool:
    """Equal but for where the file lay: the same content at another path is not a change, nor is a field that records have
    got since and that says nothing new."""
    before, after = (Record.model_validate_json(document).model_copy(update={"source": None}) for document in (old, new))
    return before == after


def person_row(seq: int, capacity: str, person: Person) -> dict[str, Any]:
    return {
        "record": seq,
        "capacity": capacity,
        "name": fold(person.name),
        "role": fold(person.role),
        "party": fold(person.party),
    }


def passage_row(seq: int, record: Record, passage: Passage) -> dict[str, Any]:
    return {
        "record": seq,
        "n": passage.n,
        "part": passage.part,
        "role": record.parts[passage.part].role,
        "first": passage.start,
        "last": passage.end,
        "embedded": passage.embedded,
        "embedded_sha": embedded_sha(passage),
    }


def embedded_sha(passage: Passage) -> str:
    """The key of a passage's vector: equal texts share one."""
    return hashlib.sha256(passage.embedded.encode()).hexdigest()
