"""Records that are not on a topic and still belong in its briefing."""

from collections.abc import Mapping, Sequence

from rag.answer.reference import formal_reference
from rag.briefing.briefing import Related
from rag.library.library import Library
from rag.library.references import linked
from rag.records import Record

CLOSE = 5
"""Records that come close to the topic, at most."""


def related(
    library: Library, records: Sequence[Record], numbers: Mapping[str, int], close: Sequence[Record], language: str, most: int
) -> list[Related]:
    """Records that refer to those on the topic, or that they refer to, then those that come close; `most` in all."""
    found = dict[str, Related]()
    with library.catalogue.engine.connect() as connection:
        for record in records:
            if len(found) >= most:
                break
            known = linked(connection, record)
            ids = [("referred to", each.record) for each in known.references] + [
                ("refers", each) for each in known.referred_by
            ]
            for how, named in ids:
                other = library.catalogue.record(named) if named and named not in numbers and named not in found else None
                if other:
                    found[other.id] = _related(other, how, numbers[record.id], language)
    for other in close[:CLOSE]:
        found.setdefault(other.id, _related(other, "close", None, language))
    return list(found.values())[:most]


def _related(record: Record, how: str, listed: int | None, language: str) -> Related:
    fields = record.model_dump(include={"number", "title", "asked_on", "url", "licence"})
    reference = formal_reference(record, language)
    return Related.model_validate({"how": how, "record": record.id, "listed": listed, "reference": reference, **fields})
