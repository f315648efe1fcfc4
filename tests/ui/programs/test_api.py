"""The HTTP API: what it refuses, and in which words; what hostile values do to it."""

from typing import Any

import httpx
import pytest

from rag.answer.assistant import CLOSEST
from rag.briefing.files import FILES
from rag.errors import InputError, LibraryError, NotFoundError
from rag.library.library import Library
from ui.programs.api import programs_api
from ui.programs.served import Served
from ui.turns import BusyError, Turns

REFUSED: list[tuple[str, int, str]] = [
    ("search", 422, "query is missing"),
    ("search?query=", 422, "query is empty"),
    ("search?query=%20%0A%1c", 422, "query is empty"),
    ("search?query=" + "a" * 2001, 422, "query 'aaaa"),
    ("search?query=a&k=0", 422, "k '0': Input should be greater than or equal to 1"),
    ("search?query=a&k=101", 422, "k '101': Input should be less than or equal to 100"),
    ("search?query=a&mode=psychic", 422, "mode 'psychic': Input should be 'hybrid', 'dense' or 'words'"),
    ("search?query=a&from=yesterday", 422, "from 'yesterday': give a date such as 2021-02-19"),
    ("search?query=a&from=0", 422, "from '0': give a date such as 2021-02-19"),
    ("search?query=a&to=2021-02-30", 422, "to '2021-02-30': Input should be a valid date"),
    ("search?query=a&minister=!%3F", 422, "minister '!?': no letter or digit in it"),
    ("search?query=a&form=2021-01-01", 422, "no parameter 'form'; there are from, to, asker"),
    ("search?query=a" + "&without=b" * 101, 422, "without"),
    ("search?query=a&library=elsewhere", 404, "no library 'elsewhere'; there are sample"),
    ("ask?question=a&k=3", 422, "no parameter 'k'; there are"),
    ("ask?question=a&llm=true", 400, "llm: no language model is set; set HEMICYCLE_LLM_URL and HEMICYCLE_LLM_MODEL"),
    ("brief?topic=a&length=endless", 422, "length 'endless': Input should be 'short', 'normal' or 'long'"),
    ("brief?topic=a&format=exe", 422, "format 'exe': give one of json, "),
    ("brief?topic=a&llm=true", 400, "llm: no language model is set"),
    ("records/no-such-record", 404, "no record 'no-such-record' in sample-library; search and list give the ids"),
    ("records/", 422, "id is empty"),
    ("records/..%2f..%2fetc%2fpasswd", 404, "no record '../../etc/passwd'"),
    ("records/a%1b%5b31mb", 404, "no record 'a"),
    ("nothing", 404, "Not Found"),
    ("docs", 404, "Not Found"),
]


@pytest.mark.parametrize(("path", "status", "line"), REFUSED, ids=[path[:60] for path, _, _ in REFUSED])
def test_what_cannot_be_done_is_one_line_of_json(api: httpx.Client, path: str, status: int, line: str) -> None:
    told = api.get(path)
    assert told.status_code == status
    assert told.headers["content-type"] == "application/json"
    assert told.json().keys() == {"error"}
    assert told.json()["error"].startswith(line)
    assert told.json()["error"].isprintable()
    assert len(told.json()["error"]) < 400


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE records; --",
        '" OR 1=1',
        "\x00\x1b[2Jtrein\x9b31m",
        "<script>alert(1)</script>",
        "\u202eneppo\u202c \u2066",
        "title:(a AND [b TO c]) ^2 ~3 *?",
        '"""" "" "',
        "%00%s%n{0}{question}",
        "𝕿𝖗𝖊𝖎𝖓 🚂" * 90,
        "a" * 2000,
        "(" * 2000,
    ],
)
def test_hostile_words_are_words(api: httpx.Client, words: str) -> None:
    for path, name in (("search", "query"), ("ask", "question")):
        told = api.get(path, params={name: words, "asker": "x" + words[:500], "library": "sample"})
        assert told.status_code == 200, told.text
        assert told.json()[name] == words
        assert not any(c in told.text for c in "\x00\x1b\x7f\x9b\u202e\u2066")


def test_only_get_is_there(api: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        told = api.request(method, "search?query=a")
        assert (told.status_code, told.json()) == (405, {"error": "Method Not Allowed"})


def test_the_libraries_are_named_and_say_which_is_asked(api: httpx.Client) -> None:
    assert api.get("libraries").json() == {"libraries": [{"name": "sample", "default": True}]}


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!"), ("md", b"#")])
def test_a_briefing_is_given_as_a_file(api: httpx.Client, ending: str, begins: bytes) -> None:
    told = api.get("brief", params={"topic": "Wit-Rusland; rm -rf \r\n/", "format": ending, "length": "short"})
    assert told.status_code == 200
    assert told.content.startswith(begins)
    assert told.headers["content-type"] == FILES[ending]
    assert told.headers["content-disposition"] == f'attachment; filename="wit-rusland-rm-rf.{ending}"'


def test_an_abstention_is_an_answer(api: httpx.Client) -> None:
    told = api.get("ask", params={"question": "hoeveel kost een raket naar de maan?"})
    assert told.status_code == 200
    assert told.json()["abstained"]
    assert len(told.json()["closest"]) == CLOSEST


class Troubled(Served):
    """A server to which everything that can go wrong happens, by the name of the library."""

    troubles = {  # noqa: RUF012
        "input": InputError("bad\nvalue"),
        "absent": NotFoundError("not there"),
        "damaged": LibraryError("the library is damaged"),
        "busy": BusyError("too many"),
        "bug": ZeroDivisionError("secret"),
    }

    def __init__(self) -> None:
        super().__init__(None, Turns(), None)  # type: ignore[arg-type]

    def _library(self, name: str | None) -> Library:
        raise self.troubles[name or ""]


@pytest.mark.parametrize(
    ("trouble", "status", "line"),
    [
        ("input", 400, "bad?value"),
        ("absent", 404, "not there"),
        ("damaged", 503, "the library is damaged"),
        ("busy", 503, "too many"),
        ("bug", 500, "an unexpected error; whoever runs this server sees it on the terminal"),
    ],
)
def test_whatever_goes_wrong_is_one_line(trouble: str, status: int, line: str) -> None:
    from starlette.testclient import TestClient

    with TestClient(programs_api(Troubled()), raise_server_exceptions=False) as client:
        told: Any = client.get("/search", params={"query": "a", "library": trouble})
    assert (told.status_code, told.json()) == (status, {"error": line})
    assert told.headers.get("retry-after") == ("5" if trouble == "busy" else None)
