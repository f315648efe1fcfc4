"""Parts and pages of a record, made from spans of a document."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from rag.records import Page, Part, Span
from rag.vocabulary import PartRole


def trimmed(text: str, start: int, end: int, role: PartRole, **more: Any) -> list[Part]:
    """A part without the white space at its ends, none where nothing is left."""
    piece = text[start:end]
    if not piece.strip():
        return []
    return [Part(role=role, start=start + len(piece) - len(piece.lstrip()), end=start + len(piece.rstrip()), **more)]


def shifted(part: Part, by: int) -> Part:
    """A part whose offsets count from another place."""
    spans: dict[str, Any] = {"start": part.start + by, "end": part.end + by}
    if part.evidence:
        spans["evidence"] = Span(start=part.evidence.start + by, end=part.evidence.end + by)
    return part.model_copy(update=spans)


def pages_of(starts: Sequence[int], start: int, end: int) -> Iterator[Page]:
    """The pages on which a span of the document stands, relative to its start; page n starts at `starts[n - 1]`."""
    n = max(bisect_right(starts, start) - 1, 0)
    while n < len(starts) and starts[n] < end:
        last = min(starts[n + 1] if n + 1 < len(starts) else end, end)
        if max(starts[n], start) < last:
            yield Page(page=n + 1, start=max(starts[n], start) - start, end=last - start)
        n += 1
