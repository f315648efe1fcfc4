"""The addresses of the files that a briefing made on the page can be taken away as."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from rag.briefing.files import FILES, as_file
from ui.brief.kept_briefings import KeptBriefings
from ui.texts import Texts
from ui.visitors import visitor_of

_LONGEST = 60
"""Characters of the name of a file, before its ending."""


def briefing_routes(kept: KeptBriefings, texts: Texts, *, shared: bool) -> APIRouter:
    """`/briefing/NAME.FORMAT` for the briefings of a visitor. Every refusal is one line of text."""
    routes = APIRouter()

    @routes.get("/briefing/{name}.{ending}")
    def file(request: Request, name: str, ending: str) -> Response:
        briefing = kept.briefing(visitor_of(request, shared=shared), name)
        if briefing is None or ending not in FILES:
            return PlainTextResponse(texts.brief.gone, status_code=404)
        headers = {"Content-Disposition": f'attachment; filename="{file_name(briefing.topic)}.{ending}"'}
        return Response(as_file(briefing, ending), media_type=FILES[ending], headers=headers)

    return routes


def file_name(topic: str) -> str:
    """A name for files on a topic, of letters and digits that every system takes."""
    return re.sub(r"[^a-z0-9]+", "-", topic.lower())[:_LONGEST].strip("-") or "briefing"
