"""What an answer consists of. The field names are the JSON contract of `hemicycle ask --json`."""

from datetime import date
from typing import Literal

from pydantic import Field

from rag.library.filters import AppliedFilter
from rag.records import Frozen, Span
from rag.search.hits import FamilyMember, Hit
from rag.vocabulary import PartRole


class Asked(Span):
    """What a quotation replies to: the sub-question in the same record, `text == record.text[start:end]`, with its labels."""

    text: str
    labels: tuple[str, ...]


class Citation(Frozen):
    """A quotation with its place. `quote` is copied from the record by code: `quote == record.text[start:end]`.

    `role` is the role of the part it stands in, `government` whether a government speaks in it, `function` the speaker's
    functions, of others in a debate the party as well; `asker` who put the question, null for a debate. `badge` is the
    library's mark (`sample, fictional`) that goes with every citation, null for a user's own library, `family` the other
    records with the question of this one or nearly the same, best first. `asked` is the sub-question that the quotation
    answers, null where that is not known, `reference` the formal reference of the record with its official link and licence.
    `translation` is a machine translation of the quotation into the language of the question, where a language model made
    one; it is never what is quoted. `ocr` says that the words were recognised in the picture of a scanned
    page, and may be misread.
    """

    record: str
    external_id: str | None
    passage: str
    quote: str
    start: int
    end: int
    page: int | None
    number: str | None
    title: str | None
    asked_on: date | None
    answered_on: date | None = None
    speaker: str | None
    role: PartRole
    url: str | None
    function: str | None
    asker: str | None
    parliament: str
    badge: str | None
    reference: str
    licence: str | None
    asked: Asked | None = None
    family: tuple[FamilyMember, ...] = ()
    translation: str | None = None
    # Answers that were kept before this was told have no debates.
    government: bool = Field(default_factory=lambda told: told.get("role") == "answer")
    ocr: bool = False


QUOTATION = "quotation"
"""What `Answer.written_by` says where no language model wrote."""

StatementKind = Literal["answered", "spoken", "asked", "recorded", "unreplied", "changed", "written"]


class Statement(Frozen):
    """One attributed statement: the text shown, and the citations that carry it.

    `kind` tells what a government said, in an answer or a debate (`answered`), from what others said in a debate (`spoken`),
    from what was only asked (`asked`) or is none of these (`recorded`), from sub-questions that got no reply (`unreplied`),
    from a pair of positions that differ (`changed`) and from what a language model wrote (`written`). `heading` names whose
    statements these are, null where they are not grouped.
    """

    kind: StatementKind = "answered"
    heading: str | None = None
    text: str
    citations: tuple[Citation, ...]

    @property
    def parliament(self) -> str:
        """The parliament of the record that it cites first, empty where it cites none."""
        return self.citations[0].parliament if self.citations else ""


class Searched(Frozen):
    """What a question was put to: how many records, and the dates they span (`from`, `to` in JSON)."""

    records: int
    first: date | None = Field(serialization_alias="from")
    last: date | None = Field(serialization_alias="to")


class Answer(Frozen):
    """Statements with citations, or an abstention that offers the closest records.

    `written_by` is `quotation` or the name of the language model whose statements these are; `dropped` counts the statements
    of a model that are not shown since the records do not carry them.
    `summary` counts who answered, where several were asked; `confidence` (0 to 1) is how likely the records are to answer.
    """

    question: str
    language: str | None
    filters: tuple[AppliedFilter, ...]
    abstained: bool
    confidence: float = 1.0
    summary: str | None = None
    statements: tuple[Statement, ...]
    searched: Searched
    closest: tuple[Hit, ...]
    written_by: str
    dropped: int
    note: str | None
    took_ms: float
