"""Records fetched from a service: what is new or has changed since the last time, one document after the other."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ingest.files import SourceFile
from ingest.report import FileReport, Report
from ingest.run import READING, Run
from ingest.sources.base import Found, Source, Window
from ingest.sources.http import Answer, BusyError, Web
from ingest.sources.selection import LARGEST_FILE, SourceProblem, checked
from ingest.sources.shape import shaped
from ingest.waiting import when_free
from rag.errors import InputError, SourceError
from rag.library import fetched, ledger
from rag.library.fetched import Address, Cursor
from rag.library.library import Library
from rag.progress import Progress, quiet
from rag.settings import Settings

FIRST_DAYS = 7
"""How far back the first run looks where nobody says."""

_WRONG_AFTER = 5
"""Where so many documents in a row do not come the service is down, or wants us no more: the others are not asked for."""


class FetchReport(Report):
    """What a fetch did. `known` addresses were named by the service and are in already, `first` is the earliest day asked
    for, and of the days since everything is in that the service had changed by `through` (UTC; null where that cannot be
    said, as after days that end or leave a gap)."""

    source: str
    known: int
    first: date
    through: datetime | None


def connected(source: Source, settings: Settings) -> Web:
    """What a source's service is asked with. Raises InputError where the settings name what is no address."""
    address = service_address(source, settings)
    return Web(address, source.hosts, settings, mirror=address != source.base)


def service_address(source: Source, settings: Settings) -> str:
    """Where a source's service is asked: the mirror that the settings name, or the service itself."""
    named: str | None = getattr(settings, f"source_{source.name.replace('-', '_')}_url")
    return named or source.base


@dataclass(frozen=True, slots=True)
class _Through:
    """A step of a fetch: everything is in that the service had changed by then."""

    moment: datetime


class Fetch:
    """One fetch of one source into one library."""

    def __init__(
        self,
        library: Library,
        source: Source,
        web: Web,
        *,
        first: date | None = None,
        last: date | None = None,
        progress: Progress = quiet,
        told: Callable[[str], None] = lambda line: None,
        now: datetime | None = None,
    ) -> None:
        """`first` and `last` are days; without `first` it goes on where the last fetch ended. `told` gets a line where it
        waits for another writer. Raises InputError where the days are none that can be asked for."""
        self._library, self._source, self._web = library, source, web
        self._progress, self._told = progress, told
        now = now or datetime.now(UTC).replace(tzinfo=None)
        with library.catalogue.engine.connect() as connection:
            self._cursor = fetched.cursor(connection, source.name)
        self.window = _window(self._cursor, first, last, now, source.overlap)
        if self.window.first > (last or now.date()):
            raise InputError(f"from {self.window.first} to {last or now.date()} there is no day: give an earlier --from")
        self._moves = last is None and (self._cursor is None or first is None or self.window.since <= self._cursor.through)
        self._run = Run(library, progress=progress)
        self._rows: list[FileReport] = []
        self._tried, self._missing = set[str](), dict[str, Found]()
        self._known = self._failed_in_a_row = 0

    def wanted(self) -> Iterator[Found]:
        """The documents that would be asked for; nothing is asked of the service but its lists, nothing is written."""
        for step in self._steps():
            if isinstance(step, Found) and not (step.passed_over or step.withdrawn):
                yield step

    def run(self, *, limit: int | None = None, embed: bool = True) -> FetchReport:
        """Fetch and read what is wanted, at most `limit` documents, then embed what is new.

        What fails is a row of the report and is asked for again the next time. Raises LibraryError where the library cannot
        be written. Whatever ends it, what was read stays, and the next run goes on.
        """
        try:
            for step in self._steps():
                if isinstance(step, _Through):
                    self._move(step.moment)
                elif limit is not None and len(self._tried) > limit:
                    break
                else:
                    self._take(step)
        except SourceError as error:
            self._rows.append(FileReport(path=error.address, status="failed", reason=error.reason))

        def finish() -> Report:
            with self._library.writing():
                return self._run.finish(embed=embed)

        report = when_free(finish, self._told)
        return FetchReport(
            **{**dict(report), "files": (*report.files, *self._rows)},
            source=self._source.name,
            known=self._known,
            first=self.window.first,
            through=self._cursor.through if self._cursor and self._moves else None,
        )

    def _steps(self) -> Iterator[Found | _Through]:
        """The documents to be asked for, and how far that comes. Those that failed the last time come last: they must not
        keep the others from being asked for."""
        with self._library.catalogue.engine.connect() as connection:
            missing = fetched.missing(connection, self._source.name)
        self._missing = {one.address: Found(one.address, one.stamp.partition(":")[2]) for one in missing}
        for page in self._source.pages(self._web, self.window):
            for found in page.found:
                if found.address in self._missing:
                    self._missing[found.address] = found  # it may have been withdrawn since
                elif self._is_new(found):
                    self._tried.add(found.address)
                    yield found
            if page.through:
                yield _Through(page.through)
        for found in self._missing.values():
            self._tried.add(found.address)
            yield found

    def _is_new(self, found: Found) -> bool:
        with self._library.catalogue.engine.connect() as connection:
            known = fetched.known(connection, found.address)
        if found.address in self._tried or (found.withdrawn and not known):
            return False
        if known and known.problem is None and known.stamp == _stamp(found):
            self._known += 1
            return False
        return True

    def _take(self, found: Found) -> None:
        """Fetch one document and read it, or say why that cannot be."""
        self._progress("fetching", len(self._tried), None, found.address)
        answer = Answer(None)
        if reason := self._left_out(found):
            file: SourceFile | SourceProblem = SourceProblem(found.address, "skipped", reason)
        else:
            try:
                answer = self._answer(found)
                file = self._document(found.address, answer.data or b"")
                self._failed_in_a_row = 0
            except SourceError as error:
                self._failed_in_a_row += 1
                if isinstance(error, BusyError):
                    self._failed_in_a_row = _WRONG_AFTER
                file = SourceProblem(found.address, "failed", error.reason)
        when_free(lambda: self._read(found, answer, file), self._told)
        if self._failed_in_a_row >= _WRONG_AFTER:
            raise SourceError(
                self._web.base, "documents do not come any more: the others were not asked for; try again later"
            )

    def _left_out(self, found: Found) -> str | None:
        """Why a document is not asked for."""
        with self._library.catalogue.engine.connect() as connection:
            entry = ledger.entry(connection, found.address)
        if entry and entry.status == "forgotten":
            return entry.reason
        if found.withdrawn:
            return "withdrawn by its source; what it gave stays until hemicycle forget takes it out"
        return found.passed_over

    def _answer(self, found: Found) -> Answer:
        """What the address gives; the original kept, where that still holds."""
        with self._library.catalogue.engine.connect() as connection:
            known, entry = fetched.known(connection, found.address), ledger.entry(connection, found.address)
        sha256 = entry.sha256 if entry and known and known.problem is None else None
        if known is None or sha256 is None or not self._library.originals.intact(sha256):
            return self._web.document(found.address, largest=LARGEST_FILE)
        answer = self._web.document(found.address, largest=LARGEST_FILE, etag=known.etag, modified=known.modified)
        if answer.data is not None:
            return answer
        data = self._library.originals.path(sha256).read_bytes()
        return Answer(data, answer.etag or known.etag, answer.modified or known.modified)

    def _document(self, address: str, data: bytes) -> SourceFile | SourceProblem:
        """A document worth reading. Raises SourceError where it is none: services give pages of errors as if all was well."""
        file = checked(address, data, LARGEST_FILE)
        if isinstance(file, SourceFile):
            if self._source.form is None and not file.is_pdf:
                raise SourceError(address, f"no PDF came, but {_kind(data)}")
            if self._source.form is not None:
                try:
                    shaped(self._source.form, json.loads(data), address)
                except (ValueError, RecursionError):
                    raise SourceError(address, f"no JSON came, or not all of it, but {_kind(data)}") from None
        return file

    def _read(self, found: Found, answer: Answer, file: SourceFile | SourceProblem) -> None:
        with self._library.writing():
            row = self._run.read(file)
            problem = row.reason or "failed" if row.status == "failed" else None
            known = Address(found.address, self._source.name, _stamp(found), answer.etag, answer.modified, problem)
            with self._library.catalogue.writing() as connection:
                fetched.note(connection, known)

    def _move(self, to: datetime) -> None:
        if not self._moves or (self._cursor and to <= self._cursor.through):
            return
        first = min(self._cursor.first, self.window.first) if self._cursor else self.window.first
        self._cursor = cursor = Cursor(first, to)

        def move() -> None:
            with self._library.writing(), self._library.catalogue.writing() as connection:
                fetched.move(connection, self._source.name, cursor)

        when_free(move, self._told)


def _window(known: Cursor | None, first: date | None, last: date | None, now: datetime, overlap: timedelta) -> Window:
    if first is None and known:
        begin = datetime.combine(known.first, datetime.min.time())
        return Window(known.first, max(known.through - overlap, begin), now, last)
    first = first or now.date() - timedelta(days=FIRST_DAYS)
    return Window(first, datetime.combine(first, datetime.min.time()), now, last)


def _stamp(found: Found) -> str:
    """A better reader reads a document again, so it has to be asked for again."""
    return f"{READING}:{found.stamp}"


def _kind(data: bytes) -> str:
    beginning = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "a web page (of an error?)" if beginning.startswith((b"<!doctype html", b"<html")) else f"{beginning[:20]!r}"
