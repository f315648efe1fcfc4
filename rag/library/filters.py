"""Conditions on records: who asked or answered, when, about what. Resolved in the catalogue, never in an index."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import add
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from sqlalchemy import ColumnElement, and_, not_, or_, select

from rag.library.schema import people, records, themes
from rag.records import Frozen, Person
from rag.vocabulary import FILTERS, Kind, Status

_WORD = re.compile(r"[^\W_]+")

# Letters that Unicode does not take apart, as people without them on their keyboard write them.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"})


def fold(text: str | None) -> str:
    """Lower case without accents or punctuation, words between single spaces: `N-VA` gives ` n va `."""
    text = text or ""
    if text.isascii():  # a tenth of the time, and most of most texts
        return f" {' '.join(_WORD.findall(text.lower()))} "
    # Case goes first: a capital can fold into letters that still carry an accent.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(bare.translate(_PLAIN)))} "


def _wordy(value: str) -> str:
    """A filter of punctuation alone would hold for everybody or nobody: it is a mistake, and said to be one."""
    if not fold(value).strip():
        raise ValueError("no letter or digit in it")
    return value


LONGEST = 600
"""Characters of a filter: the longest functions of ministers have some two hundred."""

MOST_WITHOUT = 100
"""Ministers who can be left out at once."""

Wanted = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_wordy)]
"""A text to filter by: at least one letter or digit."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(value: object) -> object:
    """Numbers are no dates: they would count as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO.fullmatch(value)):
        return value
    raise ValueError("give a date such as 2021-02-19")


Day = Annotated[date, BeforeValidator(_iso)]


PERIOD = frozenset({"from", "to"})
"""The days of a period are one condition: who gives or leaves out one of them means both."""


def together(fields: Iterable[str]) -> frozenset[str]:
    """These fields, with what is one condition with them."""
    named = frozenset(fields)
    return named | PERIOD if named & PERIOD else named


class AppliedFilter(Frozen):
    """One condition as shown to the user, and whether the user gave it, the query's own words did, or the conversation."""

    field: str
    value: str
    origin: Literal["given", "understood", "carried"] = "given"


class Filters(Frozen):
    """Any combination; a field left null does not restrict. Dates are inclusive and mean `asked_on`. `without` names
    ministers whose records are left out, matched as `minister` is. Words of a name and a part of a function or theme will
    do; in double quotes (`whole`) each means that name, function or theme and no longer one."""

    first: Day | None = Field(default=None, alias="from", description=FILTERS["from"])
    last: Day | None = Field(default=None, alias="to", description=FILTERS["to"])
    asker: Wanted | None = Field(default=None, description=FILTERS["asker"])
    party: Wanted | None = Field(default=None, description=FILTERS["party"])
    minister: Wanted | None = Field(default=None, description=FILTERS["minister"])
    department: Wanted | None = Field(default=None, description=FILTERS["department"])
    parliament: Wanted | None = Field(default=None, description=FILTERS["parliament"])
    kind: Kind | None = Field(default=None, description=FILTERS["kind"])
    language: Wanted | None = Field(default=None, description=FILTERS["language"])
    theme: Wanted | None = Field(default=None, description=FILTERS["theme"])
    status: Status | None = Field(default=None, description=FILTERS["status"])
    without: tuple[Wanted, ...] | None = Field(default=None, max_length=MOST_WITHOUT, description=FILTERS["without"])

    def values(self) -> dict[str, Any]:
        """The fields that restrict, under the names of the command line."""
        return self.model_dump(by_alias=True, exclude_none=True)

    def options(self) -> list[str]:
        """The filters as they are given on the command line: `["--from", "2021-01-01", "--without", "Jan Jambon"]`."""
        given = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        several = [(name, each) for name, value in given.items() for each in (value if isinstance(value, list) else [value])]
        return [word for name, value in several for word in (f"--{name}", value)]

    def applied(self) -> tuple[AppliedFilter, ...]:
        """The conditions in force, as they are shown to the user."""
        given = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return tuple(AppliedFilter(field=field, value=_shown(value)) for field, value in given.items())

    def name_asker(self, person: Person) -> bool:
        """Whether these filters name somebody who asked, as `clause` has it."""
        named = [_fits(self.asker, person.name)] if self.asker else []
        named += [fold(person.party) == fold(self.party)] if self.party else []
        return bool(named) and all(named)

    def name_addressee(self, person: Person) -> bool:
        """Whether these filters name somebody who was asked, as `clause` has it."""
        named = [_fits(self.minister, person.name, person.role)] if self.minister else []
        if self.department:
            whole = fold(person.role) == fold(self.department)
            named.append(whole if _is_whole(self.department) else fold(self.department).strip() in fold(person.role))
        return bool(named) and all(named)

    def clause(self) -> ColumnElement[bool] | None:
        """The condition on the table `records`, null where nothing restricts."""
        conditions = [
            *([records.c.asked_on >= self.first] if self.first else []),
            *([records.c.asked_on <= self.last] if self.last else []),
            *([_person("asker", _words(self.asker, people.c.name))] if self.asker else []),
            *([_person("asker", people.c.party == fold(self.party))] if self.party else []),
            *([_person("addressee", _words(self.minister, people.c.name, people.c.role))] if self.minister else []),
            *([_person("addressee", _part_of(people.c.role, self.department))] if self.department else []),
            *([_theme(self.theme)] if self.theme else []),
            *(not_(_person("addressee", _words(each, people.c.name, people.c.role))) for each in self.without or ()),
        ]
        for field in ("parliament", "kind", "language", "status"):
            if value := getattr(self, field):
                conditions.append(records.c[field] == value)
        return and_(*conditions) if conditions else None


def _shown(value: str | list[str]) -> str:
    """A value as people read it; several in a row."""
    return value if isinstance(value, str) else "; ".join(value)


def whole(value: str) -> str:
    """A name, function or theme as a filter that nothing longer passes: in double quotes."""
    return f'"{value}"'


def _is_whole(wanted: str) -> bool:
    return len(wanted) > 2 and wanted[0] == wanted[-1] == '"'


def _words(wanted: str, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    """Every word of the filter is there, in any order of names."""
    if _is_whole(wanted):
        return or_(*(column == fold(wanted) for column in columns))
    together = reduce(add, columns)
    return and_(*(together.contains(f" {word} ", autoescape=True) for word in fold(wanted).split()))


def _fits(wanted: str, *texts: str | None) -> bool:
    """As `_words`, of texts at hand."""
    if _is_whole(wanted):
        return fold(wanted) in map(fold, texts)
    together = "".join(map(fold, texts))
    return all(f" {word} " in together for word in fold(wanted).split())


def _part_of(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    if _is_whole(wanted):
        return column == fold(wanted)
    return column.contains(fold(wanted).strip(), autoescape=True)


# Not `EXISTS`: that is asked for each record, and a sub-query on its own goes through the people once.
def _person(capacity: str, match: ColumnElement[bool]) -> ColumnElement[bool]:
    return records.c.seq.in_(select(people.c.record).where(people.c.capacity == capacity, match))


def _theme(wanted: str) -> ColumnElement[bool]:
    return records.c.seq.in_(select(themes.c.record).where(_part_of(themes.c.theme, wanted)))
