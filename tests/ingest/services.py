"""A server on this machine that answers as the services of parliaments are documented to, and as badly as a test wants.

The forms are those of the documentation named in `docs/sources/`; what stands in them is invented.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Handler = BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


def reply(body: bytes | str | Any, *, status: int = 200, **headers: str) -> Reply:
    """An answer with a body: bytes, text, or anything else as JSON. `Content_Type` and the like are headers."""
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()

    def give(to: Handler) -> None:
        to.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(data)

    return give


@dataclass
class Service:
    """What the server does: `faults` come first, by a pattern of the address and in turn, then what `answer` gives."""

    url: str = ""
    answer: Callable[[str, dict[str, str]], Reply] = lambda path, query: reply("nothing here", status=404)
    faults: list[tuple[str, Reply]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0

    def asked_for(self, pattern: str) -> list[str]:
        """The addresses that were asked for and fit a pattern, in order."""
        return [address for address in self.asked if re.search(pattern, address)]

    def respond(self, to: Handler) -> None:
        address = unquote(to.path)
        self.asked.append(address)
        self.headers.append({name.lower(): value for name, value in to.headers.items()})
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            for n, (pattern, fault) in enumerate(self.faults):
                if re.search(pattern, address):
                    del self.faults[n]
                    fault(to)
                    return
            parts = urlsplit(to.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.answer(unquote(parts.path), query)(to)
        except OSError:
            pass  # the client has had enough
        finally:
            self._at_once -= 1


@contextmanager
def serving() -> Iterator[Service]:
    """The running server; `url` is its address."""
    service = Service()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 (the base class's name)
            pass

        def do_GET(self) -> None:
            service.respond(self)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chamber(service: Service, documents: list[dict[str, Any]], bodies: dict[str, bytes], *, a_page: int = 2) -> None:
    """The OData service of the Tweede Kamer, with `a_page` documents a page, which it orders as it is asked to."""

    def answer(path: str, query: dict[str, str]) -> Reply:
        if found := re.fullmatch(r"/Document\(([0-9a-f-]+)\)/resource", path):
            return reply(bodies[found[1]], Content_Type="application/pdf")
        assert path == "/Document"
        since = re.search(r"ApiGewijzigdOp ge (\S+)Z", query["$filter"])
        assert since
        assert "Soort eq 'Aanhangsel van de Handelingen'" in query["$filter"]
        assert query["$orderby"] == "ApiGewijzigdOp asc,Id asc"
        begin = datetime.fromisoformat(since[1])
        wanted = sorted(
            (one for one in documents if datetime.fromisoformat(one["ApiGewijzigdOp"].removesuffix("Z")) >= begin),
            key=lambda one: (one["ApiGewijzigdOp"], one["Id"]),
        )
        skip = int(query.get("$skip", 0))
        listed: dict[str, Any] = {"@odata.context": "…", "value": wanted[skip : skip + a_page]}
        if len(wanted) > skip + a_page:
            listed["@odata.nextLink"] = f"{service.url}/Document?" + "&".join(
                f"{name}={value}" for name, value in {**query, "$skip": str(skip + a_page)}.items()
            ).replace(" ", "%20")
        return reply(listed, Content_Type="application/json; odata.metadata=minimal")

    service.answer = answer


def document(n: int, shown: str, **fields: Any) -> dict[str, Any]:
    """A document as the OData service lists it; `shown` is the moment from which it is shown so."""
    return {
        "Id": f"00000000-0000-4000-8000-{n:012d}",
        "GewijzigdOp": "2024-03-01T10:00:00+01:00",
        "ApiGewijzigdOp": shown,
        "Verwijderd": False,
        "ContentType": "application/pdf",
        "ContentLength": 1000,
        **fields,
    }


def flemish(service: Service, questions: list[dict[str, str]], bodies: dict[str, bytes], *, most: int | None = None) -> None:
    """The search engine and the open data of the Flemish Parliament, a hundred results a page. A question with more than
    `most` results counts ten thousand, as the real one does with more than that."""

    def answer(path: str, query: dict[str, str]) -> Reply:
        if path == "/e/opendata/zj/alle":
            names = [("2022-2023", "2022-09-26", "2023-09-24"), ("2023-2024", "2023-09-25", "2024-09-22")]
            years = [
                {
                    "id": 1,
                    "naam": name,
                    "start-zittingsjaar": f"{start}T00:00:00+0200",
                    "eind-zittingsjaar": f"{end}T00:00:00+0200",
                }
                for name, start, end in names
            ]
            return reply({"items": [{"zittingsjaar": year} for year in years]}, Content_Type="application/json;charset=UTF-8")
        if path == "/pfile":
            return reply(bodies[query["id"]], Content_Type="application/pdf")
        found = re.fullmatch(r"/api/search/query/(.*)&requiredfields=aggregaattype:Schriftelijke vraag", path)
        assert found
        assert (query["max"], query["sort"]) == ("100", "date")
        if year := re.fullmatch(r"inmeta:zittingsjaar=(.*)", found[1]):
            wanted = [one for one in questions if one["zittingsjaar"] == year[1]]
        else:
            days = re.fullmatch(r"inmeta:publicatiedatum:daterange:(.*)\.\.(.*)", found[1])
            assert days
            wanted = [one for one in questions if days[1] <= one["publicatiedatum"] <= days[2]]
        page = int(query["page"])
        results = [
            {"id": n, "rank": n, "metatags": {"metatag": [{"name": name, "value": value} for name, value in one.items()]}}
            for n, one in enumerate(wanted[100 * page - 100 : 100 * page])
        ]
        count = 10_000 if most is not None and len(wanted) > most else len(wanted)
        return reply({"count": str(count), "result": results}, Content_Type="application/json;charset=UTF-8")

    service.answer = answer


def flemish_question(service: Service, n: int, published: str, year: str = "2023-2024", **tags: str) -> dict[str, str]:
    """A question as the search engine describes it."""
    return {
        "publicatiedatum": published,
        "zittingsjaar": year,
        "aggregaattype": "Schriftelijke vraag",
        "opendata": f"{service.url}/e/opendata/schv/{n}",
        "document": f"{service.url}/pfile?id={n}",
        **tags,
    }


def westminster(service: Service, questions: list[dict[str, Any]]) -> None:
    """The written questions API of the UK Parliament: lists clip texts, and are filtered by the days of one event."""

    def answer(path: str, query: dict[str, str]) -> Reply:
        base = "/api/writtenquestions/questions"
        if found := re.fullmatch(rf"{base}/(\d+)", path):
            whole = next(one for one in questions if one["id"] == int(found[1]))
            return reply({"value": whole, "links": []}, Content_Type="application/json", ETag=f'"{json.dumps(whole)[:20]}"')
        assert path == base
        names = {"tabled": "dateTabled", "answered": "dateAnswered", "corrected": "dateAnswerCorrected"}
        (event,) = [event for event in names if f"{event}WhenFrom" in query]
        first, last = query[f"{event}WhenFrom"], query[f"{event}WhenTo"]
        wanted = [one for one in questions if one[names[event]] and first <= one[names[event]][:10] <= last]
        skip, take = int(query["skip"]), int(query["take"])
        clipped = [{**one, "questionText": one["questionText"][:255]} for one in wanted[skip : skip + take]]
        return reply({"totalResults": len(wanted), "results": [{"value": one, "links": []} for one in clipped]})

    service.answer = answer


def westminster_question(n: int, tabled: str, answered: str | None = None, **fields: Any) -> dict[str, Any]:
    """A question as the API gives it."""
    return {
        "id": n,
        "askingMemberId": 9001,
        "askingMember": {
            "id": 9001,
            "name": "Ada Fenwick",
            "listAs": "Fenwick, Ada",
            "party": "Independent",
            "memberFrom": "Marl",
        },
        "house": "Commons",
        "dateTabled": f"{tabled}T00:00:00",
        "dateForAnswer": f"{tabled}T00:00:00",
        "uin": str(n),
        "questionText": f"To ask the Secretary of State for Canals, how many locks were mended in year {n}.",
        "answeringBodyId": 1,
        "answeringBodyName": "Department for Canals",
        "isWithdrawn": False,
        "isNamedDay": False,
        "groupedQuestions": [],
        "answerIsHolding": False,
        "answerIsCorrection": False,
        "answeringMemberId": 9002 if answered else None,
        "answeringMember": {"id": 9002, "name": "Bram Holt"} if answered else None,
        "correctingMemberId": None,
        "correctingMember": None,
        "dateAnswered": f"{answered}T00:00:00" if answered else None,
        "answerText": "<p>Forty locks were mended.</p>" if answered else None,
        "originalAnswerText": None,
        "comparableAnswerText": None,
        "dateAnswerCorrected": None,
        "dateHoldingAnswer": None,
        "attachmentCount": 0,
        "heading": "Canals: Locks",
        "attachments": [],
        "groupedQuestionsDates": [],
        **fields,
    }
