"""The addresses of the files that a briefing made on the page can be taken away as."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from rag.briefing.files import FILES, as_file
from rag.briefing.report import report
from rag.export.formats import exported
from rag.library.filters import fold
from ui.brief.kept_briefings import KeptBriefings
from ui.record.addresses import Addresses
from ui.texts import Texts
from ui.visitors import visitor_of

_IN_A_FRAME = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Shut off from the page around it: no script, no form, nothing of the page's own; links open in a window of their own."""

_LONGEST = 60
"""Characters of the name of a file, before its ending."""


def briefing_routes(kept: KeptBriefings, texts: Texts, *, shared: bool) -> APIRouter:
    """`/briefing/NAME.FORMAT` for the briefings of a visitor, and `/briefing/NAME` to look at in a frame of
    the page, where records are a click away.

    Every refusal is one line of text.
    """
    routes = APIRouter()

    @routes.get("/briefing/{name}")
    def briefing(request: Request, name: str) -> Response:
        wanted, _, ending = name.partition(".")
        made = kept.made(visitor_of(request, shared=shared), wanted)
        if made is None or ending not in ("", *FILES):
            return PlainTextResponse(texts.brief.gone, status_code=404)
        if not ending:
            places = Addresses(f"{request.base_url}{texts.language}/", made.library)
            shown = exported(report(made.briefing, lambda record, _: places.record(record)), "html")
            return Response(shown, media_type=FILES["html"], headers=_IN_A_FRAME)
        headers = {"Content-Disposition": f'attachment; filename="{file_name(made.briefing.topic)}.{ending}"'}
        return Response(as_file(made.briefing, ending), media_type=FILES[ending], headers=headers)

    return routes


def file_name(topic: str) -> str:
    """A name for files on a topic, of letters and digits that every system takes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(topic).strip())[:_LONGEST].strip("-") or "briefing"
