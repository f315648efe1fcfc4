"""The words that every other module speaks: records, their parts, passages and citations.

Offsets are positions in `Record.text`, in Unicode code points, end exclusive.
"""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rag.vocabulary import Kind, PartRole, ReferenceKind, Status


class Frozen(BaseModel):
    """Base of the domain types: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(Frozen):
    """Somebody who asks or answers. `name` as shown (never in capitals), `role` the functions or the department."""

    name: str | None = None
    role: str | None = None
    party: str | None = None


class Span(Frozen):
    """A stretch of `Record.text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start}..{self.end}")
        return self


class Part(Span):
    """A piece of a record with its role. `labels` number a question (`["2.a"]`) or name what an answer block serves;
    `answers` are the labels of the sub-questions that an answer part answers, with `confidence` (0 to 1, null where no
    alignment is claimed). `evidence` is the sentence of the reply that shows the `status` of a question part."""

    role: PartRole
    labels: tuple[str, ...] = ()
    speaker: str | None = None
    language: str | None = None
    answers: tuple[str, ...] = ()
    confidence: float | None = Field(default=None, ge=0, le=1)
    status: Status | None = None
    evidence: Span | None = None
    translation_of: int | None = None


class Page(Span):
    """The span of the text that stands on one page of the original; pages count from 1. With `ocr` the page is a scan, whose
    text was recognised in the picture."""

    page: int = Field(ge=1)
    ocr: bool = False


class Source(Frozen):
    """The file that a record was read from."""

    path: str
    sha256: str


class Reference(Span):
    """A mention of another record in the text, with the id of that record once it is in the library; of a `sub-question` of
    this record with its `labels`."""

    kind: ReferenceKind = "question"
    number: str | None = None
    external_id: str | None = None
    labels: tuple[str, ...] = ()
    on: date | None = None
    person: str | None = None
    record: str | None = None


class Record(Frozen):
    """One parliamentary item as published. `text` is the clean text and the only thing that offsets refer to. `referred_by`
    are the ids of the records that refer to it, known only once it is looked up (`rag.library.references`).

    Of a debate `askers` are those who speak and are not of the government, `addressees` the members of the government who
    speak. Who presides is in neither.

    `aliases` are further numbers and ids under which it can be looked up: those of questions that were put with it, or that
    its source gave it before. A `number` may itself list several, with `, ` between them.
    """

    id: str = Field(pattern=r"^[a-z0-9.-]+$")
    external_id: str | None = None
    parliament: str
    kind: Kind
    number: str | None = None
    title: str | None = None
    asked_on: date | None = None
    answered_on: date | None = None
    askers: tuple[Person, ...] = ()
    addressees: tuple[Person, ...] = ()
    language: str | None = None
    themes: tuple[str, ...] = ()
    url: str | None = None
    licence: str | None = None
    source: Source | None = None
    text: str
    parts: tuple[Part, ...] = ()
    pages: tuple[Page, ...] = ()
    references: tuple[Reference, ...] = ()
    referred_by: tuple[str, ...] = ()
    status: Status | None = None
    aliases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _parts_in_order(self) -> Self:
        reached = 0
        for part in self.parts:
            if part.start < reached or part.end > len(self.text):
                raise ValueError(f"record {self.id!r}: part {part.start}..{part.end} overlaps or leaves the text")
            reached = part.end
        return self

    @property
    def days_to_answer(self) -> int | None:
        """Days from question to answer; null where one of them is not known, or they are the wrong way round."""
        days = (self.answered_on - self.asked_on).days if self.answered_on and self.asked_on else -1
        return days if days >= 0 else None

    def quote(self, span: Span) -> str:
        """The text of a span, copied from the record."""
        return self.text[span.start : span.end]

    def page_of(self, offset: int) -> int | None:
        """The page of the original on which an offset stands, null where the source has no pages."""
        return next((p.page for p in self.pages if p.start <= offset < p.end), None)

    def is_ocr(self, span: Span) -> bool:
        """Whether words of a span were recognised in the picture of a page, and may be misread."""
        return any(page.ocr and page.start < span.end and span.start < page.end for page in self.pages)

    def part_at(self, offset: int) -> Part | None:
        """The part that holds an offset."""
        return next((p for p in self.parts if p.start <= offset < p.end), None)

    def language_of(self, part: Part) -> str | None:
        """The language of a part: its own, else the record's."""
        return part.language or self.language

    def by_government(self, part: Part) -> bool:
        """Whether a government speaks in a part: all that is quoted as what it said. An answer is its own; a speech is where
        its speaker is the name of an addressee, or the role of one without a name."""
        if part.role == "speech":
            return part.speaker is not None and any(part.speaker == (p.name or p.role) for p in self.addressees)
        return part.role == "answer"

    @property
    def put_by(self) -> tuple[Person, ...]:
        """Those who put the record to somebody: nobody did a debate."""
        return () if self.kind == "debate" else self.askers

    @property
    def put_to(self) -> tuple[Person, ...]:
        """Those to whom the record was put: a debate to nobody."""
        return () if self.kind == "debate" else self.addressees

    def function_of(self, speaker: str | None) -> str | None:
        """The functions of a speaker, as the record gives them; of one who is not of the government the party as well."""
        if speaker is None:
            return None
        own = next((p for p in self.addressees if p.name == speaker), None)
        if own:
            return own.role
        member = next((p for p in self.askers if p.name == speaker), None)
        return (", ".join(filter(None, (member.role, member.party))) or None) if member else None


class Passage(Span):
    """What is searched and cited: a span inside one part. `id` is `record-id/n`, `part` the index in `Record.parts`."""

    id: str
    record: str
    n: int = Field(ge=0)
    part: int = Field(ge=0)
    embedded: str
    """The text that the encoder sees: title, role, speaker and sub-question in front of the passage's own words."""
