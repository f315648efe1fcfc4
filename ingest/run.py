"""One ingest run: source files in, records in the library and a report out."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ingest.files import SourceFile
from ingest.mapping import load_mapping
from ingest.readers import READERS
from ingest.reading import Batch, batches
from ingest.report import Contents, FileReport, FileStatus, Report
from ingest.sources.folder import source_files
from ingest.sources.selection import SourceProblem
from rag.embedding.fingerprint import RECIPE
from rag.errors import InputError, PassedOver, ReadError
from rag.library import ledger
from rag.library.library import Library
from rag.library.rows import family_key
from rag.progress import Progress, quiet
from rag.records import Passage, Record

READING = 6
"""Raised when the readers change what they make of a file, so that an unchanged file is read again."""

_RECORDS_AT_A_TIME = 200
_PROBLEMS_SHOWN = 5
_REMEMBER = "ingest it with --remember to have it again"


class Tally:
    """What the records of a run amount to."""

    def __init__(self) -> None:
        self.records = self.passages = self.unanswered = self.repeats = 0
        self._families: set[str] = set()

    def count(self, record: Record, its_passages: int) -> None:
        self.records += 1
        self.passages += its_passages
        self.unanswered += record.status == "unanswered"
        family = family_key(record)
        self.repeats += family in self._families
        self._families.add(family)


def check(
    paths: Sequence[Path],
    *,
    format: str | None = None,  # noqa: A002 (the option's name)
    mapping: str | None = None,
) -> Iterator[SourceFile | SourceProblem]:
    """The sources of a run that can begin, so that a slip of the pen does not leave an empty library behind.

    Raises InputError where a path, format or mapping does not exist.
    """
    sources = source_files([path.absolute() for path in paths])
    if format is not None and format not in READERS:
        raise InputError(f"no format is called {format!r}: give one of {', '.join(READERS)}, or none to choose by content")
    if mapping:
        load_mapping(mapping)
    return sources


def ingest(
    library: Library,
    paths: Sequence[Path],
    *,
    format: str | None = None,  # noqa: A002 (the option's name)
    mapping: str | None = None,
    embed: bool = True,
    remember: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Read files, folders and zips into a library, embed what is new, publish the index.

    A file that cannot be read becomes a row of the report and does not stop the others. What was forgotten stays out, and
    the report says so; with `remember` it comes back, and even unchanged files are read. The phases of `progress` are
    `reading` (records, how many there will be is unknown) and `embedding` (texts).
    Raises InputError where a path, format or mapping does not exist, LibraryError where the library cannot be written.
    """
    sources = check(paths, format=format, mapping=mapping)
    run = Run(library, format=format, mapping=mapping, remember=remember, progress=progress)
    with library.writing():
        for source in sources:
            run.read(source)
        return run.finish(embed=embed)


class Run:
    """The state of one run: where records go, and what they amount to. Who reads or finishes is the one writer."""

    def __init__(
        self,
        library: Library,
        *,
        format: str | None = None,  # noqa: A002
        mapping: str | None = None,
        remember: bool = False,
        progress: Progress = quiet,
    ) -> None:
        self.library, self.format, self.mapping, self.progress = library, format, mapping, progress
        self.remember = remember
        self.tally = Tally()
        self._files: list[FileReport] = []
        self._started = time.perf_counter()

    def read(self, source: SourceFile | SourceProblem) -> FileReport:
        """Read one file into the library. What cannot be read is a row of the report."""
        self._files.append(self._one(source))
        self.progress("reading", self.tally.records, None, source.path)
        return self._files[-1]

    def finish(self, *, embed: bool = True) -> Report:
        """Embed what is new, publish the index, and tell what became of every file."""
        began = time.perf_counter()
        embedded = self.library.embed(lambda done, of: self.progress("embedding", done, of, "")) if embed else 0
        embedding_s = time.perf_counter() - began
        if embed:
            self.library.index.publish()
        return Report(
            files=tuple(self._files),
            records=self.tally.records,
            passages=self.tally.passages,
            embedded=embedded,
            took_s=round(time.perf_counter() - self._started, 2),
            embedding_s=round(embedding_s, 2),
            repeats=self.tally.repeats,
            unanswered=self.tally.unanswered,
        )

    def _one(self, source: SourceFile | SourceProblem) -> FileReport:
        if isinstance(source, SourceProblem):
            return self._unread(source.path, source.status, source.reason)
        found: Batch | None = None
        try:
            revision = self._revision(source)
            with self.library.catalogue.engine.connect() as connection:
                before = ledger.entry(connection, source.path)
                twin = ledger.entry_by_revision(connection, revision)
                buried = ledger.forgotten_source(connection, source.path, source.sha256)
            if not self.remember:
                if buried:
                    return _buried(buried, source.path)
                if twin and twin.path == source.path:
                    return _reported(twin, "unchanged")
                if twin:
                    return self._twin(source, twin)
            with closing(batches(source, self.format, self.mapping, _RECORDS_AT_A_TIME)) as stream:
                found = next(stream)
                return self._read(source, found.format, stream, revision, "updated" if before and before.records else "added")
        except PassedOver as why:
            return self._unread(source.path, "skipped", str(why), source.sha256, found.format if found else None)
        except ReadError as error:
            reason = str(error).removeprefix(f"{source.path}: ")
            return self._unread(source.path, "failed", reason, source.sha256, found.format if found else None)

    def _revision(self, source: SourceFile) -> str:
        """Names a file's content and the way it is read: another mapping or a better reader is another revision."""
        mapping = Path(self.mapping or "")
        beside = Path(source.path).parent / f"{source.name.rsplit('.', 1)[0]}.map.toml"
        read_with = [m.read_bytes() for m in (mapping, beside) if m.is_file()]
        way = [
            str(READING),
            str(RECIPE),
            self.format or "",
            self.mapping or "",
            *(hashlib.sha256(m).hexdigest() for m in read_with),
        ]
        return ":".join([source.sha256, hashlib.sha256("|".join(way).encode()).hexdigest()[:12]])

    def _read(
        self,
        source: SourceFile,
        format: str,  # noqa: A002
        stream: Iterable[Batch],
        revision: str,
        status: FileStatus,
    ) -> FileReport:
        ids, problems, out = dict[str, int](), list[str](), set[str]()
        twice, contents = 0, Contents()
        for batch in stream:
            problems += batch.problems
            out |= self._forgotten([record for record, _ in batch.records])
            items = [item for item in batch.records if item[0].id not in out]
            self._write(items, source)
            for record, _ in items:
                contents += Contents.of(record)
                content = hash(record.text)
                twice += ids.setdefault(record.id, content) != content
                ids[record.id] = content
            self.progress("reading", self.tally.records, None, f"{source.path} {batch.said}".rstrip())
        if not ids and not out:
            raise ReadError(f"{source.path}: no record in it{_shortened(problems)}")
        reasons = [
            f"{len(problems)} rows could not be read{_shortened(problems)}" if problems else None,
            f"{twice} records gave way to a later one of the same id" if twice else None,
        ]
        reason = "; ".join(filter(None, reasons)) or None
        contents += Contents(failed_rows=len(problems))
        done = ledger.Entry(
            path=source.path,
            sha256=source.sha256,
            revision=revision,
            status=status,
            reason=reason,
            records=tuple(ids),
            forgotten=tuple(out),
            format=format,
            contents=contents.model_dump(),
        )
        self.library.finish_source(done, source.data)
        return _reported(done, status)

    def _forgotten(self, records: Sequence[Record]) -> set[str]:
        """The ids of the records that stay out; those that are to be remembered lose their tombstones."""
        with self.library.catalogue.engine.connect() as connection:
            out = ledger.among_forgotten(connection, {record.id for record in records})
        if not (out and self.remember):
            return out
        with self.library.catalogue.writing() as connection:
            ledger.remember(connection, out)
        return set()

    def _write(self, items: Sequence[tuple[Record, list[Passage]]], source: SourceFile) -> None:
        for record, its_passages in items:
            self.tally.count(record, len(its_passages))
        self.library.add(items, source=(source.path, source.sha256))

    def _twin(self, source: SourceFile, twin: ledger.Entry) -> FileReport:
        """The same bytes under another path: the ledger names both, and nothing is read twice."""
        reason = f"same content as {twin.path}"
        self.library.finish_source(
            ledger.Entry(source.path, source.sha256, None, "skipped", reason, twin.records, twin.forgotten), source.data
        )
        return FileReport(path=source.path, status="skipped", records=twin.records, reason=reason)

    def _unread(
        self,
        path: str,
        status: FileStatus,
        reason: str,
        sha256: str | None = None,
        format: str | None = None,  # noqa: A002
    ) -> FileReport:
        """What an earlier revision of this file gave stays: a file that became unreadable must not delete records."""
        with self.library.catalogue.writing() as connection:
            before = ledger.entry(connection, path)
            if before and before.status == "forgotten" and not self.remember:
                return _buried(before, path)
            given = (before.records, before.forgotten) if before else ((), ())
            ledger.write(connection, ledger.Entry(path, sha256, None, status, reason, *given))
        return FileReport(path=path, status=status, reason=reason, format=format)


def _buried(entry: ledger.Entry, path: str) -> FileReport:
    """A source file that was forgotten, or another of the same content."""
    return FileReport(path=path, status="skipped", reason=f"{entry.reason}; {_REMEMBER}")


def _reported(entry: ledger.Entry, status: FileStatus) -> FileReport:
    """What became of a file that was read, now or before."""
    out = f"{len(entry.forgotten)} records forgotten on request stay out; {_REMEMBER}" if entry.forgotten else None
    return FileReport(
        path=entry.path,
        status=status if entry.records else "skipped",
        records=entry.records,
        reason="; ".join(filter(None, [entry.reason, out])) or None,
        format=entry.format,
        contents=Contents.model_validate(entry.contents),
        whole=entry.reason is None,
    )


def _shortened(problems: Sequence[str]) -> str:
    more = f"; and {len(problems) - _PROBLEMS_SHOWN} more" if len(problems) > _PROBLEMS_SHOWN else ""
    return f": {'; '.join(problems[:_PROBLEMS_SHOWN])}{more}" if problems else ""
