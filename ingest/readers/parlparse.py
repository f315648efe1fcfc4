"""The files of parlparse, from which TheyWorkForYou is made: written answers and debates of the parliaments of the United
Kingdom (https://parser.theyworkforyou.com/hansard.html)."""

from collections.abc import Iterator
from itertools import chain

from ingest.files import SourceFile
from ingest.ids import record_id
from ingest.markup import local_name
from ingest.readers.parlparse_answers import written_questions
from ingest.readers.parlparse_debates import sittings
from ingest.readers.parlparse_ids import SCOTTISH_NUMBER, collection_of, parliament_of
from ingest.xml import root_name, root_of
from rag.errors import PassedOver, ReadError
from rag.records import Record, Reference, Source

_READ = frozenset(["ques", "reply", "speech"])


class ParlparseReader:
    """Reads what parlparse makes of one day: a `publicwhip` with headings, questions, replies, speeches and votes."""

    name = "parlparse"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the root element is parlparse's."""
        return root_name(file) == "publicwhip"

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a file.

        Raises ReadError where it is damaged or of a parliament that is not known, PassedOver for a superseded edition and
        for the lists (members, interests, votes) that have the same root.
        """
        root = root_of(file)
        if root.get("latest") == "no":
            raise PassedOver('a superseded edition of its day (latest="no"): a later file has what it held')
        elements = [element for element in root if local_name(element) in _READ]
        if not elements:
            raise PassedOver("another list of parlparse's: no questions and no speeches in it")
        gid = next((gid for element in elements if (gid := element.get("id"))), "")
        collection = collection_of(gid)
        parliament = parliament_of(collection, elements)
        if parliament is None:
            raise ReadError(
                f"{file.path}: {gid!r} is of no parliament that is read here: these are the Commons, the Lords, the Scottish"
                " Parliament and the Northern Ireland Assembly"
            )
        source = Source(path=file.path, sha256=file.sha256)
        found = chain(
            written_questions(root, parliament, source),
            sittings(root, parliament, source, are_statements=collection == "wms"),
        )
        yield from map(_with_references, _told_apart(found))


def _told_apart(records: Iterator[Record]) -> Iterator[Record]:
    """The records, those whose number stands twice under their identifier in the source."""
    seen = set[str]()
    for record in records:
        if record.id in seen:
            identity = record_id(
                record.parliament,
                record.kind,
                asked_on=None,
                number=None,
                addressee=None,
                external_id=record.external_id,
                text=record.text,
            )
            record = record.model_copy(update={"id": identity})
        seen.add(record.id)
        yield record


def _with_references(record: Record) -> Record:
    """The record with the questions of the Scottish Parliament that it names by their numbers."""
    found = (match for match in SCOTTISH_NUMBER.finditer(record.text) if match[0] != record.number)
    references = (Reference(start=m.start(), end=m.end(), number=m[0], external_id=m[0]) for m in found)
    return record.model_copy(update={"references": tuple(references)})
