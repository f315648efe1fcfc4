"""Pictures of pages, where words stand on them, and originals: given for what a library has, refused in one line."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image, ImageChops

from ingest.run import ingest
from rag.errors import LibraryError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Page, Record, Span
from ui.guard.headers import SafeHeaders
from ui.record.addresses import Addresses
from ui.record.original_routes import originals_routes
from ui.texts import ENGLISH

HERE = Addresses(base="/")
MISSING = "a.written-question.2021-02-19.1.b"


@pytest.fixture
def client(sample: Library) -> TestClient:
    def find(name: str | None) -> Library:
        if name not in (None, "sample"):
            raise LibraryError(f"no library is called {name!r}")
        return sample

    app = FastAPI()
    app.include_router(originals_routes(find, ENGLISH))
    app.add_middleware(SafeHeaders)
    return TestClient(app)


@pytest.fixture
def record(sample: Library) -> Record:
    return next(one for one in sample.catalogue.listing(Filters()) if "Wit-Rusland" in (one.title or ""))


def answer_of(record: Record) -> Span:
    part = next(part for part in record.parts if part.role == "answer")
    return Span(start=part.start, end=part.end)


def picture(client: TestClient, address: str) -> Image.Image:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def test_a_page_is_a_picture_and_the_words_are_marked_at_their_place_and_stay_legible(
    client: TestClient, record: Record
) -> None:
    span = answer_of(record)
    page = record.page_of(span.start) or 0
    bare, marked = (picture(client, HERE.page(record.id, page, spans)) for spans in ((), [span]))
    assert bare.size == marked.size
    assert 800 < bare.width < bare.height
    changed = ImageChops.difference(bare, marked).getbbox()
    assert changed
    left, top, right, bottom = changed
    fragment = client.get(HERE.places(record.id, [span])).text
    spot = re.search(r"left:([\d.]+)%;top:([\d.]+)%", fragment)
    assert spot
    assert abs(float(spot[1]) / 100 * bare.width - left) < 4
    assert abs(float(spot[2]) / 100 * bare.height - top) < 4
    assert (bottom - top) * (right - left) < 0.3 * bare.width * bare.height
    # Black letters stay black: the mark colours the paper only.
    assert marked.crop(changed).convert("L").getextrema()[0] < 60


def test_the_browser_keeps_a_picture_as_long_as_it_holds(client: TestClient, record: Record) -> None:
    first = client.get(HERE.page(record.id, 1))
    assert "private" in first.headers["cache-control"]
    again = client.get(HERE.page(record.id, 1), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(HERE.page(record.id, 1, [Span(start=0, end=40)]), headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_places_say_in_words_whether_the_words_are_marked(client: TestClient, sample: Library, record: Record) -> None:
    span = answer_of(record)
    known = client.get(HERE.places(record.id, [span])).text
    assert ENGLISH.record.marked in known
    assert f'alt="{ENGLISH.record.picture_marked.format(page=record.page_of(span.start))}"' in known
    other = record.model_copy(update={"id": "a.b.c", "text": "x" * len(record.text)})
    with sample.catalogue.writing() as connection:
        sample.catalogue.put([(other, [])], connection)
    unknown = client.get(HERE.places(other.id, [span])).text
    with sample.catalogue.writing() as connection:
        sample.catalogue.remove([other.id], connection)
    assert ENGLISH.record.not_marked in unknown
    assert "spot" not in unknown
    assert "with the words marked" not in unknown
    assert "<img" in unknown


@pytest.mark.parametrize(
    ("path", "code", "line"),
    [
        (f"page/{MISSING}/1", 404, "There is no record"),
        (f"original/{quote('../library.db', safe='')}", 404, ""),
        ("page/{id}/9", 404, "has no page 9"),
        ("page/{id}/0", 404, "has no page 0"),
        ("page/{id}/1?span=5-4", 404, "two positions in the text"),
        ("page/{id}/1?span=0-999999", 404, "two positions in the text"),
        ("places/{id}?span=<script>", 404, "two positions in the text"),
        ("page/{id}/1?library=other", 404, "no library is called 'other'"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    client: TestClient, record: Record, path: str, code: int, line: str
) -> None:
    response = client.get("/" + path.format(id=record.id))
    assert response.status_code == code
    assert line in response.text
    assert "\n" not in response.text
    assert "<script>" not in response.text
    assert response.headers["content-type"].startswith(("text/plain", "application/json"))


def test_the_original_is_saved_and_never_shown_in_place(client: TestClient, record: Record) -> None:
    response = client.get(HERE.original(record.id))
    assert record.source
    assert response.content == Path(record.source.path).read_bytes()
    assert response.headers["content-disposition"] == f'attachment; filename="{Path(record.source.path).name}"'
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.fixture
def of_text(tmp_path: Path, sample_texts: list[Path]) -> Iterator[Library]:
    opened = Library(tmp_path / "library", create=True)
    ingest(opened, [sample_texts[0]], embed=False)
    yield opened
    opened.close()


def test_an_original_without_pages_or_that_is_gone_has_no_picture(of_text: Library) -> None:
    (record,) = of_text.catalogue.listing(Filters())
    app = FastAPI()
    app.include_router(originals_routes(lambda _name: of_text, ENGLISH))
    client = TestClient(app)
    assert client.get(HERE.page(record.id, 1)).status_code == 404
    saved = client.get(HERE.original(record.id))
    assert saved.headers["content-type"] == "application/octet-stream"
    assert record.source
    of_text.originals.drop([record.source.sha256])
    gone = client.get(HERE.original(record.id))
    assert (gone.status_code, gone.text) == (404, ENGLISH.record.not_kept)


def test_a_pdf_that_cannot_be_drawn_says_so(of_text: Library) -> None:
    (record,) = of_text.catalogue.listing(Filters())
    assert record.source
    of_text.originals.path(record.source.sha256).write_bytes(b"%PDF-1.7\nrubbish")
    paged = record.model_copy(update={"pages": (Page(page=1, start=0, end=10),)})
    with of_text.catalogue.writing() as connection:
        of_text.catalogue.put([(paged, [])], connection)
    app = FastAPI()
    app.include_router(originals_routes(lambda _name: of_text, ENGLISH))
    response = TestClient(app).get(HERE.page(record.id, 1))
    assert response.status_code == 422
    assert "damaged" in response.text
    assert "\n" not in response.text
