"""Of a debate, which is on many things, the passages that are on what a query asks, by those whom its filters name."""

from collections.abc import Sequence

from rag.library.catalogue import PassageRow
from rag.library.filters import Filters
from rag.records import Record

Close = Sequence[tuple[PassageRow, float | None]]
"""The passages of a record with their closeness to the query (cosine; null without a vector), in the order of the text."""

_SHARE = 0.5
"""A passage whose cosine is less than this share of that of the closest one in its debate is taken for one on something else.
Chosen by eye on fifteen queries over two sittings of the House of Commons; no measurement says that it is the best share."""


def speakers_meant(record: Record, filters: Filters) -> frozenset[str]:
    """The names of those whom the filters name among the speakers of a debate; none for any other record, or without such
    filters."""
    if record.kind != "debate":
        return frozenset()
    asking = (person for person in record.askers if filters.name_asker(person))
    answering = (person for person in record.addressees if filters.name_addressee(person))
    return frozenset(filter(None, (person.name or person.role for person in (*asking, *answering))))


def spoken_by(record: Record, passages: Close, speakers: frozenset[str]) -> Close:
    """The passages in which one of these speaks."""
    return [pair for pair in passages if record.parts[pair[0].part].speaker in speakers]


def on_it(record: Record, passages: Close, filters: Filters) -> Close:
    """The passages of a record that can be quoted in answer to a query: of a debate those nearly as close as its closest,
    and where the filters name somebody who speaks in it, theirs alone; of any other record all."""
    if record.kind != "debate":
        return passages
    best = max((close for _, close in passages if close is not None), default=0.0)
    least = min(best, _SHARE * best)
    near = [(row, close) for row, close in passages if close is None or close >= least]
    speakers = speakers_meant(record, filters)
    return spoken_by(record, near, speakers) if speakers else near
