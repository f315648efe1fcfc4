"""Records that a query names: `vraag 204`, `question n° 392 du 25 août 2020`, an id. They are what is looked for, and come
first."""

from collections.abc import Sequence
from datetime import date

from rag.dates import date_of
from rag.library.index import Selection
from rag.library.library import Library
from rag.library.numbered import identified, numbered
from rag.question_numbers import BARE, NUMBERED, QUESTION
from rag.search.ranking import Meaning, Ranking, passages_of
from rag.search.rerank import Order


def records_named(library: Library, query: str) -> list[int]:
    """The keys of the records that a query names, newest first: numbers repeat for each minister and session.

    A number within a sentence has to be called a question's: by `nr.`, by a date or a person, or by being no short one.
    A number that no record has names none.
    """
    # A command line passes bytes that are no text on as half characters, which no database takes.
    query = query.encode(errors="replace").decode().strip(" \t\n?!.,;:")
    with library.catalogue.engine.connect() as connection:
        if found := identified(connection, query):
            return found
        whole = QUESTION.fullmatch(query) or NUMBERED.fullmatch(query)
        for match in [whole] if whole else QUESTION.finditer(query):
            groups = match.groupdict()
            said = any(groups.get(name) for name in ("written", "written2", "no", "day", "day2", "person"))
            if whole or said or BARE.fullmatch(match["number"]):
                # A date without a year says nothing here: a text has a date of its own, a query has none.
                on: date | None = date_of(match, None)
                person = match["person"] or match["person2"]
                if found := numbered(connection, match["number"], on=on, person=person):
                    return found
    return []


def with_named(
    library: Library,
    ranking: Ranking,
    order: Order,
    meaning: Meaning | None,
    named: Sequence[int],
    allowed: Selection | None,
) -> tuple[Ranking, Order]:
    """A ranking and its order with the allowed ones of the named records before all others, in their order."""
    named = [record for record in named if allowed is None or record in allowed]
    if not named:
        return ranking, order
    passages = passages_of(library, named, meaning)
    top = max(order.scores.values(), default=0.0)
    best = {
        record: min(own, key=lambda pair: (1.0 if pair[1] is None else -pair[1], pair[0].seq))[0]
        for record, own in passages.items()
        if own
    }
    first = {record: top + len(named) - n for n, record in enumerate(named) if record in best}
    scores = dict.fromkeys((row.seq for row in best.values()), max(ranking.scores.values(), default=0.0) + 1)
    ranking = Ranking({**ranking.rows, **{row.seq: row for row in best.values()}}, {**ranking.scores, **scores})
    return ranking, Order(
        {**first, **{record: order.scores[record] for record in order.scores if record not in first}}, order.matches
    )
