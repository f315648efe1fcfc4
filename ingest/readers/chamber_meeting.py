"""The meeting of which a report of the Belgian Chamber is: what it met as, on which day, and where the report stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ingest.ids import slug
from ingest.people import dutch_date
from ingest.readers.chamber_blocks import Block
from ingest.text import clean
from rag.dates import DATE, date_of
from rag.errors import ReadError

_FILE_LIST = re.compile(r"\bI(?P<kind>[CP])(?P<number>\d{1,4})\w*_(?:files|bestanden|fichiers)/", re.IGNORECASE)
_TITLE_PAGE = re.compile(r"\bCRIV\s*(?P<legislature>\d\d)\s*(?P<kind>COM|PLEN)\s*(?P<number>\d{1,4})\b")
_DATE = re.compile(DATE, re.IGNORECASE)
_COMMITTEE = re.compile(r"commissi(?:e|on)", re.IGNORECASE)
_FILE_LIST_WITHIN = 20_000
"""Characters within which Word's list of files stands."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """`names` is what met, in each language; `code` the report's own name (`ic100` a committee's, `ip074` the plenary's)."""

    names: dict[str, str]
    on: date
    code: str | None
    legislature: str | None

    @property
    def key(self) -> str:
        """What tells this meeting from all others."""
        return f"{self.on.isoformat()}-{self.code or slug(next(iter(self.names.values()), ''))}"

    @property
    def themes(self) -> tuple[str, ...]:
        """The names of a committee, which say its subjects."""
        return tuple(name for name in self.names.values() if _COMMITTEE.search(name))

    @property
    def url(self) -> str | None:
        """The address of the report on the Chamber's site, where its legislature is known."""
        if not (self.code and self.legislature):
            return None
        return f"https://www.dekamer.be/doc/{self.code[1].upper()}CRI/html/{self.legislature}/{self.code}x.html"


def meeting_of(source: str, head: Iterable[Block], question: str | None, path: str) -> Meeting:
    """The meeting: from the `source`, the blocks before its first heading, and the number of any question, whose first two
    digits are those of the legislature. Raises ReadError where the head names no day."""
    head = list(head)
    text = "\n".join(block.text for block in head)
    found = next(_DATE.finditer(text), None)
    on = dutch_date(text) or (date_of(found, None) if found else None)
    if on is None:
        raise ReadError(f"{path}: no day of the meeting at its head (van Dinsdag 18 maart 2025): is it cut off? Get it again")
    page = _TITLE_PAGE.search(text)
    named = page or _FILE_LIST.search(source, 0, _FILE_LIST_WITHIN)
    code = f"i{named['kind'][0].lower()}{int(named['number']):03}" if named else None
    table = next((block.text for block in head if block.kind == "table"), "")
    cells = [" ".join(clean(cell).text.split()) for cell in table.strip().split("\n")[0].split(" | ")]
    names = {language: name for language, name in zip(("nl", "fr"), cells, strict=False) if name}
    legislature = page["legislature"] if page else question[:2] if question and len(question) > 8 else None
    return Meeting(names, on, code, legislature)
