"""What an ingest did. The field names are the JSON contract of `hemicycle ingest --json`."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import Field, computed_field

from rag.records import Frozen, Record

FileStatus = Literal["added", "updated", "unchanged", "skipped", "failed"]


class Contents(Frozen):
    """What records hold, translations not counted: `questions` and `answers` are parts, `aligned` those answers that name
    the sub-question they serve, `statuses` count the questions that have one; `failed_rows` are rows that gave no record."""

    records: int = 0
    questions: int = 0
    answers: int = 0
    aligned: int = 0
    statuses: dict[str, int] = Field(default_factory=dict)
    failed_rows: int = 0

    @classmethod
    def of(cls, record: Record) -> "Contents":
        """What one record holds."""
        parts = [part for part in record.parts if part.translation_of is None]
        questions = [part for part in parts if part.role == "question"]
        answers = [part for part in parts if part.role == "answer"]
        return cls(
            records=1,
            questions=len(questions),
            answers=len(answers),
            aligned=sum(part.confidence is not None for part in answers),
            statuses=Counter(part.status for part in questions if part.status),
        )

    def __add__(self, other: "Contents") -> "Contents":
        counts = {name: getattr(self, name) + getattr(other, name) for name in Contents.model_fields if name != "statuses"}
        return Contents(statuses=dict(Counter(self.statuses) + Counter(other.statuses)), **counts)


class FormatReport(Contents):
    """What all files of one format amount to, whether they were read now or before; `failed` counts files. Files whose
    format is not known have `format` null."""

    format: str | None
    files: int
    failed: int


class FileReport(Frozen):
    """What became of one source file; `records` are the ids it gave, `reason` says why if something went wrong or stayed out.

    `whole` is false where a part of the file could not be used.
    """

    path: str
    status: FileStatus
    records: tuple[str, ...] = ()
    reason: str | None = None
    format: str | None = Field(default=None, exclude=True)
    contents: Contents = Field(default=Contents(), exclude=True)
    whole: bool = Field(default=True, exclude=True)


class Report(Frozen):
    """One ingest run. `repeats` counts records that ask word for word what another record asks, `unanswered` those
    without an answer, among the records of the run; `embedded` counts texts embedded in this run, times are seconds."""

    files: tuple[FileReport, ...]
    records: int
    passages: int
    embedded: int
    took_s: float
    embedding_s: float
    repeats: int
    unanswered: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def formats(self) -> tuple[FormatReport, ...]:
        """The files that were not skipped, by their format."""
        files = [file for file in self.files if file.status != "skipped"]
        return tuple(_of_format(name, files) for name in dict.fromkeys(file.format for file in files))

    @property
    def failed(self) -> bool:
        """Whether anything in the run needs the user's attention."""
        return any(file.status == "failed" or not file.whole for file in self.files)


def _of_format(name: str | None, files: Iterable[FileReport]) -> FormatReport:
    its_files = [file for file in files if file.format == name]
    contents = sum((file.contents for file in its_files), Contents())
    failed = sum(file.status == "failed" for file in its_files)
    return FormatReport(format=name, files=len(its_files), failed=failed, **dict(contents))
