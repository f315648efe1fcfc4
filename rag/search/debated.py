"""Of a debate, which is on many things, the passages that are on what a query asks, by those whom its filters name."""

import math

from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Record
from rag.search.ranking import Close, Meaning, likeness

_SIDE, _WAY = 1 / 3, 0.6
"""A debate is everywhere a little like a query: words of its title, or one short word, match all of it. A government, or the
others, speak on what is asked where the likest they say is this part of the way from there to the likest of all; and with it
what is that part of the way to it.

On 41 questions over seven debates in which a government speaks, where words say what is on them: of its passages that count
79 in 100 are on the question, of the quotations 82 (half of the closest cosine as the least: 42 and 76). In none is it left
out (one measure for both sides, halfway: in 2). Both numbers were chosen on these same questions. In five more, on which the
government says nothing, it is quoted all the same, with what comes nearest."""

_ANYWHERE, _SO_MANY = 0.25, 5
"""How like a query a passage is that is on something else, and as how many of them that counts: a short debate says little of
what it is like everywhere."""


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


def on_it(library: Library, record: Record, passages: Close, meaning: Meaning | None, filters: Filters) -> Close:
    """The passages of a record that can be quoted in answer to a query: of a debate those that are on it, and where the
    filters name somebody who speaks in it, theirs alone; of any other record all. What has no vector yet may be on it."""
    if record.kind != "debate":
        return passages
    near = _nearest(library, record, passages, meaning) if meaning else passages
    speakers = speakers_meant(record, filters)
    return spoken_by(record, near, speakers) if speakers else near


def _nearest(library: Library, record: Record, passages: Close, meaning: Meaning) -> Close:
    like = likeness(library, passages, meaning)
    side = [record.by_government(record.parts[row.part]) for row, _ in passages]
    known = [(own, who) for own, who, (_, close) in zip(like, side, passages, strict=True) if close is not None]
    everywhere = (sum(own for own, _ in known) + _ANYWHERE * _SO_MANY) / (len(known) + _SO_MANY)
    likest = {who: max((own for own, whose in known if whose == who), default=everywhere) for who in (True, False)}
    on = everywhere + _SIDE * (max(likest.values()) - everywhere)
    least = {who: everywhere + _WAY * (best - everywhere) if best >= on else math.inf for who, best in likest.items()}
    return [pair for own, who, pair in zip(like, side, passages, strict=True) if pair[1] is None or own >= least[who]]
