"""The written content of the sample collection, read from `questions.toml`."""

import datetime
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from rag.records import Frozen
from rag.vocabulary import Status

FOLDER = Path(__file__).parent
PDF_FOLDER = FOLDER / "files" / "pdf"
TEXT_FOLDER = FOLDER / "files" / "text"


class Functions(Frozen):
    """The functions of a minister, as printed, and the day from which they hold."""

    since: datetime.date
    text: str


class Minister(Frozen):
    name: str
    functions: tuple[Functions, ...]

    def functions_on(self, day: datetime.date) -> str:
        """The functions that a document of that day prints."""
        return [held.text for held in self.functions if held.since <= day][-1]


class Member(Frozen):
    name: str
    party: str


class Question(Frozen):
    """A numbered sub-question. The label is `2`, or `2.a` for a letter under 2; the document prints `2.` and `a)`."""

    label: str = Field(pattern=r"^\d+(\.[a-z])?$")
    text: str


class Answer(Frozen):
    """A block of an answer: paragraphs, and the labels of the sub-questions it stands under (none: running text).

    `printed` replaces the usual way to print several labels (`2 en 3.`).
    """

    labels: tuple[str, ...] = ()
    printed: str | None = None
    text: tuple[str, ...] = Field(min_length=1)

    @field_validator("text", mode="before")
    @classmethod
    def _one_paragraph(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class SampleRecord(Frozen):
    """One question with its answer. `asker` and `minister` are keys of the tables `members` and `ministers`.

    `closing` is the sentence below the sub-questions, `references` the keys of the records that the text refers to.
    """

    number: int = Field(gt=0)
    date: datetime.date
    answered: datetime.date
    asker: str
    minister: str
    status: Status = "answered"
    page_break: bool = True
    same_as: str | None = None
    references: tuple[str, ...] = ()
    title: str
    context: tuple[str, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    closing: str | None = None
    answers: tuple[Answer, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """Numbers run per minister, so year, number and minister name one record."""
        return f"{self.date.year}-{self.number}-{self.minister}"

    @property
    def stem(self) -> str:
        """The name of the record's files, without ending."""
        return f"vraag-{self.key}"


class Sample(Frozen):
    parliament: str
    letterhead: str
    ministers: dict[str, Minister]
    members: dict[str, Member]
    records: tuple[SampleRecord, ...]


class Example(Frozen):
    """A question for the page, with the keys of the records that an answer should cite."""

    language: str
    question: str
    records: tuple[str, ...] = Field(min_length=1)


@cache
def load_sample() -> Sample:
    """The whole collection. A record that is `same_as` another takes title, context, questions and closing from it."""
    content = tomllib.loads((FOLDER / "questions.toml").read_text(encoding="utf-8"))
    written = {f"{row['date'].year}-{row['number']}-{row['minister']}": row for row in content["records"]}
    for row in content["records"]:
        if original := row.get("same_as"):
            shared = {name: written[original].get(name) for name in ("title", "context", "questions", "closing")}
            row.update(shared)
    return Sample.model_validate(content)


@cache
def load_examples() -> tuple[Example, ...]:
    """The example questions for the page."""
    content = tomllib.loads((FOLDER / "examples.toml").read_text(encoding="utf-8"))
    return tuple(Example.model_validate(row) for row in content["examples"])
