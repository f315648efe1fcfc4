"""The HTTP API: what the command line gives with `--json`, under `/api`, with its own description."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import Field
from starlette.exceptions import HTTPException

from rag.answer.answer import Answer
from rag.briefing.briefing import Briefing
from rag.briefing.files import FILES, as_file
from rag.errors import HemicycleError, InputError, NotFoundError
from rag.records import Frozen, Record
from rag.search.hits import SearchResult
from ui.brief.briefing_routes import file_name
from ui.commands.output import as_json, readable
from ui.programs.requests import (
    DOCUMENT,
    AskRequest,
    BriefFileRequest,
    LibraryName,
    RecordId,
    RecordRequest,
    SearchRequest,
    names,
    unusable,
)
from ui.programs.served import UNEXPECTED, Libraries, Served
from ui.turns import BusyError

_RETRY_S = 5

_DESCRIPTION = """What `hemicycle search`, `ask`, `brief` and `show` give with `--json`. Quotations are word for word in the
record: `quote` is `text[start:end]` of the record, counted in Unicode code points. An answer that abstains is an answer."""


class Problem(Frozen):
    """Why a request was not met."""

    error: str = Field(description="One line.", examples=["k '1000': Input should be less than or equal to 100"])


def _problems(**statuses: str) -> dict[int | str, dict[str, Any]]:
    return {int(status[1:]): {"model": Problem, "description": said} for status, said in statuses.items()}


_COMMON = _problems(_422="A parameter cannot be used.", _503="The library cannot be used now, or too many wait already.")
_ASKED = {
    **_problems(_400="What is asked makes no sense, or not here.", _404="There is no library of this name."),
    **_COMMON,
}
_BRIEFED = {
    200: {
        "description": "The briefing, or the file that it is wanted as.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FILES.values()},
    },
    **_ASKED,
}
_LOOKED_UP = {**_problems(_404="There is no such record or library."), **_COMMON}
_LOCKED = _problems(_401="The token is missing or unknown.", _429="Too many failed attempts.")


class _Described(FastAPI):
    """An application whose description knows that nothing in an address is null."""

    def openapi(self) -> dict[str, Any]:
        described = super().openapi()
        for path in described["paths"].values():
            for parameter in path["get"].get("parameters", ()):
                schema = parameter["schema"]
                possible = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
                schema.update(*possible)
        return described


def programs_api(served: Served, *, locked: bool = False) -> FastAPI:
    """The application to be mounted; `locked` where one needs a token, which others look at."""
    app = _Described(
        title="Hemicycle",
        version=version("hemicycle"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=_LOCKED if locked else None,
        dependencies=[Depends(HTTPBearer(auto_error=False, description="HEMICYCLE_TOKEN"))] if locked else None,
    )

    @app.get("/search", response_model=SearchResult, responses=_ASKED, summary="Search", operation_id="search")
    async def search(request: Annotated[SearchRequest, Query()]) -> Response:
        """Find records: each with its best passage, and the answer to a question or the question behind an answer."""
        return _given(await served.workers.do(lambda: served.search(request)))

    @app.get("/ask", response_model=Answer, responses=_ASKED, summary="Ask", operation_id="ask")
    async def ask(request: Annotated[AskRequest, Query()]) -> Response:
        """Answer a question with quotations that are word for word in the record, or say that the records do not answer."""
        return _given(await served.workers.do(lambda: served.ask(request)))

    @app.get("/brief", response_model=Briefing, responses=_BRIEFED, summary="Brief", operation_id="brief")
    async def brief(request: Annotated[BriefFileRequest, Query()]) -> Response:
        """Make a briefing: what was said on a topic, by whom and when, what stays open, and how to find it again."""

        def made() -> Response:
            briefing = served.brief(request)
            return _given(briefing) if request.format == DOCUMENT else _file(briefing, request.format)

        return await served.briefing_workers.do(made)

    @app.get("/records/{id:path}", response_model=Record, responses=_LOOKED_UP, summary="Record", operation_id="record")
    async def record(id: Annotated[RecordId, Path()], library: Annotated[LibraryName, Query()] = None) -> Response:  # noqa: A002
        """A whole record: who, when, every part with its labels, what it refers to and what refers to it."""
        return _given(await served.workers.do(lambda: served.record(RecordRequest(id=id, library=library))))

    @app.get(
        "/libraries", response_model=Libraries, responses=_problems(_503=_COMMON[503]["description"]), summary="Libraries"
    )
    async def libraries() -> Response:
        """The libraries that `library` can name."""
        return _given(await served.workers.do(served.libraries))

    @app.exception_handler(HemicycleError)
    async def known(_request: Request, error: HemicycleError) -> Response:
        if isinstance(error, InputError):
            return _refused(404 if isinstance(error, NotFoundError) else 400, str(error))
        return _refused(503, str(error), {"Retry-After": str(_RETRY_S)} if isinstance(error, BusyError) else None)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        requests: dict[str, type[Frozen]] = {
            "search": SearchRequest,
            "ask": AskRequest,
            "brief": BriefFileRequest,
            "record": RecordRequest,
        }
        asked = requests[request.scope["route"].operation_id]
        problems = [{**each, "loc": each["loc"][1:]} for each in error.errors()]
        return _refused(422, unusable(problems, names(asked)))

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException) -> Response:
        return _refused(error.status_code, error.detail, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, _error: Exception) -> Response:
        # The server writes the traceback to the terminal.
        return _refused(500, UNEXPECTED)

    return app


def _given(document: Frozen) -> Response:
    return Response(as_json(document), media_type="application/json")


def _file(briefing: Briefing, ending: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file_name(briefing.topic)}.{ending}"'}
    return Response(as_file(briefing, ending), headers=headers, media_type=FILES[ending])


def _refused(status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(as_json({"error": readable(line, kept="")}), status, headers, media_type="application/json")
