"""The files of parlparse, from which TheyWorkForYou is made: written answers and debates of the parliaments of the United
Kingdom (https://parser.theyworkforyou.com/hansard.html)."""

from collections.abc import Iterator
from itertools import chain

from ingest.files import SourceFile
from ingest.ids import record_id
from ingest.markup import local_name
from ingest.readers.parlparse_answers import written_questions
from ingest.readers.parlparse_debates import sittings
from ingest.readers.parlparse_ids import collection_of, parliament_of
from ingest.xml import root_name, root_of
from rag.errors import PassedOver, ReadError
from rag.records import Record, Source

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
            raise PassedOver(f'{file.path}: a superseded edition of its day (latest="no"); read the later one beside it')
        elements = [element for element in root if local_name(element) in _READ]
        gid = next((gid for element in elements if (gid := element.get("id"))), None)
        if gid is None:
            raise PassedOver(f"{file.path}: no questions and no speeches in it: another list of parlparse's")
        collection = collection_of(gid)
        parliament = parliament_of(collection, elements) if collection else None
        if parliament is None or collection is None:
            raise ReadError(f"{file.path}: {gid!r} is of no parliament known here; turn the file into a table with a mapping")
        source = Source(path=file.path, sha256=file.sha256)
        found = chain(
            written_questions(root, parliament, source),
            sittings(root, parliament, source, are_statements=collection == "wms"),
        )
        yield from _told_apart(found)


def _told_apart(records: Iterator[Record]) -> Iterator[Record]:
    """The records, those whose number stands twice under their identifier in the source."""
    seen = set[str]()
    for record in records:
        if record.id in seen:
            kind, external_id = record.kind, record.external_id
            named = {"number": None, "asked_on": None, "addressee": None, "external_id": external_id, "text": record.text}
            record = record.model_copy(update={"id": record_id(record.parliament, kind, **named)})  # type: ignore[arg-type]
        seen.add(record.id)
        yield record
