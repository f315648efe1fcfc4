"""What the tests of parlparse's files share: a file around some elements, and the reading of it."""

import unicodedata

from lxml import etree

from ingest.files import SourceFile
from ingest.readers import reader_for
from rag.records import Record

GID = "uk.org.publicwhip"


def publicwhip(elements: str, *, head: str = 'scrapeversion="a" latest="yes"', encoding: str = "ISO-8859-1") -> SourceFile:
    text = f"""<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE publicwhip
[
<!ENTITY pound   "&#163;">
<!ENTITY mdash   "&#8212;">
]>

<publicwhip {head}>
{elements}
</publicwhip>
"""
    return SourceFile("day.xml", text.encode(encoding))


def read(elements: str) -> list[Record]:
    file = publicwhip(elements)
    reader = reader_for(file)
    assert reader.name == "parlparse"
    records = list(reader.read(file))
    assert all(isinstance(record, Record) for record in records)
    return records  # type: ignore[return-value]


def shown(record: Record) -> list[tuple[str, str | None, str]]:
    """Role, speaker and words of the parts."""
    return [(part.role, part.speaker, record.quote(part)) for part in record.parts]


def assert_no_word_is_lost(data: bytes, records: list[Record], tags: tuple[str, ...]) -> None:
    """Whether each paragraph and cell below such elements stands in a part of some record."""
    everything = "\n".join({_letters(record.quote(part)) for record in records for part in record.parts})
    for element in etree.fromstring(data).iter("p", "td"):
        if any(parent.tag in tags for parent in element.iterancestors()):
            assert _letters("".join(element.itertext())) in everything


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
