"""Where what belongs to a record is found: relative addresses, so that the page may stand anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rag.records import Span


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses seen from a page whose way up to the application is `base`; `library` names one where there are several."""

    base: str = ""
    library: str | None = None

    def record(self, record_id: str, part: int | None = None) -> str:
        """The record as a whole, at one of its parts (their index)."""
        return self._to(f"record/{record_id}") + ("" if part is None else f"#{part_anchor(part)}")

    def original(self, record_id: str) -> str:
        """The file that the record was read from."""
        return self._to(f"original/{record_id}")

    def page(self, record_id: str, number: int, spans: Sequence[Span] = ()) -> str:
        """The picture of a page of the original, with spans of the record marked."""
        return self._to(f"page/{record_id}/{number}", spans)

    def places(self, record_id: str, spans: Sequence[Span]) -> str:
        """The pages that spans of a record stand on, as a piece of HTML."""
        return self._to(f"places/{record_id}", spans)

    def _to(self, path: str, spans: Sequence[Span] = ()) -> str:
        asked = [("span", f"{span.start}-{span.end}") for span in spans]
        query = urlencode([*asked, *([("library", self.library)] if self.library else [])])
        return f"{self.base}{path}" + (f"?{query}" if query else "")


def part_anchor(part: int) -> str:
    """The id of a part, by its index, where the whole record is shown."""
    return f"part-{part}"


HERE = Addresses()
"""Of the only library, seen from the page itself."""
