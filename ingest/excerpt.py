"""A record put together from stretches of a longer printed document, with the pages that they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.draft import Draft
from ingest.parts import pages_of, shifted, trimmed
from rag.records import Page
from rag.vocabulary import PartRole


@dataclass
class Excerpt(Draft):
    """What there is of the record. `document` is clean text, and page n of it starts at `page_starts[n - 1]`."""

    document: str = ""
    page_starts: Sequence[int] = ()
    pages: list[Page] = field(default_factory=list)

    def take(self, start: int, end: int, role: PartRole, **more: Any) -> None:
        """Add a stretch of the document as one part, without the white space around it; nothing where that is all."""
        for part in trimmed(self.document, start, end, role, **more):
            at = len(self.text) + 2 if self.text else 0
            self.add(self.document[part.start : part.end], [shifted(part, -part.start)])
            for page in pages_of(self.page_starts, part.start, part.end):
                self.pages.append(Page(page=page.page, start=page.start + at, end=page.end + at))
