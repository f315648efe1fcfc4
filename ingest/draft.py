"""A record under construction: its text grows piece by piece, each with its parts, a blank line between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ingest.ids import record_id
from ingest.parts import shifted
from ingest.text import clean
from rag.records import Part, Record
from rag.vocabulary import Kind, PartRole


@dataclass
class Draft:
    """What there is of a record's text and parts."""

    text: str = ""
    parts: list[Part] = field(default_factory=list)

    def add(self, text: str, parts: Sequence[Part]) -> None:
        """Add a clean piece with its parts, whose offsets count from the start of the piece; nothing where it is empty."""
        if not text:
            return
        start = len(self.text) + 2 if self.text else 0
        self.text += ("\n\n" if self.text else "") + text
        self.parts += [shifted(part, start) for part in parts]

    def add_part(self, role: PartRole, raw: str, *, one_line: bool = False, **more: Any) -> None:
        """Add a source's text as one part, cleaned, its lines kept; a heading becomes `one_line`."""
        text = clean(raw, join_lines=False).text
        text = " ".join(text.split()) if one_line else text
        self.add(text, [Part(role=role, start=0, end=len(text), **more)])

    def record(
        self,
        *,
        parliament: str,
        kind: Kind,
        number: str | None = None,
        asked_on: date | None = None,
        external_id: str | None = None,
        addressee: str | None = None,
        **facts: Any,
    ) -> Record:
        """The record, with its id; `addressee` is what the id names of who was asked."""
        named: dict[str, Any] = {"number": number, "asked_on": asked_on, "external_id": external_id}
        identity = record_id(parliament, kind, addressee=addressee, text=self.text, **named)
        return Record(
            id=identity, parliament=parliament, kind=kind, text=self.text, parts=tuple(self.parts), **named, **facts
        )
