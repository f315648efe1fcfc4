"""How long answers take: days from question to answer, for each minister, theme and so on."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, String, cast, func, or_, select

from rag.library.catalogue import Catalogue
from rag.library.facets import MOST
from rag.library.filters import Filters
from rag.library.schema import records
from rag.library.selections import condition
from rag.library.terms import late, term_of
from rag.library.values import Several, as_written, holding
from rag.records import Record
from rag.vocabulary import QUESTIONS

_OPEN = ("unanswered", "postponed")
"""Status of a record that still waits for its answer where it has no day of one."""

_AT_ONCE = 10_000
"""Records by key in one statement, which cannot have parameters without end."""


@dataclass(frozen=True, slots=True)
class Times:
    """Some records: the days that the answers took (n,) int64 ascending, how many of these came late; the days that open
    questions have waited (m,) int64 ascending until the library's last day, how many of these longer than the term."""

    days: np.ndarray
    late: int
    waiting: np.ndarray
    overdue: int

    @property
    def median(self) -> float | None:
        return self._percentile(50)

    @property
    def ninetieth(self) -> float | None:
        """Nine of ten answers took no longer."""
        return self._percentile(90)

    def _percentile(self, share: int) -> float | None:
        return float(np.percentile(self.days, share)) if len(self.days) else None


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Times of all records and of the values with most records, these first. Left out are `undated` records (answered, or
    with no status, without both days) and `reversed` ones, answered before they were asked as their dates have it. `until`
    is the last day in the library: open questions have waited until then."""

    all: Times
    each: tuple[tuple[str, Times], ...]
    undated: int
    reversed: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Late:
    """A record whose answer came after the term, in so many days; or one that is `open`, having waited so many until the
    library's last day."""

    record: Record
    days: int
    open: bool


@dataclass(frozen=True, slots=True)
class _Days:
    """Records by row: their keys, whether they are answered (else open), days passed, whether beyond the term."""

    seqs: np.ndarray
    answered: np.ndarray
    days: np.ndarray
    late: np.ndarray

    def times(self, rows: np.ndarray) -> Times:
        answered, waiting = rows[self.answered[rows]], rows[~self.answered[rows]]
        return Times(
            np.sort(self.days[answered]),
            int(self.late[answered].sum()),
            np.sort(self.days[waiting]),
            int(self.late[waiting].sum()),
        )


def answer_times(catalogue: Catalogue, by: Several, filters: Filters, *, term: int | None = None) -> AnswerTimes:
    """How long the answers to the records that filters leave took, by a value that a record can have several of.

    `term` are the days after which an answer is late; without it each parliament's own (`rag.library.terms`).
    """
    with catalogue.engine.connect() as connection:
        until = _last_day(connection)
        days, undated, backwards = _days(connection, filters, until, term)
        groups = _groups(connection, by, filters, days.seqs)
        most = sorted(groups, key=lambda folded: (-len(groups[folded]), folded))[:MOST]
        written = as_written(connection, by, {folded: int(days.seqs[groups[folded][-1]]) for folded in most})
    each = [(written[folded], days.times(groups[folded])) for folded in most]
    return AnswerTimes(days.times(np.arange(len(days.seqs))), tuple(each), undated, backwards, until)


def late_ones(
    catalogue: Catalogue, filters: Filters, *, term: int | None = None, limit: int | None = None
) -> tuple[Late, ...]:
    """The records that filters leave whose answer came after the term or is overdue, those that took longest first; `term`
    as for `answer_times`."""
    with catalogue.engine.connect() as connection:
        days, _, _ = _days(connection, filters, _last_day(connection), term)
    rows = np.flatnonzero(days.late)
    rows = rows[np.argsort(-days.days[rows], kind="stable")][:limit]
    found = dict[int, Record]()
    for start in range(0, len(rows), _AT_ONCE):
        found |= catalogue.records_by_seq(days.seqs[rows[start : start + _AT_ONCE]].tolist())
    return tuple(Late(found[int(days.seqs[n])], int(days.days[n]), not days.answered[n]) for n in rows)


def _last_day(connection: Connection) -> date | None:
    """The last day of the whole library: it says how things stood then, not today."""
    days = connection.execute(select(func.max(records.c.asked_on), func.max(records.c.answered_on))).one()
    return max((day for day in days if day), default=None)


def _days(connection: Connection, filters: Filters, until: date | None, term: int | None) -> tuple[_Days, int, int]:
    # Days as texts: to make objects of them first takes longer than all the rest.
    days = (cast(records.c[name], String).label(name) for name in ("asked_on", "answered_on"))
    query = select(records.c.seq, *days, records.c.status, records.c.parliament).order_by(records.c.seq)
    # What is asked aloud is answered on the spot, unless its source gives the day.
    awaits = or_(records.c.kind != "oral-question", records.c.answered_on.is_not(None))
    query = query.where(records.c.kind.in_(QUESTIONS), awaits)
    if (kept := condition(filters)) is not None:
        query = query.where(kept)
    rows = connection.execute(query).all()
    dated = [row for row in rows if row.asked_on and (row.answered_on or row.status in _OPEN)]
    asked = np.array([row.asked_on for row in dated], dtype="datetime64[D]")
    ended = np.array([row.answered_on or until for row in dated], dtype="datetime64[D]")
    over = np.zeros(len(dated), dtype=np.bool_)
    parliaments = np.array([row.parliament for row in dated], dtype=np.str_)
    for parliament in np.unique(parliaments):
        own = parliaments == parliament
        over[own] = late(asked[own], ended[own], term_of(str(parliament), term))
    passed = (ended - asked).astype(np.int64)
    forwards = passed >= 0
    found = _Days(
        np.array([row.seq for row in dated], dtype=np.int64)[forwards],
        np.array([row.answered_on is not None for row in dated], dtype=np.bool_)[forwards],
        passed[forwards],
        over[forwards],
    )
    return found, len(rows) - len(dated), int((~forwards).sum())


def _groups(connection: Connection, by: Several, filters: Filters, seqs: np.ndarray) -> dict[str, np.ndarray]:
    """For each folded value the rows of `seqs` (ascending) that have it, ascending and each once."""
    held = holding(by)
    query = select(held.value, held.owner).where(held.own)
    if (kept := condition(filters)) is not None:
        query = query.where(held.owner.in_(select(records.c.seq).where(kept)))
    numbers = dict[str, int]()
    found = [(numbers.setdefault(name, len(numbers)), owner) for name, owner in connection.execute(query)]
    which, owners = np.array(found, dtype=np.int64).reshape(-1, 2).T
    there = np.isin(owners, seqs)
    pairs = np.unique(np.stack([which[there], np.searchsorted(seqs, owners[there])], axis=1), axis=0)
    values, starts = np.unique(pairs[:, 0], return_index=True)
    names = list(numbers)
    return {names[n]: rows for n, rows in zip(values, np.split(pairs[:, 1], starts[1:]), strict=False)}
