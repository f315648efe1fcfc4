"""Conditions on records: who asked or answered, when, about what. Resolved in the catalogue, never in an index."""

import re
import unicodedata
from datetime import date
from typing import Literal

from pydantic import Field
from sqlalchemy import ColumnElement, and_, exists, select

from rag.library.schema import people, records, themes
from rag.records import Frozen
from rag.vocabulary import Kind, Status

_WORD = re.compile(r"[^\W_]+")


def fold(text: str | None) -> str:
    """Lower case without accents or punctuation, words between single spaces: `N-VA` gives ` n va `."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(bare.casefold()))} "


class AppliedFilter(Frozen):
    """One condition as shown to the user, and whether the user gave it or the query's own words did."""

    field: str
    value: str
    origin: Literal["given", "understood"] = "given"


class Filters(Frozen):
    """Any combination; a field left null does not restrict. Dates are inclusive and mean `asked_on`."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    asker: str | None = None
    party: str | None = None
    minister: str | None = None
    department: str | None = None
    parliament: str | None = None
    kind: Kind | None = None
    language: str | None = None
    theme: str | None = None
    status: Status | None = None

    def applied(self) -> tuple[AppliedFilter, ...]:
        """The conditions in force, as they are shown to the user."""
        given = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return tuple(AppliedFilter(field=field, value=value) for field, value in given.items())

    def clause(self) -> ColumnElement[bool] | None:
        """The condition on the table `records`, null where nothing restricts."""
        conditions = [
            *([records.c.asked_on >= self.first] if self.first else []),
            *([records.c.asked_on <= self.last] if self.last else []),
            *([_person("asker", _words(people.c.name, self.asker))] if self.asker else []),
            *([_person("asker", people.c.party == fold(self.party))] if self.party else []),
            *([_person("addressee", _words(people.c.name + people.c.role, self.minister))] if self.minister else []),
            *([_person("addressee", _part_of(people.c.role, self.department))] if self.department else []),
            *([_theme(self.theme)] if self.theme else []),
        ]
        for field in ("parliament", "kind", "language", "status"):
            if value := getattr(self, field):
                conditions.append(records.c[field] == value)
        return and_(*conditions) if conditions else None


def _words(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """Every word of the filter is there, in any order of names."""
    return and_(*(column.contains(f" {word} ", autoescape=True) for word in fold(wanted).split()))


def _part_of(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return column.contains(fold(wanted).strip(), autoescape=True)


def _person(capacity: str, match: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(people.c.record == records.c.seq, people.c.capacity == capacity, match))


def _theme(wanted: str) -> ColumnElement[bool]:
    return exists(select(1).where(themes.c.record == records.c.seq, _part_of(themes.c.theme, wanted)))
