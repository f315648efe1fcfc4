"""The addresses of the originals: pictures of their pages, where words stand on them, and the files themselves."""

import hashlib
import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from fastapi.routing import APIRoute

from ingest.apart import apart
from ingest.pdf_places import places
from rag.errors import HemicycleError, InputError, ReadError
from rag.library.library import Library
from rag.records import Record, Span
from ui.record.addresses import Addresses
from ui.record.original import Original, original_of
from ui.record.page_image import DRAWING, page_png
from ui.record.page_sheet import sheets
from ui.texts import Texts
from ui.turns import BusyError, Workers

_SECONDS = 20
"""A page that takes longer is given up: an ordinary one takes a tenth of a second."""

_AT_ONCE = 2
_WAITING = 40
"""Pages that are worked on at once, and those that may wait their turn; further ones are refused."""

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_MOST_SPANS = 50

Name = Annotated[str | None, Query(alias="library")]
Spans = Annotated[list[str], Query(alias="span", default_factory=list)]


class _OneLine(APIRoute):
    """A route whose refusals are one line of text."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await answer(request)
            except HemicycleError as error:
                # What was asked for is not there; or it is, and cannot be read.
                return PlainTextResponse(str(error), status_code=422 if isinstance(error, ReadError) else 404)

        return handler


def originals_routes(find: Callable[[str | None], Library], texts: Texts) -> APIRouter:
    """`/page`, `/places` and `/original` of the records of the libraries that `find` knows by name.

    `find` raises HemicycleError for a library that there is not. Every refusal is one line of text.
    """
    routes = APIRouter(route_class=_OneLine)
    said = texts.record
    workers = Workers(_AT_ONCE, _WAITING)

    async def in_turn(work: Callable[[], Response]) -> Response:
        try:
            return await workers.do(work)
        except BusyError:
            return PlainTextResponse(said.busy, status_code=503, headers={"Retry-After": "5"})

    def known(record_id: str, name: str | None) -> tuple[Record, Original | None]:
        library = find(name)
        record = library.catalogue.record(record_id)
        if record is None or record.id != record_id:
            raise InputError(said.no_record.format(record=record_id))
        return record, original_of(record, library)

    def pdf(record_id: str, name: str | None) -> tuple[Record, Original]:
        record, original = known(record_id, name)
        if original is None or original.kind != "pdf":
            raise InputError(said.no_original.format(record=record_id))
        return record, original

    @routes.get("/page/{record_id}/{number:int}")
    async def page(
        record_id: str, number: int, span: Spans, name: Name = None, if_none_match: Annotated[str, Header()] = ""
    ) -> Response:
        return await in_turn(lambda: picture(record_id, number, span, name, if_none_match))

    def picture(record_id: str, number: int, span: list[str], name: str | None, if_none_match: str) -> Response:
        record, original = pdf(record_id, name)
        spans = _spans(record, span, said.bad_span)
        if number not in {page.page for page in record.pages}:
            raise InputError(said.no_page.format(record=record_id, page=number))
        tag = _tag(record, number, span)
        # The browser asks each time whether its picture still holds: a record may be read anew, and differently.
        kept = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in if_none_match:
            return Response(status_code=304, headers=kept)
        drawn = apart(page_png, original.path.read_bytes(), record, number, spans, seconds=_SECONDS)
        return Response(drawn, media_type="image/png", headers=kept)

    @routes.get("/places/{record_id}")
    async def where(record_id: str, span: Spans, name: Name = None) -> Response:
        return await in_turn(lambda: placed(record_id, span, name))

    def placed(record_id: str, span: list[str], name: str | None) -> Response:
        record, original = pdf(record_id, name)
        spans = _spans(record, span, said.bad_span)
        found = apart(places, original.path.read_bytes(), record, spans, seconds=_SECONDS)
        return HTMLResponse(sheets(record, spans, found, texts, Addresses(library=name)))

    @routes.get("/original/{record_id}")
    def original(record_id: str, name: Name = None) -> Response:
        _, kept = known(record_id, name)
        if kept is None:
            raise InputError(said.not_kept)
        safe = "application/pdf" if kept.kind == "pdf" else "application/octet-stream"
        return FileResponse(kept.path, media_type=safe, filename=kept.name, content_disposition_type="attachment")

    return routes


def _spans(record: Record, asked: Sequence[str], complaint: str) -> list[Span]:
    """The spans that an address names. Raises InputError where one is none, or not inside the record's text."""
    found = [match for one in asked[:_MOST_SPANS] if (match := _SPAN.fullmatch(one))]
    pairs = [(int(match[1]), int(match[2])) for match in found]
    if len(pairs) != len(asked) or any(not start < end <= len(record.text) for start, end in pairs):
        raise InputError(complaint.format(record=record.id, length=len(record.text)))
    return [Span(start=start, end=end) for start, end in pairs]


def _tag(record: Record, number: int, asked: Sequence[str]) -> str:
    """Names what a picture is made of."""
    made_of = [DRAWING, record.source and record.source.sha256, number, *asked, record.pages, record.text]
    return f'"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'
