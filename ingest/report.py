"""What an ingest did. The field names are the JSON contract of `hemicycle ingest --json`."""

from typing import Literal

from rag.records import Frozen

FileStatus = Literal["added", "updated", "unchanged", "skipped", "failed"]


class FileReport(Frozen):
    """What became of one source file; `records` are the ids it gave, `reason` says why if something went wrong."""

    path: str
    status: FileStatus
    records: tuple[str, ...] = ()
    reason: str | None = None


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

    @property
    def failed(self) -> bool:
        """Whether anything in the run needs the user's attention."""
        return any(file.status == "failed" or (file.reason and file.status != "skipped") for file in self.files)
