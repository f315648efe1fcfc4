"""What a briefing consists of. The field names are the JSON contract of `hemicycle brief --json`."""

from datetime import date
from typing import Literal, get_args

from pydantic import Field

from rag.answer.answer import Citation, Searched, Statement
from rag.commitments.commitments import Commitment
from rag.library.filters import AppliedFilter
from rag.records import Frozen, Person
from rag.vocabulary import BriefingLanguage, Kind, Length, Status

LANGUAGES: tuple[BriefingLanguage, ...] = get_args(BriefingLanguage)


class Listed(Frozen):
    """A record of the list, under the `number_in_list` (from 1) that everything else in the briefing calls it by."""

    number_in_list: int
    record: str
    external_id: str | None
    kind: Kind
    parliament: str
    number: str | None
    title: str | None
    asked_on: date | None
    answered_on: date | None
    askers: tuple[Person, ...]
    addressees: tuple[Person, ...]
    status: Status | None
    url: str | None
    reference: str


class Position(Frozen):
    """What one speaker said, newest first; `who` is the speaker with the functions."""

    who: str
    statements: tuple[Statement, ...]


class Asker(Frozen):
    """Who asked, with the records asked (`Listed.number_in_list`, ascending)."""

    name: str
    party: str | None
    records: tuple[int, ...]


class Period(Frozen):
    """A month (`2017-03`) or year (`2017`) with the questions asked and the answers given in it."""

    period: str
    asked: int
    answered: int


class OpenEnd(Frozen):
    """Sub-questions of one record that got no reply, or none but where to look (`referred`). `asked` quotes the first ones,
    `more` counts the others that shared this, `reply` quotes the sentence of the reply that shows it, null
    where none does."""

    status: Status
    listed: int
    asked: tuple[Citation, ...]
    more: int
    reply: Citation | None


class Related(Frozen):
    """A record that is not on the topic, and why it is named: it `refers` to one that is, is `referred to` by one, or comes
    `close` to the topic."""

    how: Literal["refers", "referred to", "close"]
    record: str
    number: str | None
    title: str | None
    asked_on: date | None
    url: str | None
    licence: str | None
    reference: str
    listed: int | None


class Provenance(Frozen):
    """What a colleague needs to repeat it: the command, the program's version, the encoder, what the library held and when
    it last read a source, and whether it is marked (`sample, fictional`)."""

    command: str
    version: str
    encoder: str | None
    searched: Searched
    library_date: date | None
    mark: str | None
    licences: tuple[str, ...]


class Briefing(Frozen):
    """A briefing, or an abstention (`abstained`: nothing on the topic) that names the closest records in `related`.

    `summary` is what was said, one sentence of each statement, or what a language model wrote (`written_by`, `dropped` and
    `note` as in an answer); `positions` quote it at length, `debated` what others than a government said in debates.
    `changes` are pairs of positions that may differ. `found` counts the records on the topic, all of them in `records`;
    `answered` the questions among them that were answered; `cut` tells that there may be more.
    `open_ends_found` and `commitments_found` count those as well that a shorter briefing leaves out.
    """

    topic: str
    language: BriefingLanguage
    length: Length
    made_on: date
    filters: tuple[AppliedFilter, ...]
    abstained: bool
    confidence: float
    found: int
    answered: int
    cut: bool
    summary: tuple[Statement, ...]
    changes: tuple[Statement, ...]
    positions: tuple[Position, ...]
    debated: tuple[Position, ...] = ()
    timeline: tuple[Period, ...]
    askers: tuple[Asker, ...]
    open_ends: tuple[OpenEnd, ...]
    open_ends_found: int
    commitments: tuple[Commitment, ...]
    commitments_found: int
    records: tuple[Listed, ...]
    related: tuple[Related, ...]
    provenance: Provenance
    written_by: str
    dropped: int
    note: str | None
    took_ms: float = Field(ge=0)
