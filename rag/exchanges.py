"""Which turns of an oral question belong together: what is asked, with the reply that follows."""

from collections.abc import Sequence

from rag.records import Record


def exchanges(record: Record) -> Sequence[int]:
    """For each part the number of its exchange. In an oral question another one begins with what is asked after a reply; any
    other record is one exchange."""
    found, replied = list[int](), False
    for part in record.parts:
        opens = record.kind == "oral-question" and part.role == "question" and replied
        replied = not opens and (replied or record.by_government(part))
        found.append((found[-1] if found else 0) + opens)
    return found
