"""The seam for services: a source names the addresses of documents that are new or have changed since a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Window:
    """What a run wants: documents of the days from `first` to `last` (null: no end), and of these what the service has
    changed since `since`. `now` is when the run began. Moments are UTC and naive."""

    first: date
    since: datetime
    now: datetime
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a service names. `stamp` differs when the service says something else of it, and then it is asked for
    again. `passed_over` says why it is not asked for at all; `withdrawn` that the service has taken it back."""

    address: str
    stamp: str
    passed_over: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some documents. Once these and all pages before are in, everything is that the service had changed by `through`; null
    where more pages are needed to say so."""

    found: tuple[Found, ...]
    through: datetime | None = None


class Asking(Protocol):
    """What a source asks its service with (`ingest.sources.http.Web`)."""

    base: str

    def json(self, address: str) -> Any:
        """What stands at an address, as JSON. Raises SourceError where nothing comes that is JSON."""


class Source(Protocol):
    """One service."""

    name: str
    what: str
    """What it gives, in one line."""
    base: str
    """The address of the service itself, without a slash at the end."""
    hosts: tuple[str, ...]
    """Domains where its documents lie besides, over https."""
    form: type[BaseModel] | None
    """The form of a document in JSON; null where documents are PDFs. Anything else is a failure."""
    overlap: timedelta
    """How far before its cursor a later run looks again: for what the service shows later than it dates it."""

    def pages(self, web: Asking, window: Window) -> Iterator[Page]:
        """The documents of a window, those that changed first first. Raises SourceError where the service does not answer, or
        answers in a form that is not known."""
