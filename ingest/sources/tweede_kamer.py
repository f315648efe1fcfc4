"""Written questions of the Tweede Kamer, from its open data (https://opendata.tweedekamer.nl/documentatie/odata-api).

Documents of the kind `Aanhangsel van de Handelingen` are the printed questions with their answers, the form that the reader
`kamervragen` reads. `ApiGewijzigdOp` is when the service began to show the document as it is now.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from ingest.sources.base import Asking, Found, Page, Window
from ingest.sources.shape import changed, shaped, stamp

_KIND = "Aanhangsel van de Handelingen"
_PDF = "application/pdf"


class _Document(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    id: UUID = Field(alias="Id")
    shown: datetime = Field(alias="ApiGewijzigdOp")
    changed: datetime | None = Field(default=None, alias="GewijzigdOp")
    deleted: bool = Field(alias="Verwijderd")
    type: str | None = Field(default=None, alias="ContentType")
    length: int | None = Field(default=None, alias="ContentLength")


class _Documents(BaseModel):
    value: list[_Document]
    next: str | None = Field(default=None, alias="@odata.nextLink")


class TweedeKamerSource:
    """Lists documents in the order in which the service came to show them as they are."""

    name = "tweede-kamer"
    what = "Tweede Kamer: written questions with their answers, as the Aanhangsel prints them (PDF)"
    base = "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0"
    hosts = ("tweedekamer.nl",)
    form = None
    overlap = timedelta(days=1)

    def pages(self, web: Asking, window: Window) -> Iterator[Page]:
        since, address, by_link = window.since, _listing(web, window, window.since), False
        seen = set[UUID]()
        while True:
            listed = shaped(_Documents, web.json(address), address)
            through = _naive(listed.value[-1].shown) if listed.value else since
            if any(_naive(document.shown) < since for document in listed.value) or through < since:
                raise changed(address, "value.ApiGewijzigdOp", f"before {since}, which was not asked for")
            new = [document for document in listed.value if document.id not in seen]
            if listed.next and not new and by_link:
                raise changed(address, "@odata.nextLink", "leads on, with no document that was not listed before")
            seen |= {document.id for document in new}
            yield Page(tuple(_found(web, document) for document in new), through if listed.next else window.now)
            if not listed.next:
                return
            # Not the next link: what changes meanwhile moves to the end of the list, and would make it skip others. But where
            # everything changed at one moment there is no later one to go on from.
            by_link = through == since
            address = listed.next if by_link else _listing(web, window, through)
            since = through


def _listing(web: Asking, window: Window, since: datetime) -> str:
    conditions = [
        f"Soort eq '{_KIND}'",
        f"ApiGewijzigdOp ge {since:%Y-%m-%dT%H:%M:%S.%f}Z",
        f"Datum ge {_begin(window.first)}",
    ]
    if window.last:
        conditions.append(f"Datum lt {_begin(window.last + timedelta(days=1))}")
    asked = {
        "$filter": " and ".join(conditions),
        "$orderby": "ApiGewijzigdOp asc,Id asc",
        "$select": "Id,GewijzigdOp,ApiGewijzigdOp,Verwijderd,ContentType,ContentLength",
    }
    return f"{web.base}/Document?{urlencode(asked, quote_via=quote, safe='$,')}"


def _begin(day: date) -> str:
    """When a day begins in the Netherlands: `Datum` is midnight there."""
    return f"{day - timedelta(days=1)}T22:00:00Z"


def _found(web: Asking, document: _Document) -> Found:
    other = None if document.type in (None, _PDF) else f"no PDF but {document.type}, which is not read"
    return Found(
        f"{web.base}/Document({document.id})/resource",
        stamp(document.changed, document.length, document.type, document.deleted),
        passed_over=other,
        withdrawn=document.deleted,
    )


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
