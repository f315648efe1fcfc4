"""What a search returns. The field names are the JSON contract of `hemicycle search --json`."""

from datetime import date
from typing import Literal

from rag.library.filters import AppliedFilter
from rag.records import Frozen, Person
from rag.vocabulary import Kind, PartRole

Mode = Literal["hybrid", "dense", "words"]


class PartLabel(Frozen):
    """Which part of a record an excerpt comes from. `function` are the functions and the party of the speaker, as far as the
    record has them; `government` tells whether a government speaks."""

    role: PartRole
    labels: tuple[str, ...]
    speaker: str | None
    function: str | None
    government: bool


class Excerpt(Frozen):
    """A passage with its place: `text` equals `record.text[start:end]`; pages count from 1."""

    passage: str
    part: PartLabel
    text: str
    start: int
    end: int
    page: int | None


class FamilyMember(Frozen):
    """Another record with the same question or nearly the same (to another minister, or asked again), or one that only refers
    to the answer in this one."""

    record: str
    external_id: str | None
    number: str | None
    addressees: tuple[Person, ...]


class Hit(Frozen):
    """A record found, with its best passage and that passage's counterpart (an answer for a question and vice
    versa; a turn of a debate has none)."""

    rank: int
    score: float
    record: str
    external_id: str | None
    kind: Kind
    parliament: str
    number: str | None
    title: str | None
    asked_on: date | None
    answered_on: date | None
    askers: tuple[Person, ...]
    addressees: tuple[Person, ...]
    language: str | None
    url: str | None
    passage: str
    part: PartLabel
    text: str
    start: int
    end: int
    page: int | None
    counterpart: Excerpt | None
    family: tuple[FamilyMember, ...]


class SearchResult(Frozen):
    """The hits of one query, best first; `took_ms` includes embedding the query, not start-up."""

    query: str
    language: str | None
    mode: Mode
    filters: tuple[AppliedFilter, ...]
    took_ms: float
    hits: tuple[Hit, ...]
