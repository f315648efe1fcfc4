"""Which records filters leave: as a condition in SQL, and as the keys that the indexes are searched with."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import JSON, ColumnElement, Engine, Select, String, cast, func, select, type_coerce

from rag.library.filters import Filters
from rag.library.index import Selection
from rag.library.schema import passages, records

_KEPT = 16


def condition(filters: Filters, among: Selection | None = None) -> ColumnElement[bool] | None:
    """What filters and a selection ask of the table `records`; null where nothing restricts."""
    clause = filters.clause()
    if among is None:
        return clause
    inside = records.c.seq.in_(_keys(among.records.tolist()))
    return inside if clause is None else inside & clause


def owning(engine: Engine, keys: Sequence[int]) -> Selection:
    """The records of these passages."""
    query = select(passages.c.record).distinct().where(passages.c.seq.in_(_keys(keys)))
    with engine.connect() as connection:
        return Selection(connection.execute(query).scalars().all())


def _keys(keys: Sequence[int]) -> Select[tuple[int]]:
    """Keys as one value: there may be more of them than a statement can have parameters."""
    each = func.json_each(type_coerce(list(keys), JSON)).table_valued("value")
    return select(each.c.value)


class Selections:
    """The records that filters leave, kept until the catalogue moves on: who asks one question of a minister asks more of
    them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._selected = lru_cache(maxsize=_KEPT)(self._select)

    def matching(self, revision: str | None, filters: Filters, exclude: Iterable[str] = ()) -> Selection | None:
        """The records that filters allow at a revision, less the excluded ids; null where nothing restricts."""
        out = tuple(exclude)
        return self._selected(revision, filters, out) if out or filters.clause() is not None else None

    def _select(self, _revision: str | None, filters: Filters, out: tuple[str, ...]) -> Selection:
        # As one text: a library of a million passages has more than a hundred thousand records, and rows of their own
        # would take longer than everything else.
        query = select(func.aggregate_strings(cast(records.c.seq, String), ","))
        if (clause := filters.clause()) is not None:
            query = query.where(clause)
        if out:
            query = query.where(records.c.id.not_in(out), func.coalesce(records.c.external_id, "").not_in(out))
        with self._engine.connect() as connection:
            keys = connection.execute(query).scalar() or ""
        return Selection(np.fromstring(keys, dtype=np.int64, sep=",") if keys else ())
